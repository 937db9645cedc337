from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
    ]

    operations = [
        migrations.AddField("basislink", "articles", models.CharField(blank=True, max_length=300, verbose_name="条款")),
        migrations.AddField("basislink", "until", models.DateField(blank=True, null=True, verbose_name="延长至")),
        migrations.AlterField(
            model_name="basislink",
            name="kind",
            field=models.CharField(
                choices=[
                    ("basis", "依据"),
                    ("interprets", "解读"),
                    ("replaces", "代替"),
                    ("repeals", "废止"),
                    ("amends", "修改"),
                    ("declares", "宣布失效"),
                    ("extends", "延长有效期"),
                    ("chain", "后续"),
                    ("reprints", "转载"),
                ],
                default="basis",
                max_length=12,
            ),
        ),
    ]
