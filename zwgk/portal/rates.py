"""How often one reader may do a thing (频次限制). Counted in this process, by network address.

With several portal processes each counts for itself; the figures are for people, not against a determined attack, which
belongs to the reverse proxy. Searching: 60 a minute. Feedback: 10 a minute.
"""

from __future__ import annotations

import functools
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from zwgk.rules.errors import LimitExceeded

MAX_READERS = 20_000
View = Callable[..., Any]


class TooOften(LimitExceeded):
    """The same reader asks faster than people do (过于频繁). ``wait`` in seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(
            what="请稍候再试",
            why="同一网络地址在短时间内的请求太多",
            remedy=f"请{wait}秒后重新提交，您填写的内容不会丢失",
        )
        self.wait = wait


class Counter:
    """The moments of the last ``per`` seconds, by reader."""

    def __init__(self, most: int, per: int) -> None:
        self.most, self.per = most, per
        self._moments: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def check(self, reader: str, now: float) -> None:
        """Count one request. Errors: :class:`TooOften`."""
        with self._lock:
            moments = self._moments.setdefault(reader, deque(maxlen=self.most))
            if len(moments) == self.most and now - moments[0] < self.per:
                raise TooOften(max(1, int(self.per - (now - moments[0])) + 1))
            moments.append(now)
            if len(self._moments) > MAX_READERS:
                self._forget(now)

    def _forget(self, now: float) -> None:
        for reader in [r for r, moments in self._moments.items() if now - moments[-1] > self.per]:
            del self._moments[reader]
        while len(self._moments) > MAX_READERS:  # a flood of addresses: the oldest entries go
            del self._moments[next(iter(self._moments))]


COUNTERS: dict[str, Counter] = {}


def reader_of(request: HttpRequest) -> str:
    """The reader's address (behind our own proxy a layer before Django has put it in place)."""
    return str(request.META.get("REMOTE_ADDR", ""))


def limited(name: str, most: int, *, per: int, only: str = "") -> Callable[[View], View]:
    """Let one reader use a page at most ``most`` times in ``per`` seconds (only by the method ``only``, if given)."""
    counter = COUNTERS.setdefault(name, Counter(most, per))

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not only or request.method == only:
                counter.check(reader_of(request), time.monotonic())
            return view(request, *args, **kwargs)

        return checked

    return wrap
