"""Which function does which job, and what runs by the clock. Rooms register in their ``jobs`` module."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

F = TypeVar("F", bound=Callable[..., Any])

#: a job that is not finished, nor heard of, for so long is given to another worker
LEASE = timedelta(seconds=30)


@dataclass(frozen=True)
class Handler:
    """A function that does jobs of one name; it must be idempotent, for it may run twice."""

    name: str
    function: Callable[..., Any]
    max_attempts: int


@dataclass(frozen=True)
class Timed:
    """A function that runs by the clock: each ``seconds``, or daily ``at`` a time of day in Beijing."""

    name: str
    function: Callable[[], Any]
    queue: str
    seconds: int = 0
    at: time | None = None

    @property
    def is_tick(self) -> bool:
        """True where it runs so often that a job row for each turn would be waste; the worker calls it itself."""
        return self.at is None and self.seconds < 60

    def after(self, moment: datetime) -> datetime:
        """The next time it is due after ``moment``."""
        if self.at is None:
            return moment + timedelta(seconds=self.seconds)
        local = timezone.localtime(moment)
        due = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return due if due > local else due + timedelta(days=1)


HANDLERS: dict[str, Handler] = {}
TIMED: dict[str, Timed] = {}


def handler(name: str, *, max_attempts: int = 6) -> Callable[[F], F]:
    """Register ``function(**args)`` for jobs called ``<room>.<verb>``."""

    def wrap(function: F) -> F:
        if name in HANDLERS:
            raise RuntimeError(f"two handlers are called {name}")
        HANDLERS[name] = Handler(name, function, max_attempts)
        return function

    return wrap


def every(*, seconds: int, queue: str = "now", name: str = "") -> Callable[[F], F]:
    """Run ``function()`` each so many seconds, by one worker of however many."""

    def wrap(function: F) -> F:
        _add(Timed(name or _name_of(function), function, queue, seconds=seconds))
        return function

    return wrap


def daily(at: str, *, queue: str = "slow", name: str = "") -> Callable[[F], F]:
    """Run ``function()`` once a day at ``"HH:MM"`` Beijing time; a day missed while nothing ran is made up at start."""

    def wrap(function: F) -> F:
        _add(Timed(name or _name_of(function), function, queue, at=time.fromisoformat(at)))
        return function

    return wrap


def load() -> None:
    """Import the ``jobs`` module of every installed room."""
    autodiscover_modules("jobs")


def _name_of(function: Callable[..., Any]) -> str:
    parts = [part for part in function.__module__.split(".") if part not in {"zwgk", "jobs"}]
    return ".".join([*(parts or ["jobs"]), function.__name__])


def _add(timed: Timed) -> None:
    if timed.name in TIMED:
        raise RuntimeError(f"two scheduled functions are called {timed.name}")
    TIMED[timed.name] = timed
    if not timed.is_tick:
        HANDLERS[timed.name] = Handler(timed.name, timed.function, 3)
