"""What time and the queue do with publications."""

from __future__ import annotations

from zwgk.files import store
from zwgk.jobs.queue import handler, report
from zwgk.jobs.registry import daily
from zwgk.people.actor import SYSTEM
from zwgk.people.today import now, today
from zwgk.publishing import actions, effects, gathering, morning
from zwgk.publishing.arranging import relisting
from zwgk.publishing.following import jobs as following
from zwgk.publishing.leaving import deliveries, gazettes, standing_elsewhere
from zwgk.publishing.migration import scanning
from zwgk.publishing.open import exports
from zwgk.publishing.pictures import making

__all__ = ["following", "morning"]

#: files whose SM3 is made up for in one night
SM3_A_NIGHT = 5000


@handler(effects.RENDER)
def render(publication_id: int) -> None:
    """Make the downloads of a publication."""
    from zwgk.publishing import rendering  # loads the renderers: only in the process that renders

    rendering.render(publication_id)
    making.ask(publication_id)


@handler(making.PICTURE)
def picture_pages(publication_id: int) -> None:
    """Draw the pages of a publication's attachments."""
    making.make(publication_id)


@handler(scanning.SCAN)
def scan_migration(clearance_id: int) -> None:
    """Look through the papers of a migration for personal information."""
    scanning.scan(clearance_id)


@handler(relisting.RELIST)
def relist(column_ids: list[int]) -> None:
    """Bring lists and counters in step after a branch of columns moved."""
    relisting.of_columns(column_ids)


@handler(gathering.REGATHER)
def regather(topic_id: int) -> None:
    """Fill a topic by its rule."""
    gathering.regather(topic_id)


@handler(gathering.REFILE)
def refile(edition_id: int) -> None:
    """File what is public under the matters of a new edition of a catalogue."""
    gathering.refile(edition_id)


@handler(gathering.BOOKLET)
def bind_booklet(topic_id: int) -> None:
    """Make a topic's booklet."""
    from zwgk.publishing.arranging import booklet  # loads the renderers: only in the process that renders

    booklet.make(topic_id)


@handler(gazettes.BIND)
def bind_gazette(issue_id: int) -> None:
    """Bind an issue of the gazette."""
    from zwgk.publishing.leaving import binding  # loads the renderers: only in the process that renders

    binding.bind(issue_id)


@handler(deliveries.PACK)
def pack_delivery(delivery_id: int) -> None:
    """Make the package of a delivery list."""
    from zwgk.publishing.leaving import delivery_lists  # loads the writers: only in the process that packs

    delivery_lists.pack(delivery_id)


@daily("08:40")
def remind_of_channels() -> None:
    """Tell publishers what still stands on other channels and should not."""
    standing_elsewhere.remind(now=now(), today=today())


@daily("04:20")
def gather_again() -> None:
    """Topics and catalogues gather what came in by ways that asked nobody."""
    gathering.ask_for_all()


@daily("00:01", queue="now")
def turn_validity() -> None:
    """Papers that take effect today, or ended yesterday, say so: on their pages, in lists and in the search.

    In small turns, each its own transaction; days on which nothing ran are made up by the first that does.
    """
    done = 0
    while turned := actions.turn_validity(today=today(), actor=SYSTEM):
        done += turned
        report(done, done)


@daily("04:40")
def make_exports() -> None:
    """Bring the whole exports in step; a year from which nothing changed keeps its archive."""
    exports.make()


@daily("03:40")
def discard_orphans() -> None:
    """Clear away what broken-off uploads left, once a night; here because the room of files knows no jobs."""
    store.discard_orphans(actor=SYSTEM)


@daily("03:45")
def add_missing_sm3() -> None:
    """Files kept before their SM3 was taken get it, some each night."""
    store.add_missing_sm3(SM3_A_NIGHT)
