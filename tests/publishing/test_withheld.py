"""负面清单 and 非公开政府信息目录 (S0-06, S0-59): kept with their history, shown as far as cleared, told in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from tests.people.factory import TODAY, County
from tests.publishing.cases_withheld import KNOWN, listed
from tests.publishing.lists import AT, NEXT_YEAR, drafted, facts, in_force
from tests.unchanged import nothing_changes
from zwgk.files.readers import read_bytes
from zwgk.notices.models import Notice
from zwgk.people.actor import SYSTEM
from zwgk.publishing.actions import negative_list, withheld
from zwgk.publishing.models import NegativeEntry, WithheldItem
from zwgk.publishing.withheld import files, public, queries, reminding
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, Classified, NotAllowed
from zwgk.rules.withheld_tables import ENTRY_HEADINGS, ITEM_HEADINGS, Line, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _everybody_is_there(county: County) -> None:
    for duty in (Duty.OFFICE, Duty.SECRECY, Duty.LEADER, Duty.DISCLOSURE_OFFICE):
        county.post(duty)


def test_a_class_holds_from_its_confirmation_by_another_person_until_it_is_amended_or_removed(county: County) -> None:
    entry = drafted(county)
    both = replace(county.actor(Duty.SECRECY), user_id=county.post(Duty.OFFICE).user_id)
    with nothing_changes(), pytest.raises(NotAllowed, match="两人办理"):
        negative_list.confirm_entry(entry, on=TODAY, at=AT, actor=both)
    assert not queries.in_force(county.bureau.pk, on=TODAY).exists()
    entry = negative_list.confirm_entry(entry, on=TODAY, at=AT, actor=county.actor(Duty.SECRECY))
    assert queries.in_force(county.operations.pk, on=TODAY).get() == entry, "it holds for all below"
    assert not queries.in_force(county.other.pk, on=TODAY).exists()
    draft = negative_list.amend_entry(entry, reason="范围缩小", actor=county.actor(Duty.OFFICE))
    negative_list.draft_entry(
        county.bureau,
        facts(matters="未签约招商项目的谈判底价"),
        entry=draft,
        today=TODAY,
        actor=county.actor(Duty.OFFICE),
    )
    assert queries.in_force(county.bureau.pk, on=TODAY).get() == entry, "until the amendment is confirmed"
    later = TODAY + timedelta(days=10)
    new = negative_list.confirm_entry(draft, on=later, at=AT, actor=county.actor(Duty.LEADER))
    assert queries.in_force(county.bureau.pk, on=TODAY).get().pk == entry.pk
    assert queries.in_force(county.bureau.pk, on=later).get() == new
    negative_list.remove_entry(new, reason="都已公开", on=later, at=AT, actor=county.actor(Duty.LEADER))
    assert not queries.in_force(county.bureau.pk, on=later).exists()
    assert [row.why_ended for row in public.ended(later)] == ["都已公开", "范围缩小"]


def test_a_class_that_the_law_does_not_carry_is_refused_at_its_field(county: County) -> None:
    for more, field in (
        ({"matters": "会议纪要"}, "matters"),
        ({"ground_code": "special_query"}, "ground"),
        ({"ground_code": "forbidden_by_law", "law": "有关规定"}, "law"),
        ({"review_on": TODAY}, "review_on"),
        ({"review_on": date(2029, 1, 1)}, "review_on"),
        ({"matters": "陈某某（身份证号11010519491231002X）的投诉材料"}, "matters"),
    ):
        with nothing_changes(), pytest.raises(BadInput) as refusal:
            drafted(county, **more)
        assert refusal.value.field == field, more
    with nothing_changes(), pytest.raises(Classified):
        drafted(county, matters="绝密★10年 作战物资储备数量和分布")


def test_of_a_secret_only_that_there_is_one_is_kept(county: County) -> None:
    """涉密不上网: neither title nor number; 保密审查 alone enters it; a table never brings one."""
    secret = replace(KNOWN, title="", ground_code="secret", is_secret=True)
    for wrong in (replace(secret, title="某报告"), replace(secret, doc_number="清商密〔2026〕1号")):
        with nothing_changes(), pytest.raises(BadInput, match="不登记题名和文号"):
            withheld.list_item(county.bureau, wrong, today=TODAY, at=AT, actor=county.actor(Duty.SECRECY))
    with nothing_changes(), pytest.raises(NotAllowed):
        withheld.list_item(county.bureau, secret, today=TODAY, at=AT, actor=county.actor(Duty.OFFICE))
    item = withheld.list_item(county.bureau, secret, today=TODAY, at=AT, actor=county.actor(Duty.SECRECY))
    assert item.shown_as == "（涉密，不登记题名）"
    line = Line(2, {"title": "甲", "ground": "国家秘密", "reason": "某某原因", "decided_on": "2026-01-05"})
    result = withheld.import_items(county.bureau, [line], today=TODAY, at=AT, actor=SYSTEM)
    assert "不从表格导入" in result.rejects[0].why


def test_the_public_sees_of_an_item_what_was_cleared_and_the_title_not_where_it_is_masked(county: County) -> None:
    item = listed(county)
    assert not public.catalogue("").rows
    secrecy = county.actor(Duty.SECRECY)
    withheld.show_items([item], masked=True, on=TODAY, actor=secrecy)
    row = public.catalogue("").rows[0]
    assert (row.number, row.public_title) == ("非公开〔2026〕1号", withheld.MASKED)
    assert {"title", "ground_reason", "doc_number"} <= row.get_deferred_fields()
    withheld.show_items([item], masked=False, on=TODAY, actor=secrecy)
    assert public.catalogue("").rows[0].public_title == KNOWN.title
    withheld.hide_items([item], actor=secrecy)
    assert not public.catalogue("").rows


def test_ground_for_names_the_rows_that_support_a_refusal(county: County) -> None:
    """For documents and for answers to requests alike."""
    none = queries.ground_for(county.bureau.pk, ground_code="process_info", on=TODAY)
    assert (none.has_list, none.only, none.item) == (False, None, None)
    entry, item = in_force(county, words="谈判"), listed(county)
    found = queries.ground_for(county.bureau.pk, ground_code="process_info", on=TODAY, title=KNOWN.title)
    assert (found.has_list, found.only, found.item) == (True, entry, item)
    other = queries.ground_for(county.bureau.pk, ground_code="third_party", on=TODAY, title=KNOWN.title)
    assert (other.has_list, other.only, other.item) == (True, None, None)


def test_reminders_come_a_month_before_on_the_day_and_a_month_after_once_each(county: County) -> None:
    item, entry = listed(county), in_force(county)
    told = []
    for day in (TODAY, NEXT_YEAR - timedelta(days=29), NEXT_YEAR - timedelta(days=28), NEXT_YEAR, date(2028, 1, 5)):
        told.append(reminding.remind(today=day))
        assert reminding.remind(today=day) == 0, "once"
    assert (told[0], told[2]) == (0, 0)
    assert all(told[n] > 0 for n in (1, 3, 4))
    item.refresh_from_db()
    entry.refresh_from_db()
    assert (item.told, entry.told) == ("late", "late")
    texts = set(Notice.objects.values_list("text", flat=True))
    assert any("一个月内到评估日期" in text for text in texts)
    secret = replace(KNOWN, title="", ground_code="secret", is_secret=True, secret_until=date(2026, 12, 10))
    withheld.list_item(county.bureau, secret, today=TODAY, at=AT, actor=SYSTEM)
    assert reminding.remind_of_secrets(today=TODAY) == 1
    assert reminding.remind_of_secrets(today=TODAY) == 0
    assert reminding.remind_of_secrets(today=date(2026, 12, 11)) == 1


def test_the_lists_go_out_as_tables_and_come_in_again_bad_lines_said_singly(county: County) -> None:
    in_force(county)
    listed(county)
    data = files.negative_list(NegativeEntry.objects.all(), title="清单", organ="县商务局", made_on=TODAY)
    lines = read(read_bytes("a.xlsx", data).tables[0], ENTRY_HEADINGS, needed=("name", "matters"), what="不能导入")
    assert lines[0].get("ground") == "第十六条第二款 过程性信息"
    bad = (
        Line(4, {"name": "值班安排", "matters": "值班表和联系电话的安排", "ground": "领导说不公开"}),
        Line(
            5, {"name": "内部流程", "matters": "公文内部流转的环节和意见", "ground": "内部事务信息", "unit": "没有科"}
        ),
    )
    good = Line(6, {"name": "内部事务", "matters": "公文内部流转的环节和意见", "ground": "内部事务信息"})
    result = negative_list.import_entries(county.bureau, [*lines, *bad, good], today=TODAY, actor=SYSTEM)
    assert (result.added, result.unchanged, [r.number for r in result.rejects]) == (1, 1, [4, 5])
    data = files.catalogue(queries.exported(SYSTEM, queries.Filter(), most=10), title="目录", organ="", made_on=TODAY)
    needed = ("title", "ground", "reason", "decided_on")
    lines = read(read_bytes("b.xlsx", data).tables[0], ITEM_HEADINGS, needed=needed, what="不能导入")
    WithheldItem.objects.all().delete()
    result = withheld.import_items(county.bureau, lines, today=TODAY, at=AT, actor=SYSTEM)
    assert (result.added, result.rejects) == (1, [])
    item = WithheldItem.objects.get()
    assert (item.title, item.decided_on, item.review_on) == (KNOWN.title, TODAY, NEXT_YEAR)


def test_the_desk_asks_as_often_for_many_items_as_for_one(county: County) -> None:
    actor = county.actor(Duty.OFFICE)

    def asked() -> int:
        before = len(connection.queries_log)
        page = queries.items(actor, queries.Filter(), "", size=5)
        [(row.number, str(row.unit or row.organ), str(row.entry)) for row in page.rows]
        return len(connection.queries_log) - before

    connection.force_debug_cursor = True
    listed(county)
    one = asked()
    for n in range(8):
        known = replace(KNOWN, title=f"关于第{n}件事的报告")
        withheld.list_item(county.bureau, known, today=TODAY, at=AT, actor=SYSTEM)
    assert asked() == one
    page = queries.items(actor, queries.Filter(), "", size=5)
    rest = queries.items(actor, queries.Filter(), page.older, size=5)
    assert [row.serial for row in (*page.rows, *rest.rows)] == list(range(9, 0, -1))
    connection.force_debug_cursor = False
