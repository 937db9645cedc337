"""A body taken apart, searched, mended, outlined and compared without losing a character or an id."""

# ruff: noqa: E501 — bodies are kept as they come
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.files.body import (
    ChangeKind,
    anchored,
    blocks,
    compare,
    find_passages,
    grid,
    insert_after,
    lead_of,
    outline,
    replace_in_block,
    sanitise,
    text_of,
)
from zwgk.rules.errors import BadInput, Stale
from zwgk.rules.numerals import value_of

BODY = sanitise(
    '<p class="title">关于公开的通知</p><h2>一、总则</h2><p>（一）公开<strong>原则</strong>。应当<strong>主动公</strong>工的。</p>'
    "<table><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>公开</td></tr></table><ul><li>甲</li><li>乙</li></ul>"
)


def ids(body: str) -> list[str]:
    return [b.id for b in blocks(body)]


def test_offsets_of_passages_are_offsets_in_the_text_of_the_block():
    for passage in find_passages(BODY, "公开"):
        block = next(b for b in blocks(BODY) if b.id == passage.block_id)
        assert block.text[passage.start : passage.end] == "公开" == passage.text
    assert len(find_passages(BODY, "公开")) == 3
    assert find_passages(BODY, "") == ()
    assert [p.text for p in find_passages(BODY, re.compile(r"主动公."))] == ["主动公工"]


def test_a_passage_across_formatting_is_mended_and_everything_else_stays_byte_for_byte():
    """S4-10: “主动公工” is one click to mend."""
    (passage,) = find_passages(BODY, "主动公工")
    mended = replace_in_block(BODY, passage.block_id, passage.start, passage.end, "主动公开", expected="主动公工")
    assert ids(mended) == ids(BODY)
    assert "<strong>主动公开</strong>的。" in mended
    for before, after in zip(blocks(BODY), blocks(mended), strict=True):
        assert before.id == passage.block_id or before.html == after.html


@pytest.mark.parametrize(
    ("block", "start", "end", "expected", "error"),
    [
        (2, 0, 2, "别的", Stale),
        (2, 0, 999, None, BadInput),
        (2, 3, 1, None, BadInput),
        (3, 0, 5, None, BadInput),
    ],
)
def test_a_mending_that_does_not_fit_is_refused(block, start, end, expected, error):
    with pytest.raises(error):
        replace_in_block(BODY, ids(BODY)[block], start, end, "新", expected=expected)


def test_a_block_that_is_gone_is_told():
    with pytest.raises(Stale, match="该段已被删除或正文已更新"):
        replace_in_block(BODY, "b-zzzzzzzz", 0, 1, "新")


@given(st.data())
def test_replacing_within_a_paragraph_is_replacing_within_its_text(data):
    block = blocks(BODY)[2]
    start = data.draw(st.integers(0, len(block.text)))
    end = data.draw(st.integers(start, len(block.text)))
    new = data.draw(st.text(alphabet="新字<&>", max_size=4))
    wanted = block.text[:start] + new + block.text[end:]
    mended = replace_in_block(BODY, block.id, start, end, new)
    found = [b.text for b in blocks(mended) if b.id == block.id]
    assert found == ([wanted] if wanted else [])


def test_a_cell_is_mended_in_its_cell():
    (passage,) = [p for p in find_passages(BODY, "公开") if p.block_id == ids(BODY)[3]]
    mended = replace_in_block(BODY, passage.block_id, passage.start, passage.end, "政务公开")
    assert grid(blocks(mended)[3]) == (("序号", "任务"), ("1", "政务公开"))


def test_blocks_are_put_in_after_another_or_on_top():
    added = insert_after(BODY, ids(BODY)[1], "<p>新段</p>")
    assert [b.text for b in blocks(added)][2] == "新段"
    assert blocks(insert_after(BODY, None, "<p>新段</p>"))[0].text == "新段"
    with pytest.raises(Stale):
        insert_after(BODY, "b-zzzzzzzz", "<p>新段</p>")


def test_merged_cells_are_spread_over_all_they_cover():
    body = sanitise(
        "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>丙</td><td rowspan=9>丁</td></tr><tr><td>戊</td><td>己</td></tr></table>"
    )
    assert grid(blocks(body)[0]) == (("甲", "乙", "乙"), ("甲", "丙", "丁"), ("戊", "己", "丁"))


def test_the_text_of_a_body_is_a_line_a_paragraph():
    assert text_of(BODY) == "关于公开的通知\n一、总则\n（一）公开原则。应当主动公工的。\n序号\t任务\n1\t公开\n甲\n乙"
    assert text_of("") == ""


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("（一）总体要求。认真落实。", "（一）总体要求"),
        ("(一)总体要求。认真落实。", "(一)总体要求"),
        ("一、指导思想", "一、指导思想"),
        ("第二十一条 公开时限；另行规定。", "第二十一条 公开时限"),
        ("本办法自印发之日起施行。", ""),
        ("（一）" + "长" * 60 + "。", ""),
    ],
)
def test_run_in_headings_are_found_in_full_and_half_width(text, lead):
    assert lead_of(text) == lead


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("一", 1), ("十", 10), ("十七", 17), ("二十", 20), ("二十一", 21), ("一百零五", 105), ("一百一十", 110), ("二百二十三", 223), ("17", 17), ("〇", 0), ("甲", 0)],
)  # fmt: skip
def test_chinese_numerals_have_their_values(numeral, value):
    assert value_of(numeral) == value


def test_two_articles_of_one_number_have_two_anchors():
    """S4-01."""
    body = sanitise("<p>第十七条 甲。</p><p>第十七条 乙。</p><p>第17条 丙。</p>")
    assert [h.anchor for h in outline(body)] == ["tiao-17", "tiao-17-2", "tiao-17-3"]
    assert re.findall(r' id="([^"]+)"', anchored(body)) == ["tiao-17", "tiao-17-2", "tiao-17-3"]


def test_the_outline_has_title_sections_and_run_in_clauses():
    assert [(h.level, h.text) for h in outline(BODY)] == [
        (1, "关于公开的通知"),
        (2, "一、总则"),
        (3, "（一）公开原则"),
    ]


def test_versions_are_compared_clause_by_clause():
    new = sanitise(
        BODY.replace("主动公</strong>工", "主动公</strong>开").replace("<h2", "<p>新增一段，说明背景。</p><h2")
    )
    changes = compare(BODY, new, context=False)
    assert [c.kind for c in changes] == [ChangeKind.ADDED, ChangeKind.CHANGED]
    touched = (
        [s.text for s in changes[1].old_segments if s.touched],
        [s.text for s in changes[1].new_segments if s.touched],
    )
    assert touched == (["工"], ["开"])


def test_a_long_clause_is_compared_phrase_by_phrase_at_full_width_marks():
    text = "，".join(f"第{n}项任务由相关单位负责落实" for n in range(300)) + "。"
    old, new = sanitise(f"<p>{text}</p>"), sanitise(f"<p>{text.replace('第150项', '第一百五十项')}</p>")
    (change,) = compare(old, new, context=False)
    (touched,) = [s.text for s in change.new_segments if s.touched]
    assert touched == "第一百五十项任务由相关单位负责落实，"


@given(st.lists(st.sampled_from(["甲条。", "乙条，略长一些。", "丙条，又不相同。", "丁"]), max_size=6), st.data())
def test_both_sides_of_a_comparison_are_whole(paragraphs, data):
    others = data.draw(st.lists(st.sampled_from(["甲条。", "乙条，略长一点。", "戊条"]), max_size=6))
    old, new = (sanitise("".join(f"<p>{p}</p>" for p in side)) for side in (paragraphs, others))
    changes = compare(old, new)
    assert [c.old.text for c in changes if c.old] == paragraphs
    assert [c.new.text for c in changes if c.new] == others
    for change in changes:
        assert not change.old or "".join(s.text for s in change.old_segments) == change.old.text
        assert not change.new or "".join(s.text for s in change.new_segments) == change.new.text
