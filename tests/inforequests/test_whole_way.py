"""From what came in to the archive, by each way a request may end (S0-34…S0-36、S4-43…S4-52)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.inforequests.story import PERSON, WISH, Story, file_of, moment, registered
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.inforequests import intake, persons, queries
from zwgk.inforequests.actions import (
    charging,
    consulting,
    correcting,
    deciding,
    ending,
    handling,
    sending,
    timing,
)
from zwgk.inforequests.models import Decision
from zwgk.inforequests.models.asking import Answer
from zwgk.inforequests.models.deciding import DisputeKind, DisputeResult
from zwgk.rules.applicants import Way
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, LimitExceeded, NotAllowed, Stale
from zwgk.rules.fees import Standard
from zwgk.rules.flow import WrongStage
from zwgk.rules.inforequest import Mark, Stage
from zwgk.rules.outcomes import OUTCOMES

pytestmark = pytest.mark.django_db


def remedy_of(story: Story) -> str:
    return str(Decision.objects.filter(request=story.request).latest("round").facts["elements"]["remedy"])


def test_granted_from_the_counter_to_the_archive(county: County) -> None:
    story = registered(county).transferred()
    assert story.stage is Stage.HANDLING
    assert story.request.matter.waiting.get().unit == county.operations
    story.with_material().decided().submitted()
    assert story.stage is Stage.REVIEW
    story.signed()
    assert story.stage is Stage.SEALING
    story.sealed()
    assert story.things["paper"].doc_number == "清商公开复〔2026〕1号"
    story.on(date(2026, 3, 5)).sent()
    request = story.fresh()
    assert (request.outcome, request.answered_on, queries.is_late(request)) == ("reply_granted", story.today, False)
    assert OUTCOMES[request.outcome].report_row == "granted"
    assert "6个月" in remedy_of(story)
    assert intake.look_up(request.filing.number, story.code).word == "已答复"
    with pytest.raises(GateClosed, match="没有登记送达"):
        ending.archive(request, actor=story.desk, **story.day)
    story.on(date(2026, 3, 9))
    sending.prove_service(
        request, story.things["delivery"], signed_on=story.today, signed_by="本人", actor=story.desk, **story.day
    )
    ending.archive(story.fresh(), actor=story.desk, **story.day)
    assert story.stage is Stage.ARCHIVED
    assert not story.fresh().matter.waiting.exists()


def test_sent_after_its_day_is_late_for_good(county: County) -> None:
    story = registered(county).with_material().decided().submitted().signed().sealed()
    story.on(date(2026, 3, 6)).sent()
    assert queries.is_late(story.fresh()) is True


def test_partly_with_its_grounds_goes_to_reconsideration_first(county: County) -> None:
    story = registered(county).with_material()
    given = {"withheld_parts": "开户行账号（第十五条，属于第三方商业秘密）"}
    with nothing_changes(), pytest.raises(BadInput, match="法定依据"):
        story.decided("reply_partial", **given)
    story.decided("reply_partial", **given, withheld_grounds="third_party").submitted()
    assert "应当先" in remedy_of(story)
    story.signed().sealed().sent()
    assert story.fresh().outcome == "reply_partial"


def test_refused_for_a_third_party_after_its_objection(county: County) -> None:
    story = registered(county, received=date(2026, 9, 7)).on(date(2026, 9, 11)).consulted()
    story.decided(
        "refuse_third_party", reason="公开会损害第三方的商业秘密", evidence="第三方意见", facts="合同载有报价明细"
    )
    with pytest.raises(GateClosed, match="征求意见还没有结束"):
        story.submitted()
    assert queries.marks(story.fresh()) == [Mark.CONSULTING]
    story.on(date(2026, 9, 29))
    consulting.end_consultation(
        story.fresh(),
        story.things["consultation"],
        answer=Answer.OBJECT,
        reasons="报价属于商业秘密",
        actor=story.desk,
        **story.day,
    )
    story.submitted().signed().sealed().sent()
    paper = story.things["paper"]
    assert "第三方" in paper.facts["items"][0]["elements"]["third_party_history"]
    assert "应当先自收到本答复之日起60日内向清岚县人民政府" in paper.facts["elements"]["remedy"]
    assert "穆青禾" not in str(paper.facts)


def test_what_does_not_exist_rests_on_a_search(county: County) -> None:
    story = registered(county).decided("reply_not_exist", facts="本局没有制作该信息")
    with pytest.raises(GateClosed, match="检索的范围"):
        story.submitted()
    story.searched().submitted()
    assert "全文检索" in str(Decision.objects.get().facts)


def test_a_material_goes_out_only_as_it_was_checked_again(county: County) -> None:
    """S4-44: secrecy and attribute once more, over these very bytes."""
    story = registered(county).decided()
    with pytest.raises(GateClosed, match="提供的材料清单"):
        story.submitted()
    material = handling.add_material(
        story.fresh(), story.item(), file_of(), title="分配表", at=moment(story.today), actor=story.desk
    )
    with pytest.raises(GateClosed, match="还没有再次"):
        story.submitted()
    secrecy = county.actor(Duty.SECRECY)
    handling.recheck(story.fresh(), material, may_go_out=False, opinion="含个人账户", actor=secrecy, **story.day)
    with pytest.raises(GateClosed, match="不能提供"):
        story.submitted()
    handling.remove_material(story.fresh(), material, at=moment(story.today), actor=story.desk)
    story.with_material().submitted()


def test_each_item_is_answered_and_the_request_counts_once(county: County) -> None:
    story = registered(county)
    handling.split(story.fresh(), ["资金分配表", "报价明细"], at=moment(story.today), actor=story.desk)
    story.with_material(no=1).decided(no=1)
    with pytest.raises(GateClosed, match="第2项还没有选择答复结果"):
        story.submitted()
    story.decided(
        "refuse_process_info", no=2, reason="属于讨论记录", evidence="会议记录", facts="系讨论过程形成"
    ).submitted()
    assert story.things["decision"].outcome == "reply_partial"
    assert "应当先" in remedy_of(story)


def test_corrected_too_late_is_given_up(county: County) -> None:
    story = registered(county, received=date(2026, 4, 20)).on(date(2026, 4, 29))
    correcting.ask_correction(story.fresh(), points="请写明道路", actor=story.desk, **story.day)
    with nothing_changes(), pytest.raises(GateClosed, match="期限到2026-05-15"):
        correcting.give_up(story.fresh(), actor=story.desk, **story.day)
    story.on(date(2026, 5, 16))
    correcting.give_up(story.fresh(), actor=story.desk, **story.day)
    story.submitted().signed().sealed().sent()
    assert story.fresh().outcome == "closed_not_corrected"


def test_correction_is_asked_once_and_within_seven_days(county: County) -> None:
    story = registered(county, received=date(2026, 4, 20)).on(date(2026, 4, 30))
    with nothing_changes(), pytest.raises(LimitExceeded, match="期限是2026-04-29"):
        correcting.ask_correction(story.fresh(), points="请写明道路", actor=story.desk, **story.day)
    story.on(date(2026, 4, 28))
    correcting.ask_correction(story.fresh(), points="请写明道路", actor=story.desk, **story.day)
    correcting.receive_correction(
        story.fresh(), description="县道", corrected_on=story.today, actor=story.desk, **story.day
    )
    with nothing_changes(), pytest.raises(LimitExceeded, match="一次性"):
        correcting.ask_correction(story.fresh(), points="再写明年份", actor=story.desk, **story.day)
    story.decided("reply_unclear", facts="补正后仍只写“县道”", reason="不能指向特定信息").submitted()


def test_a_fee_not_paid_ends_the_request(county: County) -> None:
    story = registered(county, received=date(2026, 3, 2)).on(date(2026, 3, 9))
    charging.send_fee_notice(
        story.fresh(),
        standard=Standard.BY_VOLUME,
        number=250,
        payment="非税专户",
        told_on=date(2026, 3, 10),
        actor=story.desk,
        **story.day,
    )
    story.on(date(2026, 4, 9))
    with nothing_changes(), pytest.raises(GateClosed, match="缴费期限"):
        charging.not_paid(story.fresh(), actor=story.desk, **story.day)
    story.on(date(2026, 4, 10))
    charging.not_paid(story.fresh(), actor=story.desk, **story.day)
    story.submitted().signed().sealed().sent()
    assert story.fresh().outcome == "closed_not_paid"


def test_so_many_requests_are_asked_for_reasons_before_anything_else(county: County) -> None:
    """条例第三十五条: without reasons found unreasonable nobody is turned away."""
    for _ in range(2):
        registered(county)
    story = registered(county)
    story.decided("reply_excess", facts="反复申请同一事项", reason="没有正当理由")
    with pytest.raises(GateClosed, match="说明理由"):
        story.submitted()
    with nothing_changes(), pytest.raises(GateClosed, match="还没有认定申请理由合理"):
        timing.set_period(
            story.fresh(),
            until=date(2026, 6, 1),
            reason="量大",
            told_on=story.today,
            actor=county.actor(Duty.OFFICE),
            **story.day,
        )
    row = timing.ask_reasons(story.fresh(), answer_by=date(2026, 2, 13), actor=story.desk, **story.day)
    assert row.frequency == persons.frequency_of(story.fresh(), on=story.today).in_words
    story.on(date(2026, 2, 14))
    timing.receive_reasons(
        story.fresh(), reasons="", is_reasonable=False, received_on=None, actor=story.desk, **story.day
    )
    story.submitted()
    assert story.things["decision"].outcome == "reply_excess"


def test_reasonable_but_too_much_gets_a_day_of_its_own(county: County) -> None:
    story = registered(county)
    timing.ask_reasons(story.fresh(), answer_by=date(2026, 2, 13), actor=story.desk, **story.day)
    timing.receive_reasons(
        story.fresh(), reasons="撰写县志", is_reasonable=True, received_on=story.today, actor=story.desk, **story.day
    )
    with nothing_changes(), pytest.raises(BadInput, match="应当晚于"):
        timing.set_period(
            story.fresh(), until=date(2026, 3, 5), reason="量大", told_on=story.today, actor=story.desk, **story.day
        )
    timing.set_period(
        story.fresh(), until=date(2026, 6, 1), reason="量大", told_on=story.today, actor=story.desk, **story.day
    )
    assert story.due() == date(2026, 6, 1)
    assert Mark.DELAYED in queries.marks(story.fresh())


def test_withdrawn_while_it_is_signed_stops_everything(county: County) -> None:
    story = registered(county).consulted()
    consulting.end_consultation(
        story.fresh(), story.things["consultation"], answer=Answer.AGREE, actor=story.desk, **story.day
    )
    story.with_material().decided().submitted()
    ending.withdraw(story.fresh(), words="书面撤回", withdrawn_on=story.today, actor=story.desk, **story.day)
    assert (story.stage, story.fresh().outcome) == (Stage.WITHDRAWN, "withdrawn")
    assert all(line.stopped_on for line in queries.ledger(story.fresh()))
    with pytest.raises(WrongStage):
        deciding.sign(story.fresh(), opinion="同意", actor=story.desk, **story.day)


def test_answered_at_the_counter_at_once(county: County) -> None:
    """S4-37."""
    story = registered(county)
    with nothing_changes(), pytest.raises(BadInput, match="当场只能"):
        sending.answer_on_spot(story.fresh(), outcome="refuse_process_info", given={}, actor=story.desk, **story.day)
    sending.answer_on_spot(
        story.fresh(),
        outcome="reply_published",
        given={"place": "门户网站“重点领域”栏目"},
        actor=story.desk,
        **story.day,
    )
    assert (story.stage, story.fresh().on_spot) == (Stage.ANSWERED, True)


def test_signed_in_turn_returned_and_never_unread(county: County) -> None:
    story = registered(county).with_material().decided().submitted()
    leader = county.actor(Duty.LEADER)
    with nothing_changes(), pytest.raises(NotAllowed, match="审签"):
        deciding.sign(story.fresh(), opinion="同意", actor=leader, **story.day)
    with nothing_changes(), pytest.raises(Stale, match="不一致"):
        deciding.sign(story.fresh(), opinion="同意", actor=story.desk, digest_seen="0" * 64, **story.day)
    deciding.return_(story.fresh(), opinion="理由不足", actor=story.desk, **story.day)
    assert story.stage is Stage.HANDLING
    story.submitted().signed()
    deciding.take_back(story.fresh(), reason="复议机关名称有误", at=moment(story.today), actor=story.desk)
    assert story.stage is Stage.HANDLING
    story.submitted().signed().sealed()
    assert Decision.objects.filter(request=story.request).count() == 1


def test_electronic_service_needs_consent_and_the_post_its_number(county: County) -> None:
    story = registered(county).with_material().decided().submitted().signed().sealed()
    with nothing_changes(), pytest.raises(GateClosed, match="没有同意电子送达"):
        story.sent(way=Way.EMAIL)
    with nothing_changes(), pytest.raises(BadInput, match="邮件号码"):
        story.sent(tracking_no="")
    with nothing_changes(), pytest.raises(BadInput, match="还没有到"):
        sending.send(story.fresh(), sent_on=date(2026, 2, 6), tracking_no="EM1", actor=story.desk, **story.day)


def test_a_decision_is_disputed_corrected_and_taken_up_again(county: County) -> None:
    story = registered(county).answered().on(date(2026, 3, 2))
    row = ending.dispute(
        story.fresh(),
        kind=DisputeKind.RECONSIDERATION,
        body="清岚县人民政府",
        received_on=story.today,
        is_simple=True,
        actor=story.desk,
        **story.day,
    )
    assert row.answer_by == date(2026, 3, 9)
    assert queries.marks(story.fresh()) == [Mark.DISPUTED]
    with nothing_changes(), pytest.raises(GateClosed, match="没有审结"):
        ending.archive(story.fresh(), actor=story.desk, **story.day)
    story.on(date(2026, 4, 1))
    ending.record_result(
        story.fresh(),
        row,
        result=DisputeResult.CORRECTED,
        result_on=story.today,
        consequence="责令重新答复",
        actor=story.desk,
        **story.day,
    )
    ending.reopen(
        story.fresh(), because="复议决定责令重新答复", answer_by=date(2026, 4, 22), actor=story.desk, **story.day
    )
    assert story.due() == date(2026, 4, 22)
    assert story.fresh().outcome == ""
    story.decided(
        "refuse_internal_affairs", reason="属于内部工作流程", evidence="流程单", facts="系内部流程"
    ).submitted()
    assert story.things["decision"].round == 2
    story.signed().sealed().sent()
    assert story.fresh().outcome == "refuse_internal_affairs"


def test_without_organ_and_court_of_the_remedies_nothing_is_sent_for_signature(county: County) -> None:
    story = registered(county).with_material().decided()
    county.bureau.remedy_body.delete()
    with nothing_changes(), pytest.raises(GateClosed, match="行政复议机关、管辖法院"):
        story.submitted()


def test_colleagues_elsewhere_do_not_see_it_at_all(county: County) -> None:
    story = registered(county).transferred()
    number = story.fresh().matter.number
    for duty, unit, seen in (
        (Duty.OFFICE, None, True),
        (Duty.SECTION_HEAD, county.operations, True),
        (Duty.SECTION_HEAD, county.legal, False),
        (Duty.OFFICE, county.other, False),
        (Duty.SYSTEM_ADMIN, None, False),
    ):
        found = queries.find(county.actor(duty, unit), number)
        assert (found is not None) is seen, duty
    assert queries.find(story.desk, "申2026-09999") is None


def test_a_page_of_the_register_costs_the_same_however_many_there_are(
    county: County, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    for n in range(4):
        registered(county, person=replace(PERSON, name=f"穆青{n}"), wish=replace(WISH, description=f"第{n}条道路"))
    with django_assert_max_num_queries(5):
        page = queries.listed(county.actor(Duty.OFFICE), queries.Filter(), "", size=3)
        shown = [(r.matter.number, r.filing.masked_name, r.organ.name, r.matter.stage) for r in page.rows]
    assert len(shown) == 3
    assert page.older
    moves = {move.name for move in queries.moves(page.rows[0], county.actor(Duty.OFFICE))}
    assert {"transfer", "ask_correction", "answer_on_spot", "withdraw"} <= moves
    assert not {"sign", "approve_extension", "end_consultation", "record_result"} & moves
