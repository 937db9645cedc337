"""Reading points (查阅点), and deliveries of public papers to archives and libraries with their receipts.

依据：《政府信息公开条例》第二十五条
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, Sum

from zwgk.audit.acts import about, act, note, nothing_happened
from zwgk.files.limits import MAX_FILE_BYTES
from zwgk.files.models import File
from zwgk.jobs.queue import enqueue
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.publishing.leaving import deliveries
from zwgk.publishing.models import Delivery, DeliveryItem, PublishedFile, ReadingPoint
from zwgk.publishing.scope import whole_site
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.reading_points import DELIVERED_TO, PointKind

MAY_KEEP = (Duty.DISCLOSURE_OFFICE, Duty.PUBLISHER)
MAY_DELIVER = (Duty.ARCHIVIST, Duty.OFFICE, Duty.PUBLISHER, Duty.INFORMANT)

#: what a reading point says of itself: the field, its longest text, whether it must be there, its label
FIELDS: dict[str, tuple[int, bool, str]] = {
    "name": (120, True, "名称"),
    "address": (200, True, "地址"),
    "directions": (200, False, "怎么去"),
    "hours": (200, True, "开放时间"),
    "phone": (60, False, "电话"),
    "equipment": (300, False, "设备"),
    "holdings": (500, False, "能查到什么"),
    "help": (300, False, "服务和无障碍"),
}


@act("publishing.keep_point")
def keep_point(
    point: ReadingPoint | None,
    kind: PointKind,
    *,
    host: Unit | None,
    on: date,
    actor: Actor,
    is_open: bool = True,
    **fields: str,
) -> ReadingPoint:
    """Enter a reading point, or change it (登记查阅点): where, when, with what, and what lies there.

    ``fields`` are those of :data:`FIELDS`. A closed one (``is_open`` False) stays for the record and is not shown.
    Errors: :class:`BadInput` at the field. 依据：《政府信息公开条例》第二十五条第一款
    """
    actor.must_be(*MAY_KEEP, over=whole_site(), to="登记查阅点")
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise BadInput(what="没有保存查阅点", why=f"没有这些项目：{'、'.join(sorted(unknown))}", remedy="请刷新页面")
    said = {name: fields.get(name, "").strip() for name in FIELDS}
    for name, (longest, needed, label) in FIELDS.items():
        if needed and not said[name]:
            raise BadInput(what="没有保存查阅点", why=f"没有填写“{label}”", remedy="请填写，群众要照着去", field=name)
        if len(said[name]) > longest:
            raise BadInput(what="没有保存查阅点", why=f"“{label}”最多{longest}字", remedy="请缩短", field=name)
    row = ReadingPoint.objects.select_for_update().get(pk=point.pk) if point else ReadingPoint()
    for name, text in said.items():
        setattr(row, name, text)
    row.kind, row.host, row.is_open, row.changed_on = str(kind), host, is_open, on
    if row.pk is None:
        row.order = (ReadingPoint.objects.aggregate(last=Max("order"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise BadInput(
            what="没有保存查阅点", why=f"已有“{said['name']}”", remedy="请换一个名称，或修改原来的一条", field="name"
        ) from error
    about(row)
    note(kind=str(kind), is_open=is_open)
    return row


@act("publishing.make_delivery")
def make_delivery(
    point: ReadingPoint, organ: Unit, *, first: date, last: date, on: date, at: datetime, actor: Actor
) -> Delivery:
    """Make a delivery list of what an organ made public in a period and this place does not have yet (制移送清单).

    A corrected wording counts as not delivered. The package is made in the background.

    Errors: :class:`BadInput` (period, nothing to deliver), ``GateClosed`` for a place that gets no deliveries.
    依据：《政府信息公开条例》第二十五条第二款
    """
    actor.must_be(*MAY_DELIVER, over=organ, to="移送公开信息")
    if PointKind(point.kind) not in DELIVERED_TO:
        raise GateClosed(
            what="没有制单", why=f"{point}是{point.get_kind_display()}", remedy="请选择国家档案馆或公共图书馆"
        )
    if first > last or last > on:
        raise BadInput(what="没有制单", why="起止日期颠倒，或截止日期在今天之后", remedy="请改正日期", field="first")
    rows = list(
        deliveries.waiting(point, organ, first=first, last=last).values_list("pk", "current")[: deliveries.MOST + 1]
    )
    if not rows:
        raise BadInput(what="没有制单", why="这段时间公开的都已移送过", remedy="请换一段时间", field="first")
    if len(rows) > deliveries.MOST:
        raise BadInput(
            what="没有制单", why=f"一份清单最多{deliveries.MOST}件", remedy="请缩短时间，分次移送", field="last"
        )
    size = PublishedFile.objects.filter(version__in=[version for _, version in rows]).aggregate(sum=Sum("size"))["sum"]
    if (size or 0) > MAX_FILE_BYTES:
        raise BadInput(
            what="没有制单",
            why=f"附件合计{(size or 0) // 2**20}MB，一个移送包最多{MAX_FILE_BYTES // 2**20}MB",
            remedy="请缩短时间，分次移送",
            field="last",
        )
    lines = "\n".join(f"{publication} {version}" for publication, version in rows)
    delivery = Delivery.objects.create(
        point=point,
        organ=organ,
        first=first,
        last=last,
        made_on=on,
        made_at=at,
        by=actor.signature,
        number=len(rows),
        digest=hashlib.sha256(lines.encode()).hexdigest(),
    )
    DeliveryItem.objects.bulk_create(
        [
            DeliveryItem(delivery=delivery, publication_id=publication, version_id=version, point=point)
            for publication, version in rows
        ],
        batch_size=500,
    )
    enqueue(deliveries.PACK, key=str(delivery.pk), args={"delivery_id": delivery.pk}, queue="slow")
    about(delivery)
    note(point=point.pk, number=len(rows), digest=delivery.digest)
    return delivery


@act("publishing.receive_delivery")
def receive_delivery(
    delivery: Delivery, *, received_on: date, received_by: str, today: date, actor: Actor, receipt: File | None = None
) -> Delivery:
    """Record that a place signed for a delivery (签收): the day, who for the place, the scanned receipt.

    Errors: :class:`BadInput` for a day before the list or to come, a list that is cancelled or signed for already.
    """
    delivery = _locked(delivery)
    actor.must_be(*MAY_DELIVER, over=delivery.organ_id, to="登记签收")
    if delivery.received_on is not None:
        raise BadInput(what="没有登记签收", why="这份清单已经签收", remedy="请刷新页面")
    if delivery.cancelled_at is not None:
        raise BadInput(what="没有登记签收", why="这份清单已经作废", remedy="请看新的清单")
    if not delivery.made_on <= received_on <= today:
        raise BadInput(
            what="没有登记签收", why="签收日期应在制单之后、今天之前", remedy="请改正日期", field="received_on"
        )
    if not received_by.strip() or len(received_by.strip()) > 120:
        raise BadInput(what="没有登记签收", why="没有写明接收单位由谁签收", remedy="请照回执填写", field="received_by")
    delivery.received_on, delivery.received_by, delivery.receipt = received_on, received_by.strip(), receipt
    delivery.save(update_fields=["received_on", "received_by", "receipt"])
    note(received_on=received_on.isoformat(), receipt=bool(receipt))
    return delivery


@act("publishing.cancel_delivery")
def cancel_delivery(delivery: Delivery, *, reason: str, at: datetime, actor: Actor) -> Delivery:
    """Cancel a list that was never handed over (作废清单): its papers wait for the next one. Twice is once."""
    delivery = _locked(delivery)
    actor.must_be(*MAY_DELIVER, over=delivery.organ_id, to="作废移送清单")
    if delivery.cancelled_at is not None:
        nothing_happened()
        return delivery
    if delivery.received_on is not None:
        raise BadInput(what="没有作废", why="这份清单已经签收", remedy="签收的清单不能作废")
    if not reason.strip():
        raise BadInput(what="没有作废", why="没有写明原因", remedy="请写明原因", field="reason")
    delivery.cancelled_at = at
    delivery.save(update_fields=["cancelled_at"])
    delivery.items.update(stands=False)
    note(reason=reason.strip()[:300])
    return delivery


def _locked(delivery: Delivery) -> Delivery:
    return Delivery.objects.select_for_update(of=("self",)).select_related("point", "organ").get(pk=delivery.pk)
