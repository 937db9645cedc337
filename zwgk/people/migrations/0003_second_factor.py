import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_metadata_block")]

    operations = [
        migrations.CreateModel(
            name="SecondFactor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed_secret", models.CharField(max_length=200, verbose_name="密钥（加密）")),
                ("recovery", models.JSONField(default=list, verbose_name="恢复码摘要")),
                ("made_at", models.DateTimeField(verbose_name="生成时间")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="绑定时间")),
                ("last_step", models.BigIntegerField(default=0, verbose_name="最近用过的一步")),
                ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="连续错误次数")),
                ("locked_until", models.DateTimeField(blank=True, null=True, verbose_name="锁定至")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_factor",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
