"""The shelf's ledger: which finished pages exist, what they depend on, since when they are stale.

The bytes lie in ``var/shelf`` and are made by the portal; this module only keeps the books, so that an act can mark
in its
own transaction what it makes stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from zwgk.publishing.models import ShelfKey, ShelfPage

HOME = "/"
#: what lies beside a page's bytes: packed forms and headers
SUFFIXES = ("", ".br", ".gz", ".h")
_NAMED = re.compile(r"/(?:p/(?P<number>[1-9]\d{0,17})|(?P<folder>(?:[-\w]{1,120}/)*)(?P<file>feed\.xml)?)", re.ASCII)
SITE = "site"
#: what lists the top of the tree of columns
COLUMNS = "columns"
#: what lists the topics
TOPICS = "topics"
#: what a page shows because of the day alone: figures in force, clearances that end
DAY = "day"


def key_of_publication(pk: int) -> str:
    return f"pub:{pk}"


def key_of_column(pk: int) -> str:
    return f"column:{pk}"


def key_of_place(pk: int) -> str:
    """What shows the name of a column above a paper (位置)."""
    return f"place:{pk}"


def key_of_topic(pk: int) -> str:
    return f"topic:{pk}"


def key_of_organ(pk: int) -> str:
    return f"organ:{pk}"


def key_of_standing(name: str) -> str:
    """Pages that show a class of generated data (常设公开清单)."""
    return f"standing:{name}"


def folder() -> Path:
    """Where the finished pages lie."""
    return Path(settings.VAR) / "shelf"


def name_of(path: str) -> str | None:
    """The name of a page's file below :func:`folder`; None for a path that never lies on the shelf.

    ``/c/tzgg/`` → ``c/tzgg/index``; ``/c/tzgg/feed.xml`` → the same; ``/p/1234`` → ``p/34/1234``: by the last two
    digits, so that no folder grows too large. nginx makes the same names (``deploy/nginx``). No part can hold a dot but
    that of ``feed.xml``: no name leads out of the folder, and none is that of a packed form or of the headers.
    """
    match = _NAMED.fullmatch(path)
    if match is None:
        return None
    if match["number"]:
        return f"p/{match['number'][-2:]}/{match['number']}"
    return f"{match['folder']}{match['file'] or 'index'}"


def file_for(path: str) -> Path:
    """The file of a page. Errors: ``ValueError`` for a path that never lies on the shelf."""
    name = name_of(path)
    if name is None:
        raise ValueError(path)
    return folder() / name


def mark_stale(keys: Iterable[str], *, at: datetime) -> int:
    """Mark every page that depends on one of ``keys`` as stale; the shelver renders them again. Returns how many.

    A page that is stale already gets the later moment: one that is being rendered just now must be rendered once more.
    """
    pages = ShelfKey.objects.filter(key__in=list(keys)).values("page")
    return ShelfPage.objects.filter(pk__in=pages).update(stale_since=at)


def want(path: str, keys: Iterable[str], *, at: datetime) -> None:
    """Enter a page that should lie on the shelf (rendered by the next run)."""
    page, made = ShelfPage.objects.get_or_create(path=path, defaults={"stale_since": at})
    if not made:
        ShelfPage.objects.filter(pk=page.pk).update(stale_since=at)
    ShelfKey.objects.bulk_create([ShelfKey(page=page, key=key) for key in keys], ignore_conflicts=True)


def keep(path: str, keys: Iterable[str], *, digest: str, at: datetime, seen_stale: datetime | None) -> bool:
    """Note that a page was rendered. False where it became stale again while it was being rendered."""
    with transaction.atomic():
        page, made = ShelfPage.objects.get_or_create(path=path, defaults={"digest": digest, "rendered_at": at})
        if not made:
            fresh = ShelfPage.objects.filter(pk=page.pk, stale_since=seen_stale).update(
                digest=digest, rendered_at=at, stale_since=None
            )
            if not fresh:
                return False
        ShelfKey.objects.filter(page=page).exclude(key__in=list(keys)).delete()
        ShelfKey.objects.bulk_create([ShelfKey(page=page, key=key) for key in keys], ignore_conflicts=True)
    return True


def stale(limit: int = 200) -> list[tuple[str, datetime]]:
    """The pages to render next, longest stale first."""
    rows = ShelfPage.objects.exclude(stale_since=None).order_by("stale_since", "pk").values_list("path", "stale_since")
    return [(path, since) for path, since in rows[:limit] if since]


def forget(path: str) -> None:
    """Take a page out of the ledger and its bytes off the disk, at once."""
    remove_bytes(path)
    ShelfPage.objects.filter(path=path).delete()


def remove_bytes(path: str) -> None:
    """Delete a page's finished files (plain, br, gz, headers)."""
    name = name_of(path)
    for suffix in SUFFIXES if name else ():
        (folder() / f"{name}{suffix}").unlink(missing_ok=True)


def remove_all(paths: Iterable[str]) -> None:
    """Delete the finished files of many pages."""
    for path in paths:
        remove_bytes(path)


def paths_depending_on(key: str) -> list[str]:
    """Every shelved path that depends on ``key``."""
    return list(ShelfPage.objects.filter(keys__key=key).values_list("path", flat=True))
