"""Which organ probably holds it (S4-48): proposed to a person, with the words on which it rests."""

from __future__ import annotations

import pytest

from zwgk.rules.whose import proposals

ORGANS = [
    (1, "清岚县交通运输局", "负责公路养护、道路运输管理，承担农村公路建设资金分配"),
    (2, "清岚县教育局", "负责学校管理、学籍管理和教育资金分配"),
    (3, "清岚县农业农村局", "负责农村土地承包、宅基地管理"),
]


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("请提供2025年农村公路养护资金分配情况", 1),
        ("申请公开全县学籍管理的文件", 2),
        ("栗坪镇宅基地审批材料", 3),
    ],
)
def test_the_organ_whose_duties_say_it_is_proposed_first(wanted: str, first: int) -> None:
    found = proposals(wanted, ORGANS)
    assert found[0].key == first
    assert all(word in wanted for word in found[0].words)


@pytest.mark.parametrize("wanted", ["", "政府信息公开", "<script>", "abc", "火星探测", "管"])
def test_nobody_is_proposed_where_nothing_tells_them_apart(wanted: str) -> None:
    assert proposals(wanted, ORGANS) == []


def test_words_that_follow_each_other_are_told_as_one() -> None:
    assert "公路养护" in "".join(proposals("公路养护", ORGANS)[0].words)
