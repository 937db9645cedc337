import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hiding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("personal", "含有个人信息"),
                            ("trade", "含有商业秘密"),
                            ("unfit", "含有不应公开的内容"),
                        ],
                        max_length=12,
                        verbose_name="原因",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="内部说明")),
                ("on", models.DateField(verbose_name="日期")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("by", models.CharField(max_length=120, verbose_name="操作人")),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hiding",
                        to="publishing.version",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="hiding_says_why")
                ],
            },
        ),
    ]
