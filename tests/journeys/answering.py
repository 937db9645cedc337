"""The acts of the journey about a request for information: the office's way from the confirmation to the reply."""

from __future__ import annotations

from typing import Any

from tests.files.making import pdf
from tests.journeys import offices
from zwgk.files import store
from zwgk.files.models import Purpose
from zwgk.inforequests import jobs
from zwgk.inforequests.actions import deciding, handling, sending, setting, taking
from zwgk.inforequests.models import InfoRequest
from zwgk.people import today as day
from zwgk.people.actor import SYSTEM
from zwgk.rules.duties import Duty
from zwgk.rules.remedies import Standing


def confirm_request(number: str) -> str:
    """The case of an application, opened and confirmed with its applicant today; returns its matter's number."""
    jobs.take_in_new()
    request = _of(number)
    if request.received_on is None:
        taking.confirm(
            request,
            confirmed_on=day.today(),
            how="电话",
            on=day.today(),
            at=day.now(),
            actor=offices.who(Duty.OFFICE),
        )
    return request.matter.number


def answer_request(number: str) -> str:
    """Granted with one file, signed at every level, sealed and sent on the portal; returns the number of the paper."""
    office = offices.who(Duty.OFFICE)
    when: dict[str, Any] = {"on": day.today(), "at": day.now()}
    request = _of(number)
    setting.set_bodies(
        request.organ,
        standing=Standing.DEPARTMENT,
        reconsideration="清岚县人民政府",
        court="清岚县人民法院",
        online="https://fuyi.example",
        actor=office,
    )
    request.organ.phone = "0990-1234567"
    request.organ.save(update_fields=["phone"])
    item = request.items.get()
    table = store.keep("分配表.txt", "农村公路养护资金分配表".encode(), actor=SYSTEM, purpose=Purpose.EVIDENCE)
    material = handling.add_material(request, item, table, title="养护资金分配表", at=when["at"], actor=office)
    handling.recheck(
        request, material, may_go_out=True, opinion="不涉密，可以提供", actor=offices.who(Duty.SECRECY), **when
    )
    deciding.decide(request, item, outcome="reply_granted", given={}, at=when["at"], actor=office)
    deciding.submit(_of(number), actor=office, **when)
    for duty in (Duty.OFFICE, Duty.LEGAL, Duty.SECRECY, Duty.LEADER):
        deciding.sign(_of(number), opinion="同意", actor=offices.who(duty), **when)
    paper = sending.number(_of(number), actor=office, **when)
    scan = store.keep("答复书.pdf", pdf("<p>政府信息公开申请答复书</p>"), actor=SYSTEM, purpose=Purpose.EVIDENCE)
    sending.seal(_of(number), scan=scan, actor=office, **when)
    sending.send(_of(number), sent_on=when["on"], actor=office, **when)
    return str(paper.doc_number)


def _of(number: str) -> InfoRequest:
    rows = InfoRequest.objects.select_related("matter", "filing", "organ")
    return rows.get(filing__number=number)
