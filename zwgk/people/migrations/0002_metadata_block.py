from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="metadata_block",
            field=models.JSONField(blank=True, default=list, verbose_name="著录项"),
        ),
    ]
