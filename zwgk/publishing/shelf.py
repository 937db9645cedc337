"""The shelf's ledger: which finished pages exist, what they depend on, since when they are stale.

The bytes lie in ``var/shelf`` and are made by the portal; this module only keeps the books, so that an act can mark in
its own transaction what it makes stale. What every page shows (``site``) is one number, its *turn*: a change of it
touches one row, however many pages lie there, and all go on being served until they are rendered again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from zwgk.jobs.queue import enqueue
from zwgk.publishing.models.shelf import ShelfKey, ShelfPage, ShelfTurn

HOME = "/"
#: what lies beside a page's bytes: packed forms and headers
SUFFIXES = ("", ".br", ".gz", ".h")
_NAMED = re.compile(r"/(?:p/(?P<number>[1-9]\d{0,17})|(?P<folder>(?:[-\w]{1,120}/)*)(?P<file>feed\.xml)?)", re.ASCII)
SITE = "site"
#: the job that marks what :func:`mark_stale` left
MARK = "publishing.mark_stale"
#: pages marked in the transaction of an act; of a column's name above many papers the rest follows in the background
AT_ONCE = 2000
#: pages of one transaction when many leave
EVICTED = 500
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
    wanted = sorted(set(keys))
    marked = 0
    if SITE in wanted:
        wanted.remove(SITE)
        turn_site()
        marked = 1
    return marked + mark_from(0, wanted, at=at)


def mark_from(after: int, keys: list[str], *, at: datetime) -> int:
    """Mark the first pages numbered above ``after``, and ask for the rest to be marked in the background."""
    if not keys:
        return 0
    rows = ShelfKey.objects.filter(key__in=keys, page__gt=after).order_by("page").values_list("page", flat=True)
    pages = list(rows.distinct()[: AT_ONCE + 1])
    with transaction.atomic():
        if len(pages) > AT_ONCE:
            args = {"after": pages[AT_ONCE - 1], "keys": keys, "at": at.isoformat()}
            # a job of its own: two changes of one place must not take each other's rest away
            told = hashlib.sha256("\n".join(keys).encode()).hexdigest()[:32]
            enqueue(MARK, key=f"{at.timestamp():.6f}-{told}-{pages[AT_ONCE - 1]}", args=args)
        return ShelfPage.objects.filter(pk__in=pages[:AT_ONCE]).update(stale_since=at)


def site_turn() -> int:
    """The turn of what every page shows."""
    return ShelfTurn.objects.filter(name=SITE).values_list("number", flat=True).first() or 0


def turn_site() -> None:
    """What every page shows has changed."""
    if not ShelfTurn.objects.filter(name=SITE).update(number=F("number") + 1):
        ShelfTurn.objects.bulk_create([ShelfTurn(name=SITE)], ignore_conflicts=True)
        ShelfTurn.objects.filter(name=SITE).update(number=F("number") + 1)


def want(path: str, keys: Iterable[str], *, at: datetime) -> None:
    """Enter a page that should lie on the shelf (rendered by the next run)."""
    page, made = ShelfPage.objects.get_or_create(path=path, defaults={"stale_since": at})
    if not made:
        ShelfPage.objects.filter(pk=page.pk).update(stale_since=at)
    ShelfKey.objects.bulk_create([ShelfKey(page=page, key=key) for key in keys], ignore_conflicts=True)


def keep(
    path: str, keys: Iterable[str], *, digest: str, at: datetime, seen_stale: datetime | None, turn: int = 0
) -> bool:
    """Note that a page was rendered. False where it became stale again while it was being rendered.

    ``turn``: the site's turn before the rendering began; where it has gone on since, the page is stale by that.
    """
    keys = {key for key in keys if key != SITE}
    told = {"digest": digest, "rendered_at": at, "turn": turn}
    with transaction.atomic():
        page, made = ShelfPage.objects.get_or_create(path=path, defaults=told)
        if not made:
            fresh = ShelfPage.objects.filter(pk=page.pk, stale_since=seen_stale).update(stale_since=None, **told)
            if not fresh:
                return False
        ShelfKey.objects.filter(page=page).exclude(key__in=keys).delete()
        ShelfKey.objects.bulk_create([ShelfKey(page=page, key=key) for key in keys], ignore_conflicts=True)
    return True


def stale(limit: int = 200) -> list[tuple[str, datetime | None]]:
    """The pages to render next: what changed itself, longest stale first, then those of an older turn of the site."""
    rows = ShelfPage.objects.exclude(stale_since=None).order_by("stale_since", "pk").values_list("path", "stale_since")
    found = list(rows[:limit])
    if len(found) < limit:
        older = ShelfPage.objects.filter(turn__lt=site_turn(), stale_since=None).order_by("turn", "pk")
        found += [(path, None) for path in older.values_list("path", flat=True)[: limit - len(found)]]
    return found


def known(paths: Iterable[str]) -> set[str]:
    """Those of these paths that are in the ledger."""
    return set(ShelfPage.objects.filter(path__in=list(paths)).values_list("path", flat=True))


def forget(path: str) -> None:
    """Take a page out of the ledger and its bytes off the disk, at once."""
    remove_bytes(path)
    ShelfPage.objects.filter(path=path).delete()


def evict(most: int, *, keep: frozenset[str]) -> int:
    """Take papers' pages beyond ``most`` off the shelf, the longest unread first, never those in ``keep``.

    Returns how many; they are rendered from their snapshots as long as nobody asks for them often.
    """
    papers = ShelfPage.objects.filter(path__startswith="/p/")
    excess = papers.count() - most
    gone, after = 0, (date.min, 0)
    while gone < excess:
        rows = papers.annotate(day=Coalesce("read_on", Value(date.min))).order_by("day", "pk")
        rows = rows.filter(Q(day__gt=after[0]) | Q(day=after[0], pk__gt=after[1]))
        found = list(rows.values_list("day", "pk", "path")[:EVICTED])
        if not found:
            break
        after = found[-1][:2]
        leaving = [(pk, path) for _, pk, path in found if path not in keep][: excess - gone]
        remove_all(path for _, path in leaving)
        with transaction.atomic():
            ShelfKey.objects.filter(page__in=[pk for pk, _ in leaving]).delete()
            ShelfPage.objects.filter(pk__in=[pk for pk, _ in leaving]).delete()
        gone += len(leaving)
    return gone


def note_read(paths: Iterable[str], *, on: date) -> None:
    """Note the day on which pages were read last, in short transactions."""
    waiting = iter(paths)
    while chunk := list(islice(waiting, EVICTED)):
        ShelfPage.objects.filter(path__in=chunk).update(read_on=on)


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
