"""Who sees what of the log: auditors all of it, others the story of a matter that they may see."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from zwgk.audit.models import Entry


def story(matter_id: int) -> QuerySet[Entry]:
    """The entries of one matter, oldest first; the caller has made sure that the reader may see the matter."""
    return Entry.objects.filter(matter_id=matter_id).order_by("pk")


def found(
    *,
    act: str = "",
    by: str = "",
    since: date | None = None,
    until: date | None = None,
    object_id: str = "",
    object_kind: str = "",
) -> QuerySet[Entry]:
    """The auditor's list, filtered; ``since`` and ``until`` are inclusive days in Beijing time. Order it by ``pk``."""
    entries = Entry.objects.select_related("seal")
    if act:
        entries = entries.filter(act__startswith=act)
    if by:
        entries = entries.filter(by__contains=by)
    if object_kind:
        entries = entries.filter(object_kind=object_kind)
    if object_id:
        entries = entries.filter(object_id=object_id)
    if since:
        entries = entries.filter(at__gte=_midnight(since))
    if until:
        entries = entries.filter(at__lt=_midnight(until + timedelta(days=1)))
    return entries


def done_by(user_id: int | None) -> QuerySet[Entry]:
    """What a person did to matters (最近办过), in whatever post; order it by ``pk``."""
    return Entry.objects.filter(user_id=user_id, matter_id__isnull=False)


def newest_moment() -> datetime | None:
    """When the newest entry was made; None for an empty log."""
    return Entry.objects.order_by("-pk").values_list("at", flat=True).first()


def acts() -> list[str]:
    """The names of all acts that occur, for the filter's list."""
    return list(Entry.objects.order_by("act").values_list("act", flat=True).distinct())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
