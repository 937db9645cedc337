"""From what came in to the case: matter, head, first item, inbox line; and the receipt, with which the clocks begin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from zwgk.inforequests import clocks, moving
from zwgk.inforequests.models import Filing, InfoRequest, Item
from zwgk.matters import keeping
from zwgk.rules import privacy, receipt
from zwgk.rules.duties import Duty
from zwgk.rules.inforequest import Stage
from zwgk.rules.receipt import Channel, Event

KIND, LETTER = "inforequest", "申"


def make(filing: Filing, events: Mapping[Event, date], *, at: datetime) -> InfoRequest:
    """Open matter and case of an application; it waits for the confirmation until :func:`receive`."""
    on = timezone.localdate(at)
    title = f"{filing.masked_name}：{privacy.redacted(filing.description)}".replace("\n", " ")
    matter = keeping.open_matter(KIND, LETTER, title[:120], owner=filing.organ, stage=Stage.TO_CONFIRM, on=on, at=at)
    request = InfoRequest.objects.create(
        matter=matter,
        filing=filing,
        organ=filing.organ,
        channel=filing.channel,
        applicant_class=filing.applicant_class,
        events={event.value: day.isoformat() for event, day in events.items()},
    )
    Item.objects.create(request=request, no=1, description=filing.description)
    confirm_by = receipt.confirm_by(Channel(filing.channel), filing.arrived_on, clocks.calendar(request))
    moving.moved(request, Stage.TO_CONFIRM, at=at)
    matter.waiting.filter(act=moving.LINES[Stage.TO_CONFIRM][0], duty=str(Duty.OFFICE)).update(due_on=confirm_by)
    return request


def receive(request: InfoRequest, day: date, *, at: datetime) -> None:
    """Set the day of receipt; the clocks begin. The caller saves the request."""
    request.received_on = day
    clocks.received(request, on=day)
    moving.moved(request, Stage.REGISTERED, at=at)
