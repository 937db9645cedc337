"""发文字号 in every misspelling comes out in the one right form (GB/T 9704-2012, 7.2.5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.seeds import seed
from zwgk.rules import document_numbers
from zwgk.rules.document_numbers import DocumentNumber, NumberKind
from zwgk.rules.errors import BadInput

RIGHT = "毕文广旅通〔2020〕90号"


@pytest.mark.parametrize(
    ("written", "doubt"),
    [
        pytest.param("毕文广旅通〔2020〕90号", None, id="正确"),
        pytest.param("毕文广旅通[2020]90号", "六角括号", id="方括号"),
        pytest.param("毕文广旅通【2020】90号", "六角括号", id="方头括号"),
        pytest.param("毕文广旅通（2020）90号", "六角括号", id="全角圆括号"),
        pytest.param("毕文广旅通(2020)90号", "六角括号", id="半角圆括号"),
        pytest.param("毕文广旅通﹝2020﹞90号", "六角括号", id="小龟壳括号"),
        pytest.param("毕文广旅通「2020」90号", "六角括号", id="直角引号"),
        pytest.param("毕文广旅通〔２０２０〕９０号", "半角", id="全角数字"),
        pytest.param("毕文广旅通〔2020〕第90号", "第", id="有第字"),
        pytest.param("毕文广旅通〔2020〕090号", "虚位", id="虚位"),
        pytest.param("毕文广旅通〔2020〕90", "号", id="无号字"),
        pytest.param("毕文广旅通〔20〕90号", "四位", id="两位年份"),
        pytest.param("毕文广旅通 〔2020〕 90 号", None, id="有空格"),
        pytest.param("毕文广旅通〔2020年〕90号", None, id="年份带年字"),
        pytest.param("毕文广旅通〔2020]90号", "六角括号", id="括号不配对"),
    ],
)
def test_every_misspelling_is_read_and_named(written: str, doubt: str | None) -> None:
    assert document_numbers.canonical(written) == RIGHT
    found = document_numbers.find(written)[0]
    assert (found.doubts == ()) if doubt is None else any(doubt in said for said in found.doubts)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("国务院令第711号", "国务院令第711号"),
        ("清农（渔业）罚〔2023〕14号", "清农（渔业）罚〔2023〕14号"),
        ("(清)市监许准字[2023]第012号", "（清）市监许准字〔2023〕12号"),
        ("中华人民共和国国务院令（第711号）", "中华人民共和国国务院令第711号"),
        ("澜溪市人民政府第十二号令", "澜溪市人民政府令第12号"),
        ("中华人民共和国主席令第一百零一号", "中华人民共和国主席令第101号"),
        ("2026年第3号", "2026年第3号"),
        ("清政字〔98〕5号", "清政字〔1998〕5号"),
        ("清政办（2014）12", "清政办〔2014〕12号"),
    ],
)
def test_orders_and_yearly_numbers_are_read_too(written: str, right: str) -> None:
    assert document_numbers.canonical(written) == right


@pytest.mark.parametrize(
    "written", ["", "无", "—", "清政办发", "附件（2020）3", "2020年12月2日", "毕文广旅通〔2020〕90号等两个文件"]
)
def test_what_is_no_number_is_refused_with_a_remedy(written: str) -> None:
    with pytest.raises(BadInput) as refusal:
        document_numbers.parse(written)
    assert "〔2026〕" in refusal.value.remedy


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("根据皖办发〔2016〕47号文件精神", ["皖办发"]),
        ("按照毕文广旅通〔2020〕90号和清政发〔2021〕3号要求", ["毕文广旅通", "清政发"]),
        ("《通知》(中办发〔2016〕8号)、《意见》（皖办发〔2016〕47号）", ["中办发", "皖办发"]),
        ("废止清政办〔2009〕15号", ["清政办"]),
        ("《清岚县养犬办法（试行）》（清政〔2012〕15号）和《办法(暂行)》清政〔2013〕1号", ["清政", "清政"]),
        ("文 号：清财预〔2023〕2号", ["清财预"]),
        ("太原府发〔2020〕1号，固政发〔2020〕2号", ["太原府发", "固政发"]),
        ("见图（2020）3幅、表(2021)2", []),
        ("共和县共政发〔2020〕1号", ["共和县共政发"]),
    ],
)
def test_numbers_in_a_sentence_are_freed_from_its_words(sentence: str, words: list[str]) -> None:
    found = document_numbers.find(sentence)
    assert [quoted.number.word for quoted in found] == words
    assert all(sentence[quoted.start : quoted.end] == quoted.text for quoted in found)


def test_the_own_number_stands_alone_and_the_others_are_quoted() -> None:
    text = "清岚县财政局文件\n清财预〔2023〕2号\n关于预算的通知\n根据皖办发〔2016〕47号要求，通知如下。"
    own = document_numbers.own(text)
    assert own is not None
    assert str(own.number) == "清财预〔2023〕2号"
    assert text[own.start : own.end] == "清财预〔2023〕2号"
    assert [str(quoted.number) for quoted in document_numbers.quoted(text)] == ["皖办发〔2016〕47号"]


def test_a_paper_without_number_has_no_own_number() -> None:
    assert document_numbers.own("关于预算的通知\n根据皖办发〔2016〕47号要求，通知如下。") is None


def test_the_old_character_before_the_bracket_makes_no_other_number() -> None:
    assert document_numbers.key(document_numbers.parse("毕政字〔2009〕12号")) == document_numbers.key(
        document_numbers.parse("毕政〔2009〕12号")
    )


@given(
    word=st.text("清岚县政发办函通财教农水", min_size=2, max_size=8),
    year=st.integers(1950, 2049),
    number=st.integers(1, 9999),
)
def test_what_is_printed_is_read_back(word: str, year: int, number: int) -> None:
    made = DocumentNumber(word, year, number)
    assert document_numbers.parse(str(made)) == made
    assert made.kind is NumberKind.REGISTERED


@given(st.text("清政发〔〕[]（）令第号0123456789年 \n", max_size=120))
def test_any_text_is_searched_without_complaint(text: str) -> None:
    for quoted in document_numbers.find(text):
        assert text[quoted.start : quoted.end] == quoted.text


@pytest.mark.parametrize("unit", ["毕", "〔2020〕", "令第", "第1号令", "(1", "毕文〔2020〕90号"])
def test_long_monotonous_text_is_searched_in_linear_time(unit: str) -> None:
    assert isinstance(document_numbers.find(unit * (100_000 // len(unit))), list)


@pytest.mark.seeds
def test_the_seed_papers_quote_what_they_quote() -> None:
    text = seed(0).read_text(encoding="utf-8")
    assert [str(quoted.number) for quoted in document_numbers.quoted(text)][:2] == [
        "中办发〔2016〕8号",
        "皖办发〔2016〕47号",
    ]
    own = document_numbers.own(seed(4).read_text(encoding="utf-8"))
    assert own is not None
    assert str(own.number) == RIGHT
