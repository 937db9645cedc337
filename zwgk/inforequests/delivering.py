"""How a sealed decision leaves (发出): what every sending of it must satisfy, first or repeated."""

from __future__ import annotations

from datetime import date

from zwgk.files.models import File
from zwgk.inforequests import copying, moving
from zwgk.inforequests.models import Delivery, InfoRequest, IssuedPaper
from zwgk.people.actor import Actor
from zwgk.rules import serving
from zwgk.rules.applicants import Way


def deliver(
    request: InfoRequest,
    paper: IssuedPaper,
    way: Way,
    *,
    after: date,
    after_what: str,
    what: str,
    sent_on: date,
    on: date,
    actor: Actor,
    tracking_no: str,
    signed_by: str,
    is_proxy: bool,
    authority: File | None,
    evidence: File | None,
) -> Delivery:
    """Check and enter one sending, and ask for the portal's copy. ``after``: the day before which it cannot have left
    (``after_what`` names it); ``what`` begins the refusals.

    Errors: ``BadInput``; ``GateClosed`` where electronic service was not agreed to.
    """
    moving.must_be_past(sent_on, on, what=what, label="发出日期", field="sent_on")
    moving.must_not_precede(sent_on, after, what=what, label="发出日期", than=after_what, field="sent_on")
    serving.must_be_lawful(way, consents=request.filing.consents, signed_by=signed_by, what=what)
    serving.must_show_authority(is_proxy=is_proxy, has_authority=authority is not None, what=what)
    row = Delivery.objects.create(
        paper=paper,
        way=str(way),
        sent_on=sent_on,
        tracking_no=serving.postal_number(tracking_no, what=what) if way is Way.POST else "",
        signed_on=sent_on if way is Way.COUNTER else None,
        signed_by=signed_by.strip()[:60],
        is_proxy=is_proxy,
        authority=authority,
        evidence=evidence,
        by=actor.signature,
    )
    copying.ask(row)
    return row
