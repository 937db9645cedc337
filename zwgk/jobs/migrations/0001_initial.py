from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("name", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("next_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("handler", models.CharField(max_length=80, verbose_name="处理程序")),
                ("key", models.CharField(max_length=160, verbose_name="键")),
                ("args", models.JSONField(default=dict)),
                (
                    "queue",
                    models.CharField(
                        choices=[("now", "即时"), ("slow", "慢速")], default="now", max_length=10, verbose_name="队列"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "等待"), ("running", "进行中"), ("done", "完成"), ("failed", "失败")],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("again", models.BooleanField(default=False)),
                ("not_before", models.DateTimeField(verbose_name="最早开始")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="已试次数")),
                ("last_error", models.TextField(blank=True, verbose_name="最近一次错误")),
                ("progress_done", models.PositiveIntegerField(default=0, verbose_name="已完成")),
                ("progress_total", models.PositiveIntegerField(default=0, verbose_name="总数")),
                ("lease_until", models.DateTimeField(null=True)),
                ("lease_token", models.CharField(blank=True, max_length=32)),
                ("created_at", models.DateTimeField(verbose_name="提交时间")),
                ("started_at", models.DateTimeField(null=True, verbose_name="开始时间")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="结束时间")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["queue", "not_before", "id"],
                        name="job_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("state", "running")), fields=["queue", "lease_until"], name="job_leased"
                    ),
                    models.Index(fields=["state", "-id"], name="job_by_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "running"])),
                        fields=("handler", "key"),
                        name="job_once_while_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "running", "done", "failed"])),
                        name="job_state_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("queue__in", ["now", "slow"])), name="job_queue_known"),
                ],
            },
        ),
    ]
