"""Marked points at which a test kills the process, to prove that nothing is lost there (kill -9).

``ZWGK_KILL_AT=publishing.snapshot`` kills at the first pass, ``ZWGK_KILL_AT=publishing.snapshot:3`` at the third.
"""

from __future__ import annotations

import os
import signal

_passed: dict[str, int] = {}


def killpoint(name: str) -> None:
    """Do nothing; or die here without a word where ``ZWGK_KILL_AT`` names this point."""
    wanted = os.environ.get("ZWGK_KILL_AT")
    if not wanted:
        return
    point, _, turn = wanted.partition(":")
    if point != name:
        return
    _passed[name] = _passed.get(name, 0) + 1
    if _passed[name] == int(turn or 1):
        os.kill(os.getpid(), signal.SIGKILL)
