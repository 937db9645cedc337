"""And nothing changed: every row of every room before an act that is refused, and after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps

#: caches of the framework, which no act owns
_ASIDE = frozenset({"contenttypes", "sessions", "axes"})


def _all_rows() -> dict[str, list[tuple[object, ...]]]:
    return {
        model._meta.label: sorted(tuple(map(repr, row)) for row in model._default_manager.values_list())
        for model in apps.get_models()
        if model._meta.app_label not in _ASIDE
    }


@contextmanager
def nothing_changes() -> Iterator[None]:
    """Fail where any row is made, changed or gone at the end of the block."""
    before = _all_rows()
    yield
    after = _all_rows()
    assert {name for name in after if after[name] != before[name]} == set()
