"""Plain bodies are read without a tree, and read the same; characters written as numbers break nothing."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zwgk.files import body
from zwgk.files.body import reading

PIECES = st.lists(
    st.sampled_from(
        [
            *("<p>", "</p>", "<h2>", "</h2>", "<b>", "</b>", "<br>", "<p class='note'>", "文字。", " ", "\u3000"),
            *("&amp;", "&lt;", "a&b", "\n", "é", "\u2028", "\xa0", "'", '"', "😀"),
            *("<table><tr><td>", "</td></tr></table>"),
        ]
    ),
    max_size=14,
).map("".join)


@given(PIECES)
@settings(max_examples=150)
def test_text_and_canonical_form_are_those_of_the_tree(html: str) -> None:
    clean = body.sanitise(html)
    blocks = reading.blocks(clean)
    assert body.text_of(clean) == "\n".join(block.text for block in blocks if block.text)
    bare = "\n".join(re.sub(r' data-b="[^"]*"', "", block.html, count=1) for block in blocks)
    assert body.canonical(clean) == unicodedata.normalize("NFC", bare)


@pytest.mark.parametrize("number", ["&#65534;", "&#65535;", "&#x1;", "&#128;", "&#8203;"])
def test_a_character_written_as_a_number_that_no_tree_bears_goes_and_the_text_stays(number: str) -> None:
    assert body.text_of(body.sanitise(f"<p>供{number}水</p>")) in {"供水", "供€水"}


def test_broken_html_of_an_old_site_keeps_its_text() -> None:
    """Unclosed, crossed and foreign tags, attributes without quotes, a comment that never ends."""
    html = (
        "<P align=center><FONT size=4><B>通知</FONT></B><p>一、时间<td>三月</td><o:p>二、地点</o:p><div><p>县政府<!-- x"
    )
    assert "".join(body.text_of(body.sanitise(html)).split()) == "通知一、时间三月二、地点县政府"
