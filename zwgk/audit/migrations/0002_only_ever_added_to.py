"""The log is only ever added to: triggers on both databases (``zwgk.audit.guards``)."""

from django.db import migrations

from zwgk.audit import guards


def forwards(apps, schema_editor):
    guards.install(schema_editor.connection)


def backwards(apps, schema_editor):
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
