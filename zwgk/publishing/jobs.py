"""What time and the queue do with publications."""

from __future__ import annotations

from zwgk.jobs.queue import handler
from zwgk.publishing import effects


@handler(effects.RENDER)
def render(publication_id: int) -> None:
    """Make the downloads of a publication."""
    from zwgk.publishing import rendering  # loads the renderers: only in the process that renders

    rendering.render(publication_id)
