import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("task", "待办"),
                            ("returned", "退回"),
                            ("due", "临期"),
                            ("overdue", "超期"),
                            ("done", "办结"),
                            ("published", "公开"),
                            ("withdrawn", "撤下"),
                            ("audit", "审计"),
                            ("system", "系统"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="内容")),
                ("url", models.CharField(blank=True, max_length=300, verbose_name="链接")),
                ("matter_id", models.BigIntegerField(null=True, verbose_name="事项")),
                ("key", models.CharField(blank=True, max_length=120)),
                ("sender", models.CharField(blank=True, max_length=120, verbose_name="来自")),
                ("created_at", models.DateTimeField(verbose_name="时间")),
                ("read_at", models.DateTimeField(null=True, verbose_name="阅读时间")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="people.post"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["post", "-id"], name="notice_of_post"),
                    models.Index(condition=models.Q(("read_at", None)), fields=["post"], name="notice_unread"),
                    models.Index(fields=["matter_id"], name="notice_of_matter"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True), fields=("post", "key"), name="notice_once_a_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "task",
                                    "returned",
                                    "due",
                                    "overdue",
                                    "done",
                                    "published",
                                    "withdrawn",
                                    "audit",
                                    "system",
                                ],
                            )
                        ),
                        name="notice_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(choices=[("email", "邮件"), ("sms", "短信")], max_length=10, verbose_name="方式"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待发送"),
                            ("sent", "已发送"),
                            ("failed", "未送达"),
                            ("unconfigured", "未配置"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("last_error", models.CharField(blank=True, max_length=300, verbose_name="原因")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="发送时间")),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="notices.notice"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "-id"], name="message_by_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("notice", "channel"), name="message_once_a_channel"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "sent", "failed", "unconfigured"])),
                        name="message_state_known",
                    ),
                ],
            },
        ),
    ]
