"""What an organ made public that is no more: its papers are led elsewhere and still found at its own address."""

from __future__ import annotations

from zwgk.publishing.models import IssuedAs, Publication
from zwgk.publishing.queries import SHOWN
from zwgk.ui.paging import Page, page_of

PER_PAGE = 20


def by_organ(organ_id: int, cursor: str, *, size: int = PER_PAGE) -> Page[IssuedAs]:
    """One page of what an organ had made public before its change, newest first; live and public papers only."""
    shown = {f"publication__{name}": value for name, value in SHOWN.items()}
    rows = IssuedAs.objects.filter(organ=organ_id, **shown)
    rows = rows.select_related("publication", "publication__organ", "publication__column")
    return page_of(rows, cursor, by=("published_at", "publication_id"), size=size)


def organ_name(publication: Publication) -> str:
    """The organ that made a paper public, as it was called then; its present name where that is the same."""
    try:
        return publication.issued_as.name
    except IssuedAs.DoesNotExist:
        return publication.organ.name
