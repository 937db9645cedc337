"""Pages that readers asked for and that lie not yet on the shelf.

The portal only drops a note here; the worker alone writes pages. So no slow reader's page can come back to the shelf
after its paper was taken down.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest

from zwgk.portal import shell
from zwgk.publishing import shelf

#: notes that may wait at a time; a reader who walks through everything shall not fill the disk
MAX_WAITING = 2000
#: what may lie on the shelf: pages without a question mark whose bytes are the same for all
SHELVABLE = re.compile(
    r"/|/gongkai/|/gongkai/(?:fading|zhidu|nianbao)/|/zhengce/|/c/[-\w]{1,120}/(?:feed\.xml)?|/p/[1-9]\d{0,17}|/feed\.xml"
    r"|/o/[1-9]\d{0,17}/feed\.xml|/zt/[-\w]{1,60}/feed\.xml"
)


def folder() -> Path:
    return shelf.folder() / "wanted"


def ask(request: HttpRequest) -> None:
    """Note that the page of this request would be worth shelving."""
    path = request.path
    if request.method != "GET" or request.META.get("QUERY_STRING") or shell.ELDER in request.META:
        return
    if shell.for_the_shelf(request) or not SHELVABLE.fullmatch(path):
        return
    place = folder()
    note = place / hashlib.sha256(path.encode()).hexdigest()
    if note.exists():
        return
    place.mkdir(parents=True, exist_ok=True)
    if sum(1 for _ in place.iterdir()) >= MAX_WAITING:
        return
    note.write_text(path, encoding="utf-8")


def take(limit: int = 200) -> Iterator[str]:
    """Yield the paths that wait, each once, and remove their notes."""
    place = folder()
    for note in sorted(place.iterdir())[:limit] if place.is_dir() else ():
        path = note.read_text(encoding="utf-8") if note.is_file() else ""
        note.unlink(missing_ok=True)
        if SHELVABLE.fullmatch(path):
            yield path
