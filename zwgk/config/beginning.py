"""The tables of an empty database, made from the models at once: what all migrations make, in a tenth of the time.

An older database is brought up to date by migrations and by nothing else; a test holds that both ways end alike.
"""

from __future__ import annotations

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from zwgk.audit import guards as audit
from zwgk.people import guards as people


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database holds no table at all."""
    return not connection.introspection.table_names()


def begin(connection: BaseDatabaseWrapper) -> None:
    """Make every table with its indexes, constraints and guards, and note all migrations as done: all or nothing."""
    graph = MigrationLoader(connection).graph
    recorder = MigrationRecorder(connection)
    with connection.schema_editor(atomic=True) as editor:
        models: list[type[Model]] = [recorder.Migration, *apps.get_models(include_auto_created=False)]
        for model in models:
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        guard(connection)
        recorder.migration_qs.bulk_create(recorder.Migration(app=app, name=name) for app, name in sorted(graph.nodes))
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def guard(connection: BaseDatabaseWrapper) -> None:
    """What the database itself holds to: the log is only added to, and who stands in for whom."""
    audit.install(connection)
    people.install(connection)
