"""Topics as the public reads them: what was cleared, what is live in them, facets, booklets that still hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear

from zwgk.people.models import Unit
from zwgk.publishing.models import Booklet, Publication, Topic, TopicItem
from zwgk.rules.document_kinds import KINDS
from zwgk.rules.publication import PublicationState, Visibility
from zwgk.rules.subjects import FiveOpen
from zwgk.rules.topics import TopicState
from zwgk.ui.paging import Page, page_of

PER_PAGE = 20
_LIVE = {
    "publication__state": str(PublicationState.LIVE),
    "publication__visibility": str(Visibility.PUBLIC),
}


@dataclass(frozen=True)
class Shown:
    """A topic as it was cleared."""

    pk: int
    slug: str
    organ: int | None
    title: str
    intro: str
    cover: str
    cover_name: str
    cover_alt: str
    closed_on: date | None
    opened_on: date | None
    number: int = 0

    @property
    def url(self) -> str:
        return f"/zt/{self.slug}/"

    @property
    def cover_url(self) -> str:
        """The address of the cover: with its digest, so that a changed one is another."""
        suffix = self.cover_name.rpartition(".")[2].lower() or "jpg"
        return f"/zt/{self.slug}/{self.cover[:16]}.{suffix}" if self.cover else ""


def _public() -> QuerySet[Topic]:
    states = [str(TopicState.OPEN), str(TopicState.CLOSED)]
    return Topic.objects.filter(state__in=states, clearance__revoked_at=None)


def _shown(rows: QuerySet[Topic], *, counted: bool = False) -> list[Shown]:
    live = Q(items__is_out=False, **{f"items__{name}": value for name, value in _LIVE.items()})
    if counted:
        rows = rows.annotate(number=Count("items", filter=live))
    names = ["pk", "slug", "organ", "shown", "closed_on", "opened_on", *(["number"] if counted else [])]
    found = []
    for row in rows.values_list(*names):
        says: Mapping[str, Any] = row[3]
        found.append(
            Shown(
                pk=row[0],
                slug=row[1],
                organ=row[2],
                title=says.get("title", ""),
                intro=says.get("intro", ""),
                cover=says.get("cover", ""),
                cover_name=says.get("cover_name", ""),
                cover_alt=says.get("cover_alt", ""),
                closed_on=row[4],
                opened_on=row[5],
                number=row[6] if counted else 0,
            )
        )
    return found


def listed(*, organ_id: int | None = None, size: int = 60) -> list[Shown]:
    """The topics of the site, or one organ's, open ones first, with how many stand in each."""
    rows = _public() if organ_id is None else _public().filter(organ=organ_id)
    return _shown(rows.order_by("-state", "order", "-opened_on", "-pk")[:size], counted=True)


def find(slug: str) -> Shown | None:
    """One public topic, or None."""
    found = _shown(_public().filter(slug=slug))
    return found[0] if found else None


def by_number(pk: int) -> Shown | None:
    """One public topic by its number, or None."""
    found = _shown(_public().filter(pk=pk))
    return found[0] if found else None


@dataclass(frozen=True)
class Wanted:
    """By which facets the reader narrows a topic; "" narrows nothing."""

    organ: str = ""
    kind: str = ""
    year: str = ""
    dimension: str = ""

    @property
    def narrows(self) -> bool:
        return any((self.organ, self.kind, self.year, self.dimension))

    def query(self, **changes: str) -> str:
        """The query string with some facets changed."""
        from urllib.parse import urlencode

        values = {"organ": self.organ, "kind": self.kind, "year": self.year, "dimension": self.dimension} | changes
        return urlencode({name: value for name, value in values.items() if value})


def _items(topic_id: int) -> QuerySet[TopicItem]:
    return TopicItem.objects.filter(topic=topic_id, is_out=False, **_LIVE)


def _narrowed(rows: QuerySet[TopicItem], wanted: Wanted) -> QuerySet[TopicItem]:
    if wanted.organ:
        known = wanted.organ.isascii() and wanted.organ.isdecimal() and len(wanted.organ) <= 18
        rows = rows.filter(publication__organ=int(wanted.organ)) if known else rows.none()
    if wanted.kind:
        rows = rows.filter(publication__kind=wanted.kind) if wanted.kind.isprintable() else rows.none()
    if wanted.year:
        year = int(wanted.year) if wanted.year.isascii() and wanted.year.isdecimal() and len(wanted.year) == 4 else 0
        first = date(year, 1, 1) if 1900 < year < 2200 else None
        if first is None:
            return rows.none()
        rows = rows.filter(
            publication__published_on__gte=first, publication__published_on__lt=first.replace(year=year + 1)
        )
    if wanted.dimension:
        known = wanted.dimension in {str(one) for one in FiveOpen}
        rows = rows.filter(publication__dimension=wanted.dimension) if known else rows.none()
    return rows


def page(topic_id: int, wanted: Wanted, cursor: str, *, size: int = PER_PAGE) -> Page[TopicItem]:
    """One page of a topic, newest first."""
    rows = _narrowed(_items(topic_id), wanted).select_related(
        "publication", "publication__organ", "publication__column", "publication__issued_as"
    )
    return page_of(rows, cursor, by=("published_at", "publication_id"), size=size)


def pinned(topic_id: int) -> list[Publication]:
    """What is pinned to the top."""
    rows = _items(topic_id).filter(is_pinned=True).select_related("publication").order_by("-published_at")
    return [item.publication for item in rows[:5]]


@dataclass(frozen=True)
class Facet:
    """One choice of a facet with how many it leaves."""

    code: str
    label: str
    number: int


def facets(topic_id: int) -> dict[str, list[Facet]]:
    """How a topic divides by dimension, organ, kind and year: one query over at most a few thousand items."""
    groups = (
        _items(topic_id)
        .order_by()
        .values_list("publication__organ", "publication__kind", "publication__dimension")
        .annotate(year=ExtractYear("publication__published_on"), n=Count("pk"))
    )
    counts: dict[str, dict[str, int]] = {"dimension": {}, "organ": {}, "kind": {}, "year": {}}
    for organ, kind, dimension, year, number in groups:
        for name, code in (("organ", str(organ)), ("kind", kind), ("dimension", dimension), ("year", str(year))):
            if code:
                counts[name][code] = counts[name].get(code, 0) + number
    names = {str(unit.pk): str(unit) for unit in Unit.objects.filter(pk__in=[int(code) for code in counts["organ"]])}
    labels = {
        "organ": names,
        "kind": {code: KINDS[code].label for code in counts["kind"] if code in KINDS},
        "dimension": {str(one): one.label for one in FiveOpen},
        "year": {code: f"{code}年" for code in counts["year"]},
    }
    found = {
        name: [Facet(code, labels[name].get(code, code), number) for code, number in values.items()]
        for name, values in counts.items()
    }
    order = [str(one) for one in FiveOpen]
    found["dimension"].sort(key=lambda facet: order.index(facet.code) if facet.code in order else 9)
    found["year"].sort(key=lambda facet: facet.code, reverse=True)
    for name in ("organ", "kind"):
        found[name].sort(key=lambda facet: (-facet.number, facet.code))
    return found


def booklets(topic_id: int) -> Sequence[Booklet]:
    """The booklets that still hold: every version in them is current and public. One that lost a paper is not shown."""
    found = list(Booklet.objects.filter(topic=topic_id).order_by("-form"))
    wanted = {version for book in found for version in book.versions}
    current = set(
        Publication.objects.filter(
            current__in=wanted, state=str(PublicationState.LIVE), visibility=str(Visibility.PUBLIC)
        ).values_list("current", flat=True)
    )
    return [book for book in found if current.issuperset(book.versions)]
