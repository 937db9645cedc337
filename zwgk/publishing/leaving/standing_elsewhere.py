"""What still stands on other channels and should not, or not in these words; told until it is mended."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from zwgk.notices.sending import NoticeKind, notify_duty
from zwgk.people.actor import SYSTEM
from zwgk.publishing.models import ChannelRecord, Publication, Version
from zwgk.rules.duties import Duty
from zwgk.rules.publication import PublicationState

#: a channel gets this long before the first reminder
GRACE = timedelta(hours=4)
#: publications told of in one night; the rest follow the next day
MOST = 500


def unclean() -> QuerySet[ChannelRecord]:
    """Records of what was taken from the public, or corrected in substance since, and is not cleaned there yet.

    勘误 (typing errors) does not make a channel outdated.
    """
    later = Version.objects.filter(publication=OuterRef("publication"), no__gt=OuterRef("version__no"), is_minor=False)
    gone = ~Q(publication__state=str(PublicationState.LIVE))
    rows = ChannelRecord.objects.filter(cleaned_at=None)
    return rows.annotate(is_outdated=Exists(later)).filter(gone | Q(is_outdated=True, version__isnull=False))


def overdue_postings(today: date) -> QuerySet[ChannelRecord]:
    """Postings that should have been taken down by now (张贴到期未撤)."""
    return ChannelRecord.objects.filter(cleaned_at=None, down_at=None, until__lt=today)


def remind(*, now: datetime, today: date) -> int:
    """Tell the publishers of what is not clean, once a day and publication. Returns how many notices were new."""
    waiting: dict[int, int] = defaultdict(int)
    for pk in unclean().filter(at__lt=now - GRACE).values_list("publication", flat=True).order_by("publication"):
        waiting[pk] += 1
    hanging: dict[int, int] = defaultdict(int)
    for pk in overdue_postings(today).values_list("publication", flat=True):
        hanging[pk] += 1
    told = 0
    numbers = sorted({*waiting, *hanging})[:MOST]
    for publication in Publication.objects.filter(pk__in=numbers).select_related("organ").order_by("pk"):
        parts = []
        if waiting[publication.pk]:
            parts.append(f"还有{waiting[publication.pk]}处渠道没有清除或更新")
        if hanging[publication.pk]:
            parts.append(f"{hanging[publication.pk]}处张贴已到期")
        made = notify_duty(
            Duty.PUBLISHER,
            over=publication.organ,
            kind=NoticeKind.OVERDUE,
            text=f"{'，'.join(parts)}：{publication.title}",
            url=f"/publications/{publication.pk}/",
            matter_id=publication.matter_id,
            actor=SYSTEM,
            key=f"publishing.channels:{publication.pk}:{today:%Y%m%d}",
        )
        told += len(made)
    return told


def current_first(rows: QuerySet[ChannelRecord]) -> QuerySet[ChannelRecord]:
    """Order for lists: the longest waiting first."""
    return rows.select_related("publication", "publication__organ", "version").order_by(F("at").asc(), "pk")
