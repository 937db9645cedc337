"""经办人和督促: a case has one who handles it, and one that does not move is laid before the 主管部门."""

from __future__ import annotations

from datetime import date

import pytest

from tests.inforequests.story import moment, registered
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.inforequests import pressing
from zwgk.inforequests.actions import assigning
from zwgk.matters import queries as matters
from zwgk.notices import queries as notices
from zwgk.people import handing_over
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed
from zwgk.rules.inforequest import Stage
from zwgk.rules.receipt import Channel, Event

pytestmark = pytest.mark.django_db


def test_who_is_named_finds_it_in_the_inbox_until_the_section_takes_over(county: County) -> None:
    story = registered(county)
    informant, leader = county.post(Duty.INFORMANT), county.actor(Duty.LEADER)
    with nothing_changes(), pytest.raises(NotAllowed):
        assigning.assign(story.fresh(), to=informant, actor=leader, **story.day)
    elsewhere, without = county.post(Duty.INFORMANT, county.other), county.post(Duty.ARCHIVIST)
    for post, why in ((elsewhere, "不在本机关"), (without, "没有办理这件申请的职责")):
        with nothing_changes(), pytest.raises(BadInput, match=why):
            assigning.assign(story.fresh(), to=post, actor=story.desk, **story.day)
    assigning.assign(story.fresh(), to=informant, words="请先与申请人核对年份", actor=story.desk, **story.day)
    named = county.actor(Duty.INFORMANT)
    assert matters.inbox(named).get().post_id == informant.pk
    assert "请您经办" in notices.inbox(named)[0].text
    (kind, item) = handing_over.open_at(informant)[0]
    assert (kind.code, item.state) == ("inforequests.cases", Stage.REGISTERED.label)
    assert item.url == f"/requests/{story.request.matter.number}/"
    story.transferred()
    assert (story.fresh().matter.handler, matters.inbox(named).count()) == (None, 0), "the section names its own"
    drafter = county.post(Duty.DRAFTER)
    assigning.assign(story.fresh(), to=drafter, actor=county.actor(Duty.SECTION_HEAD), **story.day)
    assert matters.inbox(county.actor(Duty.DRAFTER)).get().post_id == drafter.pk
    with pytest.raises(BadInput, match="没有办理这件申请的职责"):  # another section's drafter
        assigning.assign(story.fresh(), to=county.post(Duty.DRAFTER, county.legal), actor=story.desk, **story.day)


def test_what_does_not_move_lies_in_the_inbox_of_the_office_in_charge_until_it_moves(county: County) -> None:
    story = registered(county)
    head = county.actor(Duty.DISCLOSURE_OFFICE)
    with nothing_changes(), pytest.raises(BadInput, match="提请督促的事项"):
        assigning.escalate(story.fresh(), words=" ", actor=story.desk, **story.day)
    assigning.escalate(story.fresh(), words="业务科室不回复", actor=story.desk, **story.day)
    assert [line.act for line in matters.inbox(head)] == [pressing.ESCALATED]
    assert "业务科室不回复" in notices.inbox(head)[0].text
    with nothing_changes(), pytest.raises(BadInput, match="已经提请督促"):
        assigning.escalate(story.fresh(), words="再催", actor=story.desk, **story.day)
    story.on(date(2026, 2, 2)).transferred()
    assert not matters.inbox(head).filter(act=pressing.ESCALATED).exists()
    assert story.fresh().matter.touched_at == moment(story.today)


def test_near_and_overdue_are_told_once_each_and_a_pause_reminds_nobody(county: County) -> None:
    story = registered(county)
    head, office = county.actor(Duty.DISCLOSURE_OFFICE), county.actor(Duty.OFFICE)
    due = story.due()

    def told(day: date) -> list[str]:
        before = notices.inbox(office).count() + notices.inbox(head).count()
        for _ in range(2):  # a second run tells nobody again
            pressing.remind(today=day, at=moment(day))
        found = [*notices.inbox(office), *notices.inbox(head)]
        return [notice.text for notice in found][: len(found) - before] if len(found) > before else []

    assert told(date(2026, 2, 12)) == [], "more than five working days are left"
    assert any("还剩5个工作日" in text for text in told(date(2026, 2, 27)))
    assert any("今天到期" in text for text in told(due))
    with_head = told(date(2026, 3, 9))
    assert any(f"答复期限{due}已过，请督促办理" in text for text in with_head)
    assert [line.act for line in matters.inbox(head)] == [pressing.ESCALATED]
    paused = registered(county).on(date(2026, 2, 2)).transferred()
    paused.consulted()
    assert told(date(2026, 4, 9)) == []


def test_what_nobody_confirmed_in_time_is_pressed_for(county: County) -> None:
    """条例第三十一条; S4-37."""
    story = registered(county, channel=Channel.EMAIL, events={Event.ARRIVED: date(2026, 1, 30)})
    head = county.actor(Duty.DISCLOSURE_OFFICE)
    assert pressing.remind(today=date(2026, 2, 2), at=moment(date(2026, 2, 2))) == 0
    assert pressing.remind(today=date(2026, 2, 3), at=moment(date(2026, 2, 3))) == 1
    assert [line.matter for line in matters.inbox(head)] == [story.fresh().matter]
    assert "没有按时与申请人确认" in notices.inbox(head)[0].text
