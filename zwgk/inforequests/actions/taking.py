"""Taking a request in (受理、登记): from the portal or by staff, confirmed with the applicant, the clock begun."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from zwgk.audit.acts import about, act, note, nothing_happened
from zwgk.files.models import File, Purpose
from zwgk.inforequests import clocks, copying, intake, moving, opening_cases
from zwgk.inforequests.identity import opening, sealing
from zwgk.inforequests.models import Attempt, Filing, InfoRequest
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.rules import receipt, secrecy
from zwgk.rules.applicants import Applicant, Wish, masked_name, must_be_complete
from zwgk.rules.errors import BadInput, NotAllowed
from zwgk.rules.inforequest import DESK, Stage
from zwgk.rules.receipt import Channel, Event


@act("inforequests.take_in")
def take_in(filing: Filing, *, at: datetime, actor: Actor) -> InfoRequest:
    """Open the case of an application that the public filed; called again it returns the same case.

    The keyed hash of the person is worked out here, where the private key lies. Errors: ``GateClosed`` without it.
    """
    if not actor.is_system:
        raise NotAllowed(what="不能立案", why="网上提交的申请由系统自动立案", remedy="请等待片刻后刷新")
    filing = Filing.objects.select_for_update(of=("self",)).select_related("organ").get(pk=filing.pk)
    existing = InfoRequest.objects.filter(filing=filing).first()
    if existing is not None:
        return existing
    if filing.sealed and not filing.person:
        filing.person = opening.person(opening.applicant(filing.sealed, whose=filing.number))
        filing.save(update_fields=["person"])
    request = opening_cases.make(filing, {Event.SUBMITTED: filing.arrived_on}, at=at)
    about(request)
    note(channel=filing.channel, organ=filing.organ_id)
    return request


@act("inforequests.register")
def register(
    organ: Unit,
    applicant: Applicant,
    wish: Wish,
    *,
    channel: Channel,
    events: Mapping[Event, date],
    evidence: str,
    on: date,
    at: datetime,
    actor: Actor,
    late_because: str = "",
    needs_help: str = "",
    mark: str = "",
    brought: Sequence[File] = (),
) -> tuple[InfoRequest, str]:
    """Register what came by counter, post, fax, e-mail or by word of mouth (登记); returns the case and its query code.

    ``events``: the days that are known; where the one that decides the receipt is missing, the case waits for the
    confirmation and no clock runs. ``late_because``: why it is entered only now (补登), where the receipt lies more
    than one working day back. ``mark`` belongs to the form: sent twice it makes one case, whose code is shown only once
    ("" then). ``brought``: files that came with it (信封扫描件、邮件原件). Errors: ``NotAllowed``, ``BadInput`` at the
    field, ``Classified``.
    依据:《政府信息公开条例》第二十九、三十一、四十五条
    """
    actor.must_be(*DESK, over=organ, to="登记申请")
    whole = must_be_complete(applicant, wish)
    secrecy.must_be_open(wish.description, "申请内容")
    rule = receipt.RECEIPT_RULES[channel]
    proven = moving.must_say(evidence, "收到的凭证", "evidence", what=f"不能登记（应留存{'、'.join(rule.evidence)}）")
    for event, day in events.items():
        moving.must_be_past(day, on, what="不能登记", label=event.label, field=event.value)
    token = hashlib.sha256(mark.encode()).hexdigest() if mark else secrets.token_hex(32)
    earlier = InfoRequest.objects.select_related("matter").filter(filing__token=token).first()
    if earlier is not None:
        nothing_happened()
        return earlier, ""
    arrived = events.get(Event.ARRIVED) or events.get(Event.SUBMITTED) or min(events.values(), default=on)
    number = intake.new_number(at)
    fresh = intake.fresh_code(number)
    filing = Filing.objects.create(
        number=number,
        token=token,
        code_digest=fresh.digest,
        reply_key=fresh.reply_key,
        organ=organ,
        channel=str(channel),
        filed_at=at,
        arrived_on=arrived,
        applicant_class=str(whole.kind),
        masked_name=masked_name(whole.name),
        sealed=sealing.seal_applicant(whole, whose=number),
        person=opening.person(whole),
        description=wish.description.strip(),
        form=str(wish.form),
        way=str(wish.way),
        consents=wish.consents,
        needs_help=needs_help.strip()[:200],
        by_staff=actor.signature,
    )
    request = opening_cases.make(filing, events, at=at)
    request.evidence = proven
    if events.get(rule.decided_by) is not None:
        day = receipt.received_on(channel, events)
        _must_explain_late(request, day, on=on, late_because=late_because)
        opening_cases.receive(request, day, at=at)
    request.late_because = late_because.strip()[:200]
    request.save()
    File.objects.filter(pk__in=[file.pk for file in brought], matter_id=None).update(
        matter_id=request.matter_id, purpose=str(Purpose.EVIDENCE)
    )
    about(request)
    note(
        channel=str(channel),
        received_on=request.received_on and request.received_on.isoformat(),
        late=bool(late_because),
    )
    return request, fresh.code


@act("inforequests.confirm")
def confirm(request: InfoRequest, *, confirmed_on: date, how: str, on: date, at: datetime, actor: Actor) -> InfoRequest:
    """Both sides confirmed that the request was received (双方确认): that day is the day of receipt.

    Errors: ``BadInput`` for a day before it arrived or one that has not come. 依据:《政府信息公开条例》第三十一条
    """
    request = moving.opened(request, "confirm", actor)
    moving.must_be_past(confirmed_on, on, what="不能确认", label="确认之日", field="confirmed_on")
    said = moving.must_say(how, "确认方式", "how", what="不能确认", most=120)
    channel = Channel(request.channel)
    decided_by = receipt.RECEIPT_RULES[channel].decided_by
    events = {Event(event): date.fromisoformat(day) for event, day in request.events.items()}
    events[decided_by] = confirmed_on
    day = receipt.received_on(channel, events)
    request.events = {event.value: known.isoformat() for event, known in events.items()}
    request.evidence = f"{request.evidence}；{said}".strip("；")[:300]
    opening_cases.receive(request, day, at=at)
    request.save()
    Attempt.objects.create(request=request, on=confirmed_on, how=said[:60], reached=True, by=actor.signature, at=at)
    note(received_on=day.isoformat())
    return request


@act("inforequests.note_attempt")
def note_attempt(request: InfoRequest, *, on: date, how: str, words: str, at: datetime, actor: Actor) -> Attempt:
    """Keep that the applicant was not reached (联系情况); the clock waits for the day on which contact is made.

    依据:国办公开办函〔2015〕207号
    """
    request = moving.opened(request, "note_attempt", actor)
    moving.must_be_past(on, timezone.localdate(at), what="不能记录", label="联系日期")
    said = moving.must_say(how, "联系方式", "how", what="不能记录", most=60)
    moving.stayed(request, at=at)
    return Attempt.objects.create(
        request=request, on=on, how=said, reached=False, words=words.strip()[:300], by=actor.signature, at=at
    )


@act("inforequests.set_aside")
def set_aside(request: InfoRequest, *, reason: str, on: date, at: datetime, actor: Actor) -> InfoRequest:
    """Set aside what is no request at all (不作为申请): a test, an advertisement, the same letter by two ways.

    What is a request, however clumsy, gets a decision instead (信访、重复申请 have their own). Errors: ``BadInput``.
    """
    request = moving.opened(request, "set_aside", actor)
    request.set_aside_because = moving.must_say(reason, "原因", "reason", what="不能移出")
    request.save(update_fields=["set_aside_because"])
    moving.moved(request, Stage.SET_ASIDE, at=at, closed_on=on)
    return request


@act("inforequests.renew_code")
def renew_code(request: InfoRequest, *, proven_by: str, at: datetime, actor: Actor) -> str:
    """Give the applicant a new query code at the counter or by confirmed phone (重发查询码); the old one ends.

    ``proven_by``: how the person was known (核对身份证件、回拨登记电话). Errors: ``BadInput``.
    """
    request = moving.opened(request, "renew_code", actor)
    moving.must_say(proven_by, "身份核对方式", "proven_by", what="不能重发查询码", most=120)
    fresh = intake.fresh_code(request.filing.number)
    Filing.objects.filter(pk=request.filing_id).update(code_digest=fresh.digest, reply_key=fresh.reply_key)
    copying.make_anew(request)
    return fresh.code


@act("inforequests.open_identity")
def open_identity(request: InfoRequest, *, reason: str, at: datetime, actor: Actor) -> Applicant:
    """Show who applied in full (查看申请人信息): with a reason, and logged each time.

    Errors: ``NotAllowed``; ``BadInput`` without a reason; ``GateClosed`` where the key is not here.
    """
    request = moving.opened(request, "open_identity", actor)
    said = moving.must_say(reason, "查看原因", "reason", what="不能查看申请人信息", most=120)
    note(reason_length=len(said))
    return opening.applicant(request.filing.sealed, whose=request.filing.number)


@act("inforequests.open_proofs")
def open_proofs(request: InfoRequest, *, reason: str, at: datetime, actor: Actor) -> list[tuple[str, bytes]]:
    """Show the pictures of the proof of identity (查看身份证明), as media type and bytes; logged like the identity.

    Errors: as :func:`open_identity`.
    """
    request = moving.opened(request, "open_identity", actor)
    said = moving.must_say(reason, "查看原因", "reason", what="不能查看身份证明", most=120)
    number = request.filing.number
    rows = request.filing.proofs.order_by("pk")
    found = [(row.mime, opening.opened(bytes(row.sealed).decode(), whose=number)) for row in rows]
    note(reason_length=len(said), proofs=len(found))
    return found


def _must_explain_late(request: InfoRequest, day: date, *, on: date, late_because: str) -> None:
    if clocks.calendar(request).workdays_between(day, on) > 1 and not late_because.strip():
        raise BadInput(
            what="不能登记",
            why=f"收到申请之日{day}已过一个工作日以上",
            remedy="请写明补登的原因（停电、断网、转交迟延等）",
            field="late_because",
        )
