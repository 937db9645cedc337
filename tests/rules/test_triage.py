"""What an application may be besides a request: the words hint, a person decides."""

from __future__ import annotations

import pytest

from zwgk.rules.triage import Looks, hints


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2025年度农村公路养护资金分配情况", [], id="某份信息"),
        pytest.param("清政发〔2025〕3号文件", [], id="文号"),
        pytest.param("我1986年招工进厂的档案材料", [Looks.ARCHIVES], id="档案"),
        pytest.param("投诉楼下违法建设，要求处理", [Looks.COMPLAINT], id="投诉"),
        pytest.param("我家征地补偿太低，请领导给说法", [Looks.PETITION], id="信访"),
        pytest.param("请问低保如何申请？", [Looks.QUESTION], id="咨询"),
        pytest.param("县志2020年版", [Looks.PRINTED], id="书刊"),
        pytest.param("请逐年统计各乡镇危房数并对比", [Looks.ANALYSIS], id="加工分析"),
        pytest.param("更正本人的婚姻登记，登记有误", [Looks.ARCHIVES, Looks.OWN_RECORD], id="更正"),
    ],
)
def test_words_hint_at_what_an_application_may_be(text: str, expected: list[Looks]) -> None:
    """《条例》第三十六、三十八、三十九、四十一条."""
    found = hints(text)
    assert [hint.looks for hint in found] == expected
    assert all(hint.why.startswith("写有“") and hint.then and hint.basis.startswith("《") for hint in found)
