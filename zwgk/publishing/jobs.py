"""What time and the queue do with publications."""

from __future__ import annotations

from zwgk.files import store
from zwgk.jobs.queue import handler
from zwgk.jobs.registry import daily
from zwgk.people.actor import SYSTEM
from zwgk.publishing import effects


@handler(effects.RENDER)
def render(publication_id: int) -> None:
    """Make the downloads of a publication."""
    from zwgk.publishing import rendering  # loads the renderers: only in the process that renders

    rendering.render(publication_id)


@daily("03:40")
def discard_orphans() -> None:
    """Clear away what broken-off uploads left, once a night; here because the room of files knows no jobs."""
    store.discard_orphans(actor=SYSTEM)
