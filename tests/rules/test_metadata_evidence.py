"""Where each field was taken from and what is doubted, so that the importer can print it; the five seed papers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.seeds import seed
from zwgk.rules.errors import LimitExceeded
from zwgk.rules.metadata import MAX_CHARACTERS, Field, extract

PAGE = (
    "清岚县商务局政务公开工作实施方案\n索引号:115323007704937969-/2019-0703436 公文目录:政府信息公开规定 "
    "发文日期:2021年03月01日 主题词: 文  号: 成文日期:\n为进一步推进政务公开工作，制定本方案，请认真执行。\n"
)


@pytest.mark.seeds
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (
            0,
            {
                "title": "中共蚌埠市委办公室蚌埠市人民政府办公室印发《关于全面推进政务公开工作的实施意见》的通知",
                "doc_number": None,
                "issuers": ["中共蚌埠市委办公室", "蚌埠市人民政府办公室"],
                "publisher": None,
                "date_written": "2016-11-16",
                "date_published": None,
                "index_no": None,
                "topic": None,
            },
        ),
        (
            1,
            {
                "title": "安徽滁州市加强政务公开 构建阳光透明政府",
                "doc_number": None,
                "issuers": [],
                "publisher": None,
                "date_written": None,
                "date_published": "2014-12-27",
                "index_no": None,
                "topic": None,
            },
        ),
        (
            2,
            {
                "title": "楚雄州商务局政务公开工作实施方案",
                "doc_number": None,
                "issuers": ["楚雄州商务局"],
                "publisher": None,
                "date_written": None,
                "date_published": "2021-03-01",
                "index_no": "115323007704937969-/2019-0703436",
                "topic": "政府信息公开规定",
            },
        ),
        (
            3,
            {
                "title": "荣县2019年政务公开工作要点",
                "doc_number": None,
                "issuers": [],
                "publisher": "荣县",
                "date_written": None,
                "date_published": "2019-07-19",
                "index_no": None,
                "topic": "政务公开年度要点",
            },
        ),
        (
            4,
            {
                "title": "毕节市文化广电旅游局关于印发《政务公开工作制度》等有关工作制度的通知",
                "doc_number": "毕文广旅通〔2020〕90号",
                "issuers": ["毕节市文化广电旅游局"],
                "publisher": None,
                "date_written": "2020-12-02",
                "date_published": None,
                "index_no": None,
                "topic": None,
            },
        ),
    ],
)
def test_the_seed_papers_say_this_of_themselves(number: int, expected: dict[str, object]) -> None:
    """S2-01, S2-02, S3-01, S4-01."""
    assert extract(seed(number).read_text(encoding="utf-8")).as_dict() == expected


def test_each_field_says_where_it_stands() -> None:
    found = extract(PAGE)
    title, index = found.found(Field.TITLE), found.found(Field.INDEX_NO)
    assert title is not None
    assert index is not None
    assert PAGE[title.start : title.end] == found.title
    assert PAGE[index.start : index.end] == found.index_no
    assert index.by == "“索引号”栏"
    assert found.found(Field.DOC_NUMBER) is None


def test_years_that_disagree_are_doubted() -> None:
    """S2-03: the index number says 2019, the page 2021."""
    assert extract(PAGE).doubts == ["索引号的年份2019与发布日期2021-03-01不一致"]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("关于防汛的通知\n成文日期：2023-05-06 发布日期：2023-05-01\n", "早于成文日期"),
        ("关于防汛的通知\n文号：清政办发[2023]5号 发布日期：2023-05-01\n", "六角括号"),
        ("关于防汛的通知\n文号：清政办发〔2022〕5号 成文日期：2023-05-01\n", "年份2022"),
        ("关于防汛的通知\n成文日期：2023-05-06\n各乡镇：\n请做好防汛。\n清岚县水务局\n2023年5月8日", "两者不一致"),
        ("关于防汛的通知\n各乡镇：\n请做好各项防汛工作。\n2023年5月8日", "没有署名"),
        ("关于2018年防汛的通知\n发布日期：2021-03-01 来源：水务局\n", "标题写2018年"),
    ],
)
def test_what_is_odd_is_said_in_a_sentence(text: str, doubt: str) -> None:
    assert any(doubt in said for said in extract(text).doubts)


@pytest.mark.parametrize(
    "text",
    [
        "清岚县审计局2019年工作总结\n索引号：770493796/2020-00001 发布日期：2020-01-02\n",
        "关于防汛的通知\n文号：清政办发〔2023〕5号 成文日期：2023-05-01 发布日期：2023-05-03\n",
    ],
)
def test_what_is_in_order_is_not_doubted(text: str) -> None:
    """A report on a year carries the next year's number."""
    assert extract(text).doubts == []


@pytest.mark.parametrize("text", ["", "\n\n", "　　", "。", "索引号：", "发布日期：昨天"])
def test_a_text_that_says_nothing_yields_nothing(text: str) -> None:
    found = extract(text)
    assert (found.doc_number, found.issuers, found.date_written, found.date_published) == (None, [], None, None)


@given(st.text("清岚县政府局关于的通知〔2023〕1号年月日：:|\t\n 发布日期索引来源《》（）", max_size=300))
def test_any_text_is_answered_and_every_place_lies_inside_it(text: str) -> None:
    for evidence in extract(text).evidence:
        assert 0 <= evidence.start <= evidence.end <= len(text)


@pytest.mark.parametrize(
    "unit", ["清", "来源：", "清岚县", "2023年5月6日\n", "关于", "索 引 号 ", "清岚县财政局\n", "|", "（", " \n"]
)
def test_long_monotonous_text_is_read_in_linear_time(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    assert extract(text).date_written in (None, date(2023, 5, 6))


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(LimitExceeded):
        extract("字" * (MAX_CHARACTERS + 1))
