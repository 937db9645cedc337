from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="blob",
            name="sm3",
            field=models.CharField(blank=True, max_length=64, verbose_name="国密摘要"),
        ),
    ]
