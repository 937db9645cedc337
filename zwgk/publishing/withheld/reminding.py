"""Reminders of re-evaluation (评估提醒): a month before, on the day, a month after; once each, a notice for a unit.

Days on which nothing ran are made up: what was told last is kept on the row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from zwgk.notices.sending import NoticeKind, notify_duty
from zwgk.people.actor import SYSTEM
from zwgk.people.models import Unit
from zwgk.publishing.models import NegativeEntry, WithheldItem
from zwgk.rules.duties import Duty
from zwgk.rules.withheld import LATE_DAYS, SOON_DAYS, EntryState, ItemKind, ItemState, Told, reminder

#: rows looked at in one night; the rest follow the next day
MOST = 2000
_KINDS = {Told.SOON: NoticeKind.DUE, Told.DUE: NoticeKind.DUE, Told.LATE: NoticeKind.OVERDUE}
_SAYS = {Told.SOON: "一个月内到评估日期", Told.DUE: "已到评估日期", Told.LATE: "超过评估日期已满一个月"}


def _untold(today: date) -> Q:
    """Rows for which another reminder has become due."""
    return (
        Q(told="", review_on__lte=today + timedelta(days=SOON_DAYS))
        | Q(told=str(Told.SOON), review_on__lte=today)
        | Q(told=str(Told.DUE), review_on__lte=today - timedelta(days=LATE_DAYS))
    )


def remind(*, today: date) -> int:
    """Tell units and the 公开工作机构 what is to be looked at again. Returns how many notices were new."""
    items = WithheldItem.objects.filter(_untold(today), state=str(ItemState.LISTED))
    rows = list(items.select_related("organ", "unit").order_by("review_on", "pk")[:MOST])
    told = 0
    for (unit, stage, subject), found in _grouped(rows, today).items():
        told += _tell(unit, stage, subject, found, today=today)
    for stage in (Told.SOON, Told.DUE, Told.LATE):
        fitting = [row.pk for row in rows if row.review_on and reminder(row.review_on, today) is stage]
        WithheldItem.objects.filter(pk__in=fitting).update(told=str(stage))
    return told + _remind_of_entries(today)


def _grouped(rows: Iterable[WithheldItem], today: date) -> dict[tuple[Unit, Told, str], list[WithheldItem]]:
    found: dict[tuple[Unit, Told, str], list[WithheldItem]] = defaultdict(list)
    for row in rows:
        if row.review_on is None:
            continue
        secret = row.is_secret or (row.secret_until is not None)
        subject = "secret" if secret else "deferred" if row.kind == str(ItemKind.DEFERRED) else "item"
        found[row.organ, reminder(row.review_on, today), subject].append(row)
    return found


def _tell(organ: Unit, stage: Told, subject: str, rows: list[WithheldItem], *, today: date) -> int:
    first = rows[0]
    named = f"{first.number} 等{len(rows)}件" if len(rows) > 1 else first.number
    duties, what = {
        "secret": ((Duty.SECRECY,), "涉密信息：请审核能否解密，解密后评估能否公开"),
        "deferred": ((Duty.OFFICE, Duty.SECRECY), "暂缓公开：请确认原因是否消失，消失的立即公开"),
        "item": ((Duty.OFFICE, Duty.DISCLOSURE_OFFICE), "不予公开的信息：请开展定期评估（条例第十八条）"),
    }[subject]
    made = 0
    for duty in duties:
        made += len(
            notify_duty(
                duty,
                over=organ,
                kind=_KINDS[stage],
                text=f"{named}{_SAYS[stage]}。{what}",
                url="/withheld/?due=1",
                actor=SYSTEM,
                key=f"withheld.{subject}:{organ.pk}:{stage}:{today:%Y%m%d}",
            )
        )
    return made


def remind_of_secrets(*, today: date) -> int:
    """Tell 保密审查 a month before a secret's term ends, and on the day (解密提醒). Returns how many were new."""
    rows = WithheldItem.objects.filter(
        state=str(ItemState.LISTED), is_secret=True, secret_until__lte=today + timedelta(days=SOON_DAYS)
    )
    told = 0
    for row in rows.select_related("organ").order_by("secret_until", "pk")[:MOST]:
        assert row.secret_until is not None
        over = row.secret_until < today
        says = f"保密期限已于{row.secret_until}届满" if over else f"保密期限将于{row.secret_until}届满"
        told += len(
            notify_duty(
                Duty.SECRECY,
                over=row.organ,
                kind=NoticeKind.OVERDUE if over else NoticeKind.DUE,
                text=f"{row.number}：{says}。请按规定办理解密并登记，解密后评估能否公开",
                url=f"/withheld/{row.pk}/",
                actor=SYSTEM,
                key=f"withheld.until:{row.pk}:{row.secret_until:%Y%m%d}:{'over' if over else 'soon'}",
            )
        )
    return told


def _remind_of_entries(today: date) -> int:
    entries = NegativeEntry.objects.filter(_untold(today), state=str(EntryState.CONFIRMED)).select_related("organ")
    told = 0
    for row in entries.order_by("review_on", "pk")[:MOST]:
        stage = reminder(row.review_on, today)
        for duty in (Duty.DISCLOSURE_OFFICE, Duty.OFFICE):
            told += len(
                notify_duty(
                    duty,
                    over=row.organ,
                    kind=_KINDS[stage],
                    text=f"负面清单条目“{row.name}”{_SAYS[stage]}，请评估：保留、修订或者删去",
                    url=f"/negative-list/{row.pk}/",
                    actor=SYSTEM,
                    key=f"negative.review:{row.pk}:{row.review_on:%Y%m%d}:{stage}",
                )
            )
        row.told = str(stage)
        row.save(update_fields=["told"])
    return told
