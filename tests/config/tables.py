"""Run as a program in a scratch installation: prints every table as the database describes it, as JSON."""

from __future__ import annotations

import json
import sys

from zwgk.cli.ready import django_ready

if __name__ == "__main__":
    if sys.argv[1:] == ["migrate"]:
        import os

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zwgk.config.settings.worker")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    else:
        django_ready()
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    from zwgk.audit import guards as audit
    from zwgk.people import guards as people

    told: dict[str, object] = {
        "guards": [audit.installed(connection), people.installed(connection)],
        "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
    }
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = connection.introspection.get_table_description(cursor, table)
            constraints = connection.introspection.get_constraints(cursor, table)
            told[table] = {
                "columns": sorted([one.name, str(one.type_code), one.null_ok, str(one.default)] for one in columns),
                "constraints": sorted(
                    json.dumps({**one, "columns": one["columns"] and list(one["columns"])}, sort_keys=True, default=str)
                    for one in constraints.values()
                ),
                "names": sorted(name for name in constraints if "__unnamed" not in name),
            }
    json.dump(told, sys.stdout)
