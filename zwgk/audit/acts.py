"""The ``@act`` wrapper: one act, one transaction, one log entry."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, ParamSpec, Protocol, TypeVar

from django.db import models, transaction

from zwgk.audit import moments
from zwgk.audit.models import Entry

P = ParamSpec("P")
R = TypeVar("R")

#: Every act of the house by its name, with the function that does it; ``tests/house`` walks it.
ACTS: dict[str, Callable[..., Any]] = {}


class Acting(Protocol):
    """Who acts (经办人), as the log needs it."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def post_id(self) -> int | None: ...
    @property
    def unit_id(self) -> int | None: ...
    @property
    def signature(self) -> str: ...


@dataclass
class _Record:
    act: str
    details: dict[str, Any] = field(default_factory=dict)
    subject: models.Model | None = None
    matter_id: int | None = None
    silent: bool = False


_current: ContextVar[_Record | None] = ContextVar("zwgk_act", default=None)


def act(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an act named ``<room>.<verb>``: it runs in one transaction and leaves one audit entry.

    The function takes ``actor`` by keyword. The first positional argument that is a saved row is the subject, unless
    :func:`about` names another (a row that the act makes). Acts may call acts: each leaves its own entry.
    Errors: ``TypeError`` where no actor is given; whatever the function raises, with nothing changed.
    """

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        if name in ACTS:
            raise RuntimeError(f"two acts are called {name}")

        @functools.wraps(function)
        def inner(*args: P.args, **kwargs: P.kwargs) -> R:
            actor: Any = kwargs.get("actor")
            if actor is None:
                raise TypeError(f"{name} needs an actor")
            hold_back = getattr(actor, "hold_back", None)
            if hold_back is not None:  # a stand-in leaves some acts to the holder of the post
                hold_back(name)
            record = _Record(name)
            if args and isinstance(args[0], models.Model):
                record.subject = args[0]
            token = _current.set(record)
            try:
                with transaction.atomic():
                    result = function(*args, **kwargs)
                    if record.subject is None and isinstance(result, models.Model):
                        record.subject = result
                    if not record.silent:
                        _write(record, actor)
            finally:
                _current.reset(token)
            return result

        ACTS[name] = inner
        inner.act_name = name  # type: ignore[attr-defined]
        return inner

    return wrap


def note(**details: Any) -> None:
    """Add figures, ids and names of fields to the running act's entry. Never personal data."""
    record = _current.get()
    if record is None:
        raise RuntimeError("note() outside an act")
    record.details.update(details)


def about(subject: models.Model) -> None:
    """Name the row that the running act is about."""
    record = _current.get()
    if record is None:
        raise RuntimeError("about() outside an act")
    record.subject = subject


def nothing_happened() -> None:
    """Leave no entry: the running act found that there is nothing to do (a repeat of the same click)."""
    record = _current.get()
    if record is not None:
        record.silent = True


def read(name: str, subject: models.Model, *, actor: Acting, **details: Any) -> None:
    """Log that somebody read what is not public (查阅记录): who opened which restricted thing."""
    _write(_Record(name, dict(details), subject), actor)


@contextmanager
def running(name: str) -> Iterator[None]:
    """Let helper code that calls :func:`note` run outside an act (imports, tests)."""
    token = _current.set(_Record(name))
    try:
        yield
    finally:
        _current.reset(token)


def _write(record: _Record, actor: Acting) -> Entry:
    subject = record.subject
    matter_id = getattr(subject, "matter_id", None)
    if matter_id is None and subject is not None and subject._meta.label == "matters.Matter":
        matter_id = subject.pk
    return Entry.objects.create(
        at=moments.now(),
        act=record.act,
        user_id=actor.user_id,
        post_id=actor.post_id,
        unit_id=actor.unit_id,
        by=actor.signature,
        object_kind=subject._meta.label_lower if subject is not None else "",
        object_id=str(subject.pk) if subject is not None else "",
        matter_id=matter_id,
        # who stands in for somebody else is logged with both
        details=record.details | dict(getattr(actor, "standing_in", None) or {}),
    )
