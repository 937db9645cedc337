"""Units, accounts and posts: what the acts refuse, and that a refusal changes nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.people.factory import PASSWORD, TODAY, County
from zwgk.audit.models import Entry
from zwgk.people import actions, queries, verifying
from zwgk.people.actions.units import rebuild_paths
from zwgk.people.actor import SYSTEM, actor_for, actor_standing_in, current_delegations, current_posts
from zwgk.people.models import LocalRule, Post, PostDuty, SiteSettings, Unit, UnitKind, UnitPath, User
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed, Stale

pytestmark = pytest.mark.django_db


def _entries(act: str) -> int:
    return Entry.objects.filter(act=act).count()


# -- three keepers (三员分立)


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        pytest.param(Duty.SYSTEM_ADMIN, Duty.SECURITY_ADMIN, id="系统与安全"),
        pytest.param(Duty.SYSTEM_ADMIN, Duty.AUDITOR, id="系统与审计"),
        pytest.param(Duty.AUDITOR, Duty.DRAFTER, id="审计与业务"),
        pytest.param(Duty.PUBLISHER, Duty.SYSTEM_ADMIN, id="业务与系统"),
        pytest.param(Duty.EVALUATOR, Duty.ASSESSOR, id="第三方评估与考核"),
    ],
)
def test_duties_that_must_be_apart_are_not_given_to_one_person(county: County, held: Duty, wanted: Duty) -> None:
    user = county.post(held).user
    posts = Post.objects.count()
    with pytest.raises(BadInput) as refusal:
        actions.appoint(user, county.bureau, "兼任", [wanted], actor=SYSTEM)
    assert "不能任命" in refusal.value.what
    assert Post.objects.count() == posts
    assert _entries("people.appoint") == 1


def test_nor_by_standing_in_for_somebody(county: County) -> None:
    """A delegation would put both duties in one hand as well."""
    auditor, drafter = county.post(Duty.AUDITOR), county.post(Duty.DRAFTER)
    with pytest.raises(BadInput):
        actions.delegate(auditor, drafter, first=TODAY, last=TODAY, reason="出差", actor=SYSTEM)
    assert actor_for(drafter, today=TODAY).posts == (drafter.pk,)


def test_the_system_administrator_opens_accounts_but_gives_no_duties(county: County) -> None:
    admin, security = county.actor(Duty.SYSTEM_ADMIN), county.actor(Duty.SECURITY_ADMIN)
    user = actions.add_user("lin", "林间月", PASSWORD, actor=admin)
    with pytest.raises(NotAllowed):
        actions.appoint(user, county.bureau, "科员", [Duty.DRAFTER], actor=admin)
    with pytest.raises(NotAllowed):
        actions.add_user("he", "何处秋", PASSWORD, actor=security)
    actions.appoint(user, county.bureau, "科员", [Duty.DRAFTER], actor=security)
    assert list(PostDuty.objects.filter(post__user=user).values_list("duty", flat=True)) == ["drafter"]
    assert not User.objects.filter(username="he").exists()


# -- passwords


@pytest.mark.parametrize(
    ("password", "why"),
    [
        pytest.param("Ab1-x", "10", id="过短"),
        pytest.param("alllowercaseletters", "三类", id="只有小写"),
        pytest.param("1234567890123", "三类", id="只有数字"),
        pytest.param("Password123!", "", id="常见或三类以上"),
    ],
)
def test_a_weak_password_opens_no_account(county: County, password: str, why: str) -> None:
    if not why:
        actions.add_user("lin", "林间月", password, actor=SYSTEM)
        assert User.objects.filter(username="lin").exists()
        return
    with pytest.raises(BadInput) as refusal:
        actions.add_user("lin", "林间月", password, actor=SYSTEM)
    assert why in refusal.value.why
    assert not User.objects.filter(username="lin").exists()


def test_the_last_five_passwords_do_not_come_back(county: County) -> None:
    user = county.post(Duty.DRAFTER).user
    actor = county.actor(Duty.DRAFTER)
    for turn in range(5):
        actions.change_password(user, f"Qinglan-{turn}-word", actor=actor)
    for old in (PASSWORD, "Qinglan-0-word", "Qinglan-4-word"):
        with pytest.raises(BadInput):
            actions.change_password(user, old, actor=actor)
    user.refresh_from_db()
    assert user.check_password("Qinglan-4-word")
    actions.change_password(user, "Qinglan-5-word", actor=actor)
    actions.change_password(user, PASSWORD, actor=actor)  # the sixth before is free again
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_password_in_force_is_no_new_password(county: County) -> None:
    user = county.post(Duty.DRAFTER).user
    with pytest.raises(BadInput):
        actions.change_password(user, PASSWORD, actor=county.actor(Duty.DRAFTER))


def test_a_password_set_by_the_administrator_must_be_changed_at_sign_in(county: County) -> None:
    user = county.post(Duty.DRAFTER).user
    actions.change_password(user, "Qinglan-9-word", actor=county.actor(Duty.SYSTEM_ADMIN), by_admin=True)
    user.refresh_from_db()
    assert user.must_change_password
    actions.change_password(user, "Qinglan-8-word", actor=county.actor(Duty.DRAFTER))
    user.refresh_from_db()
    assert not user.must_change_password


def test_nobody_changes_anothers_password(county: County) -> None:
    user = county.post(Duty.DRAFTER).user
    with pytest.raises(NotAllowed):
        actions.change_password(user, "Qinglan-9-word", actor=county.actor(Duty.LEADER))
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_one_time_passwords_satisfy_the_rules(county: County) -> None:
    made = {actions.one_time_password() for _ in range(20)}
    assert len(made) == 20
    for turn, password in enumerate(made):
        actions.add_user(f"user{turn}", "某人", password, actor=SYSTEM)


def test_a_user_name_is_given_once(county: County) -> None:
    actions.add_user("lin", "林间月", PASSWORD, actor=SYSTEM)
    with pytest.raises(BadInput) as refusal:
        actions.add_user("lin", "另一人", PASSWORD, actor=SYSTEM)
    assert refusal.value.field == "username"
    assert User.objects.get(username="lin").name == "林间月"


def test_a_locked_account_has_no_posts_and_nobody_locks_their_own(county: County) -> None:
    admin = county.actor(Duty.SYSTEM_ADMIN)
    user = county.post(Duty.DRAFTER).user
    actions.set_active(user, False, actor=admin)
    assert current_posts(user.pk, today=TODAY) == []
    own = User.objects.get(pk=admin.user_id)
    with pytest.raises(BadInput):
        actions.set_active(own, False, actor=admin)
    own.refresh_from_db()
    assert own.is_active


# -- units


def test_a_name_is_taken_once_under_its_parent(county: County) -> None:
    units = Unit.objects.count()
    for parent in (county.government, None):
        name = "清岚县商务局" if parent else "澜溪市"
        with pytest.raises(BadInput):
            actions.add_unit(name, UnitKind.DEPARTMENT, parent=parent, actor=SYSTEM)
    assert Unit.objects.count() == units


def test_a_renamed_unit_is_still_found_by_its_former_name(county: County) -> None:
    actions.rename_unit(county.other, "清岚县教育体育局", on=date(2026, 3, 1), actor=SYSTEM)
    unit = Unit.objects.get(pk=county.other.pk)
    assert unit.name == "清岚县教育体育局"
    assert list(unit.former_names.values_list("name", "until")) == [("清岚县教育局", date(2026, 3, 1))]


def test_a_unit_is_not_closed_while_people_are_in_it(county: County) -> None:
    county.post(Duty.DRAFTER)
    with pytest.raises(GateClosed) as refusal:
        actions.close_unit(county.bureau, on=TODAY, actor=SYSTEM)
    assert "1个岗位" in refusal.value.why
    assert Unit.objects.get(pk=county.bureau.pk).valid_to is None


def test_a_closed_unit_closes_with_its_sections_and_takes_nobody_any_more(county: County) -> None:
    actions.close_unit(county.bureau, on=TODAY, merged_into=county.other, actor=SYSTEM)
    assert set(Unit.objects.filter(organ=county.bureau).values_list("valid_to", flat=True)) == {TODAY}
    assert county.bureau not in queries.organs()
    closed = Unit.objects.get(pk=county.bureau.pk)
    user = actions.add_user("lin", "林间月", PASSWORD, actor=SYSTEM)
    with pytest.raises(BadInput):
        actions.appoint(user, closed, "局长", [Duty.LEADER], actor=SYSTEM)


def test_a_unit_is_not_merged_into_its_own_section(county: County) -> None:
    with pytest.raises(BadInput):
        actions.close_unit(county.bureau, on=TODAY, merged_into=county.legal, actor=SYSTEM)


def test_an_informant_edits_the_profile_of_the_own_organ_only(county: County) -> None:
    informant = county.actor(Duty.INFORMANT)
    actions.edit_unit(county.bureau, phone="0990-7654321", actor=informant)
    with pytest.raises(NotAllowed):
        actions.edit_unit(county.other, phone="0990-7654321", actor=informant)
    assert set(Unit.objects.exclude(phone="").values_list("name", flat=True)) == {"清岚县商务局"}
    assert Entry.objects.get(act="people.edit_unit").details == {"fields": ["phone"]}


def test_broken_paths_are_found_and_rebuilt(county: County) -> None:
    assert list(verifying.faults()) == []
    UnitPath.objects.filter(below=county.legal, depth=2).delete()
    UnitPath.objects.create(above=county.other, below=county.legal, depth=1)
    assert list(verifying.faults()) == [f"单位 {county.legal.pk} 的上下级路径与其上级不符"]
    assert rebuild_paths() == 2
    assert list(verifying.faults()) == []


# -- posts and delegation


def test_who_left_a_post_no_longer_has_its_duties(county: County) -> None:
    post = county.post(Duty.DRAFTER)
    actions.leave_post(post, on=TODAY, actor=county.actor(Duty.SECURITY_ADMIN))
    assert current_posts(post.user_id, today=TODAY) != []  # the last day is still a day in office
    assert current_posts(post.user_id, today=TODAY + timedelta(days=1)) == []
    with pytest.raises(Stale):
        actions.leave_post(post, on=TODAY, actor=SYSTEM)


def test_a_deputy_acts_for_the_absent_on_the_agreed_days_only(county: County) -> None:
    leader, deputy = county.post(Duty.LEADER), county.post(Duty.DEPUTY)
    first, last = TODAY, TODAY + timedelta(days=4)
    own = county.actor(Duty.LEADER)
    made = actions.delegate(leader, deputy, first=first, last=last, reason="外出学习", actor=own)
    for day, may in (
        (first - timedelta(days=1), False),
        (first, True),
        (last, True),
        (last + timedelta(days=1), False),
    ):
        found = current_delegations(deputy.user_id, today=day)
        assert bool(found) is may
        assert not actor_for(deputy, today=day).may(Duty.LEADER, over=county.bureau), "nothing is added to the own post"
    actor = actor_standing_in(made)
    assert actor.may(Duty.LEADER, over=county.bureau)
    assert (actor.user_id, actor.post_id, actor.posts) == (deputy.user_id, leader.pk, (leader.pk,))
    assert actor.name == f"{deputy.user.name}（代{leader.user.name}）"


def test_a_delegation_can_end_earlier_but_not_be_stretched(county: County) -> None:
    leader, deputy = county.post(Duty.LEADER), county.post(Duty.DEPUTY)
    made = actions.delegate(leader, deputy, first=TODAY, last=TODAY + timedelta(days=4), reason="出差", actor=SYSTEM)
    with pytest.raises(BadInput):
        actions.end_delegation(made, last=TODAY + timedelta(days=9), actor=county.actor(Duty.LEADER))
    actions.end_delegation(made, last=TODAY, actor=county.actor(Duty.LEADER))
    assert current_delegations(deputy.user_id, today=TODAY + timedelta(days=1)) == []


def test_others_do_not_arrange_a_delegation(county: County) -> None:
    with pytest.raises(NotAllowed):
        actions.delegate(
            county.post(Duty.LEADER),
            county.post(Duty.DEPUTY),
            first=TODAY,
            last=TODAY,
            reason="出差",
            actor=county.actor(Duty.DRAFTER),
        )


def test_the_nearest_holder_of_a_duty_comes_first(county: County) -> None:
    above = county.post(Duty.SECRECY, county.government)
    own = county.post(Duty.SECRECY)
    county.post(Duty.SECRECY, county.other)
    assert list(queries.posts_with("secrecy", over=county.operations, on=TODAY)) == [own, above]


def test_a_duty_limited_to_one_unit_does_not_reach_its_neighbour(county: County) -> None:
    user = actions.add_user("lin", "林间月", PASSWORD, actor=SYSTEM)
    post = actions.appoint(user, county.government, "联络员", [Duty.INFORMANT], over=county.other, actor=SYSTEM)
    actor = actor_for(post, today=TODAY)
    assert actor.may(Duty.INFORMANT, over=county.other)
    assert not actor.may(Duty.INFORMANT, over=county.bureau)
    assert list(queries.posts_with("informant", over=county.bureau, on=TODAY)) == []


# -- the site


def test_the_site_is_opened_once(county: County) -> None:
    with pytest.raises(Stale):
        actions.open_site(county.government, "另一个网站", actor=SYSTEM)
    assert SiteSettings.objects.get().name == "清岚县人民政府门户网站"


def test_a_local_figure_needs_its_basis_and_ends_the_one_before(county: County) -> None:
    office = county.actor(Duty.DISCLOSURE_OFFICE)
    with pytest.raises(BadInput):
        actions.set_local_rule("publish.workdays", 5, basis=" ", unit=county.government, actor=office)
    assert LocalRule.objects.count() == 0
    for value in (5, 3):
        actions.set_local_rule(
            "publish.workdays",
            value,
            basis="清政办发〔2026〕3号",
            unit=county.government,
            valid_from=TODAY,
            actor=office,
        )
    assert list(LocalRule.objects.filter(valid_to=None).values_list("value", flat=True)) == [3]
