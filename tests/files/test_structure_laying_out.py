"""一键排版: a draft typed as plain text becomes a paper, and not a letter of it is lost."""

from __future__ import annotations

import io
import re

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.seeds import seed
from zwgk.files.body import blocks, sanitise, text_of
from zwgk.files.structure import lay_out
from zwgk.files.writers.official import OfficialDocument
from zwgk.files.writers.official_word import official_docx

MESSY = (
    "<p>　　青禾县人民政府办公室关于印发</p><p>2026年政务公开工作要点的通知</p><p>各乡镇人民政府，县政府各部门：</p>"
    "<p>　</p>"
    "<p>　　为推进政务公开，现将有关事项通知如下，请认真贯彻执行。</p><p>　　<strong>一、总体要求</strong></p>"
    "<p>　　（一）明确职责。各单位应当认真落实，确保各项任务按时完成。</p>"
    "<table><tr><td>序号</td><td>任务</td></tr></table><p>附件：任务分工表</p>"
    "<p>　　　　　　青禾县人民政府办公室</p><p>　　　　　　　2026年3月5日</p><p>（此件公开发布）</p>"
)


def letters(html: str) -> str:
    return re.sub(r"[\s\u3000]+", "", text_of(html))


def test_the_elements_of_a_draft_that_is_all_text_are_found_and_what_changed_is_listed() -> None:
    body = sanitise(MESSY)
    made = lay_out(body)
    marked = [(b.cls or (f"h{b.level}" if b.level else ""), b.text) for b in blocks(made.body_html)]
    assert marked[0] == ("title", "青禾县人民政府办公室关于印发2026年政务公开工作要点的通知")
    assert marked[1][0] == "addressee"
    assert ("h2", "一、总体要求") in marked
    assert [cls for cls, _ in marked[-4:]] == ["attachment", "signature", "date", "note"]
    said = {(change.before, change.after) for change in made.changes}
    assert {("正文", "标题"), ("正文", "一级标题"), ("正文", "成文日期"), ("正文", "署名")} <= said
    assert ("标题的一行", "并入标题，由版式回行") in said
    assert letters(made.body_html) == letters(body)


def test_blocks_keep_their_ids_so_that_remarks_find_their_places() -> None:
    body = sanitise(MESSY)
    ids = {block.text.strip(): block.id for block in blocks(body)}
    after = {block.text: block.id for block in blocks(lay_out(body).body_html)}
    assert all(ids[text] == after[text] for text in after if text in ids)
    assert len(set(ids.values()) & set(after.values())) >= len(after) - 1


def test_what_is_laid_out_already_stays_as_it_is() -> None:
    once = lay_out(sanitise(MESSY)).body_html
    again = lay_out(once)
    assert again.changes == ()
    assert again.body_html == once


def test_what_somebody_marked_by_hand_is_not_overruled() -> None:
    body = sanitise("<p class='center'>关于某事的通知</p><p>一、甲</p><h3>二、乙</h3><p>正文文字一句，写明事由。</p>")
    kinds = [(b.cls, b.level) for b in blocks(lay_out(body).body_html)]
    assert kinds[0] == ("center", 0)
    assert kinds[2] == ("", 3)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "一、总体要求",
                    "（一）职责",
                    "附件1",
                    "附件：表",
                    "2026年3月5日",
                    "某某县人民政府",
                    "关于某事的通知",
                    "各单位：",
                ]
            ),
            st.text(st.sampled_from("甲乙丙丁。，：；　 （）〔〕0123456789年月日号"), max_size=50),
        ),
        max_size=16,
    )
)
def test_no_letter_of_any_draft_is_lost(lines: list[str]) -> None:
    body = sanitise("".join(f"<p>{line}</p>" for line in lines))
    assert letters(lay_out(body).body_html) == letters(body)


@pytest.mark.seeds
@pytest.mark.parametrize("number", range(5))
def test_a_seed_paper_typed_as_plain_paragraphs_is_laid_out_whole_and_printed_whole(number: int) -> None:
    raw = seed(number).read_text("utf-8", "replace")
    typed = "".join(
        f"<p>　　{line.strip().replace('&', '&amp;').replace('<', '&lt;')}</p>"
        for line in raw.splitlines()
        if line.strip()
    )
    body = sanitise(typed)
    made = lay_out(body)
    assert letters(made.body_html) == letters(body)
    assert any(change.after == "一级标题" for change in made.changes)
    written = docx.Document(io.BytesIO(official_docx(OfficialDocument("公开制度", made.body_html))))
    text = "".join(p.text for p in written.paragraphs)
    words = re.sub(r"\s+", "", text)
    heads = {"red-head", "doc-number", "title", "addressee"}
    kept = [b for b in blocks(made.body_html) if b.cls not in heads and not b.rows]
    assert all(re.sub(r"\s+", "", b.text) in words for b in kept)
