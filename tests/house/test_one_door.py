"""One door out: there is exactly one INSERT into the table of publications, and its callers are enumerated."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.house.source import calls, files, module, tree, where

#: who may put rows in, each for its reason
CALLERS = {
    "zwgk.publishing.actions.placing.publish": "one publication, with its clearance",
    "zwgk.publishing.actions.migrating.migrate": "a migration's batch, with the batch's clearance",
}
_INSERTS = {"create", "bulk_create", "get_or_create", "update_or_create"}


def _function_of(path: Path, inner: ast.AST) -> str:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef) and any(child is inner for child in ast.walk(node)):
            return f"{module(path)}.{node.name}"
    return f"{module(path)}"


def test_one_place_inserts_publications() -> None:
    places = [
        where(path, call)
        for path in files()
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in _INSERTS
        and ast.unparse(call.func.value).endswith("Publication.objects")
    ]
    assert len(places) == 1, places
    assert places[0].startswith("zwgk/publishing/actions/")


def test_only_the_enumerated_make_a_publication() -> None:
    makers = {
        _function_of(path, call)
        for path in files()
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id == "Publication"
    }
    assert makers == set(CALLERS)


def test_only_the_enumerated_call_the_insert() -> None:
    callers = {
        _function_of(path, call)
        for path in files("publishing")
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id == "insert"
    }
    assert callers == set(CALLERS)


def test_no_raw_sql_reaches_the_table() -> None:
    found = [
        where(path, node)
        for path in files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"insert\s+into\s+\W?publishing_publication\b", node.value, re.IGNORECASE)
    ]
    assert found == []
