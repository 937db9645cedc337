"""Hints for the reviewer: what no check digit can prove (个人信息保护法第二十八条、第三十一条)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.numbers import id_card, wrong_bank_card, wrong_id_card
from tests.seeds import seed
from zwgk.rules.privacy.hints import HintKind, hints


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("序号\t姓名\t身份证号\t住址\n1\t张某", HintKind.TABLE_HEAD, "序号\t姓名\t身份证号\t住址"),
        ("| 序号 | 姓 名 | 银行账号 |\n", HintKind.TABLE_HEAD, "| 序号 | 姓 名 | 银行账号 |"),
        ("户主姓名 残疾等级 补助金额", HintKind.TABLE_HEAD, "户主姓名 残疾等级 补助金额"),
        (f"身份证号：{wrong_id_card()}", HintKind.DOUBTFUL_ID, wrong_id_card()),
        (f"银行卡号：{wrong_bank_card()}", HintKind.DOUBTFUL_CARD, wrong_bank_card()),
        ("家庭住址：清岚县城关镇东街12号", HintKind.ADDRESS, "清岚县城关镇东街12号"),
        ("现住清岚县平安乡柳树村三组", HintKind.ADDRESS, "清岚县平安乡柳树村三组"),
        ("留守儿童：李某某，就读于中心学校", HintKind.MINOR, "留守儿童：李某某"),
        ("其子今年9岁", HintKind.MINOR, "9岁"),
        ("经诊断为慢性肾功能衰竭", HintKind.HEALTH, "诊断为慢性肾功能衰竭"),
        ("出生日期：1990年3月7日", HintKind.BIRTH, "出生日期：1990年3月7日"),
    ],
)
def test_a_place_to_look_at_is_shown_with_advice(text: str, kind: HintKind, place: str) -> None:
    found = hints(text)
    assert [(hint.kind, hint.text) for hint in found] == [(kind, place)]
    assert found[0].advice


@pytest.mark.parametrize(
    "text",
    [
        "姓名\t职务\t分管工作",
        f"身份证号：{id_card()}",
        "申请应包括：申请人的姓名或者名称、身份证号、联系方式；",
        "60岁以上老年人，16周岁以下免票",
        "加强未成年人保护工作，关爱留守儿童",
        "单位地址：清岚县行政中心东区八楼",
        "残疾等级评定办法",
    ],
)
def test_ordinary_words_of_papers_are_no_hint(text: str) -> None:
    assert hints(text) == []


@given(st.text("姓名身份证号|\t \n0123456789岁住址县村组号确诊", max_size=200))
def test_any_text_is_answered_with_places_inside_it(text: str) -> None:
    for hint in hints(text):
        assert text[hint.start : hint.end] == hint.text


@pytest.mark.parametrize("unit", ["住址县", "姓名|", "身份证", "9", "确诊", "学生甲乙"])
def test_long_monotonous_text_is_searched_in_linear_time(unit: str) -> None:
    assert isinstance(hints(unit * (60_000 // len(unit))), list)


@pytest.mark.seeds
@pytest.mark.parametrize("number", range(5))
def test_the_seed_papers_give_no_hint(number: int) -> None:
    assert hints(seed(number).read_text(encoding="utf-8")) == []
