import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("act", models.CharField(max_length=80, verbose_name="操作")),
                ("user_id", models.BigIntegerField(null=True, verbose_name="用户")),
                ("post_id", models.BigIntegerField(null=True, verbose_name="岗位")),
                ("unit_id", models.BigIntegerField(null=True, verbose_name="单位")),
                ("by", models.CharField(max_length=120, verbose_name="操作人")),
                ("object_kind", models.CharField(blank=True, max_length=60, verbose_name="对象类别")),
                ("object_id", models.CharField(blank=True, max_length=64, verbose_name="对象编号")),
                ("matter_id", models.BigIntegerField(null=True, verbose_name="事项")),
                ("details", models.JSONField(default=dict, verbose_name="要点")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["matter_id", "id"], name="audit_by_matter"),
                    models.Index(fields=["act", "id"], name="audit_by_act"),
                    models.Index(fields=["user_id", "id"], name="audit_by_user"),
                    models.Index(fields=["object_kind", "object_id", "id"], name="audit_by_object"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("previous", models.CharField(max_length=64, unique=True)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("sealed_at", models.DateTimeField()),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seal", to="audit.entry"
                    ),
                ),
            ],
        ),
    ]
