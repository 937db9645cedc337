"""Ten wrong codes, then a pause (查询码输错限制): by network address and by number, whether there is one or not."""

from __future__ import annotations

import threading
import time
from collections import deque

from django.http import HttpRequest

from zwgk.portal.rates import MAX_READERS, reader_of
from zwgk.rules.errors import LimitExceeded

MOST, PAUSE = 10, 15 * 60


class TooManyWrong(LimitExceeded):
    """Ten wrong entries within a quarter of an hour."""

    def __init__(self, wait: int) -> None:
        super().__init__(
            what="请稍后再查",
            why=f"申请编号或者查询码已经输错{MOST}次",
            remedy=f"请{max(1, -(-wait // 60))}分钟后再试；查询码丢失的，请联系受理机关重新领取",
            field="code",
        )


class Wrong:
    """The moments of wrong entries. Counted in this process, like :mod:`zwgk.portal.rates`."""

    def __init__(self) -> None:
        self._moments: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def must_be_allowed(self, request: HttpRequest, number: str) -> None:
        """Errors: :class:`TooManyWrong` while the pause lasts."""
        now = time.monotonic()
        with self._lock:
            for key in _keys(request, number):
                moments = self._moments.get(key)
                if moments and len(moments) == MOST and now - moments[0] < PAUSE:
                    raise TooManyWrong(int(PAUSE - (now - moments[0])))

    def note(self, request: HttpRequest, number: str) -> None:
        """Count one wrong entry."""
        now = time.monotonic()
        with self._lock:
            for key in _keys(request, number):
                self._moments.setdefault(key, deque(maxlen=MOST)).append(now)
            while len(self._moments) > MAX_READERS:  # a flood: the oldest entries go
                del self._moments[next(iter(self._moments))]

    def clear(self) -> None:
        """Forget everything (tests)."""
        with self._lock:
            self._moments.clear()


def _keys(request: HttpRequest, number: str) -> tuple[str, str]:
    return f"a:{reader_of(request)}", f"n:{number.strip()[:24]}"


WRONG = Wrong()
