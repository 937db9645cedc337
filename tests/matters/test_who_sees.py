"""Who sees which matter, and whose inbox it lies in (house §4.2; S4-90 exclusions)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.people.factory import TODAY, County
from zwgk.matters import actions, keeping, queries
from zwgk.matters.models import Exclusion, Matter
from zwgk.rules.document_flow import Stage
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed

pytestmark = pytest.mark.django_db


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
        at=timezone.now(),
        handler_id=county.post(Duty.DRAFTER).pk,
    )


def sees(county: County, duty: Duty, unit: object = None) -> bool:
    return queries.visible_to(county.actor(duty, unit)).exists()  # type: ignore[arg-type]


def test_colleagues_of_the_organ_and_the_office_above_see_it_and_others_do_not(county: County, matter: Matter) -> None:
    assert sees(county, Duty.DRAFTER)
    assert sees(county, Duty.LEADER)
    assert sees(county, Duty.DISCLOSURE_OFFICE)
    assert not sees(county, Duty.LEADER, county.other)


@pytest.mark.parametrize("keeper", [Duty.SYSTEM_ADMIN, Duty.SECURITY_ADMIN, Duty.AUDITOR])
def test_keepers_see_no_content_although_they_keep_the_whole_government(
    county: County, matter: Matter, keeper: Duty
) -> None:
    assert not sees(county, keeper)


def test_a_restricted_matter_is_for_its_handler_and_those_it_waits_for(county: County, matter: Matter) -> None:
    Matter.objects.filter(pk=matter.pk).update(is_restricted=True)
    assert sees(county, Duty.DRAFTER)
    assert not sees(county, Duty.LEADER)
    keeping.wait_for(
        matter, "x", "请阅", unit=county.bureau, duty=Duty.LEADER, at=timezone.now(), post=county.post(Duty.LEADER)
    )
    assert sees(county, Duty.LEADER)


def test_an_involved_unit_sees_it_and_an_excluded_one_never_does(county: County, matter: Matter) -> None:
    keeping.involve(matter, county.other, "会签")
    assert sees(county, Duty.SECTION_HEAD, county.other)
    Exclusion.objects.create(matter=matter, unit=county.other, reason="被投诉单位")
    assert not sees(county, Duty.SECTION_HEAD, county.other)


def test_what_waits_for_a_duty_lies_in_the_inbox_of_that_organs_people_only(county: County, matter: Matter) -> None:
    keeping.wait_for(matter, "x", "核稿", unit=county.bureau, duty=Duty.OFFICE, at=timezone.now())
    assert [w.label for w in queries.inbox(county.actor(Duty.OFFICE))] == ["核稿"]
    assert not queries.inbox(county.actor(Duty.OFFICE, county.other)).exists()
    assert not queries.inbox(county.actor(Duty.LEADER)).exists()


def test_numbers_run_by_year_without_a_gap(county: County, matter: Matter) -> None:
    second = keeping.open_matter(
        "document", "文", "又一件", owner=county.bureau, stage=Stage.DRAFTING, on=TODAY, at=timezone.now()
    )
    assert (matter.number, second.number) == ("文2026-00001", "文2026-00002")


def test_an_open_gate_refuses_until_it_is_satisfied(county: County, matter: Matter) -> None:
    keeping.open_gate(matter, "interpretation", "解读材料", at=timezone.now())
    with pytest.raises(GateClosed, match="解读材料"):
        keeping.must_be_passed(matter, "interpretation", to="公开")
    assert keeping.satisfy_gate(matter, "interpretation", by="解读已审定", at=timezone.now())
    assert not keeping.satisfy_gate(matter, "interpretation", by="再来一次", at=timezone.now())
    keeping.must_be_passed(matter, "interpretation", to="公开")


def test_a_matter_is_passed_on_within_the_organ_only(county: County, matter: Matter) -> None:
    actor = county.actor(Duty.OFFICE)
    with pytest.raises(BadInput):
        actions.pass_on(matter, to=county.post(Duty.DRAFTER, county.other), reason="", at=timezone.now(), actor=actor)
    colleague = county.post(Duty.SECTION_HEAD)
    actions.pass_on(matter, to=colleague, reason="出差", at=timezone.now(), actor=actor)
    matter.refresh_from_db()
    assert matter.handler_id == colleague.pk


def test_a_stranger_leaves_no_remark(county: County, matter: Matter) -> None:
    with pytest.raises(NotAllowed):
        actions.remark(matter, text="看一下", at=timezone.now(), actor=county.actor(Duty.OFFICE, county.other))
    assert not matter.remarks.exists()
