import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MatterNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("prefix", models.CharField(max_length=40, unique=True)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30, verbose_name="类别")),
                ("number", models.CharField(max_length=40, unique=True, verbose_name="编号")),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("stage", models.CharField(max_length=30, verbose_name="环节")),
                ("is_restricted", models.BooleanField(default=False, verbose_name="限知悉范围")),
                ("is_urgent", models.BooleanField(default=False, verbose_name="紧急")),
                ("next_due", models.DateField(blank=True, null=True, verbose_name="最近期限")),
                ("opened_on", models.DateField(verbose_name="登记日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                ("touched_at", models.DateTimeField(verbose_name="最近变动")),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                        verbose_name="经办人",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="people.unit",
                        verbose_name="主办机关",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="承办科室",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-touched_at", "-id"], name="matter_by_touch"),
                    models.Index(fields=["owner", "kind", "-touched_at", "-id"], name="matter_of_owner"),
                    models.Index(fields=["kind", "stage", "-touched_at", "-id"], name="matter_by_stage"),
                    models.Index(fields=["handler", "closed_on"], name="matter_of_handler"),
                    models.Index(condition=models.Q(("closed_on", None)), fields=["next_due"], name="matter_due"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Involvement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=30, verbose_name="角色")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="involvements", to="people.unit"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="involvements", to="matters.matter"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("matter", "unit", "role"), name="involved_once")],
            },
        ),
        migrations.CreateModel(
            name="Gate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="类别")),
                ("label", models.CharField(max_length=200, verbose_name="内容")),
                ("opened_at", models.DateTimeField(verbose_name="提出时间")),
                ("satisfied_at", models.DateTimeField(blank=True, null=True, verbose_name="满足时间")),
                ("satisfied_by", models.CharField(blank=True, max_length=200, verbose_name="由何满足")),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="gates", to="matters.matter"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("matter", "kind"), name="gate_once")],
            },
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="原因")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exclusions", to="people.unit"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="exclusions", to="matters.matter"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("matter", "unit"), name="excluded_once")],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by", models.CharField(max_length=120, verbose_name="作者")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("text", models.TextField(verbose_name="内容")),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="matters.matter"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.post"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Waiting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("act", models.CharField(max_length=60, verbose_name="动作")),
                ("label", models.CharField(max_length=120, verbose_name="待办内容")),
                ("duty", models.CharField(max_length=30, verbose_name="职责")),
                ("since", models.DateTimeField(verbose_name="到达时间")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="期限")),
                ("is_urgent", models.BooleanField(default=False)),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="waiting", to="matters.matter"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["post", "due_on", "id"], name="inbox_of_post"),
                    models.Index(fields=["unit", "duty", "due_on", "id"], name="inbox_of_duty"),
                ],
            },
        ),
    ]
