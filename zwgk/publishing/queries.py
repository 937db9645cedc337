"""What the public sees: live public publications, their public versions and files, columns, counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from zwgk.files.models import Blob
from zwgk.publishing import clearing
from zwgk.publishing.models import (
    ChannelRecord,
    Clearance,
    Column,
    ColumnCount,
    Hiding,
    Link,
    Listing,
    OldAddress,
    PagePicture,
    Publication,
    PublishedFile,
    ReadingPoint,
    Removal,
    ShelfPage,
    Version,
)
from zwgk.rules.hiding import HidingCause
from zwgk.rules.publication import Channel, LinkKind, PublicationState, Visibility
from zwgk.ui.paging import Page, cursor_at, page_of

PER_PAGE = 20
SHOWN = {"state": str(PublicationState.LIVE), "visibility": str(Visibility.PUBLIC)}


def live() -> QuerySet[Publication]:
    """Everything that the public may read now."""
    return Publication.objects.filter(**SHOWN)


def _files() -> QuerySet[PublishedFile]:
    """Files in their order, each with how many pages of it are there as pictures (``drawn``, None for none) and its SM3
    (``sm3``, None or "" where it is not taken).
    """
    first = PagePicture.objects.filter(source=OuterRef("sha256"), page=1).values("of")
    kept = Blob.objects.filter(sha256=OuterRef("sha256")).values("sm3")
    return PublishedFile.objects.annotate(drawn=Subquery(first[:1]), sm3=Subquery(kept[:1])).order_by("order", "pk")


def find(number: int) -> Publication | None:
    """One live publication with what its page shows, or None (withdrawn, internal, unknown: all the same)."""
    return (
        live()
        .filter(pk=number)
        .select_related("organ", "column", "current", "issued_as")
        .annotate(is_elsewhere=Exists(ChannelRecord.objects.filter(publication=OuterRef("pk"), cleaned_at=None)))
        .prefetch_related(
            Prefetch("current__files", _files()),
            Prefetch("links", Link.objects.select_related("target")),
        )
        .first()
    )


def withdrawn(number: int) -> Removal | None:
    """The notice that stands in place of a withdrawn publication (留告示), or None."""
    return (
        Removal.objects.filter(
            publication=number,
            publication__state=str(PublicationState.WITHDRAWN),
            publication__visibility=str(Visibility.PUBLIC),
            is_emergency=False,
            restored_at=None,
        )
        .select_related("publication", "publication__organ")
        .order_by("-pk")
        .first()
    )


def was_public(number: int) -> bool:
    """True where the number once led to something that is gone for good (410 rather than 404)."""
    return Publication.objects.filter(
        pk=number,
        state__in=[str(PublicationState.TAKEN_DOWN), str(PublicationState.ERASED)],
        visibility=str(Visibility.PUBLIC),
    ).exists()


def links_back(publication: Publication) -> QuerySet[Link]:
    """Live public papers that refer to this one (解读、被援引、被废止)."""
    return (
        Link.objects.filter(
            target=publication, publication__state=SHOWN["state"], publication__visibility=SHOWN["visibility"]
        )
        .select_related("publication")
        .order_by("kind", "-publication__published_at")[:50]
    )


def public_versions(publication: Publication) -> QuerySet[Version]:
    """The wordings that the public may compare, newest first."""
    return publication.versions.filter(is_public=True).order_by("-no")


@dataclass(frozen=True)
class HiddenVersion:
    """An earlier wording that is no longer shown: its number, its day, since when, and for what kind of reason."""

    no: int
    published_on: date
    cause: HidingCause
    since: date


def hidden_versions(publication: Publication) -> list[HiddenVersion]:
    """The wordings that were public once and are hidden now, newest first."""
    rows = Hiding.objects.filter(version__publication=publication).order_by("-version__no")
    return [
        HiddenVersion(no, timezone.localdate(at), HidingCause(cause), on)
        for no, at, cause, on in rows.values_list("version__no", "version__published_at", "cause", "on")
    ]


#: what is said in place of a correction's note that may quote what leaked
NOTE_OF_A_HIDDEN = "更正了上一版的内容，上一版不再提供"


def story_of_versions(publication: Publication) -> tuple[list[Version], list[HiddenVersion]]:
    """The wordings that readers may see, newest first, and those that are hidden; unsaved copies for showing only."""
    shown = list(public_versions(publication))
    newest = shown[0].no if shown else 0
    hidden = hidden_versions(publication) if newest != len(shown) else []
    concealed = {row.no + 1 for row in hidden}
    for row in shown:
        if row.no in concealed:
            row.change_note = NOTE_OF_A_HIDDEN
    return shown, hidden


@dataclass(frozen=True)
class AlsoThere:
    """Another channel on which a paper stands in its present wording (也发布于)."""

    channel: Channel
    place: str
    url: str
    on: date


#: channels that lead a reader nowhere
_NOT_SHOWN = (str(Channel.WEBSITE), str(Channel.MEETING), str(Channel.EVENT))


def also_there(publication: Publication, *, on: date) -> list[AlsoThere]:
    """Where else a live paper stands now: not what was cleaned, nor a posting whose day is over, nor an old wording."""
    if not getattr(publication, "is_elsewhere", True):  # :func:`find` has asked already
        return []
    later = Version.objects.filter(publication=publication, no__gt=OuterRef("version__no"), is_minor=False)
    rows = (
        ChannelRecord.objects.filter(publication=publication, cleaned_at=None)
        .exclude(channel__in=_NOT_SHOWN)
        .filter(Q(until=None) | Q(until__gte=on))
        .exclude(Q(version__isnull=False) & Exists(later))
        .order_by("at", "pk")
    )
    return [
        AlsoThere(Channel(channel), place, url, timezone.localdate(at))
        for channel, place, url, at in rows.values_list("channel", "place", "url", "at")[:20]
    ]


def reading_points() -> list[ReadingPoint]:
    """The open places where the public can read what is public (查阅点), in the office's order."""
    return list(ReadingPoint.objects.filter(is_open=True).order_by("order", "pk"))


def version(publication: Publication, no: int) -> Version | None:
    """One public wording with its files."""
    return public_versions(publication).filter(no=no).prefetch_related(Prefetch("files", _files())).first()


def published_file(number: int, file_id: int) -> PublishedFile | None:
    """A file of a public version of a live publication; None for anything else."""
    return (
        PublishedFile.objects.filter(
            pk=file_id,
            version__publication=number,
            version__is_public=True,
            version__publication__state=SHOWN["state"],
            version__publication__visibility=SHOWN["visibility"],
        )
        .select_related("version")
        .first()
    )


def published_image(sha256: str) -> PublishedFile | None:
    """A picture that stands in a public version of a live publication."""
    return PublishedFile.objects.filter(
        sha256=sha256,
        role="image",
        version__is_public=True,
        version__publication__state=SHOWN["state"],
        version__publication__visibility=SHOWN["visibility"],
    ).first()


def column(slug: str) -> Column | None:
    """A public column by its address."""
    return Column.objects.filter(slug=slug, is_public=True).select_related("parent", "organ").first()


def columns(*, organ_id: int | None = None) -> QuerySet[Column]:
    """All public columns of the site (or those of an organ), parents before children within each level."""
    return Column.objects.filter(is_public=True, organ=organ_id).order_by("order", "pk")


def trail(column_id: int) -> list[Column]:
    """The columns from the top down to this one (位置)."""
    return list(Column.objects.filter(paths_down__below=column_id).order_by("-paths_down__depth"))


def list_of(column_id: int, cursor: str, *, size: int = PER_PAGE) -> Page[Listing]:
    """One page of a column with all below it, newest first."""
    rows = Listing.objects.filter(column=column_id).select_related(
        "publication", "publication__organ", "publication__column"
    )
    return page_of(rows, cursor, by=("published_at", "publication_id"), size=size)


def list_of_organ(organ_id: int, cursor: str, *, size: int = PER_PAGE) -> Page[Publication]:
    """One page of what an organ made public, newest first."""
    rows = live().filter(organ=organ_id).select_related("organ", "column")
    return page_of(rows, cursor, by=("published_at", "id"), size=size)


def latest(size: int = 10) -> list[Publication]:
    """What was made public most lately."""
    return list(live().select_related("organ", "column").order_by("-published_at", "-id")[:size])


def month_cursor(month: str) -> str:
    """The cursor that begins with the last item of ``2026-11``; "" where the month cannot be read."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        return ""
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return cursor_at(timezone.make_aware(datetime.combine(following, time.min)), 0)


def months(column_id: int) -> list[tuple[str, int]]:
    """The months in which a column received something, newest first, with their numbers."""
    rows = ColumnCount.objects.filter(column=column_id, number__gt=0).order_by("-month")
    return list(rows.values_list("month", "number"))


def numbers(column_ids: list[int]) -> dict[int, int]:
    """How many live publications each column shows."""
    rows = ColumnCount.objects.filter(column__in=column_ids).values("column").annotate(total=Sum("number"))
    return {row["column"]: row["total"] for row in rows}


def numbers_by_year(column_id: int) -> dict[str, int]:
    """How many a column received in each year."""
    totals: dict[str, int] = {}
    for month, number in months(column_id):
        totals[month[:4]] = totals.get(month[:4], 0) + number
    return totals


def old_address(path: str) -> int | None:
    """The number to which an address of an earlier site leads."""
    return OldAddress.objects.filter(path=path, publication__in=live()).values_list("publication_id", flat=True).first()


def by_doc_number(doc_number: str) -> QuerySet[Publication]:
    """Live publications with exactly this 发文字号."""
    return live().filter(doc_number=doc_number).order_by("-published_at")


def standing(name: str, *, organ_id: int | None, today: date) -> Clearance | None:
    """The standing clearance under which generated data may be shown."""
    return clearing.standing(name, organ_id=organ_id, today=today).first()


def list_all(cursor: str, *, size: int = PER_PAGE) -> Page[Publication]:
    """One page of everything public, newest first."""
    return page_of(live().select_related("organ", "column"), cursor, by=("published_at", "id"), size=size)


def all_months() -> list[tuple[str, int]]:
    """The months in which anything became public, newest first, with their numbers."""
    rows = ColumnCount.objects.filter(column__parent=None).values("month").annotate(total=Sum("number"))
    return [(row["month"], row["total"]) for row in rows.filter(total__gt=0).order_by("-month")]


def normative(cursor: str, *, validity: str = "", size: int = PER_PAGE) -> Page[Publication]:
    """One page of 规范性文件, newest first, of one state of validity where it is given."""
    rows = live().filter(is_normative=True).select_related("organ", "column")
    if validity:
        rows = rows.filter(validity=validity)
    return page_of(rows, cursor, by=("published_at", "id"), size=size)


def readings(size: int = 10) -> list[Publication]:
    """The latest papers that interpret another one (解读)."""
    interpreting = Link.objects.filter(kind=str(LinkKind.INTERPRETS)).values("publication")
    rows = live().filter(pk__in=interpreting).select_related("organ", "column")
    return list(rows.order_by("-published_at", "-id")[:size])


def change_mark() -> tuple[object, ...]:
    """A value that differs as soon as a wording became public or a publication left or came back."""
    removals = Removal.objects.aggregate(last=Max("pk"), restored=Max("restored_at"))
    return (Version.objects.aggregate(last=Max("pk"))["last"], removals["last"], removals["restored"])


def turning(on: date, *, ended_on: date) -> list[int]:
    """The numbers of live publications that take effect on a day, or whose last day was ``ended_on``."""
    rows = live().filter(Q(effective_on=on) | Q(expires_on=ended_on))
    return list(rows.values_list("pk", flat=True))


def last_number() -> int:
    """The highest number given to a live publication; 0 where there is none."""
    return live().aggregate(last=Max("pk"))["last"] or 0


def newest_numbers(size: int) -> list[int]:
    """The numbers of the newest live publications."""
    return list(live().order_by("-published_at", "-id").values_list("pk", flat=True)[:size])


def shelf_stale_since(path: str) -> datetime | None:
    """Since when the shelf's ledger holds a page stale; None where it is fresh or not in the ledger."""
    return ShelfPage.objects.filter(path=path).values_list("stale_since", flat=True).first()


def standing_since(name: str, *, organ_id: int | None, today: date) -> date | None:
    """Since when a class of generated data may be shown, or None where no standing clearance is in force.

    Reads no more of the clearances than the public's account may see.
    """
    rows = clearing.standing(name, organ_id=organ_id, today=today)
    return rows.values_list("approved_on", flat=True).first()
