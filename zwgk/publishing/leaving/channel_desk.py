"""What staff see of other channels: records, photographs, kits, accounts, what is not clean yet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from zwgk.people.actor import Actor
from zwgk.people.models import SiteSettings, Unit
from zwgk.publishing import desk
from zwgk.publishing.leaving import standing_elsewhere
from zwgk.publishing.models import ChannelAccount, ChannelPhoto, ChannelRecord, Publication

if TYPE_CHECKING:
    from zwgk.publishing.leaving.kit import Kit, Made

#: lines of each list on the page of channels
MOST = 50


def photos(record: ChannelRecord) -> QuerySet[ChannelPhoto]:
    """The photographs of a posting in order of time."""
    return record.photos.select_related("file").order_by("at", "pk")


def photo(publication: Publication, pk: int) -> ChannelPhoto | None:
    """One photograph of a publication's postings."""
    return ChannelPhoto.objects.filter(pk=pk, record__publication=publication).select_related("file__blob").first()


def unclean_of(publication: Publication) -> set[int]:
    """The records of a publication that should be cleaned or renewed."""
    return set(standing_elsewhere.unclean().filter(publication=publication).values_list("pk", flat=True))


def unclean(actor: Actor) -> list[ChannelRecord]:
    """What still stands on other channels and should not, longest first; one page."""
    rows = standing_elsewhere.unclean().filter(publication__in=desk.visible_to(actor).values("pk"))
    return list(standing_elsewhere.current_first(rows)[:MOST])


def hanging(actor: Actor, *, today: date) -> list[ChannelRecord]:
    """Postings whose day is over and that nobody took down; one page."""
    rows = standing_elsewhere.overdue_postings(today).filter(publication__in=desk.visible_to(actor).values("pk"))
    return list(standing_elsewhere.current_first(rows)[:MOST])


def organs_of(actor: Actor) -> list[Unit]:
    """The organs that may own an account, for the actor."""
    units = {unit for over in actor.duties.values() for unit in over}
    rows = Unit.objects.filter(paths_up__above__in=units, valid_to=None).exclude(kind="section")
    return list(rows.distinct().order_by("order", "pk")[:200])


def accounts(actor: Actor) -> list[ChannelAccount]:
    """The accounts of the organs in the actor's scope, those in use first."""
    units = {unit for over in actor.duties.values() for unit in over}
    rows = ChannelAccount.objects.filter(owner__paths_up__above__in=units).select_related("owner").distinct()
    return list(rows.order_by("state", "channel", "name")[:200])


def account(actor: Actor, pk: int) -> ChannelAccount | None:
    """One account of the actor's scope."""
    return next((row for row in accounts(actor) if row.pk == pk), None)


def kit(publication: Publication) -> Kit:
    """What is made for other channels from the present wording. Errors: ``GateClosed`` where it is not live."""
    from zwgk.publishing.leaving.kit import kit_of  # loads the writers: only where a kit is asked for

    return kit_of(publication)


def texts_of(made: Kit) -> tuple[str, str]:
    """The texts for newspapers and for the air."""
    from zwgk.publishing.leaving.kit import texts

    return texts.newspaper(made), texts.on_air(made)


def article(publication: Publication) -> str:
    """The WeChat article as a page. Errors: ``GateClosed``."""
    from zwgk.publishing.leaving.kit import wechat

    return wechat.page(kit(publication))


def kit_file(publication: Publication, name: str) -> Made | None:
    """One form of a kit by its name, ``all.zip`` for all of them; None for any other. Errors: ``GateClosed``."""
    from zwgk.publishing.leaving import kit as kits

    site = SiteSettings.objects.first()
    phone = publication.organ.phone or (site.phone if site else "")
    if name == "all.zip":
        return kits.packed(publication, phone=phone)
    form = kits.NAMES.get(name)
    return kits.made(publication, form, phone=phone) if form else None
