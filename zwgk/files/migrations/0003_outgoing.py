from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0002_sm3")]

    operations = [
        migrations.AddField(
            model_name="file",
            name="outgoing",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="+",
                to="files.file",
                verbose_name="外发副本",
            ),
        ),
    ]
