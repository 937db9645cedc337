"""What may not be done to a matter is refused, and nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.matters import actions, keeping
from zwgk.matters.models import Exclusion, Matter
from zwgk.people.models import Post
from zwgk.rules.document_flow import Stage
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def matter(county: County) -> Matter:
    return keeping.open_matter(
        "document",
        "文",
        "关于某事的通知",
        owner=county.bureau,
        section=county.operations,
        stage=Stage.DRAFTING,
        on=TODAY,
        at=NOW,
        handler_id=county.post(Duty.DRAFTER).pk,
    )


@pytest.mark.parametrize(
    ("text", "who", "refusal"),
    [
        pytest.param(" ", Duty.DRAFTER, BadInput, id="空备注"),
        pytest.param("长" * 2001, Duty.DRAFTER, BadInput, id="过长"),
        pytest.param("看过", Duty.AUDITOR, NotAllowed, id="审计员不接触业务"),
        pytest.param("看过", Duty.SYSTEM_ADMIN, NotAllowed, id="系统管理员不接触业务"),
    ],
)
def test_a_remark_is_refused(county: County, matter: Matter, text: str, who: Duty, refusal: type[Exception]) -> None:
    actor = county.actor(who)
    with nothing_changes(), pytest.raises(refusal):
        actions.remark(matter, text=text, at=NOW, actor=actor)


def test_a_stranger_and_one_who_must_keep_away_leave_no_remark(county: County, matter: Matter) -> None:
    """回避 (S4-90): the unit complained of neither sees nor speaks."""
    stranger, inside = county.actor(Duty.LEADER, county.other), county.actor(Duty.LEADER)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.remark(matter, text="看过", at=NOW, actor=stranger)
    Exclusion.objects.create(matter=matter, unit=county.bureau, reason="被投诉")
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.remark(matter, text="看过", at=NOW, actor=inside)


def _left(county: County) -> Post:
    post = county.post(Duty.OFFICE)
    Post.objects.filter(pk=post.pk).update(valid_to=TODAY - timedelta(days=1))
    post.refresh_from_db()
    return post


@pytest.mark.parametrize(
    ("to", "who", "refusal"),
    [
        pytest.param(lambda c: c.post(Duty.OFFICE, c.other), Duty.DRAFTER, BadInput, id="转给外单位"),
        pytest.param(_left, Duty.DRAFTER, BadInput, id="转给离任的人"),
        pytest.param(lambda c: c.post(Duty.OFFICE), Duty.AUDITOR, NotAllowed, id="审计员转办"),
    ],
)
def test_passing_on_is_refused(
    county: County, matter: Matter, to: Callable[[County], Post], who: Duty, refusal: type[Exception]
) -> None:
    post, actor = to(county), county.actor(who)
    with nothing_changes(), pytest.raises(refusal):
        actions.pass_on(matter, to=post, reason="出差", at=NOW, actor=actor)


def test_a_closed_matter_and_a_guests_are_not_passed_on(county: County, matter: Matter) -> None:
    guest, post, own = county.actor(Duty.LEADER, county.other), county.post(Duty.OFFICE), county.actor(Duty.DRAFTER)
    keeping.involve(matter, county.other, "countersign")
    with nothing_changes(), pytest.raises(NotAllowed, match="其他机关或科室承办"):
        actions.pass_on(matter, to=post, reason="", at=NOW, actor=guest)
    keeping.move(matter, Stage.DRAFTING, at=NOW, closed_on=TODAY)
    with nothing_changes(), pytest.raises(BadInput, match="已经办结"):
        actions.pass_on(matter, to=post, reason="", at=NOW, actor=own)


def test_an_open_gate_holds_an_act_and_is_passed_once_it_is_closed(county: County, matter: Matter) -> None:
    keeping.open_gate(matter, "consultation", "预公开征求意见", at=NOW)
    with nothing_changes(), pytest.raises(GateClosed, match="预公开征求意见"):
        keeping.must_be_passed(matter, "consultation", to="编号")
    with nothing_changes():
        keeping.must_be_passed(matter, "legality", to="编号")
        assert not keeping.satisfy_gate(matter, "legality", by="x", at=NOW)
    assert keeping.satisfy_gate(matter, "consultation", by="征集结束", at=NOW)
    keeping.must_be_passed(matter, "consultation", to="编号")


def test_numbers_of_a_year_begin_anew_and_are_never_given_twice(county: County) -> None:
    def opened(on: date) -> str:
        opened_ = keeping.open_matter("document", "文", "某", owner=county.bureau, stage=Stage.DRAFTING, on=on, at=NOW)
        return opened_.number

    assert [opened(TODAY), opened(TODAY), opened(date(2027, 1, 4))] == [
        "文2026-00001",
        "文2026-00002",
        "文2027-00001",
    ]
