"""What rooms say about their own health, by convention: the roof asks, no room needs to know the roof.

A room may have

* ``health.py`` with ``fault() -> str`` (empty: well; otherwise one Chinese sentence): cheap, asked by ``/healthz``;
* ``checking.py`` with ``lines() -> Iterator[tuple[bool, str, str]]``: right or not, what, how to mend it;
* ``verifying.py`` with ``TITLE`` and ``faults() -> Iterator[str]``: what does not agree with what; ``zwgk verify``.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from types import ModuleType

from django.apps import apps


def modules(name: str) -> Iterator[tuple[str, ModuleType]]:
    """Yield ``(room, module)`` for every installed room that has a module of that name, from the lowest floor up."""
    for config in apps.get_app_configs():
        if not config.name.startswith("zwgk."):
            continue
        full = f"{config.name}.{name}"
        if importlib.util.find_spec(full) is not None:
            yield config.label, importlib.import_module(full)
