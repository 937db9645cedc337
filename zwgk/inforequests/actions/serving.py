"""After sending (送达): opened on the portal, come back from the post, sent once more."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from zwgk.audit.acts import about, act, note, nothing_happened
from zwgk.files.models import File
from zwgk.inforequests import delivering, moving
from zwgk.inforequests.models import Delivery, InfoRequest, Opening
from zwgk.people.actor import Actor
from zwgk.rules.applicants import Way
from zwgk.rules.errors import BadInput, NotAllowed

OPENED = "申请人网上打开"


def unopened() -> QuerySet[Delivery]:
    """Deliveries on the portal whose reply the applicant opened, and of which this is not entered yet."""
    opened = Opening.objects.filter(
        filing=OuterRef("paper__request__filing"), what="reply", at__gte=OuterRef("arrived_at")
    )
    waiting = Delivery.objects.filter(way=str(Way.PORTAL), signed_on=None, arrived_at__isnull=False, returned_on=None)
    return waiting.filter(Exists(opened)).select_related("paper__request__filing").order_by("pk")


@act("inforequests.note_opened")
def note_opened(delivery: Delivery, *, at: datetime, actor: Actor) -> Delivery | None:
    """Enter the day on which the applicant first opened the reply (首次打开); None where it is entered already.

    Errors: ``NotAllowed`` for anybody but the house itself.
    """
    if not actor.is_system:
        raise NotAllowed(what="不能登记打开", why="网上打开由系统自动记录", remedy="请等待片刻后刷新")
    row = Delivery.objects.select_for_update(of=("self",)).select_related("paper__request__matter").get(pk=delivery.pk)
    filing = row.paper.request.filing_id
    first = Opening.objects.filter(filing=filing, what="reply", at__gte=row.arrived_at or at).order_by("at").first()
    if row.signed_on is not None or first is None:
        nothing_happened()
        return None
    row.signed_on = max(timezone.localdate(first.at), row.sent_on)
    row.signed_by = OPENED
    row.save(update_fields=["signed_on", "signed_by"])
    moving.stayed(row.paper.request, at=at)
    note(signed_on=row.signed_on.isoformat())
    return row


@act("inforequests.come_back")
def come_back(
    request: InfoRequest,
    delivery: Delivery,
    *,
    returned_on: date,
    because: str,
    on: date,
    at: datetime,
    actor: Actor,
) -> Delivery:
    """Enter that a letter came back (退件): what was sent in time stays in time; it goes out once more.

    Errors: :class:`BadInput`.
    """
    request = moving.opened(request, "come_back", actor)
    what = "不能登记退件"
    row = _own(request, delivery, what=what)
    if row.signed_on is not None or row.returned_on is not None:
        raise BadInput(what=what, why="已经签收，或者已经登记退件", remedy="请刷新页面")
    moving.must_be_past(returned_on, on, what=what, label="退回日期", field="returned_on")
    moving.must_not_precede(returned_on, row.sent_on, what=what, label="退回日期", than="发出日期", field="returned_on")
    row.returned_on = returned_on
    row.returned_because = moving.must_say(because, "退回原因", "because", what=what, most=120)
    row.save(update_fields=["returned_on", "returned_because"])
    moving.stayed(request, at=at)
    about(row)
    note(request=request.pk)
    return row


@act("inforequests.send_again")
def send_again(
    request: InfoRequest,
    *,
    way: Way,
    sent_on: date,
    on: date,
    at: datetime,
    actor: Actor,
    tracking_no: str = "",
    signed_by: str = "",
    is_proxy: bool = False,
    authority: File | None = None,
    evidence: File | None = None,
) -> Delivery:
    """Send the sealed decision once more, by another way or to a corrected address (再次送达).

    Errors: :class:`BadInput`; ``GateClosed`` for electronic service without consent.
    """
    request = moving.opened(request, "send_again", actor)
    what = "不能再次送达"
    last = Delivery.objects.filter(paper__request=request, paper__decision__state="issued").order_by("-pk").first()
    if last is None:
        raise BadInput(what=what, why="没有已经发出的答复", remedy="请刷新页面")
    row = delivering.deliver(
        request,
        last.paper,
        way,
        after=last.sent_on,
        after_what="上次发出日期",
        what=what,
        sent_on=sent_on,
        on=on,
        actor=actor,
        tracking_no=tracking_no,
        signed_by=signed_by,
        is_proxy=is_proxy,
        authority=authority,
        evidence=evidence,
    )
    moving.stayed(request, at=at)
    about(row)
    note(request=request.pk, way=str(way))
    return row


def _own(request: InfoRequest, delivery: Delivery, *, what: str) -> Delivery:
    row = Delivery.objects.select_for_update(of=("self",)).filter(pk=delivery.pk, paper__request=request).first()
    if row is None:
        raise BadInput(what=what, why="不属于这件申请", remedy="请刷新页面")
    return row
