"""The questions that machines ask: lists by what a paper is, lists by what changed, the digests of files.

However much is asked for, the number of questions to the database stays the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, Max, Prefetch, Q, QuerySet
from django.utils import timezone

from zwgk.files.models import Blob
from zwgk.people.models import UnitPath
from zwgk.publishing import queries
from zwgk.publishing.models import Column, ColumnPath, FileRole, Link, Listing, Publication, PublishedFile, Removal
from zwgk.publishing.open import cursors
from zwgk.rules.publication import PublicationState, Visibility
from zwgk.ui.paging import page_of

#: an act commits a little after its moment: who harvests begins again this much earlier, so that nothing slips by
OVERLAP = timedelta(seconds=120)
#: what a record names: the organ that leads it today, the organ of then where that was another name, the column
_NAMED = ("organ", "issued_as", "column")


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed by; what is empty narrows nothing. ``organs`` and ``column`` take in all below them."""

    column: int | None = None
    organs: Sequence[int] = ()
    kind: str = ""
    subject: str = ""
    validity: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Part:
    """Some publications and the cursor of the next ones ("" at the end)."""

    rows: Sequence[Publication]
    next: str


def publications(wanted: Wanted, cursor: str, *, size: int) -> Part:
    """Live publications, the newest first. Errors: ``BadInput`` for a cursor that we never gave."""
    if cursor:
        cursors.read(cursor)
    if wanted.column is not None and not wanted.organs:
        return _of_column(wanted, wanted.column, cursor, size)
    rows = queries.live().filter(**_fields(wanted)).select_related(*_NAMED)
    if wanted.organs:
        rows = rows.filter(organ__in=organs_below(wanted.organs))
    if wanted.column is not None:
        rows = rows.filter(column__in=columns_below(wanted.column))
    found = page_of(rows, cursor, by=("published_at", "id"), size=size)
    return Part(found.rows, found.older)


def _of_column(wanted: Wanted, column: int, cursor: str, size: int) -> Part:
    fields = {f"publication__{name}": value for name, value in _fields(wanted).items() if "published_at" not in name}
    spans = {name: value for name, value in _fields(wanted).items() if "published_at" in name}
    rows = Listing.objects.filter(column=column, **spans, **fields)
    rows = rows.select_related("publication", *(f"publication__{name}" for name in _NAMED))
    found = page_of(rows, cursor, by=("published_at", "publication_id"), size=size)
    return Part([listing.publication for listing in found.rows], found.older)


def _fields(wanted: Wanted) -> dict[str, object]:
    """The filters on a publication's own row."""
    found: dict[str, object] = {}
    if wanted.kind:
        found["kind"] = wanted.kind
    if wanted.subject:
        found["subject_code__startswith" if len(wanted.subject) == 2 else "subject_code"] = wanted.subject
    if wanted.validity:
        found["validity"] = wanted.validity
    if wanted.first:
        found["published_at__gte"] = midnight(wanted.first)
    if wanted.last:
        found["published_at__lt"] = midnight(wanted.last + timedelta(days=1))
    return found


def midnight(day: date) -> datetime:
    """The moment at which a day begins in Beijing."""
    return timezone.make_aware(datetime.combine(day, time.min))


def organs_below(organs: Iterable[int]) -> list[int]:
    """Organs and everything below them."""
    return list(UnitPath.objects.filter(above__in=list(organs)).values_list("below", flat=True))


def columns_below(column: int) -> list[int]:
    """A column and everything below it."""
    return list(ColumnPath.objects.filter(above=column).values_list("below", flat=True))


def changed(since: datetime | None, cursor: str, *, size: int) -> Part:
    """What the public saw change, the longest ago first: also what has left, for those who hold a copy.

    ``since`` is left out of account where there is a ``cursor``. What never was public is not told.
    Errors: ``BadInput`` for a cursor that we never gave.
    """
    rows = Publication.objects.filter(changed_at__isnull=False)
    if cursor:
        moment, number = cursors.read(cursor)
        rows = rows.filter(Q(changed_at__gt=moment) | Q(changed_at=moment, id__gt=number), changed_at__gte=moment)
    elif since is not None:
        rows = rows.filter(changed_at__gte=since)
    found = list(rows.select_related(*_NAMED).order_by("changed_at", "id")[: size + 1])
    more, found = len(found) > size, found[:size]
    last = found[-1] if found else None
    return Part(found, cursors.written(last.changed_at, last.pk) if more and last and last.changed_at else "")


def begin_again(part: Part, since: datetime | None, cursor: str, *, now: datetime) -> datetime:
    """The moment from which to ask next time, once there is no next part: a little before what was seen last."""
    seen = [row.changed_at for row in part.rows if row.changed_at]
    if seen:
        return min(seen[-1], now - OVERLAP)
    if cursor:
        return min(cursors.read(cursor)[0], now - OVERLAP)
    return since or now - OVERLAP


def is_live(publication: Publication) -> bool:
    """True where the public may read it now."""
    return publication.state == PublicationState.LIVE and publication.visibility == Visibility.PUBLIC


def with_all(rows: Iterable[Publication]) -> list[Publication]:
    """The live ones of these with wording, files and relations, in the same order: four questions for however many."""
    numbers = [row.pk for row in rows]
    found = {row.pk: row for row in whole().filter(pk__in=numbers)}
    return [found[number] for number in numbers if number in found]


def whole() -> QuerySet[Publication]:
    """Live publications with everything that a record tells."""
    files = PublishedFile.objects.exclude(role=FileRole.IMAGE.value).defer("text").order_by("order", "pk")
    return (
        queries.live()
        .exclude(current=None)
        .select_related(*_NAMED, "current")
        .prefetch_related(
            Prefetch("current__files", files), Prefetch("links", Link.objects.select_related("target").order_by("pk"))
        )
    )


def sm3_of(rows: Iterable[Publication]) -> dict[str, str]:
    """SM3 by SHA-256 for every file of these records; those kept before it was taken are missing until the night."""
    return sm3_by(file.sha256 for row in rows if row.current is not None for file in row.current.files.all())


def sm3_by(digests: Iterable[str]) -> dict[str, str]:
    """SM3 by SHA-256."""
    wanted = set(digests)
    return dict(Blob.objects.filter(sha256__in=wanted).exclude(sm3="").values_list("sha256", "sm3"))


def notices(rows: Iterable[Publication]) -> dict[int, str]:
    """What stands in place of those that were withdrawn with a notice (留告示), by number."""
    wanted = [row.pk for row in rows if row.state == PublicationState.WITHDRAWN and row.visibility == Visibility.PUBLIC]
    if not wanted:
        return {}
    found = Removal.objects.filter(publication__in=wanted, restored_at=None, is_emergency=False).order_by("pk")
    return dict(found.values_list("publication", "notice"))


def column_ids(slug: str) -> int | None:
    """The id of a public column by its address, of the site or of an organ; None where there is none."""
    return Column.objects.filter(slug=slug, is_public=True).values_list("pk", flat=True).first()


def all_columns() -> list[Column]:
    """Every public column, the site's before those that organs keep for themselves."""
    rows = Column.objects.filter(is_public=True, merged_into=None).select_related("organ", "parent")
    return list(rows.order_by(F("organ").asc(nulls_first=True), "order", "pk"))


def changes_by_part(size: int) -> dict[int, datetime]:
    """When the public last saw a change among the numbers of each part of ``size``; answered from the index alone."""
    rows = Publication.objects.filter(changed_at__isnull=False).annotate(part=F("pk") / size).order_by()
    return dict(rows.values_list("part").annotate(last=Max("changed_at")))


def numbers_between(first: int, last: int) -> list[tuple[int, date]]:
    """Live publications by number, both ends included, with the day of their last change in Beijing."""
    rows = queries.live().filter(pk__gte=first, pk__lte=last).order_by("pk")
    return [(pk, timezone.localdate(at or published)) for pk, at, published in rows.values_list(*_TIMES)]


_TIMES = ("pk", "changed_at", "published_at")


def in_order(numbers: Sequence[int]) -> list[Publication]:
    """The live ones of these, as lists show them, in the same order."""
    found = {row.pk: row for row in queries.live().filter(pk__in=numbers).select_related("organ", "column")}
    return [found[number] for number in numbers if number in found]
