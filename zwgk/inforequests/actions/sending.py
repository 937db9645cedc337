"""On paper and on its way (文书、用印、送达): papers of the procedure, number, sealed scan, sending, service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from zwgk.audit.acts import about, act, note
from zwgk.deadlines import counting
from zwgk.deadlines import queries as deadlines
from zwgk.files.models import File
from zwgk.files.writers.elements import chinese_date
from zwgk.inforequests import charge, clocks, delivering, moving
from zwgk.inforequests.identity import opening
from zwgk.inforequests.models import Consultation, Decision, Delivery, InfoRequest, IssuedPaper, Item
from zwgk.inforequests.models.deciding import DecisionState
from zwgk.inforequests.papers import checks, facts, numbering, wording
from zwgk.matters import keeping
from zwgk.people.actor import Actor
from zwgk.rules import decision_documents
from zwgk.rules.applicants import Way
from zwgk.rules.decision_documents import PAPERS, Remedies, To
from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.inforequest import DESK, OPEN, Stage
from zwgk.rules.outcomes import OUTCOMES, Group


@act("inforequests.issue_paper")
def issue_paper(
    request: InfoRequest,
    key: str,
    *,
    on: date,
    at: datetime,
    actor: Actor,
    given: Mapping[str, str] | None = None,
    consultation: Consultation | None = None,
) -> IssuedPaper:
    """Issue a paper of the procedure or a letter to others (程序性告知、函), with its number.

    Replies are issued by :func:`number` after sign-off. Errors: :class:`GateClosed` naming the elements that are
    missing; :class:`BadInput` for an unknown paper, or one to others in which the applicant stands.
    """
    row = decision_documents.paper(key)
    request = InfoRequest.objects.select_related("organ", "filing", "matter__section").get(pk=request.pk)
    charge.must(actor, *DESK, request=request, to=f"出具{row.label}")
    request.matter = keeping.locked(request.matter)
    if row.is_reply and key != "correction_own":
        raise BadInput(what=f"不能出具{row.label}", why="答复须经审签后编号", remedy="请先送审", field="paper")
    if Stage(request.matter.stage) not in OPEN and key not in {"withdraw", "third_party_decision"}:
        raise GateClosed(what=f"不能出具{row.label}", why="这件申请已经办结", remedy="请刷新页面查看最新进展")
    elements = facts.of_step(request, key, on=on, given=given or {})
    if consultation is not None:
        if consultation.request_id != request.pk:
            raise BadInput(what=f"不能出具{row.label}", why="这次征求意见不属于这件申请", remedy="请刷新页面")
        elements |= facts.of_consultation(consultation, key=key)
    if row.remedies is Remedies.FULL:
        elements["remedy"] = facts.remedy(request, [], on=on)
    if row.to is not To.APPLICANT:
        for name in ("applicant", "description", "history", "request_number"):
            elements.pop(name, None)
        who = opening.applicant(request.filing.sealed, whose=request.filing.number)
        decision_documents.must_not_tell(key, elements, (who.name, who.contact_name, who.number, who.phone, who.email))
    must_be_whole(key, elements)
    paper = _issued(request, key, elements, on=on, actor=actor, consultation=consultation)
    if paper.doc_number:
        checks.begin(paper, request)
    moving.stayed(request, at=at)
    about(paper)
    note(key=key, request=request.pk)
    return paper


@act("inforequests.number")
def number(request: InfoRequest, *, on: date, at: datetime, actor: Actor) -> IssuedPaper:
    """Give the signed decision its number and date (编号): the paper that is printed and sealed.

    Errors: :class:`GateClosed` where the remedies of the day of issue are other than those that were signed — the
    decision then goes back.
    """
    request = moving.opened(request, "number", actor)
    decision = _approved(request)
    if decision.paper_id is not None:
        raise BadInput(
            what="不能编号", why=f"已经编号为{decision.paper and decision.paper.doc_number}", remedy="请刷新页面"
        )
    items = [Item(outcome=str(i["outcome"]), facts=dict(i["elements"])) for i in decision.facts["items"]]
    if facts.remedy(request, items, on=on) != decision.facts["elements"]["remedy"]:
        raise GateClosed(
            what="不能编号", why="救济告知在审签之后有变化（法律修订或者复议机关、法院调整）", remedy="请退回重新送审"
        )
    key = OUTCOMES[decision.outcome].document
    content = {**decision.facts, "elements": {**decision.facts["elements"], "date": chinese_date(on)}}
    paper = IssuedPaper.objects.create(
        request=request,
        key=key,
        edition=wording.EDITION,
        doc_number=numbering.next_number(request.organ, PAPERS[key], year=on.year),
        facts=content,
        issued_on=on,
        by=actor.signature,
    )
    decision.paper = paper
    decision.save(update_fields=["paper"])
    checks.begin(paper, request)
    checks.replaced(request, by=paper, on=on)
    moving.stayed(request, at=at)
    about(paper)
    note(doc_number=paper.doc_number, request=request.pk)
    return paper


@act("inforequests.seal")
def seal(request: InfoRequest, *, scan: File, on: date, at: datetime, actor: Actor) -> Decision:
    """Take the scan of the sealed paper in (用印): only a sealed decision goes out.

    Errors: :class:`GateClosed` before it has a number.
    """
    request = moving.opened(request, "seal", actor)
    decision = _approved(request)
    paper = decision.paper
    if paper is None:
        raise GateClosed(what="不能用印", why="答复还没有编号", remedy="请先编号")
    moving.must_not_precede(on, paper.issued_on, what="不能用印", label="用印日期", than="成文日期")
    paper.sealed_scan = scan
    paper.save(update_fields=["sealed_scan"])
    checks.sealed(paper, scan, on=on)
    decision.state = str(DecisionState.ISSUED)
    decision.save(update_fields=["state"])
    moving.moved(request, Stage.DELIVERING, at=at)
    note(file=scan.pk)
    return decision


@act("inforequests.send")
def send(
    request: InfoRequest,
    *,
    sent_on: date,
    on: date,
    at: datetime,
    actor: Actor,
    way: Way | None = None,
    tracking_no: str = "",
    signed_by: str = "",
    is_proxy: bool = False,
    authority: File | None = None,
    evidence: File | None = None,
) -> Delivery:
    """Send the decision (发出答复): in time is what is sent in time, whenever it arrives.

    By post: the day of handing to the post office, with its number; no private courier (235号). At the counter:
    ``signed_by`` who took it; a proxy (``is_proxy``) shows ``authority`` (授权委托书). Who agreed to electronic service
    finds a copy on the portal as well.
    Errors: :class:`BadInput`; :class:`GateClosed` where electronic service was not agreed to.
    依据:国办公开办函〔2016〕235号
    """
    request = moving.opened(request, "send", actor)
    what = "不能发出答复"
    used = way or Way(request.filing.way)
    decision = Decision.objects.filter(request=request, state=str(DecisionState.ISSUED)).select_related("paper").first()
    if decision is None or decision.paper is None or decision.paper.sealed_scan_id is None:
        raise GateClosed(what=what, why="答复还没有用印，或者没有盖章扫描件", remedy="请先用印")
    delivery = delivering.deliver(
        request,
        decision.paper,
        used,
        after=decision.paper.issued_on,
        after_what="成文日期",
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
    _answered(request, decision.outcome, on=sent_on, at=at)
    about(delivery)
    note(request=request.pk, way=str(used), sent_on=sent_on.isoformat(), outcome=decision.outcome)
    return delivery


@act("inforequests.answer_on_spot")
def answer_on_spot(
    request: InfoRequest, *, outcome: str, given: Mapping[str, str], on: date, at: datetime, actor: Actor
) -> InfoRequest:
    """Answer at the counter at once (当场答复; S4-37): what is public, or can be given as it is.

    ``given``: what was handed out or where it stands. Errors: :class:`BadInput` for any other outcome, or none of it.
    依据:《政府信息公开条例》第三十三条第一款
    """
    request = moving.opened(request, "answer_on_spot", actor)
    row = OUTCOMES.get(outcome)
    what = "不能当场答复"
    if row is None or row.group is not Group.GRANTED:
        raise BadInput(what=what, why="当场只能答复可以公开的信息", remedy="请按程序办理", field="outcome")
    need = row.needs[0]
    said = moving.must_say(given.get(need, ""), decision_documents.Element(need).label, need, what=what, most=2000)
    moving.must_not_precede(on, request.received_on, what=what, label="答复日期", than="收到申请之日")
    for item in request.items.all():
        item.outcome = row.code
        item.facts = {**item.facts, need: said}
        item.save(update_fields=["outcome", "facts"])
    request.on_spot = True
    _answered(request, row.code, on=on, at=at)
    note(outcome=row.code)
    return request


@act("inforequests.prove_service")
def prove_service(
    request: InfoRequest,
    delivery: Delivery,
    *,
    signed_on: date,
    signed_by: str,
    on: date,
    at: datetime,
    actor: Actor,
    evidence: File | None = None,
) -> Delivery:
    """Enter when and by whom the decision was received (送达): from there the days of the remedies run.

    Errors: :class:`BadInput`.
    """
    request = moving.opened(request, "prove_service", actor)
    row = Delivery.objects.select_for_update(of=("self",)).select_related("paper").get(pk=delivery.pk)
    what = "不能登记送达"
    if row.paper.request_id != request.pk:
        raise BadInput(what=what, why="不属于这件申请", remedy="请刷新页面")
    moving.must_be_past(signed_on, on, what=what, label="签收日期", field="signed_on")
    moving.must_not_precede(signed_on, row.sent_on, what=what, label="签收日期", than="发出日期", field="signed_on")
    row.signed_on = signed_on
    row.signed_by = moving.must_say(signed_by, "签收人", "signed_by", what=what, most=60)
    row.evidence = evidence
    row.save()
    moving.stayed(request, at=at)
    about(row)
    return row


def must_be_whole(key: str, elements: Mapping[str, str]) -> None:
    """Errors: :class:`GateClosed` naming what a paper of the procedure lacks; its own number is still to come."""
    known = {**elements, "doc_number": "有"}
    if PAPERS[key].remedies is not Remedies.NONE:
        known.setdefault("remedy", "")
    decision_documents.must_be_complete(key, known)


def _issued(
    request: InfoRequest,
    key: str,
    elements: Mapping[str, str],
    *,
    on: date,
    actor: Actor,
    consultation: Consultation | None,
) -> IssuedPaper:
    row = PAPERS[key]
    return IssuedPaper.objects.create(
        request=request,
        consultation=consultation,
        key=key,
        edition=wording.EDITION,
        doc_number=numbering.next_number(request.organ, row, year=on.year) if row.numbered else "",
        facts={"elements": dict(elements), "items": []},
        issued_on=on,
        by=actor.signature,
    )


def _approved(request: InfoRequest) -> Decision:
    row = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("paper")
        .filter(request=request, state=str(DecisionState.APPROVED))
        .first()
    )
    if row is None:
        raise GateClosed(what="不能编号用印", why="没有审定的答复", remedy="请刷新页面查看最新进展")
    return row


def _answered(request: InfoRequest, outcome: str, *, on: date, at: datetime) -> None:
    clock = deadlines.running(request.matter, clocks.REPLY)
    if clock is not None:
        note(due_on=clock.due_on.isoformat(), late=on > clock.due_on)
    counting.stop_all(request.matter, on=on, because="已答复")
    request.outcome = outcome
    request.answered_on = on
    request.save(update_fields=["outcome", "answered_on", "on_spot"])
    moving.moved(request, Stage.ANSWERED, at=at, closed_on=on)
