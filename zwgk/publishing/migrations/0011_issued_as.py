"""By whom a paper was made public, as that organ was called then, where organs changed since."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0004_reorganisation"), ("publishing", "0010_following")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="IssuedAs",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="公开时的机关名称")),
                ("published_at", models.DateTimeField(verbose_name="发布时间")),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="公开时的机关",
                    ),
                ),
                (
                    "publication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="issued_as",
                        to="publishing.publication",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organ", "-published_at", "-publication"], name="issued_as_of_organ")],
            },
        ),
    ]
