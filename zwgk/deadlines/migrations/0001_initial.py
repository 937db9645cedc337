import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("matters", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveIntegerField(verbose_name="年份")),
                ("region", models.CharField(blank=True, max_length=60, verbose_name="地区")),
                ("data", models.JSONField(verbose_name="内容")),
                ("source", models.CharField(max_length=300, verbose_name="来源")),
                ("imported_at", models.DateTimeField(verbose_name="导入时间")),
                ("imported_by", models.CharField(max_length=120, verbose_name="导入人")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("year", "region"), name="calendar_once_a_year")],
            },
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="期限种类")),
                ("label", models.CharField(max_length=80, verbose_name="名称")),
                ("started_on", models.DateField(verbose_name="起算之日")),
                ("restarted_on", models.DateField(blank=True, null=True, verbose_name="重新起算之日")),
                ("figure", models.PositiveIntegerField(verbose_name="期限")),
                ("unit", models.CharField(max_length=20, verbose_name="单位")),
                ("basis", models.CharField(max_length=300, verbose_name="依据")),
                ("extended_by", models.PositiveIntegerField(default=0, verbose_name="延长")),
                ("due_on", models.DateField(verbose_name="届满日")),
                ("firm", models.BooleanField(default=True, verbose_name="日历已公布")),
                ("calendar_version", models.CharField(max_length=12)),
                ("stopped_on", models.DateField(blank=True, null=True, verbose_name="停止之日")),
                ("stopped_because", models.CharField(blank=True, max_length=80, verbose_name="停止原因")),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="clocks", to="matters.matter"
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("stopped_on", None)), fields=["due_on", "id"], name="clock_due"),
                    models.Index(fields=["kind", "stopped_on"], name="clock_by_kind"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stopped_on", None)), fields=("matter", "kind"), name="clock_runs_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stopped_on", None), ("stopped_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="clock_stops_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.DateField(verbose_name="自")),
                ("last", models.DateField(blank=True, null=True, verbose_name="至")),
                ("reason", models.CharField(max_length=200, verbose_name="事由")),
                (
                    "clock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pauses", to="deadlines.clock"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last", None), ("last__gte", models.F("first")), _connector="OR"),
                        name="pause_runs_forward",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Recount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("before", models.DateField(verbose_name="原届满日")),
                ("after", models.DateField(verbose_name="新届满日")),
                ("cause", models.CharField(max_length=200, verbose_name="原因")),
                (
                    "clock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="recounts", to="deadlines.clock"
                    ),
                ),
            ],
        ),
    ]
