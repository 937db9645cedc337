"""Old cases come in from a table: each once, every fault at its cell, late ones late by the calendar (S4-34)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.inforequests.story import PERSON, moment, prepare, registered
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.files.readers.sheet import address
from zwgk.files.writers.sheets import Column, SheetData, workbook
from zwgk.inforequests import imports, persons, queries, verifying
from zwgk.inforequests.models import Dispute, InfoRequest
from zwgk.people.actor import SYSTEM
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.inforequest import Stage

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def table(*rows: dict[str, object], without: str = "") -> bytes:
    columns = [Column(heading) for name, heading in imports.HEADINGS.items() if name != without]
    names = [name for name in imports.HEADINGS if name != without]
    filled = [[row.get(name) for name in names] for row in rows]
    return workbook([SheetData("历史", columns, filled, title="台账")], title="台账")  # type: ignore[arg-type]


def row(key: str, organ: str, **more: object) -> dict[str, object]:
    return {
        "key": key,
        "organ": organ,
        "description": "2025年度农村公路养护资金分配情况",
        "received_on": date(2026, 1, 30),
        "answered_on": date(2026, 3, 5),
        "outcome": "予以公开",
        "name": PERSON.name,
        "number": PERSON.number,
        **more,
    }


def take(data: bytes) -> imports.Result:
    return imports.take("台账.xlsx", data, at=moment(TODAY), today=TODAY, actor=SYSTEM)


def test_cells_are_called_as_the_sheet_calls_them() -> None:
    assert [address(0, 0), address(4, 25), address(4, 26), address(9, 701)] == ["A1", "Z5", "AA5", "ZZ10"]


def test_old_cases_are_taken_once_and_counted_by_the_calendar(county: County, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    prepare(county)
    organ = county.bureau.name
    data = table(
        row("1", organ),
        row("2", organ, answered_on=date(2026, 3, 6)),
        row("3", organ, answered_on=date(2026, 4, 2), extended_by=20),
        row(
            "4", organ, received_on=date(2026, 9, 7), consulted_on=date(2026, 9, 11), consulted_to=date(2026, 9, 29),
            answered_on=date(2026, 10, 27), outcome="refuse_third_party",
        ),
        row(
            "5", organ, received_on="2026年4月20日", correction_on=date(2026, 4, 29), corrected_on=date(2026, 5, 12),
            answered_on=date(2026, 6, 9), reconsidered_on=date(2026, 7, 1), reconsidered="结果维持",
            reconsidered_to=date(2026, 8, 20), name="清岚惠民养老服务中心", kind="社会公益组织", number="",
        ),
    )  # fmt: skip
    with django_assert_max_num_queries(70):
        result = take(data)
    assert (result.taken, result.known, result.rejects) == (5, 0, [])
    rows = list(InfoRequest.objects.order_by("received_on", "pk").select_related("matter", "filing"))
    assert [queries.is_late(r) for r in rows] == [False, True, False, False, False]
    assert [queries.reply_due(r) for r in rows] == [
        date(2026, 3, 5), date(2026, 3, 5), date(2026, 4, 2), date(2026, 6, 9), date(2026, 10, 27),
    ]  # fmt: skip
    assert {r.matter.stage for r in rows} == {Stage.ARCHIVED}
    assert [r.matter.number for r in rows][:3] == ["申2026-00001", "申2026-00002", "申2026-00003"]
    assert PERSON.name not in str([(r.matter.title, r.filing.masked_name) for r in rows])
    assert Dispute.objects.get().result == "upheld"
    assert list(verifying.faults()) == []
    story = registered(county, received=date(2026, 11, 2))
    assert persons.of_person(story.fresh()).count() == 4, "同一申请人从历史数据中也找得到"
    assert story.fresh().matter.number == "申2026-00006"
    again = take(data)
    assert (again.taken, again.known) == (0, 5)
    number = rows[0].matter.number
    assert queries.find(county.actor(Duty.OFFICE), number) is not None
    assert queries.find(county.actor(Duty.OFFICE, county.other), number) is None


def test_every_fault_is_named_by_its_cell_and_the_other_rows_are_taken(county: County) -> None:
    prepare(county)
    organ = county.bureau.name
    result = take(
        table(
            row("1", organ),
            row("2", "没有的局", outcome="给了"),
            row("3", organ, received_on="上个月", answered_on=date(2027, 1, 1)),
            row("4", organ, answered_on=date(2026, 1, 2)),
            row("1", organ),
            row("5", organ, number="990123199001011234", extended_by=30, kind="火星人"),
            row("6", organ, description=""),
            row("7", organ, sued="结果纠正"),
        )
    )
    assert result.taken == 1
    told = [(reject.cell, reject.heading) for reject in result.rejects]
    assert told == [
        *(("F4", "答复结果"), ("B4", "受理机关"), ("D5", "收到申请之日"), ("E5", "答复之日"), ("E6", "答复之日")),
        *(("A7", "原编号"), ("I8", "申请人类别"), ("K8", "证件号码"), ("Q8", "延长工作日")),
        *(("C9", "申请内容"), ("Z10", "诉讼收到之日")),
    ]
    assert "990123199001011234" not in str(result.rejects)
    with nothing_changes(), pytest.raises(BadInput, match="表头缺少答复之日"):
        take(table(row("1", organ), without="answered_on"))
    with nothing_changes(), pytest.raises(BadInput):
        take(b"no workbook")
    assert take(imports.blank()).rejects[0].heading == "受理机关"


def test_without_a_key_nothing_is_taken_in_unsealed(county: County) -> None:
    with nothing_changes(), pytest.raises(GateClosed):
        take(table(row("1", county.bureau.name)))
