"""The cases of refusal for the acts on what is withheld."""

from __future__ import annotations

from tests.people.factory import TODAY, County
from tests.publishing.lists import AT, NEXT_YEAR, drafted, facts, in_force
from tests.publishing.refusing import Prepared, case
from zwgk.people.actor import SYSTEM
from zwgk.publishing.actions import negative_list, withheld
from zwgk.publishing.models import WithheldItem
from zwgk.rules.duties import Duty
from zwgk.rules.withheld_tables import Line

LINE = Line(2, {"name": "内部流程", "matters": "公文内部流转和值班安排", "ground": "内部事务信息"})
KNOWN = withheld.Known("关于某项目谈判的专报", "process_info", "谈判还在进行，公开会损害利益", TODAY, "局长")


def listed(county: County) -> WithheldItem:
    return withheld.list_item(county.bureau, KNOWN, today=TODAY, at=AT, actor=SYSTEM)


@case("publishing.draft_negative_entry", Duty.PUBLISHER)
def _draft(county: County) -> Prepared:
    return lambda actor: negative_list.draft_entry(county.bureau, facts(), today=TODAY, actor=actor)


@case("publishing.amend_negative_entry", Duty.PUBLISHER)
def _amend(county: County) -> Prepared:
    entry = in_force(county)
    return lambda actor: negative_list.amend_entry(entry, reason="范围有变", actor=actor)


@case("publishing.drop_negative_entry", Duty.PUBLISHER)
def _drop(county: County) -> Prepared:
    entry = drafted(county)
    return lambda actor: negative_list.drop_draft(entry, actor=actor)


@case("publishing.confirm_negative_entry", Duty.OFFICE)
def _confirm(county: County) -> Prepared:
    entry = drafted(county)
    return lambda actor: negative_list.confirm_entry(entry, on=TODAY, at=AT, actor=actor)


@case("publishing.remove_negative_entry", Duty.OFFICE)
def _remove(county: County) -> Prepared:
    entry = in_force(county)
    return lambda actor: negative_list.remove_entry(entry, reason="应当公开", on=TODAY, at=AT, actor=actor)


@case("publishing.review_negative_entry", Duty.OFFICE)
def _review(county: County) -> Prepared:
    entry = in_force(county)
    return lambda actor: negative_list.review_entry(entry, reason="情形没有变化", on=TODAY, actor=actor)


@case("publishing.import_negative_list", Duty.PUBLISHER)
def _import(county: County) -> Prepared:
    return lambda actor: negative_list.import_entries(county.bureau, [LINE], today=TODAY, actor=actor)


@case("publishing.list_withheld", Duty.PUBLISHER)
def _list(county: County) -> Prepared:
    return lambda actor: withheld.list_item(county.bureau, KNOWN, today=TODAY, at=AT, actor=actor)


@case("publishing.change_withheld", Duty.PUBLISHER)
def _change(county: County) -> Prepared:
    item = listed(county)
    return lambda actor: withheld.change_item(item, review_on=NEXT_YEAR, today=TODAY, actor=actor)


@case("publishing.declassify_withheld", Duty.OFFICE)
def _declassify(county: County) -> Prepared:
    known = withheld.Known("", "secret", "", TODAY, "局长", is_secret=True)
    item = withheld.list_item(county.bureau, known, today=TODAY, at=AT, actor=SYSTEM)
    return lambda actor: withheld.declassify_item(
        item, title="某件报告", basis="保密期限届满", ground_code="process_info", on=TODAY, actor=actor
    )


@case("publishing.show_withheld", Duty.OFFICE)
def _show(county: County) -> Prepared:
    item = listed(county)
    return lambda actor: withheld.show_items([item], masked=True, on=TODAY, actor=actor)


@case("publishing.hide_withheld", Duty.PUBLISHER)
def _hide(county: County) -> Prepared:
    item = listed(county)
    return lambda actor: withheld.hide_items([item], actor=actor)


@case("publishing.close_withheld", Duty.PUBLISHER)
def _close(county: County) -> Prepared:
    item = listed(county)
    return lambda actor: withheld.close_item(item, reason="登记有误", on=TODAY, actor=actor)


@case("publishing.import_withheld", Duty.PUBLISHER)
def _import_items(county: County) -> Prepared:
    line = Line(
        2, {"title": "关于某事的报告", "ground": "过程性信息", "reason": "讨论中的方案", "decided_on": "2026-11-02"}
    )
    return lambda actor: withheld.import_items(county.bureau, [line], today=TODAY, at=AT, actor=actor)
