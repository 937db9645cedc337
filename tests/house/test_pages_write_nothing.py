"""A page finds, asks once, shows: no page touches a table, and HTTP stays in the faces."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, calls, files, module, tree, where

FACES = (*files("portal"), *files("office"))
_WRITES = {
    *("create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "select_for_update"),
    *("save", "delete", "update", "add_to"),
}
#: these only write where they are called on rows
_AMBIGUOUS = {"save", "delete", "update", "create"}


def _is_about_rows(call: ast.Call) -> bool:
    """Called on ``….objects…``, on a query's chain, or on something named like a row."""
    assert isinstance(call.func, ast.Attribute)
    text = ast.unparse(call.func.value)
    return ".objects" in text or ".filter(" in text or ".exclude(" in text or ".all()" in text


@pytest.mark.parametrize("path", FACES, ids=module)
def test_no_page_writes_to_a_table(path: Path) -> None:
    if (path.parent / "models.py").exists() and path.name in {"models.py", "rates.py"}:
        return  # a face's own counters
    found = []
    for call in calls(path):
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in _WRITES:
            continue
        if call.func.attr not in _AMBIGUOUS or _is_about_rows(call):
            found.append(f"{where(path, call)} {ast.unparse(call.func)}()")
    assert found == []


#: no page: it puts the bytes on the shelf and their line into the ledger as one
_SHELF = PACKAGE / "portal" / "shelf.py"


@pytest.mark.parametrize("path", [path for path in FACES if path != _SHELF], ids=module)
def test_no_page_opens_a_transaction_or_writes_sql(path: Path) -> None:
    found = [
        f"{where(path, node)} {ast.unparse(node)}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"atomic", "cursor", "raw", "objects"}
    ]
    assert found == []


@pytest.mark.parametrize("room", sorted(p.name for p in PACKAGE.iterdir() if (p / "apps.py").exists()))
def test_only_faces_and_the_roof_speak_http(room: str) -> None:
    if room in {"portal", "office"}:
        return
    found = [
        f"{where(path, node)} imports {node.module}"
        for path in files(room)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "") in {"django.http", "django.shortcuts", "django.views", "django.urls"}
        and not (room == "ui" and node.module in {"django.http", "django.urls"})
    ]
    assert found == []
