"""What the public may ask of validity: which papers are in force now or on a day, and what changed which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from zwgk.publishing import addresses, queries, shelf, validity
from zwgk.publishing.models import Publication, ValidityChange
from zwgk.rules import validity as rules
from zwgk.rules.publication import LinkKind, PublicationState, Validity, Visibility
from zwgk.rules.validity import ChangeKind
from zwgk.ui.paging import Page, page_of

#: 现行有效 as readers mean it: an amended paper is in force as well
CURRENT = frozenset({Validity.IN_FORCE, Validity.AMENDED})
_PAST = [str(state) for state in Validity if state.is_past]
#: kinds of links that say that another paper changes
CHANGING = validity.LINKS
#: what the portal's account may read of a change: not who recorded it
PUBLIC_FIELDS = (
    *("id", "publication_id", "kind", "basis_id", "basis_text", "basis_number"),
    *("on", "articles", "until", "voided_at"),
)
#: a decision that ends more papers than this names them in its own table
MOST = 500
_READ = tuple(name.removesuffix("_id") for name in PUBLIC_FIELDS)


@dataclass(frozen=True)
class Told:
    """One change as a page tells it. ``title`` and ``url`` are "" where the other paper is not public now."""

    kind: ChangeKind
    label: str
    on: date | None
    articles: str
    until: date | None
    title: str
    number: str
    url: str

    @property
    def whole(self) -> bool:
        """Whether the whole paper is meant."""
        return not self.articles

    @property
    def named(self) -> str:
        """The other paper by its number, else its title in book marks, else ""."""
        return self.number or (self.title if self.title.startswith("《") else f"《{self.title}》" if self.title else "")


def library(
    cursor: str, *, states: Iterable[Validity] = (), as_of: date | None = None, size: int = queries.PER_PAGE
) -> Page[Publication]:
    """One page of 规范性文件, newest first: of some states, or those that were in force on a day (某日有效).

    A paper of which it is not known when it ended was in force on no day that can be asked for.
    """
    rows = queries.live().filter(is_normative=True).select_related("organ", "column")
    wanted = [str(state) for state in states]
    if as_of is not None:
        rows = rows.filter(in_force_on(as_of))
    elif wanted:
        rows = rows.filter(validity__in=wanted)
    return page_of(rows, cursor, by=("published_at", "id"), size=size)


def in_force_on(day: date) -> Q:
    """The condition under which a paper was in force on a day."""
    begun = Q(in_force_from__lte=day)
    not_ended = Q(in_force_to=None) | Q(in_force_to__gte=day)
    return begun & not_ended & ~Q(in_force_to=None, validity__in=_PAST)


def states_on(publications: Iterable[Publication], day: date) -> dict[int, Validity]:
    """The state of each paper on a day; one question for however many."""
    rows = list(publications)
    return {pk: rules.validity_on(facts, day) for pk, facts in validity.facts_of(rows).items()}


@dataclass(frozen=True)
class Telling:
    """What changed a paper (``of``, oldest first), what it changed (``by``), and on which shelf keys that depends."""

    of: tuple[Told, ...] = ()
    by: tuple[Told, ...] = ()
    keys: tuple[str, ...] = ()


def told(publication: Publication) -> Telling:
    """All that the page of a paper tells of changes; one question."""
    either = Q(publication=publication) | Q(basis=publication)
    paper = ("title", "doc_number", "state", "visibility")
    only = (*_READ, *(f"{other}__{name}" for other in ("basis", "publication") for name in paper))
    rows = ValidityChange.objects.filter(either, voided_at=None).select_related("basis", "publication")
    found = list(rows.only(*only).order_by("on", "pk")[:MOST])
    others = {pk for row in found for pk in (row.publication_id, row.basis_id) if pk} - {publication.pk}
    return Telling(
        tuple(_told(row, row.basis, _label_of(row)) for row in found if row.publication_id == publication.pk),
        tuple(
            _told(row, row.publication, ChangeKind(row.kind).label)
            for row in found
            if row.publication_id != publication.pk
        ),
        tuple(shelf.key_of_publication(pk) for pk in sorted(others)),
    )


def _label_of(row: ValidityChange) -> str:
    kind = ChangeKind(row.kind)
    return "失效" if kind is ChangeKind.LAPSES else LinkKind(str(kind)).reverse


def _told(row: ValidityChange, other: Publication | None, label: str) -> Told:
    kind = ChangeKind(row.kind)
    title, number, url = row.basis_text, row.basis_number, ""
    if other is not None:
        shown = other.state == PublicationState.LIVE and other.visibility == Visibility.PUBLIC
        title, number = (other.title, other.doc_number) if shown else ("", "")
        url = addresses.publication(other.pk) if shown else ""
    elif title == validity.STATED_THERE:
        title = ""
    return Told(kind, label, row.on, row.articles, row.until, title, number, url)
