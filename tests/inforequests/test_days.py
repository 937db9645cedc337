"""The worked examples of the law through the room: acts go in, days come out (S4-38…S4-43、S4-50、S4-54)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.inforequests.story import PERSON, WISH, moment, prepare, registered
from tests.people.factory import County
from zwgk.deadlines import actions as calendars
from zwgk.inforequests import clocks, queries
from zwgk.inforequests.actions import charging, consulting, correcting, sending, taking, timing
from zwgk.inforequests.models.asking import Answer
from zwgk.people.actor import SYSTEM
from zwgk.people.models import LocalRule
from zwgk.rules.duties import Duty
from zwgk.rules.errors import GateClosed
from zwgk.rules.fees import Standard
from zwgk.rules.receipt import Channel, Event

pytestmark = pytest.mark.django_db


def test_one_spring_festival_with_extension(county: County) -> None:
    story = registered(county, received=date(2026, 1, 30))
    assert story.due(clocks.CORRECTION_NOTICE) == date(2026, 2, 10)
    assert story.due() == date(2026, 3, 5)
    story.on(date(2026, 3, 2))
    timing.ask_extension(story.fresh(), workdays=20, reason="需要查阅历年档案", actor=story.desk, **story.day)
    timing.approve_extension(story.fresh(), actor=story.desk, **story.day)
    assert story.due() == date(2026, 3, 5), "not longer before it was told"
    row = timing.tell_extension(story.fresh(), told_on=story.today, how="邮寄", actor=story.desk, **story.day)
    assert (row.due_before, row.due_after) == (date(2026, 3, 5), date(2026, 4, 2))
    assert story.due() == date(2026, 4, 2)
    assert story.fresh().filing.progress.word == "延期至4月2日"


def test_two_national_day_with_the_milestones_of_the_place(county: County) -> None:
    """毕节's three and ten working days (S4-38, S4-39) beside the statutory twenty."""
    for key, value in (("request.transfer", 3), ("request.section_draft", 10)):
        LocalRule.objects.create(unit=county.bureau, key=key, value=value, basis="依申请公开制度第三条")
    prepare(county)
    request, _ = taking.register(
        county.bureau,
        PERSON,
        WISH,
        channel=Channel.EMAIL,
        events={Event.ARRIVED: date(2025, 9, 18)},
        evidence="邮件原件",
        on=date(2025, 9, 18),
        at=moment(date(2025, 9, 18)),
        actor=county.actor(Duty.OFFICE),
    )
    assert request.received_on is None
    assert not queries.ledger(request)
    assert request.matter.waiting.get().due_on == date(2025, 9, 19)
    taking.confirm(
        request,
        confirmed_on=date(2025, 9, 19),
        how="双方电话确认",
        on=date(2025, 9, 19),
        at=moment(date(2025, 9, 19)),
        actor=county.actor(Duty.OFFICE),
    )
    days = {line.kind: line.due.on for line in queries.ledger(request)}
    assert days[clocks.REPLY] == date(2025, 10, 23)
    assert days[clocks.TRANSFER] == date(2025, 9, 24)
    assert days[clocks.SECTION_DRAFT] == date(2025, 10, 10)


def test_three_correction_starts_the_time_anew(county: County) -> None:
    story = registered(
        county,
        received=date(2026, 4, 20),
        channel=Channel.REGISTERED_MAIL,
        events={Event.SIGNED_FOR: date(2026, 4, 20)},
    )
    assert story.due(clocks.CORRECTION_NOTICE) == date(2026, 4, 29)
    assert story.due() == date(2026, 5, 20)
    story.on(date(2026, 4, 29))
    correcting.ask_correction(story.fresh(), points="请写明道路名称", actor=story.desk, **story.day)
    assert story.fresh().filing.progress.is_paused
    story.on(date(2026, 5, 12))
    correcting.receive_correction(
        story.fresh(), description="县道015线养护资金", corrected_on=story.today, actor=story.desk, **story.day
    )
    assert story.due() == date(2026, 6, 9)
    assert not story.fresh().filing.progress.is_paused
    timing.ask_extension(story.fresh(), workdays=20, reason="工作量大", actor=story.desk, **story.day)
    timing.approve_extension(story.fresh(), actor=story.desk, **story.day)
    timing.tell_extension(story.fresh(), told_on=story.today, how="电话", actor=story.desk, **story.day)
    assert story.due() == date(2026, 7, 8)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(Answer.OBJECT, date(2026, 10, 27), id="答复"),
        pytest.param(Answer.SILENT, date(2026, 11, 2), id="逾期"),
    ],
)
def test_four_third_party_pauses_the_time(county: County, answer: Answer, expected: date) -> None:
    story = registered(county, received=date(2026, 9, 7)).on(date(2026, 9, 11)).consulted()
    assert story.due() == date(2026, 10, 10)
    story.on(date(2026, 9, 14))
    row = consulting.note_letter_received(
        story.fresh(), story.things["consultation"], received_on=story.today, actor=story.desk, **story.day
    )
    assert row.answer_by == date(2026, 10, 10)
    assert story.fresh().matter.next_due is None, "nothing is due while the time stands still"
    silent = answer is Answer.SILENT
    story.on(date(2026, 10, 11) if silent else date(2026, 9, 29))
    consulting.end_consultation(
        story.fresh(),
        row,
        answer=answer,
        reasons="" if silent else "报价属于商业秘密",
        actor=story.desk,
        **story.day,
    )
    assert story.due() == expected
    assert story.fresh().matter.next_due == expected


def test_four_more_opinions_at_once_are_left_out_once(county: County) -> None:
    """Two letters whose days overlap: the union is not counted (条例第三十三条第三款)."""
    story = registered(county, received=date(2026, 9, 7)).on(date(2026, 9, 11)).consulted()
    first = story.things["consultation"]
    story.on(date(2026, 9, 18)).consulted(name="清岚县交通运输局", kind=consulting.ConsultationKind.JOINT)
    story.on(date(2026, 9, 29))
    for row in (first, story.things["consultation"]):
        consulting.end_consultation(story.fresh(), row, answer=Answer.AGREE, actor=story.desk, **story.day)
    assert story.due() == date(2026, 10, 27)


def test_five_receipt_on_a_holiday(county: County) -> None:
    story = registered(
        county,
        received=date(2024, 2, 10),
        channel=Channel.FAX,
        events={Event.ARRIVED: date(2024, 2, 9), Event.CONFIRMED: date(2024, 2, 10)},
    )
    assert story.due() == date(2024, 3, 14)


def test_six_fee_starts_the_time_anew(county: County) -> None:
    story = registered(county, received=date(2026, 3, 2)).on(date(2026, 3, 9))
    fee = charging.send_fee_notice(
        story.fresh(),
        standard=Standard.BY_VOLUME,
        number=250,
        payment="财政非税收入专户",
        told_on=date(2026, 3, 10),
        actor=story.desk,
        **story.day,
    )
    assert (fee.amount, fee.pay_by) == (4700, date(2026, 4, 9))
    assert story.due(clocks.FEE) == date(2026, 4, 9)
    story.on(date(2026, 3, 27))
    charging.pay(story.fresh(), paid_on=story.today, receipt_no="0001", actor=story.desk, **story.day)
    assert story.due() == date(2026, 4, 27)


def test_seven_remedies_end_after_the_festival(county: County) -> None:
    story = registered(county, received=date(2025, 12, 1)).on(date(2025, 12, 22)).answered()
    assert queries.last_days(story.fresh()) is None
    story.on(date(2025, 12, 25))
    sending.prove_service(
        story.fresh(),
        story.things["delivery"],
        signed_on=story.today,
        signed_by="本人",
        actor=story.desk,
        **story.day,
    )
    days = queries.last_days(story.fresh())
    assert days is not None
    assert days.reconsideration.on == date(2026, 2, 24)
    assert days.litigation is not None
    assert days.litigation.on == date(2026, 6, 25)


def test_nine_a_day_beyond_the_calendar_is_provisional_and_moves_when_it_comes(county: County) -> None:
    story = registered(county, received=date(2026, 12, 25))
    assert story.due() == date(2027, 1, 22)
    assert not story.is_firm()
    table = {
        "year": 2027,
        "source": "放假安排（测试用）",
        "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}],
        "makeup": [],
    }
    moved = calendars.import_calendar(table, at=moment(story.today), actor=SYSTEM)
    assert story.is_firm()
    assert story.due() == date(2027, 1, 25)
    assert [row.after for row in moved if row.clock.kind == clocks.REPLY] == [date(2027, 1, 25)]


def test_an_extension_told_too_late_is_none(county: County) -> None:
    story = registered(county, received=date(2026, 1, 30)).on(date(2026, 3, 5))
    timing.ask_extension(story.fresh(), workdays=5, reason="工作量大", actor=story.desk, **story.day)
    timing.approve_extension(story.fresh(), actor=story.desk, **story.day)
    story.on(date(2026, 3, 6))
    with pytest.raises(GateClosed, match="已过"):
        timing.tell_extension(story.fresh(), told_on=story.today, how="电话", actor=story.desk, **story.day)
    assert story.due() == date(2026, 3, 5)
