"""The public copy is newly written from what remains (删减后公开, S2-33;《条例》第三十七条)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zwgk.files.body import blocks, sanitise, text_of
from zwgk.files.redaction import Removal, also_here, mark_text, redacted_body, removed_texts
from zwgk.files.redaction.normalising import bare, figures, tight
from zwgk.rules.errors import BadInput, Stale

GROUND = "《政府信息公开条例》第十五条"
MARK = "〔此处依据《政府信息公开条例》第十五条删去〕"


def removal(html: str, index: int, wanted: str = "", ground: str = GROUND) -> Removal:
    """The removal of ``wanted`` in the block at ``index``, or of the whole block."""
    block = blocks(html)[index]
    if not wanted:
        return Removal(block.id, "third_party", ground)
    start = block.text.index(wanted)
    return Removal(block.id, "third_party", ground, start, start + len(wanted))


def test_a_passage_becomes_one_mark_and_the_rest_stays_to_the_letter() -> None:
    html = sanitise("<p>申请人张三丰反映，<strong>某路段</strong>积水。</p><p>已办结。</p>")
    made = redacted_body(html, [removal(html, 0, "张三丰")])
    assert text_of(made.html) == f"申请人{MARK}反映，某路段积水。\n已办结。"
    assert "<strong>某路段</strong>" in made.html
    assert made.removed == ("张三丰",)


@pytest.mark.parametrize("secret", ["张", "张三丰", "张三丰（身份证号110101199003070011，住青禾县城关镇建设路8号）"])
def test_the_mark_does_not_tell_how_much_was_removed(secret: str) -> None:
    html = sanitise(f"<p>申请人{secret}反映。</p>")
    assert text_of(redacted_body(html, [removal(html, 0, secret)]).html) == f"申请人{MARK}反映。"


def test_a_passage_across_formatting_leaves_one_mark_and_no_empty_formatting() -> None:
    html = sanitise("<p>甲<strong>乙<em>丙</em></strong>丁<u>戊</u>己</p>")
    made = redacted_body(html, [removal(html, 0, "乙丙丁戊")])
    assert text_of(made.html) == f"甲{MARK}己"
    assert made.html.count("〔") == 1
    assert "<em>" not in made.html
    assert "<u>" not in made.html


def test_a_whole_block_becomes_a_paragraph_that_names_the_ground() -> None:
    html = sanitise("<p>公开。</p><table><tr><td>姓名</td><td>张三丰</td></tr></table><p>公开二。</p>")
    made = redacted_body(html, [removal(html, 1)])
    assert [(block.tag, block.cls, block.text) for block in blocks(made.html)][1] == ("p", "removed", MARK)
    assert "<table" not in made.html
    assert made.passages[0].whole


def test_cells_keep_their_places_and_each_touched_cell_bears_its_own_mark() -> None:
    html = sanitise("<table><tr><td>姓名</td><td>张三丰</td></tr><tr><td>住址</td><td>建设路8号</td></tr></table>")
    made = redacted_body(html, [removal(html, 0, "张三丰\n住址\t建设路8号")])
    assert [[cell.text for cell in row] for row in blocks(made.html)[0].rows] == [["姓名", MARK], [MARK, MARK]]
    assert len(made.passages) == 1


def test_list_items_and_nested_lists_are_redacted_where_they_are() -> None:
    html = sanitise("<ul><li>甲<ul><li>张三丰</li></ul></li><li>乙</li></ul>")
    made = redacted_body(html, [removal(html, 0, "张三丰")])
    assert text_of(made.html) == f"甲\n{MARK}\n乙"


def test_a_line_break_inside_a_passage_goes_with_it() -> None:
    html = sanitise("<p>住址：建设路<br>8号。</p>")
    made = redacted_body(html, [removal(html, 0, "建设路\n8号")])
    assert text_of(made.html) == f"住址：{MARK}。"


def test_a_link_loses_its_address_when_its_text_is_touched_or_its_address_tells() -> None:
    html = sanitise(
        '<p>见<a href="https://a.example/u/13800001111">张三丰主页</a>。</p>'
        '<p>附件<a href="/f/%E5%BC%A0%E4%B8%89%E4%B8%B0.pdf">下载</a>，<a href="/f/other.pdf">其他</a>。</p>'
    )
    made = redacted_body(html, [removal(html, 0, "张三丰")])
    assert "13800001111" not in made.html
    assert "%E5%BC%A0" not in made.html
    assert 'href="/f/other.pdf"' in made.html
    assert "下载" in made.html


def test_a_picture_goes_when_its_text_for_the_blind_is_touched() -> None:
    html = sanitise(
        '<p>公开。</p><figure><img src="/f/1.png" alt="张三丰身份证照片"><figcaption>图一</figcaption></figure>'
    )
    made = redacted_body(html, [removal(html, 1, "张三丰")])
    assert "1.png" not in made.html
    assert "图一" not in made.html
    assert MARK in made.html


def test_a_picture_whose_text_repeats_a_text_removed_elsewhere_goes_too() -> None:
    html = sanitise('<p>申请人张三丰。</p><figure><img src="/f/1.png" alt="张三丰照片"></figure><p>公开。</p>')
    made = redacted_body(html, [removal(html, 0, "张三丰")])
    assert "张三丰" not in made.html
    assert "1.png" not in made.html


def test_no_block_id_survives_because_an_id_may_be_the_fingerprint_of_a_removed_text() -> None:
    html = sanitise("<p>电话13800001111。</p><p>公开。</p>")
    html = sanitise(html + f'<p>见<a href="#{blocks(html)[0].id}">上文</a>。</p>')
    made = redacted_body(html, [removal(html, 0, "13800001111")])
    touched = blocks(html)[0].id
    assert touched not in made.html
    again = sanitise("<p>电话13800002222。</p><p>公开。</p><p>见上文。</p>")
    assert redacted_body(again, [removal(again, 0, "13800002222")]).html == made.html


def test_overlapping_removals_are_one_passage() -> None:
    html = sanitise("<p>甲乙丙丁戊己</p>")
    made = redacted_body(html, [removal(html, 0, "乙丙丁"), removal(html, 0, "丙丁戊")])
    assert text_of(made.html) == f"甲{MARK}己"
    assert [(p.start, p.length) for p in made.passages] == [(1, 4)]


def test_marks_and_grounds_cannot_smuggle_markup_in() -> None:
    html = sanitise("<p>甲乙丙</p>")
    made = redacted_body(html, [removal(html, 0, "乙", ground="<b onclick=x>第十五条</b>")])
    assert "onclick" not in re.sub(r"&lt;.*?&gt;", "", made.html)
    assert "&lt;b onclick=x&gt;" in made.html


@pytest.mark.parametrize(
    ("change", "error"),
    [
        pytest.param({"block_id": "b-00000000"}, Stale, id="段落已不在"),
        pytest.param({"start": 2, "end": 99}, BadInput, id="超出段落"),
        pytest.param({"start": 2, "end": 2}, BadInput, id="空选区"),
        pytest.param({"ground_label": " "}, BadInput, id="没有依据"),
    ],
)
def test_a_removal_that_does_not_fit_is_refused(change: dict[str, object], error: type[Exception]) -> None:
    html = sanitise("<p>甲乙丙丁</p>")
    good = {"block_id": blocks(html)[0].id, "ground_code": "g", "ground_label": GROUND, "start": 0, "end": 1}
    with pytest.raises(error):
        redacted_body(html, [Removal(**{**good, **change})])  # type: ignore[arg-type]
    assert text_of(redacted_body(html, [Removal(**good)]).html) == f"{MARK}乙丙丁"  # type: ignore[arg-type]


def test_nothing_removed_and_everything_removed_are_refused() -> None:
    html = sanitise("<p>甲乙丙丁</p>")
    with pytest.raises(BadInput, match="没有标出"):
        redacted_body(html, [])
    with pytest.raises(BadInput, match="没有可以公开的内容"):
        redacted_body(html, [removal(html, 0)])


def test_other_places_of_a_removed_text_are_proposed_however_they_are_written() -> None:
    html = sanitise("<p>张三丰到场。</p><p>张 三<br>丰；ＡＢＣ公司；abc公司。</p>")
    first = removal(html, 0, "张三丰")
    found = also_here(html, "张三丰", [first])
    assert [(p.block_id, p.text) for p in found] == [(blocks(html)[1].id, "张 三\n丰")]
    assert [p.text for p in also_here(html, "ABC公司")] == ["ＡＢＣ公司", "abc公司"]
    assert also_here(html, "  ") == ()


def test_texts_that_look_alike_are_the_same_text() -> None:
    assert tight("１３８ 0000\u200b1111") == "13800001111"
    assert bare("张·三（丰）") == "张三丰"
    assert figures("138-0000 1111") == figures("一三八〇〇〇〇一一一一") == ("13800001111",)
    assert "12345" in figures("12345，2026年"), "a figure counts also on its own"


TEXT = st.text(alphabet="甲乙丙丁子丑寅卯ABab12３４ ，。", min_size=1, max_size=24)
INLINE = st.one_of(
    TEXT,
    TEXT.map(lambda t: f"<strong>{t}</strong>"),
    TEXT.map(lambda t: f'<a href="https://x.example/{t.strip()}">{t}</a>'),
    TEXT.map(lambda t: f"{t}<br>{t}"),
)
LINE = st.lists(INLINE, min_size=1, max_size=4).map("".join)
BLOCK = st.one_of(
    LINE.map(lambda t: f"<p>{t}</p>"),
    st.lists(LINE, min_size=1, max_size=3).map(lambda rows: "<ul>" + "".join(f"<li>{r}</li>" for r in rows) + "</ul>"),
    st.lists(st.tuples(LINE, LINE), min_size=1, max_size=3).map(
        lambda rows: "<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows) + "</table>"
    ),
    TEXT.map(lambda t: f'<figure><img src="/f/a.png" alt="{t}"><figcaption>{t}</figcaption></figure>'),
)
BODY = st.lists(BLOCK, min_size=2, max_size=6).map("".join).map(sanitise).filter(lambda h: len(blocks(h)) >= 2)


@st.composite
def bodies_with_removals(draw: st.DrawFn) -> tuple[str, list[Removal]]:
    html = draw(BODY)
    removals = []
    for block in draw(st.lists(st.sampled_from(blocks(html)), min_size=1, max_size=3, unique_by=lambda b: b.id)):
        if not block.text or draw(st.booleans()):
            removals.append(Removal(block.id, "g", GROUND))
        else:
            start = draw(st.integers(0, len(block.text) - 1))
            removals.append(Removal(block.id, "g", GROUND, start, draw(st.integers(start + 1, len(block.text)))))
    return html, removals


@settings(max_examples=150, deadline=None)
@given(bodies_with_removals())
def test_what_remains_and_what_was_removed_are_together_the_original(case: tuple[str, list[Removal]]) -> None:
    html, removals = case
    try:
        made = redacted_body(html, removals)
    except BadInput:
        return  # nothing would remain
    left = bare("".join(made.remaining))
    gone = bare("".join(removed_texts(html, removals)))
    whole = bare(text_of(html))
    pictures = any(block.tag == "figure" for block in blocks(html))
    if not pictures:  # a picture goes with all that belongs to it
        assert sorted(left + gone) == sorted(whole)
    shown = bare(text_of(made.html).replace(mark_text(GROUND), ""))
    assert sorted(shown) == sorted(left)
