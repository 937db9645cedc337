"""The passage shows why a paper was found, marks it, and never lets markup through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.search.snippets import mark, snippet
from zwgk.search.text import fold, normalise, squeeze


def test_the_passage_with_most_of_the_words_is_shown() -> None:
    text = (
        "开头的话。" * 60 + "低保标准为每月七百元。" + "中间的话。" * 60 + "申请低保应当提交材料。" + "末尾的话。" * 60
    )
    shown = snippet(text, ["低保", "申请"])
    assert "申请低保应当提交材料" in shown.plain
    assert shown.plain.startswith("…")
    assert shown.plain.endswith("…")
    assert {piece for piece, is_hit in shown.pieces if is_hit} == {"申请", "低保"}


def test_without_a_find_the_beginning_is_shown() -> None:
    assert snippet("各乡镇人民政府：" + "现通知如下。" * 50, ["低保"]).plain.startswith("各乡镇人民政府：")


def test_an_empty_text_gives_an_empty_passage() -> None:
    assert snippet("", ["低保"]).pieces == ()


def test_markup_in_a_text_is_escaped() -> None:
    assert mark("<script>低保</script>", ["低保"]).html == "&lt;script&gt;<mark>低保</mark>&lt;/script&gt;"


def test_full_width_and_capital_letters_are_marked_as_they_stand() -> None:
    assert mark("国道Ｇ318施工", ["g318"]).html == "国道<mark>Ｇ318</mark>施工"


def test_the_longer_word_is_marked_where_two_overlap() -> None:
    assert [piece for piece, is_hit in mark("最低生活保障", ["生活", "最低生活保障"]).pieces if is_hit] == [
        "最低生活保障"
    ]


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=4), max_size=4))
def test_marking_never_changes_the_text(text: str, words: list[str]) -> None:
    assert mark(text, [fold(word) for word in words]).plain == text


@given(st.text(max_size=200))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=60), st.data())
def test_a_part_of_a_text_is_a_part_of_its_squeezed_form(text: str, data: st.DataObject) -> None:
    plain = normalise(text)
    start = data.draw(st.integers(0, len(plain)))
    part = plain[start : start + data.draw(st.integers(0, 20))]
    assert squeeze(part) in squeeze(plain)


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [("清政办〔2026〕３号", "清政办2026¦3号"), ("１２，３４５ 元", "12¦345元"), ("（试行）", "试行")],
)
def test_squeezing_keeps_letters_and_digits_apart_where_they_stood_apart(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed
