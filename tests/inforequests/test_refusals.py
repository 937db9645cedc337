"""Every act on a request is refused to who has not the duty, or stands elsewhere, and nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.inforequests.story import PERSON, WISH, Story, file_of, moment, registered
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.audit.acts import ACTS
from zwgk.inforequests import copying
from zwgk.inforequests.actions import (
    assigning,
    charging,
    consulting,
    converting,
    correcting,
    deciding,
    ending,
    handling,
    hearing,
    keeping,
    migrating,
    sending,
    serving,
    setting,
    taking,
    timing,
)
from zwgk.inforequests.models import Consultation, Delivery, Dispute, Filing, Material, OnlineAct
from zwgk.inforequests.models.asking import Answer, ConsultationKind
from zwgk.inforequests.models.deciding import DisputeKind, DisputeResult
from zwgk.people.actor import Actor
from zwgk.rules.applicants import Way
from zwgk.rules.archiving import Term
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import NotAllowed
from zwgk.rules.fees import Standard
from zwgk.rules.receipt import Channel, Event
from zwgk.rules.remedies import Standing

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 30)
AT = moment(DAY)
WHEN = {"on": DAY, "at": AT}

Try = Callable[[Story, Actor], object]

#: by act: what somebody tries; duty and case are refused before anything else is looked at
TRIES: dict[str, Try] = {
    "take_in": lambda s, a: taking.take_in(Filing.objects.get(), at=AT, actor=a),
    "hear": lambda s, a: hearing.hear(OnlineAct(), at=AT, actor=a),
    "register": lambda s, a: taking.register(
        s.county.bureau,
        PERSON,
        WISH,
        channel=Channel.IN_PERSON,
        events={Event.SUBMITTED: DAY},
        evidence="申请表",
        actor=a,
        **WHEN,
    ),
    "confirm": lambda s, a: taking.confirm(s.request, confirmed_on=DAY, how="电话", actor=a, **WHEN),
    "note_attempt": lambda s, a: taking.note_attempt(s.request, how="电话", words="", actor=a, **WHEN),
    "set_aside": lambda s, a: taking.set_aside(s.request, reason="广告", actor=a, **WHEN),
    "renew_code": lambda s, a: taking.renew_code(s.request, proven_by="证件", at=AT, actor=a),
    "open_identity": lambda s, a: taking.open_identity(s.request, reason="核对", at=AT, actor=a),
    "open_proofs": lambda s, a: taking.open_proofs(s.request, reason="核对", at=AT, actor=a),
    "ask_correction": lambda s, a: correcting.ask_correction(s.request, points="道路", actor=a, **WHEN),
    "receive_correction": lambda s, a: correcting.receive_correction(
        s.request, description="县道", corrected_on=DAY, actor=a, **WHEN
    ),
    "give_up": lambda s, a: correcting.give_up(s.request, actor=a, **WHEN),
    "transfer": lambda s, a: handling.transfer(s.request, section=s.county.operations, actor=a, **WHEN),
    "split": lambda s, a: handling.split(s.request, ["一", "二"], at=AT, actor=a),
    "record_search": lambda s, a: handling.record_search(
        s.request, where="档案室", how="全文", words="道路", found="无", actor=a, **WHEN
    ),
    "add_material": lambda s, a: handling.add_material(
        s.request, s.item(), s.things["file"], title="表", at=AT, actor=a, attribute=Disclosure.PUBLIC
    ),
    "remove_material": lambda s, a: handling.remove_material(s.request, Material(), at=AT, actor=a),
    "recheck": lambda s, a: handling.recheck(s.request, Material(), may_go_out=True, opinion="可以", actor=a, **WHEN),
    "consult": lambda s, a: consulting.consult(
        s.request, kind=ConsultationKind.JOINT, name="县交通局", excerpt="资金表", sent_on=DAY, actor=a, **WHEN
    ),
    "note_letter_received": lambda s, a: consulting.note_letter_received(
        s.request, Consultation(), received_on=DAY, actor=a, **WHEN
    ),
    "end_consultation": lambda s, a: consulting.end_consultation(
        s.request, Consultation(), answer=Answer.AGREE, actor=a, **WHEN
    ),
    "ask_extension": lambda s, a: timing.ask_extension(s.request, workdays=5, reason="量大", actor=a, **WHEN),
    "approve_extension": lambda s, a: timing.approve_extension(s.request, actor=a, **WHEN),
    "tell_extension": lambda s, a: timing.tell_extension(s.request, told_on=DAY, how="电话", actor=a, **WHEN),
    "ask_reasons": lambda s, a: timing.ask_reasons(s.request, answer_by=DAY, actor=a, **WHEN),
    "receive_reasons": lambda s, a: timing.receive_reasons(
        s.request, reasons="", is_reasonable=False, received_on=None, actor=a, **WHEN
    ),
    "set_period": lambda s, a: timing.set_period(s.request, until=DAY, reason="量大", told_on=DAY, actor=a, **WHEN),
    "send_fee_notice": lambda s, a: charging.send_fee_notice(
        s.request, standard=Standard.BY_VOLUME, number=100, payment="专户", told_on=DAY, actor=a, **WHEN
    ),
    "pay": lambda s, a: charging.pay(s.request, paid_on=DAY, receipt_no="1", actor=a, **WHEN),
    "not_paid": lambda s, a: charging.not_paid(s.request, actor=a, **WHEN),
    "decide": lambda s, a: deciding.decide(s.request, s.item(), outcome="reply_granted", given={}, at=AT, actor=a),
    "submit": lambda s, a: deciding.submit(s.request, actor=a, **WHEN),
    "sign": lambda s, a: deciding.sign(s.request, opinion="同意", actor=a, **WHEN),
    "return": lambda s, a: deciding.return_(s.request, opinion="不足", actor=a, **WHEN),
    "take_back": lambda s, a: deciding.take_back(s.request, reason="有误", at=AT, actor=a),
    "issue_paper": lambda s, a: sending.issue_paper(s.request, "correction", actor=a, **WHEN),
    "number": lambda s, a: sending.number(s.request, actor=a, **WHEN),
    "seal": lambda s, a: sending.seal(s.request, scan=s.things["file"], actor=a, **WHEN),
    "send": lambda s, a: sending.send(s.request, sent_on=DAY, actor=a, **WHEN),
    "answer_on_spot": lambda s, a: sending.answer_on_spot(
        s.request, outcome="reply_published", given={"place": "网站"}, actor=a, **WHEN
    ),
    "prove_service": lambda s, a: sending.prove_service(
        s.request, Delivery(), signed_on=DAY, signed_by="本人", actor=a, **WHEN
    ),
    "copy_reply": lambda s, a: copying.record(Delivery(), "", [], at=AT, actor=a),
    "note_opened": lambda s, a: serving.note_opened(Delivery(), at=AT, actor=a),
    "come_back": lambda s, a: serving.come_back(
        s.request, Delivery(), returned_on=DAY, because="地址不详", actor=a, **WHEN
    ),
    "send_again": lambda s, a: serving.send_again(
        s.request, way=Way.POST, sent_on=DAY, tracking_no="EM123456789CN", actor=a, **WHEN
    ),
    "settle_complaint": lambda s, a: hearing.settle_complaint(s.request, OnlineAct(), words="已办", at=AT, actor=a),
    "convert": lambda s, a: converting.convert(s.request, s.request.matter, because="多人申请", actor=a, **WHEN),
    "assign": lambda s, a: assigning.assign(s.request, to=s.county.post(Duty.OFFICE), actor=a, **WHEN),
    "escalate": lambda s, a: assigning.escalate(s.request, words="无人办理", actor=a, **WHEN),
    "withdraw": lambda s, a: ending.withdraw(s.request, words="书面", withdrawn_on=DAY, actor=a, **WHEN),
    "dispute": lambda s, a: ending.dispute(
        s.request, kind=DisputeKind.RECONSIDERATION, body="县政府", received_on=DAY, actor=a, **WHEN
    ),
    "answer_dispute": lambda s, a: ending.answer_dispute(s.request, Dispute(), answered_on=DAY, actor=a, **WHEN),
    "record_result": lambda s, a: ending.record_result(
        s.request, Dispute(), result=DisputeResult.UPHELD, result_on=DAY, consequence="维持", actor=a, **WHEN
    ),
    "reopen": lambda s, a: ending.reopen(s.request, because="判决", actor=a, **WHEN),
    "archive": lambda s, a: ending.archive(s.request, actor=a, **WHEN),
    "set_bodies": lambda s, a: setting.set_bodies(
        s.county.bureau, standing=Standing.DEPARTMENT, reconsideration="县政府", court="县法院", actor=a
    ),
    "rotate_key": lambda s, a: setting.rotate_key(at=AT, actor=a),
    "retire_key": lambda s, a: setting.retire_key("k", at=AT, actor=a),
    "take_over": lambda s, a: migrating.take_over([], at=AT, actor=a),
    "file_case": lambda s, a: keeping.file_case(s.request, term=Term.TEN, actor=a, **WHEN),
    "take_out": lambda s, a: keeping.take_out(s.request, reason="核对", as_package=True, at=AT, actor=a),
    "ask_erasure": lambda s, a: keeping.ask_erasure(s.request, because="期满", actor=a, **WHEN),
    "erase": lambda s, a: keeping.erase(s.request, actor=a, **WHEN),
}


@pytest.fixture
def story(county: County) -> Story:
    made = registered(county)
    made.things["file"] = file_of()
    return made


def test_every_act_of_the_room_is_tried_here() -> None:
    assert {f"inforequests.{name}" for name in TRIES} == {name for name in ACTS if name.startswith("inforequests.")}


def test_every_act_is_refused_without_the_duty_and_to_another_organ(story: Story) -> None:
    strangers = [
        story.county.actor(Duty.EVALUATOR),
        story.county.actor(Duty.SYSTEM_ADMIN),
        story.county.actor(Duty.OFFICE, story.county.other),
        story.county.actor(Duty.DRAFTER, story.county.other),
    ]
    with nothing_changes():
        for name, attempt in TRIES.items():
            for stranger in strangers:
                with pytest.raises(NotAllowed) as refused:
                    attempt(story, stranger)
                assert refused.value.remedy, name


def test_a_leader_of_the_business_line_does_not_extend(story: Story) -> None:
    """S4-41 against 条例第三十三条."""
    timing.ask_extension(story.request, workdays=5, reason="量大", actor=story.desk, **WHEN)
    deputy = story.county.actor(Duty.DEPUTY)
    with nothing_changes(), pytest.raises(NotAllowed, match="办公室、公开办"):
        timing.approve_extension(story.request, actor=deputy, **WHEN)


def test_a_section_does_not_handle_what_lies_with_another(story: Story) -> None:
    story.transferred()
    legal = story.county.actor(Duty.SECTION_HEAD, story.county.legal)
    with nothing_changes(), pytest.raises(NotAllowed, match="商务运行科承办"):
        deciding.decide(story.fresh(), story.item(), outcome="reply_granted", given={}, at=AT, actor=legal)
