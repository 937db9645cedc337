"""A mark of secrecy refuses the file; a word about secrecy does not (涉密不上网)."""

from __future__ import annotations

import pytest

from tests.seeds import seed
from zwgk.rules import secrecy
from zwgk.rules.errors import Classified
from zwgk.rules.secrecy import Grade


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        pytest.param("秘密★1年\n关于某事的报告", "秘密★1年", id="密级与期限"),
        pytest.param("机密★\n关于某事的报告", "机密★", id="只有星号"),
        pytest.param("绝密★启用前\n试题", "绝密★启用前", id="启用前"),
        pytest.param("机　密★５年\n", "机　密★５年", id="字间全角空格与全角数字"),
        pytest.param("000012\n机密\n特急\n清岚县某局文件", "机密", id="单独成行"),
        pytest.param("000012 秘密 特急\n清岚县某局文件", "秘密", id="份号密级紧急程度同一行"),
        pytest.param("密级：机密\n文号：略", "机密", id="密级栏"),
        pytest.param("密 级:秘密 公开属性:不公开", "秘密", id="密级栏后有别的栏"),
        pytest.param("（秘密）\n关于某事的函", "（秘密）", id="括号"),
        pytest.param("【机密】关于某事的函", "【机密】", id="方头括号"),
        pytest.param("TOP SECRET\n", "TOP SECRET", id="英文"),
    ],
)
def test_a_mark_refuses_the_whole_text_and_names_the_place(text: str, mark: str) -> None:
    marks = [found for found in secrecy.find(text) if found.grade is Grade.MARK]
    assert [found.text.strip() for found in marks] == [mark]
    with pytest.raises(Classified) as refusal:
        secrecy.must_be_open(text, "“某文件.docx”")
    assert f"第{marks[0].line}行" in refusal.value.why
    assert "某事" not in refusal.value.why  # nothing of the matter is repeated
    assert refusal.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        "依照保密法规定，明确标识为“秘密”、“机密”、“绝密”的国家秘密事项；",
        "涉及国家秘密、商业秘密、个人隐私的，不予公开。",
        "工作人员应当保守秘密，不得泄露工作机密。",
        "国家秘密分为绝密、机密、秘密三级。",
        "密级：\n国家秘密的密级分为三级",
        "密级：秘密、机密、绝密（请勾选）",
        "保密期限：绝密级不超过三十年，机密级不超过二十年。",
        "第三章 商业秘密",
        "植物的秘密\n图书目录",
    ],
)
def test_words_about_secrecy_are_no_mark(text: str) -> None:
    assert [found for found in secrecy.find(text) if found.grade is Grade.MARK] == []
    assert isinstance(secrecy.must_be_open(text), list)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("内部资料，注意保存\n", "内部"),
        ("内部文件，不得外传。", "内部"),
        ("（此件不公开）\n", "不公开"),
        ("公开属性：依申请公开", "依申请公开"),
        ("本资料严禁外传。", "外传"),
        ("仅供内部使用\n", "内部"),
    ],
)
def test_internal_marks_are_shown_to_the_reviewer_and_do_not_refuse(text: str, reason: str) -> None:
    found = secrecy.must_be_open(text)
    assert [hint.grade for hint in found] == [Grade.HINT]
    assert reason in found[0].reason


def test_a_quoted_number_of_a_paper_that_is_not_public_is_a_hint() -> None:
    """S2 四(三): numbers of non-public papers must not leave by being quoted."""
    text = "根据清政密[2023]第7号和清政发〔2023〕8号要求。"
    found = secrecy.find(text, non_public={"清政密〔2023〕7号"})
    assert [(hint.grade, hint.text) for hint in found] == [(Grade.HINT, "清政密[2023]第7号")]
    assert secrecy.find(text) == []


@pytest.mark.parametrize("unit", ["机密\n", "★", "秘 ", "密级:", "内部文件", "("])
def test_long_monotonous_text_is_searched_in_linear_time(unit: str) -> None:
    assert isinstance(secrecy.find(unit * (100_000 // len(unit))), list)


@pytest.mark.seeds
@pytest.mark.parametrize("number", range(5))
def test_no_seed_paper_is_refused(number: int) -> None:
    """S4 names 秘密、机密、绝密 in running text."""
    assert secrecy.must_be_open(seed(number).read_text(encoding="utf-8")) == []
