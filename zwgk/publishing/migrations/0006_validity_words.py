from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0005_channels"),
    ]

    operations = [
        migrations.AlterField(
            model_name="link",
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
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="validity",
            field=models.CharField(
                blank=True,
                choices=[
                    ("in_force", "现行有效"),
                    ("amended", "已修改"),
                    ("repealed", "已废止"),
                    ("declared", "宣布失效"),
                    ("expired", "已失效"),
                    ("not_yet", "尚未施行"),
                    ("none", ""),
                ],
                default="",
                max_length=12,
                verbose_name="有效性",
            ),
        ),
    ]
