"""What time does for the portal: keep the shelf in step, turn the day, forget old access logs."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.conf import settings
from django.utils import timezone

from zwgk.jobs.queue import enqueue, report
from zwgk.jobs.registry import daily, every, handler
from zwgk.people.today import today
from zwgk.portal import shelf as pages
from zwgk.portal import wanted
from zwgk.publishing import addresses, effects, queries, shelf
from zwgk.ui import visits

log = structlog.get_logger(__name__)

SHELVE = "publishing.shelve"
BATCH = 50
#: pages of one run; what is left asks for another, so that no run outlives its lease
MOST = 2000


@handler(SHELVE)
def shelve() -> None:
    """Render what is stale until nothing is; a page that fails alone stays stale and is told in the log."""
    done = 0
    tried: set[str] = set()
    while done < MOST:
        # what readers wait for goes before what merely became stale
        asked = [(path, queries.shelf_stale_since(path)) for path in pages.shelve_wanted()]
        stale = [(path, since) for path, since in shelf.stale(BATCH + len(tried)) if path not in tried]
        if not asked and not stale:
            return
        for path, since in [*asked, *stale]:
            tried.add(path)
            if pages.shelve(path, seen_stale=since) == pages.Outcome.LATER:
                log.info("shelf.later", path=path)
            done += 1
        report(done, done + len(stale))
    enqueue(SHELVE, key=SHELVE, args={})


@handler(shelf.MARK)
def mark_the_rest(after: int, keys: list[str], at: str) -> None:
    """Mark what :func:`shelf.mark_stale` left, some at a time, each turn asking for the next."""
    shelf.mark_from(after, keys, at=datetime.fromisoformat(at))
    enqueue(SHELVE, key=SHELVE, args={})


@handler(effects.SHELVE_NEWEST)
def shelve_newest() -> None:
    """Render the newest papers that do not lie on the shelf yet (after a migration)."""
    numbers = queries.newest_numbers(settings.ENV.shelf_newest)
    for start in range(0, len(numbers), BATCH):
        paths = [addresses.publication(number) for number in numbers[start : start + BATCH]]
        for path in pages.missing(paths):
            pages.shelve(path, seen_stale=None)
        report(start + len(paths), len(numbers))


@daily("04:50", name="portal.trim_shelf")
def trim_shelf() -> None:
    """Note what people read yesterday and today, and take the longest unread beyond the limit off the shelf."""
    most = settings.ENV.shelf_newest
    read = visits.read_since(Path(settings.VAR) / "log", "/p/", since=today() - timedelta(days=1))
    shelf.note_read(read, on=today())
    newest = frozenset(map(addresses.publication, queries.newest_numbers(most // 2)))
    report(shelf.evict(most, keep=newest), 0)


@every(seconds=5, name="portal.wanted")
def look_for_wanted() -> None:
    """Ask for a run where readers asked for pages that are not there yet."""
    place = wanted.folder()
    if place.is_dir() and next(place.iterdir(), None) is not None:
        enqueue(SHELVE, key=SHELVE, args={})


@daily("00:03", name="portal.turn_of_day")
def turn_of_day() -> None:
    """Papers that take effect or have ended say so on their pages; figures and clearances begin and end."""
    on = today()
    keys = [shelf.DAY]
    keys += [shelf.key_of_publication(pk) for pk in queries.turning(on, ended_on=on - timedelta(days=1))]
    if shelf.mark_stale(keys, at=timezone.now()):
        enqueue(SHELVE, key=SHELVE, args={})


@daily("03:50", name="portal.forget_visits")
def forget_visits() -> None:
    """Delete access logs that were kept long enough."""
    visits.forget_old(Path(settings.VAR) / "log", today=timezone.localdate())
