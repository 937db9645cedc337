"""A filled scratch installation made many times as large within the database: seconds where the door would take hours.

Only lists need it: the copies have no wording, so their own pages are not there.
"""

from __future__ import annotations

from typing import Any

#: table → (what of a copy is its own, condition on what is copied); ``{k}`` the copy's number, ``{n}`` the rows copied
_OWN: dict[str, tuple[dict[str, str], str]] = {
    "publishing_publication": (
        {"id": "id + {k} * {n}", "key": "key || '-' || {k}", "index_no": "index_no || '-' || {k}"},
        "",
    ),
    "publishing_listing": ({"id": "id + {k} * {own}", "publication_id": "publication_id + {k} * {n}"}, ""),
    "matters_matter": ({"id": "id + {k} * {n}", "number": "number || '-' || {k}"}, ""),
    "documents_document": ({"id": "id + {k} * {n}", "matter_id": "matter_id + {k} * {n}"}, ""),
    "matters_involvement": ({"id": "id + {k} * {own}", "matter_id": "matter_id + {k} * {n}"}, ""),
    # the busiest office has as much to do as before: it is the archive that grows
    "matters_waiting": ({"id": "id + {k} * {own}", "matter_id": "matter_id + {k} * {n}"}, "unit_id <> {office}"),
}


def grow(times: int, *, rows: int, office_id: int) -> None:
    """Copy ``rows`` publications and documents with their lists until there are ``times`` as many."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection, transaction

    models = {model._meta.db_table: model for model in apps.get_models()}
    with connection.cursor() as cursor:
        for table, (own, condition) in _OWN.items():
            names = [str(field.column) for field in models[table]._meta.concrete_fields]
            cursor.execute(f"SELECT max(id) FROM {table}")
            last = cursor.fetchone()[0] or 0
            values = {"n": rows, "own": last, "office": office_id}
            picked = ", ".join(own.get(name, name).format(k="k", **values) for name in names)
            where = f"t.id <= {last}" + (f" AND t.{condition.format(**values)}" if condition else "")
            for first in range(1, times, 50):
                with transaction.atomic():
                    _copy(cursor, table, names, picked, where, range(first, min(first + 50, times)))
        cursor.execute(f"UPDATE publishing_columncount SET number = number * {int(times)}")
        for statement in connection.ops.sequence_reset_sql(no_style(), [models[table] for table in _OWN]):
            cursor.execute(statement)


def _copy(cursor: Any, table: str, names: list[str], picked: str, where: str, copies: range) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    numbers = " UNION ALL ".join(f"SELECT {k} AS k" for k in copies)
    cursor.execute(f'INSERT INTO "{table}" ({columns}) SELECT {picked} FROM "{table}" t, ({numbers}) c WHERE {where}')
