"""Are the stored bytes still those that were kept? Every blob is read and its digest taken again."""

from __future__ import annotations

from collections.abc import Iterator

from zwgk.files import store

TITLE = "文件"


def faults() -> Iterator[str]:
    """One Chinese sentence without a stop for each blob that is missing or changed."""
    for sha256, why in store.damaged():
        yield f"{sha256[:12]}…{why}"
