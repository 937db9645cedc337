from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="IndexChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("index", models.CharField(max_length=20, verbose_name="索引")),
                ("key", models.CharField(max_length=120, verbose_name="键")),
                (
                    "op",
                    models.CharField(
                        choices=[("upsert", "写入"), ("delete", "删除")], max_length=10, verbose_name="变更"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "indexes": [models.Index(fields=["index", "id"], name="index_change_waiting")],
            },
        ),
    ]
