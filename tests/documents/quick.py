"""For programs that are killed or raced in a scratch installation: nothing waits for the disk.

A killed process loses nothing that it handed to the kernel; only a power cut asks for the disk's own word.
"""

from __future__ import annotations

import os
from typing import Any

from django.db.backends.signals import connection_created


def _unhurried(connection: Any, **_: Any) -> None:
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous=OFF")


def be_quick() -> None:
    """Call before the first connection is made."""
    connection_created.connect(_unhurried)
    os.fsync = lambda _: None  # type: ignore[assignment]
