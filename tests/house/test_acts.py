"""Every act leaves an audit entry: what staff can do lives in ``actions`` modules, and is wrapped there."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from typing import Any

import pytest

from tests.house.source import files, module
from zwgk.audit.acts import ACTS

#: functions that take an actor and yet are no official acts, with the reason
NO_ACTS = {
    "zwgk.notices.actions.mark_read": "one's own messages",
    "zwgk.notices.actions.mark_all_read": "one's own messages",
    "zwgk.documents.actions.handing.locked": "finds and locks the row for an act",
}
MODULES = [module(path) for path in files() if ".actions" in f"{module(path)}."]


def _functions(name: str) -> list[tuple[str, Callable[..., Any]]]:
    loaded = importlib.import_module(name)
    return [
        (f"{name}.{key}", value)
        for key, value in vars(loaded).items()
        if not key.startswith("_")
        and inspect.isfunction(value)
        and value.__module__ == name
        and "actor" in inspect.signature(value).parameters
    ]


@pytest.mark.parametrize("name", MODULES)
def test_what_takes_an_actor_is_an_act_of_its_room(name: str) -> None:
    room = name.split(".")[1]
    faults = []
    for path, function in _functions(name):
        act_name = getattr(function, "act_name", None)
        if path in NO_ACTS or function.__name__.startswith("must_"):  # a check that an act makes
            continue
        if act_name is None:
            faults.append(f"{path} takes an actor and is no act")
        elif act_name.partition(".")[0] not in {room, room.removesuffix("s")}:
            faults.append(f"{path} is called {act_name}")
    assert faults == []


def test_the_exceptions_still_exist() -> None:
    for path in NO_ACTS:
        owner, _, name = path.rpartition(".")
        assert hasattr(importlib.import_module(owner), name), path


def test_there_are_acts_and_each_asks_for_its_actor() -> None:
    for name in MODULES:
        importlib.import_module(name)
    assert len(ACTS) > 10
    for name, function in ACTS.items():
        parameter = inspect.signature(function).parameters.get("actor")
        assert parameter is not None, name
        assert parameter.kind is inspect.Parameter.KEYWORD_ONLY, name
        assert function.__doc__ or function.__name__.startswith("_"), f"{name} does not say what it does"
