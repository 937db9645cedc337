"""Standing in for somebody (代理、AB 岗): who may arrange it, what a stand-in does not do, what the database keeps."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.documents.story import draft
from tests.people.factory import PASSWORD, TODAY, County
from tests.unchanged import nothing_changes
from zwgk.audit.acts import ACTS
from zwgk.audit.models import Entry
from zwgk.crossings import standing_in as crossing
from zwgk.documents import queries as documents
from zwgk.documents.actions import handing, signing
from zwgk.notices import queries as notices
from zwgk.people import actions, guards, standing
from zwgk.people.actor import SYSTEM, Actor, actor_for, actor_standing_in, current_delegations
from zwgk.people.models import Delegation, Leave, Post
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, RuleViolation, Stale
from zwgk.rules.standing_in import ACTS_OF, NEVER, LeaveKind, Reserved
from zwgk.rules.workdays import OFFICIAL

pytestmark = pytest.mark.django_db
LAST = TODAY + timedelta(days=6)


@pytest.fixture(autouse=True)
def _the_offices_day(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.ENV.values, "TODAY", TODAY)


def _staffed(county: County, *duties: Duty) -> None:
    """People appear when asked for: these are there before something is refused."""
    for duty in duties or (Duty.LEADER, Duty.DEPUTY, Duty.OFFICE, Duty.INFORMANT, Duty.DRAFTER, Duty.SECURITY_ADMIN):
        county.post(duty)


def _named(county: County, absent: Duty, deputy: Duty, **more: Any) -> Delegation:
    days = {"first": TODAY, "last": LAST} | more
    return actions.delegate(
        county.post(absent), county.post(deputy), **{"reason": "出差", "actor": county.actor(absent)} | days
    )


def test_every_reserved_act_is_an_act_of_the_house() -> None:
    for room in ("documents", "publishing"):
        package = importlib.import_module(f"zwgk.{room}.actions")
        for found in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{found.name}")
    assert NEVER.union(*ACTS_OF.values()) <= set(ACTS)


def test_the_informant_and_the_keeper_of_posts_arrange_for_others_and_nobody_names_himself(county: County) -> None:
    _staffed(county)
    county.actor(Duty.INFORMANT, county.other)
    for duty in (Duty.INFORMANT, Duty.SECURITY_ADMIN):
        made = _named(county, Duty.LEADER, Duty.DEPUTY, actor=county.actor(duty))
        assert (made.absent_user_id, made.deputy_user_id) == (made.absent.user_id, made.deputy.user_id)
        assert made.set_by_user == county.actor(duty).user_id
        actions.call_off_delegation(made, on=TODAY - timedelta(days=1), actor=county.actor(duty))
    with nothing_changes(), pytest.raises(NotAllowed):
        _named(county, Duty.LEADER, Duty.DEPUTY, actor=county.actor(Duty.OFFICE))
    with nothing_changes(), pytest.raises(NotAllowed, match="不能让自己代理他人"):
        _named(county, Duty.LEADER, Duty.INFORMANT, actor=county.actor(Duty.INFORMANT))
    with nothing_changes(), pytest.raises(NotAllowed):
        _named(county, Duty.LEADER, Duty.DEPUTY, actor=county.actor(Duty.INFORMANT, county.other))


def _cases(county: County) -> dict[str, dict[str, Any]]:
    elsewhere = county.post(Duty.DEPUTY, county.other)
    left = county.post(Duty.LEGAL)
    actions.leave_post(left, on=TODAY + timedelta(days=1), actor=SYSTEM)
    return {
        "早于开始": {"last": TODAY - timedelta(days=1)},
        "一次最长": {"last": TODAY + timedelta(days=400)},
        "事由": {"reason": " "},
        "同一人": {"deputy": county.post(Duty.LEADER)},
        "同一机关": {"deputy": elsewhere},
        "不在任": {"deputy": Post.objects.get(pk=left.pk)},
        "业务职责": {"deputy": _keeper_at(county)},
    }


def _keeper_at(county: County) -> Post:
    user = actions.add_user("shen", "沈计", PASSWORD, actor=SYSTEM)
    return actions.appoint(user, county.bureau, "审计员", [Duty.AUDITOR], actor=SYSTEM)


def test_what_does_not_fit_is_refused_and_nothing_changes(county: County) -> None:
    absent = county.post(Duty.LEADER)
    deputy = county.post(Duty.DEPUTY)
    for words, case in _cases(county).items():
        given: dict[str, Any] = {"first": TODAY, "last": LAST, "reason": "出差", "actor": SYSTEM} | case
        other = given.pop("deputy", deputy)
        with nothing_changes(), pytest.raises(BadInput, match=words):
            actions.delegate(absent, other, **given)


def test_one_stand_in_at_a_time_and_no_chain_in_either_direction(county: County) -> None:
    _staffed(county)
    _named(county, Duty.LEADER, Duty.DEPUTY)
    with nothing_changes(), pytest.raises(BadInput, match="只有一名代理人"):
        _named(county, Duty.LEADER, Duty.OFFICE, first=LAST)
    with nothing_changes(), pytest.raises(BadInput, match="不得转代理"):
        _named(county, Duty.DEPUTY, Duty.OFFICE)
    with nothing_changes(), pytest.raises(BadInput, match="不得转代理"):
        _named(county, Duty.OFFICE, Duty.LEADER)
    _named(county, Duty.LEADER, Duty.OFFICE, first=LAST + timedelta(days=1), last=LAST + timedelta(days=2))


def test_a_stand_in_cannot_hand_on_nor_arrange_the_absents_own_affairs(county: County) -> None:
    _staffed(county)
    stand_in = actor_standing_in(_named(county, Duty.LEADER, Duty.DEPUTY))
    with nothing_changes(), pytest.raises(NotAllowed, match="不得转代理"):
        actions.delegate(
            county.post(Duty.LEADER),
            county.post(Duty.OFFICE),
            first=LAST + timedelta(days=1),
            last=LAST + timedelta(days=2),
            reason="出差",
            actor=stand_in,
        )
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.enter_leave(county.post(Duty.LEADER), kind=LeaveKind.ANNUAL, first=TODAY, last=LAST, actor=stand_in)


def test_the_database_keeps_it_when_code_is_wrong(county: County) -> None:
    """Straight into the table: another's day, a chain, oneself, a keeper beside other duties, a longer end."""
    made = _named(county, Duty.LEADER, Duty.DEPUTY)
    posts = {duty: county.post(duty) for duty in (Duty.LEADER, Duty.DEPUTY, Duty.OFFICE)}
    posts[Duty.AUDITOR] = _keeper_at(county)

    def row(absent: Duty, deputy: Duty, **more: Any) -> Delegation:
        first, second = posts[absent], posts[deputy]
        people = {"absent_user_id": first.user_id, "deputy_user_id": second.user_id}
        return Delegation(absent=first, deputy=second, **people, **{"first": TODAY, "last": LAST, "reason": "x"} | more)

    wrong = [
        row(Duty.LEADER, Duty.OFFICE),
        row(Duty.DEPUTY, Duty.OFFICE),
        row(Duty.OFFICE, Duty.LEADER),
        row(Duty.OFFICE, Duty.AUDITOR),
        row(Duty.OFFICE, Duty.OFFICE),
        row(Duty.OFFICE, Duty.AUDITOR, set_by_user=posts[Duty.AUDITOR].user_id),
    ]
    for one in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            one.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.filter(pk=made.pk).update(last=LAST + timedelta(days=30))
    assert list(Delegation.objects.values_list("pk", "last")) == [(made.pk, LAST)]
    assert guards.installed(connection)


def test_nobody_is_appointed_to_what_must_be_apart_from_whom_he_stands_in_for(county: County) -> None:
    _named(county, Duty.LEADER, Duty.DEPUTY)
    with nothing_changes(), pytest.raises(BadInput, match="业务职责"):
        actions.appoint(county.post(Duty.DEPUTY).user, county.government, "审计员", [Duty.AUDITOR], actor=SYSTEM)


def test_it_ends_by_itself_and_with_either_post(county: County) -> None:
    made = _named(county, Duty.LEADER, Duty.DEPUTY)
    user = made.deputy_user_id
    assert [d.pk for d in current_delegations(user, today=LAST)] == [made.pk]
    assert current_delegations(user, today=LAST + timedelta(days=1)) == []
    Post.objects.filter(pk=made.absent_id).update(valid_to=TODAY)
    assert current_delegations(user, today=TODAY + timedelta(days=1)) == []
    assert standing.of_person(user).count() == 1, "past ones remain readable"


def test_the_stand_in_may_give_it_back_and_only_what_has_not_begun_is_called_off(county: County) -> None:
    _staffed(county)
    made = _named(county, Duty.LEADER, Duty.DEPUTY)
    with nothing_changes(), pytest.raises(Stale, match="已经开始"):
        actions.call_off_delegation(made, on=TODAY, actor=county.actor(Duty.LEADER))
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.end_delegation(made, last=TODAY, actor=county.actor(Duty.OFFICE))
    actions.end_delegation(made, last=TODAY, actor=county.actor(Duty.DEPUTY))
    made.refresh_from_db()
    assert (made.last, made.agreed_last) == (TODAY, LAST)


def test_what_the_leader_kept_back_is_not_signed_nor_sealed_for_him(county: County) -> None:
    story = draft(county).propose().submit()
    story.sign(Level.SECTION).sign(Level.OFFICE).sign(Level.SECRECY)
    made = _named(county, Duty.LEADER, Duty.OFFICE, reserved=[Reserved.FINAL, Reserved.SEAL])
    stand_in = actor_standing_in(made)
    with nothing_changes(), pytest.raises(NotAllowed, match="保留了“签发和最终认定公开属性”"):
        signing.sign(story.fresh(), signing.Verdict(Disclosure.PUBLIC), on=TODAY, at=story.tick(), actor=stand_in)
    story.sign(Level.LEADER)
    assert not {"number", "seal"} & {move.name for move in documents.moves(story.fresh(), stand_in)}, "no such button"
    with nothing_changes(), pytest.raises(NotAllowed, match="保留了“编号和用印”"):
        handing.number(story.fresh(), on=TODAY, actor=stand_in)
    handing.number(story.fresh(), on=TODAY, actor=county.actor(Duty.OFFICE))


def test_work_ordered_by_a_stand_in_is_done_later_in_his_name_too(county: County) -> None:
    made = _named(county, Duty.PUBLISHER, Duty.INFORMANT)
    later: Actor = actor_for(made.absent, today=LAST + timedelta(days=3), user_id=made.deputy_user_id)
    assert (later.user_id, later.post_id) == (made.deputy_user_id, made.absent_id)
    with pytest.raises(NotAllowed, match="没有代理这个岗位"):
        actor_for(made.absent, today=LAST, user_id=county.post(Duty.LEGAL).user_id)


def test_both_are_told_and_the_log_names_both(county: County) -> None:
    leader, deputy = county.post(Duty.LEADER), county.post(Duty.DEPUTY)
    made = crossing.arrange(
        leader, deputy, first=TODAY, last=LAST, reason="培训", reserved=[Reserved.SEAL], actor=county.actor(Duty.LEADER)
    )
    for duty in (Duty.LEADER, Duty.DEPUTY):
        assert "“编号和用印”仍由本人办理" in notices.inbox(county.actor(duty))[0].text
    actions.edit_unit(county.bureau, phone="0990-7654321", actor=_informant_for(county))
    crossing.end(made, last=TODAY, actor=county.actor(Duty.DEPUTY))
    assert "提前结束" in notices.inbox(county.actor(Duty.LEADER))[0].text
    entry = Entry.objects.get(act="people.edit_unit")
    office, informant = county.post(Duty.OFFICE), county.post(Duty.INFORMANT)
    assert entry.by == f"县商务局办公室信息员 {office.user.name}（代{informant.user.name}）"
    assert (entry.user_id, entry.post_id) == (office.user_id, informant.pk)
    assert entry.details["for_user"] == informant.user_id


def _informant_for(county: County) -> Actor:
    """The informant is away as well, and the office stands in."""
    return actor_standing_in(_named(county, Duty.INFORMANT, Duty.OFFICE))


# -- leave (请假) and what the calendar proposes


def _leave(county: County, first: date, last: date) -> Leave:
    post = county.post(Duty.SECTION_HEAD)
    kind = LeaveKind.ANNUAL
    return actions.enter_leave(post, kind=kind, first=first, last=last, actor=county.actor(Duty.SECTION_HEAD))


def test_a_leave_proposes_the_days_and_those_who_can(county: County) -> None:
    head, drafter = county.post(Duty.SECTION_HEAD), county.post(Duty.DRAFTER)
    deputy, auditor = county.post(Duty.DEPUTY), _keeper_at(county)
    away = county.post(Duty.OFFICE)
    actions.enter_leave(away, kind=LeaveKind.SICK, first=TODAY, last=LAST, actor=county.actor(Duty.OFFICE))
    _leave(county, date(2026, 11, 23), date(2026, 11, 27))
    (proposal,) = standing.proposals([head], on=TODAY, calendar=OFFICIAL)
    assert (proposal.first, proposal.last, proposal.workdays) == (date(2026, 11, 23), date(2026, 11, 29), 5)
    assert proposal.candidates == [drafter, deputy], "own section first; who is away, and a keeper, are left out"
    assert auditor not in proposal.candidates
    made = actions.delegate(
        head, deputy, first=proposal.first, last=proposal.last, reason="年休假", leave=proposal.leave, actor=SYSTEM
    )
    assert standing.proposals([head], on=TODAY, calendar=OFFICIAL) == []
    actions.end_delegation(made, last=proposal.first, actor=SYSTEM)
    assert standing.candidates(head, first=date(2026, 12, 1), last=date(2026, 12, 2))[0] == deputy, "who did before"


def test_a_leave_overlaps_no_other_and_is_taken_back_once(county: County) -> None:
    _staffed(county)
    leave = _leave(county, date(2026, 11, 23), date(2026, 11, 27))
    with nothing_changes(), pytest.raises(BadInput, match="重叠"):
        _leave(county, date(2026, 11, 27), date(2026, 11, 30))
    with nothing_changes(), pytest.raises(RuleViolation):
        actions.cancel_leave(leave, post=county.post(Duty.SECTION_HEAD), actor=county.actor(Duty.DRAFTER))
    actions.cancel_leave(leave, post=county.post(Duty.SECTION_HEAD), actor=county.actor(Duty.INFORMANT))
    with nothing_changes(), pytest.raises(Stale):
        actions.cancel_leave(leave, post=county.post(Duty.SECTION_HEAD), actor=county.actor(Duty.SECTION_HEAD))
    _leave(county, date(2026, 11, 27), date(2026, 11, 30))


def test_a_weekend_off_needs_nobody(county: County) -> None:
    _leave(county, date(2026, 11, 21), date(2026, 11, 22))
    assert standing.proposals([county.post(Duty.SECTION_HEAD)], on=TODAY, calendar=OFFICIAL) == []
