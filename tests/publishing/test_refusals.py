"""Every act on what is public is refused to who has not the duty over its organ or the site, and nothing changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from tests.documents.story import column, draft
from tests.people.factory import TODAY, County
from tests.publishing import (  # noqa: F401 — enter their cases
    cases_following,
    cases_leaving,
    cases_migrating,
    cases_validity,
    cases_withheld,
)
from tests.publishing.refusing import CASES, Prepared, case
from tests.unchanged import nothing_changes
from zwgk.audit.acts import ACTS
from zwgk.files import body
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions as door
from zwgk.publishing import clearing, queries
from zwgk.publishing.actions import Migrant
from zwgk.publishing.content import Content
from zwgk.publishing.models import ChannelRecord, Clearance, Column, Publication
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, NotCleared
from zwgk.rules.publication import Channel

pytestmark = pytest.mark.django_db

AT = timezone.make_aware(datetime(2026, 11, 20, 10, 0))  # noqa: DTZ001
NEXT_YEAR = TODAY.replace(year=2027)


def content(county: County, title: str = "关于供水的通告", **more: Any) -> Content:
    return Content(title, body.sanitise("<p>自即日起恢复供水。</p>"), county.bureau.pk, column().pk, **more)


def cleared(made: Content) -> Clearance:
    return clearing.reviewed(
        made.digest,
        subject=made.title,
        basis="测试",
        approved_by="局长",
        approved_on=TODAY,
        organ_id=made.organ_id,
        matter_id=None,
        details={},
    )


def migration() -> Clearance:
    return door.approve_migration("老网站", basis="迁移方案", approved_by="局长", on=TODAY, actor=SYSTEM)


@case("publishing.publish", Duty.OFFICE)
def _publish(county: County) -> Prepared:
    made = content(county)
    clearance = cleared(made)
    return lambda actor: door.publish(made, clearance=clearance, at=AT, actor=actor)


@case("publishing.correct", Duty.OFFICE)
def _correct(county: County) -> Prepared:
    publication, made = draft(county).published(), content(county)
    clearance = cleared(made)
    return lambda actor: door.correct(publication, made, clearance=clearance, change_note="改错", at=AT, actor=actor)


@case("publishing.migrate", Duty.OFFICE)
def _migrate(county: County) -> Prepared:
    clearance, made = migration(), content(county)
    return lambda actor: door.migrate(clearance, [Migrant("k", made, AT)], actor=actor)


@case("publishing.approve_migration", Duty.PUBLISHER)
def _approve_migration(county: County) -> Prepared:
    return lambda actor: door.approve_migration("老网站", basis="方案", approved_by="局长", on=TODAY, actor=actor)


@case("publishing.approve_standing", Duty.PUBLISHER)
def _approve_standing(county: County) -> Prepared:
    return lambda actor: door.approve_standing(
        "guide", organ=None, basis="条例第十二条", on=TODAY, valid_to=NEXT_YEAR, actor=actor
    )


@case("publishing.revoke_clearance", Duty.PUBLISHER)
def _revoke(county: County) -> Prepared:
    clearance = cleared(content(county))
    return lambda actor: door.revoke_clearance(clearance, reason="有误", at=AT, actor=actor)


@case("publishing.withdraw", Duty.OFFICE)
def _withdraw(county: County) -> Prepared:
    publication = draft(county).published()
    return lambda actor: door.withdraw(publication, notice="撤", reason="错", on=TODAY, at=AT, actor=actor)


@case("publishing.take_down", Duty.DRAFTER)
def _take_down(county: County) -> Prepared:
    publication = draft(county).published()
    return lambda actor: door.take_down(publication, on=TODAY, at=AT, actor=actor)


@case("publishing.explain_take_down", Duty.DRAFTER)
def _explain(county: County) -> Prepared:
    removal = door.take_down(draft(county).published(), on=TODAY, at=AT, actor=SYSTEM)
    return lambda actor: door.explain_take_down(removal, reason="误发", at=AT, actor=actor)


@case("publishing.restore", Duty.OFFICE)
def _restore(county: County) -> Prepared:
    publication = draft(county).published()
    door.take_down(publication, on=TODAY, at=AT, reason="误发", actor=SYSTEM)
    return lambda actor: door.restore(publication, reason="已核", at=AT, actor=actor)


@case("publishing.record_channel", Duty.DRAFTER)
def _record_channel(county: County) -> Prepared:
    publication = draft(county).published()
    return lambda actor: door.record_channel(publication, Channel.BOARD, place="政务大厅", at=AT, actor=actor)


@case("publishing.clean_channel", Duty.DRAFTER)
def _clean_channel(county: County) -> Prepared:
    record = ChannelRecord.objects.create(publication=draft(county).published(), channel="wechat", at=AT)
    return lambda actor: door.clean_channel(record, at=AT, actor=actor)


@case("publishing.add_column", Duty.OFFICE)
def _add_column(county: County) -> Prepared:
    return lambda actor: door.add_column("新栏目", "new", parent=None, actor=actor)


@case("publishing.change_column", Duty.OFFICE)
def _change_column(county: County) -> Prepared:
    there = column()
    return lambda actor: door.change_column(there, name="改名", actor=actor)


#: asked in ``test_refusals_catalogue``
ASKED_APART = {
    f"zwgk.publishing.actions.{name}" for name in ("catalogue", "chains", "filing", "importing", "moving", "topics")
}


def test_every_act_on_what_is_public_is_asked_here() -> None:
    ours = {name: act for name, act in ACTS.items() if name.startswith("publishing.")}
    assert {name for name, act in ours.items() if act.__module__ not in ASKED_APART} == set(CASES)


@pytest.mark.parametrize("name", sorted(CASES))
def test_who_has_not_the_duty_does_nothing(county: County, name: str) -> None:
    make, wrong = CASES[name]
    act = make(county)
    without, elsewhere = county.actor(wrong), county.actor(Duty.PUBLISHER, county.other)
    with nothing_changes():
        with pytest.raises(NotAllowed):
            act(without)
        with pytest.raises(NotAllowed):
            act(elsewhere)


@pytest.mark.parametrize(
    ("name", "duty"),
    [
        ("publishing.add_column", Duty.PUBLISHER),
        ("publishing.change_column", Duty.PUBLISHER),
        ("publishing.approve_standing", Duty.SECRECY),
        ("publishing.approve_migration", Duty.LEADER),
    ],
)
def test_what_belongs_to_the_whole_site_is_not_a_bureaus_to_decide(county: County, name: str, duty: Duty) -> None:
    act = CASES[name][0](county)
    bureaus, governments = county.actor(duty), county.actor(duty, county.government)
    with nothing_changes(), pytest.raises(NotAllowed):
        act(bureaus)
    assert act(governments)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"name": " ", "slug": "x"}, "空的"),
        ({"name": "政策文件", "slug": "x"}, "同一级已有"),
        ({"name": "新", "slug": "policy"}, "已被使用"),
        ({"name": "新", "slug": "政策"}, "小写字母"),
        ({"name": "新", "slug": "a/b"}, "小写字母"),
        ({"name": "长" * 81, "slug": "x"}, "最多80字"),
        ({"name": "新", "slug": "x", "external_url": "javascript:alert(1)"}, "不是网址"),
    ],
)
def test_a_column_has_a_name_of_its_own_and_a_sound_address(county: County, fields: dict[str, str], why: str) -> None:
    column()
    with nothing_changes(), pytest.raises(BadInput, match=why):
        door.add_column(**fields, parent=None, actor=SYSTEM)  # type: ignore[arg-type]


def test_a_column_is_renamed_and_hidden_but_keeps_its_address(county: County) -> None:
    there = column()
    door.add_column("通知", "notices", parent=None, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="同一级已有"):
        door.change_column(there, name="通知", actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="不能改"):
        door.change_column(there, slug="other", actor=SYSTEM)
    door.change_column(there, name="政策", is_public=False, actor=county.actor(Duty.DISCLOSURE_OFFICE))
    assert (Column.objects.get(pk=there.pk).name, queries.column("policy")) == ("政策", None)


def test_a_channel_is_cleaned_once_and_its_address_must_lead_somewhere(county: County) -> None:
    publication = draft(county).published()
    office = county.actor(Duty.OFFICE)
    with nothing_changes(), pytest.raises(BadInput, match="链接"):
        door.record_channel(publication, Channel.WECHAT, url="javascript:alert(1)", at=AT, actor=office)
    record = door.record_channel(publication, Channel.BOARD, place="政务大厅", at=AT, actor=office)
    door.clean_channel(record, at=AT, actor=office)
    with nothing_changes():
        door.clean_channel(record, at=timezone.now(), actor=office)
    assert ChannelRecord.objects.get().cleaned_at == AT


def test_a_standing_clearance_is_for_a_named_class_and_ends_within_five_years(county: County) -> None:
    leader = county.actor(Duty.LEADER)
    for name, valid_to in (("papers", NEXT_YEAR), ("guide", TODAY.replace(year=2032)), ("guide", TODAY.replace(day=1))):
        with nothing_changes(), pytest.raises(BadInput):
            door.approve_standing(name, organ=county.bureau, basis="条例", on=TODAY, valid_to=valid_to, actor=leader)
    made = door.approve_standing("guide", organ=county.bureau, basis="条例", on=TODAY, valid_to=NEXT_YEAR, actor=leader)
    assert queries.standing("guide", organ_id=county.bureau.pk, today=TODAY) == made
    assert queries.standing("guide", organ_id=county.other.pk, today=TODAY) is None
    door.revoke_clearance(made, reason="数据有误", at=AT, actor=leader)
    with nothing_changes(), pytest.raises(BadInput, match="已经撤销"):
        door.revoke_clearance(made, reason="数据有误", at=AT, actor=leader)
    assert queries.standing("guide", organ_id=county.bureau.pk, today=TODAY) is None


def test_a_migration_needs_its_own_kind_of_approval_in_force(county: County) -> None:
    made = content(county)
    other, revoked = cleared(made), migration()
    door.revoke_clearance(revoked, reason="清单有误", at=AT, actor=SYSTEM)
    for clearance in (other, revoked):
        with nothing_changes(), pytest.raises(NotCleared):
            door.migrate(clearance, [Migrant("k", made, AT)], actor=SYSTEM)


def test_an_index_number_in_use_is_told_and_nothing_of_the_batch_goes_in(county: County) -> None:
    clearance = migration()
    door.migrate(clearance, [Migrant("a", content(county, index_no="K-1"), AT)], actor=SYSTEM)
    batch = [Migrant("b", content(county, "乙"), AT), Migrant("c", content(county, "丙", index_no="K-1"), AT)]
    with nothing_changes(), pytest.raises(BadInput, match="K-1"):
        door.migrate(clearance, batch, actor=SYSTEM)
    made = content(county, "丁", index_no="K-1")
    paper = cleared(made)
    with nothing_changes(), pytest.raises(BadInput, match="K-1"):
        door.publish(made, clearance=paper, at=AT, actor=SYSTEM)


def test_a_key_leads_to_its_own_papers_publication_only(county: County) -> None:
    """A key of an old site must not pass for a document of the house."""
    door.migrate(migration(), [Migrant("document:1", content(county), AT)], actor=SYSTEM)
    made = content(county, "另一件")
    paper = cleared(made)
    with nothing_changes(), pytest.raises(BadInput, match="来源键"):
        door.publish(made, clearance=paper, at=AT, actor=SYSTEM, matter_id=7, key="document:1")
    assert Publication.objects.count() == 1
