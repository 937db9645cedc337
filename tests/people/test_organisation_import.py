"""An organisation comes in from a table: any order, twice the same as once, bad rows said one by one (S1-01)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people.factory import County
from zwgk.people.actor import SYSTEM
from zwgk.people.imports import organs_from_rows
from zwgk.people.models import Unit, UnitPath
from zwgk.rules.codes import org_code_check_digit, uscc_check_digit
from zwgk.rules.duties import Duty
from zwgk.rules.errors import NotAllowed

pytestmark = pytest.mark.django_db
BODY = "11990100" + "99900001" + org_code_check_digit("99900001")
GOOD: list[dict[str, Any]] = [
    {"名称": "综合科", "上级": "青岚县水利局", "类别": "科室"},
    {"名称": "青岚县水利局", "上级": "青岚县人民政府", "类别": "部门", "机关代字": "青水", "排序": 3.0},
    {
        "名称": "青岚县人民政府",
        "上级": None,
        "类别": "人民政府",
        "统一社会信用代码": BODY + uscc_check_digit(BODY),
        "设立日期": "1984年7月1日",
        "曾用名": "青岚区公所、青岚工委",
    },
]


def test_children_may_stand_before_their_parents() -> None:
    result = organs_from_rows(GOOD, actor=SYSTEM)
    assert result.rejects == []
    assert sorted(result.added) == sorted(["综合科", "青岚县水利局", "青岚县人民政府"])
    section = Unit.objects.get(name="综合科")
    assert section.full_name == "青岚县水利局综合科"
    assert set(UnitPath.objects.filter(below=section).values_list("above__name", flat=True)) == {
        "综合科",
        "青岚县水利局",
        "青岚县人民政府",
    }
    government = Unit.objects.get(name="青岚县人民政府")
    assert str(government.valid_from) == "1984-07-01"
    assert [former.name for former in government.former_names.order_by("pk")] == ["青岚区公所", "青岚工委"]
    assert Unit.objects.get(name="青岚县水利局").order == 3


def test_the_same_table_twice_adds_nothing() -> None:
    organs_from_rows(GOOD, actor=SYSTEM)
    before = list(Unit.objects.order_by("pk").values())
    again = organs_from_rows(GOOD, actor=SYSTEM)
    assert (again.added, again.changed, again.unchanged, again.rejects) == ([], [], 3, [])
    assert list(Unit.objects.order_by("pk").values()) == before


def test_a_later_table_updates_what_it_says_and_leaves_the_rest() -> None:
    organs_from_rows(GOOD, actor=SYSTEM)
    result = organs_from_rows(
        [{"单位名称": "青岚县水利局", "上级单位": "青岚县人民政府", "类别": "工作部门", "电话": "0990-2345678"}],
        actor=SYSTEM,
    )
    assert result.changed == ["青岚县水利局"]
    unit = Unit.objects.get(name="青岚县水利局")
    assert (unit.phone, unit.code) == ("0990-2345678", "青水")


def test_a_preview_says_the_same_and_writes_nothing() -> None:
    result = organs_from_rows(GOOD, actor=SYSTEM, preview=True)
    assert len(result.added) == 3
    assert result.rejects == []
    assert Unit.objects.count() == 0
    assert result.summary() == "新增 3 个，更新 0 个，无变化 0 个，未导入 0 行"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        pytest.param({"名称": "", "类别": "部门", "电话": "1"}, "名称是空的", id="没有名称"),
        pytest.param({"名称": "水利局", "类别": "局"}, "类别“局”不认识", id="类别不认识"),
        pytest.param({"名称": "水利局"}, "没有填写类别", id="没有类别"),
        pytest.param(
            {"名称": "水利局", "类别": "部门", "上级": "不存在的县"}, "没有找到上级“不存在的县”", id="上级不存在"
        ),
        pytest.param({"名称": "水利局", "类别": "部门", "上级": "水利局"}, "上级就是它自己", id="自己的上级"),
        pytest.param({"名称": "综合科", "类别": "科室"}, "科室须填写所属机关", id="科室无机关"),
        pytest.param(
            {"名称": "水利局", "类别": "部门", "统一社会信用代码": "119901009990000100"},
            "统一社会信用代码",
            id="代码校验",
        ),
        pytest.param({"名称": "水利局", "类别": "部门", "排序": "甲"}, "排序“甲”不是数字", id="排序"),
        pytest.param({"名称": "水利局", "类别": "部门", "设立日期": "2020年13月1日"}, "不是日期", id="日期"),
        pytest.param({"名称": "水" * 121, "类别": "部门"}, "最多120个", id="名称过长"),
        pytest.param({"名称": "水利局", "类别": "部门", "电话": "1" * 61}, "最多60个", id="电话过长"),
    ],
)
def test_a_bad_row_is_said_with_its_number_and_the_others_come_in(row: dict[str, Any], why: str) -> None:
    result = organs_from_rows([{"名称": "甲县人民政府", "类别": "政府"}, row], actor=SYSTEM)
    assert result.added == ["甲县人民政府"]
    assert [reject.row for reject in result.rejects] == [2]
    assert why in result.rejects[0].why
    assert Unit.objects.count() == 1


def test_two_rows_that_name_each_other_as_parent_are_both_refused() -> None:
    result = organs_from_rows(
        [{"名称": "甲局", "类别": "部门", "上级": "乙局"}, {"名称": "乙局", "类别": "部门", "上级": "甲局"}],
        actor=SYSTEM,
    )
    assert [reject.row for reject in result.rejects] == [1, 2]
    assert Unit.objects.count() == 0


def test_a_repeated_row_is_taken_once() -> None:
    result = organs_from_rows([{"名称": "甲县人民政府", "类别": "政府"}] * 2, actor=SYSTEM)
    assert result.added == ["甲县人民政府"]
    assert result.rejects[0].why == "与表中前面的一行重复"


def test_empty_rows_are_passed_over() -> None:
    assert organs_from_rows([{"名称": None, "类别": ""}, {}], actor=SYSTEM).rejects == []


def test_only_the_system_administrator_imports(county: County) -> None:
    before = Unit.objects.count()
    with pytest.raises(NotAllowed):
        organs_from_rows(GOOD, actor=county.actor(Duty.LEADER))
    assert Unit.objects.count() == before
