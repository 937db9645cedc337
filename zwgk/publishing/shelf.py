"""The shelf's ledger: which finished pages exist, what they depend on, since when they are stale.

The bytes lie in ``var/shelf`` and are made by the portal; this module only keeps the books, so that an act can mark
in its
own transaction what it makes stale.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from zwgk.publishing.models import ShelfKey, ShelfPage

HOME = "/"
SITE = "site"


def key_of_publication(pk: int) -> str:
    return f"pub:{pk}"


def key_of_column(pk: int) -> str:
    return f"column:{pk}"


def key_of_organ(pk: int) -> str:
    return f"organ:{pk}"


def folder() -> Path:
    """Where the finished pages lie."""
    return Path(settings.VAR) / "shelf"


def file_for(path: str) -> Path:
    """The file of a page: two levels of folders by digest, so that no folder grows too large."""
    name = hashlib.sha256(path.encode()).hexdigest()
    return folder() / name[:2] / name[2:4] / name


def mark_stale(keys: Iterable[str], *, at: datetime) -> int:
    """Mark every page that depends on one of ``keys`` as stale; the shelver renders them again. Returns how many."""
    pages = ShelfKey.objects.filter(key__in=list(keys)).values("page")
    return ShelfPage.objects.filter(pk__in=pages, stale_since=None).update(stale_since=at)


def want(path: str, keys: Iterable[str], *, at: datetime) -> None:
    """Enter a page that should lie on the shelf (rendered by the next run)."""
    page, _ = ShelfPage.objects.get_or_create(path=path, defaults={"stale_since": at})
    if page.stale_since is None:
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
    base = file_for(path)
    for found in base.parent.glob(f"{base.name}*") if base.parent.is_dir() else ():
        found.unlink(missing_ok=True)


def remove_all(paths: Iterable[str]) -> None:
    """Delete the finished files of many pages."""
    for path in paths:
        remove_bytes(path)


def paths_depending_on(key: str) -> list[str]:
    """Every shelved path that depends on ``key``."""
    return list(ShelfPage.objects.filter(keys__key=key).values_list("path", flat=True))
