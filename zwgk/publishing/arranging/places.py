"""Columns as they are kept and led on: who answers for them, how fresh they are, the sub-sites of organs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from zwgk.people.actor import Actor
from zwgk.people.models import UnitPath
from zwgk.publishing.gathering import shown
from zwgk.publishing.models import Column, ColumnCharge, ColumnPath, Listing, Publication
from zwgk.rules.catalogue import Frequency
from zwgk.rules.coverage import Served, SiteVerdict, Standing, UpdateClass, column_standing, site_verdict
from zwgk.rules.duties import Duty
from zwgk.rules.publication import ColumnKind
from zwgk.ui.paging import Page, page_of

PER_PAGE = 20


def led_on(slug: str) -> Column | None:
    """The public column to which the address of a merged one leads for ever; None where it leads nowhere."""
    found = Column.objects.filter(slug=slug).exclude(merged_into=None).select_related("merged_into").first()
    into = found.merged_into if found else None
    return into if into is not None and into.is_public else None


def subsite(organ_id: int) -> list[Column]:
    """The organ's own public columns in order, those above before those below."""
    rows = list(Column.objects.filter(organ=organ_id, is_public=True).order_by("order", "pk"))
    children: dict[int | None, list[Column]] = {}
    known = {row.pk for row in rows}
    for row in rows:
        children.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    ordered: list[Column] = []

    def walk(parent: int | None) -> None:
        for row in children.get(parent, ()):
            ordered.append(row)
            walk(row.pk)

    walk(None)
    return ordered


def newest_of(columns: Sequence[Column], size: int = 5) -> dict[int, list[Publication]]:
    """The newest of each of a few columns: one query a column of the sub-site's top level, at most eight."""
    found: dict[int, list[Publication]] = {}
    for column in columns[:8]:
        rows = Listing.objects.filter(column=column).select_related("publication", "publication__column")
        ordered = rows.order_by("-published_at", "-publication_id")[:size]
        found[column.pk] = [listing.publication for listing in ordered]
    return found


def of_organ_in(organ_id: int, column_id: int, cursor: str, *, size: int = PER_PAGE) -> Page[Publication]:
    """One page of what an organ made public in a column of the whole site and below it, newest first."""
    below = list(ColumnPath.objects.filter(above=column_id).values_list("below", flat=True))
    rows = shown().filter(organ=organ_id, column__in=below).select_related("organ", "column")
    return page_of(rows, cursor, by=("published_at", "id"), size=size)


@dataclass(frozen=True)
class Health:
    """A column with how fresh it is and who answers for it."""

    column: Column
    standing: Standing
    last_on: date | None
    charge: ColumnCharge | None

    @property
    def who(self) -> str:
        """``社会救助科 王某``; "" where nobody answers for it."""
        if self.charge is None or (self.charge.section is None and self.charge.post is None):
            return ""
        person = self.charge.post.user.name if self.charge.post else ""
        return " ".join(part for part in (str(self.charge.section or ""), person) if part)


def _newest_in(organ_id: int | None) -> Subquery:
    rows = Listing.objects.filter(column=OuterRef("pk"))
    if organ_id is not None:
        rows = rows.filter(publication__organ=organ_id)
    return Subquery(rows.order_by("-published_at", "-publication_id").values("published_at")[:1])


def watched() -> QuerySet[Column]:
    """The columns whose freshness counts: public lists of the whole site with no link of their own."""
    return Column.objects.filter(
        organ=None, is_public=True, merged_into=None, external_url="", kind=str(ColumnKind.LIST)
    ).order_by("order", "pk")


def health(on: date, *, site_organ: int | None) -> list[Health]:
    """Every watched column of the site with its freshness: three queries. Charges are the government's own."""
    return _health(list(watched().annotate(newest=_newest_in(None))), on, organ_id=site_organ)


def own_health(organ_id: int, on: date) -> list[Health]:
    """The organ's own columns, and those of the site for which it answers."""
    charged = ColumnCharge.objects.filter(organ=organ_id).values("column")
    own = Column.objects.filter(organ=organ_id, is_public=True, merged_into=None, kind=str(ColumnKind.LIST))
    ours = Column.objects.filter(pk__in=charged, organ=None, is_public=True, merged_into=None)
    rows = list((own | ours).annotate(newest=_newest_in(organ_id)).order_by("order", "pk"))
    return _health(rows, on, organ_id=organ_id)


def _health(rows: Sequence[Column], on: date, *, organ_id: int | None) -> list[Health]:
    charges = {
        charge.column_id: charge
        for charge in ColumnCharge.objects.filter(organ=organ_id, column__in=rows).select_related(
            "section", "post", "post__user"
        )
    }
    confirmed = dict(
        ColumnCharge.objects.filter(column__in=rows).values_list("column").annotate(last=Max("confirmed_on"))
    )
    found = []
    for column in rows:
        newest = getattr(column, "newest", None)
        last = timezone.localdate(newest) if newest else None
        looked = charges[column.pk].confirmed_on if column.pk in charges else confirmed.get(column.pk)
        fresh = max(last, looked) if last and looked else last
        standing = column_standing(UpdateClass(column.update_class), column.update_days, fresh, on)
        if last is None and column.frequency == Frequency.AD_HOC.label:
            standing = Standing(Served.NOTHING)  # it waits for its occasion, and its page says so
        found.append(Health(column, standing, last, charges.get(column.pk)))
    return found


def verdict(found: Sequence[Health]) -> SiteVerdict:
    """What an inspection would count today."""
    return site_verdict((UpdateClass(one.column.update_class), one.standing.served) for one in found)


def reminders(actor: Actor, on: date, *, site_organ: int | None, size: int = 8) -> list[Health]:
    """Columns that are empty, late or soon due, for the inbox of who answers for them: an informant sees those of the
    own organ, the 公开办 those of the site. Worst first; nothing for others.
    """
    if not actor.is_system and actor.has(Duty.DISCLOSURE_OFFICE):
        found = health(on, site_organ=site_organ)
    elif not actor.is_system and actor.has(Duty.INFORMANT) and actor.organ_id is not None:
        found = own_health(actor.organ_id, on)
    else:
        return []
    order = (Served.LATE, Served.EMPTY, Served.DUE)
    wanted = [one for one in found if one.standing.served in order]
    wanted.sort(key=lambda one: (order.index(one.standing.served), one.standing.left or 0))
    return wanted[:size]


def charges_of(organ_id: int) -> QuerySet[ColumnCharge]:
    """Who answers for what in an organ."""
    rows = ColumnCharge.objects.filter(organ=organ_id).select_related("column", "section", "post", "post__user")
    return rows.order_by("column__order", "column_id")


def charges_for(column_id: int) -> QuerySet[ColumnCharge]:
    """Who answers for one column, organ by organ."""
    rows = ColumnCharge.objects.filter(column=column_id).select_related("organ", "section", "post", "post__user")
    return rows.order_by("organ__order", "organ_id")[:100]


def charge(column_id: int, organ_id: int) -> ColumnCharge | None:
    """The charge of one column in one organ."""
    return ColumnCharge.objects.filter(column=column_id, organ=organ_id).first()


def chargeable(organ_id: int) -> QuerySet[Column]:
    """The columns for which an organ may name who answers: its own and those of the site that take publications."""
    site = Column.objects.filter(organ=None, merged_into=None, kind=str(ColumnKind.LIST), external_url="")
    own = Column.objects.filter(organ=organ_id, merged_into=None, kind=str(ColumnKind.LIST))
    return (site | own).select_related("parent").order_by("organ_id", "order", "pk")


def in_reach(actor: Actor, organ_id: int) -> bool:
    """True where the organ lies below one over which the actor holds a duty that opens content."""
    return actor.is_system or UnitPath.objects.filter(above__in=actor.scope(), below=organ_id).exists()
