"""Whatever comes in leaves as body format v1: nothing runs, nothing readable is lost, ids are stable and unique."""

# ruff: noqa: E501 — bodies are kept as they come
from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zwgk.files import limits
from zwgk.files.body import BlockKind, blocks, canonical, digest, sanitise, text_of
from zwgk.rules.errors import LimitExceeded

TAGS = "p div span b strong i u sub sup a h1 h2 h3 h5 table thead tbody tr td th ul ol li figure img blockquote hr br script style section font pre figcaption caption dl dt dd center iframe".split()  # noqa: SIM905
ATTRIBUTES = [
    "", ' class="title"', ' class="evil x"', ' data-b="b-00000001"', ' data-b="b-zz"', ' style="color:red"', ' onclick="x()"',
    ' href="javascript:alert(1)"', ' href="https://a.gov.cn/x?a=1&b=2"', ' src="/files/aa.png"', ' src="https://evil/x.png"',
    ' colspan="2"', ' rowspan="99999"', ' alt="图"',
]  # fmt: skip
PIECES = st.one_of(
    st.tuples(st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)).map(lambda t: f"<{t[0]}{t[1]}>"),
    st.sampled_from(TAGS).map(lambda t: f"</{t}>"),
    st.sampled_from(["公开", " ", "\u3000\u3000", "a b", "&lt;", "&amp;amp;", "\n", "“甲”", "<", ">", '"', "\u200b", "\xa0", "1<2", "<!-- x -->"]),
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
@example("<ul><li>甲<table><tr><td>乙</td></tr></table>丙</li></ul>")
@example("<table><tr><td><p>甲</p><table><tr><td>乙</td></tr></table></td></tr></table>")
@example('<p>甲<a href="https://a.gov.cn/?x=1&y=2">乙<br>丙</a></p>')
@example("<blockquote><p>甲</p><p>乙</p></blockquote><figure><figcaption>丙</figcaption></figure>")
@settings(max_examples=300)
def test_sanitising_twice_is_sanitising_once(html):
    once = sanitise(html)
    assert sanitise(once) == once


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=200)
def test_every_block_has_an_id_of_its_own_and_nothing_can_run(html):
    body = sanitise(html)
    ids = [b.id for b in blocks(body)]
    assert all(re.fullmatch(r"b-[0-9a-z]{8}", i) for i in ids)
    assert len(set(ids)) == len(ids)
    assert not re.search(r"<(?:script|style|iframe|object|svg)|\son\w+=|javascript:|style=|https://evil", body)


@given(st.text(alphabet="公开条例第一条，。“”（）<>&\"' abc\u3000", max_size=60))
def test_readable_text_survives(text):
    from html import escape

    found = text_of(sanitise(f"<div><p>{escape(text)}</p></div>"))
    assert re.sub(r"\s", "", found) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script><p>甲</p>",
        "<p onclick=alert(1)>甲</p>",
        "<svg onload=alert(1)></svg><p>甲</p>",
        '<p><a href="javascript:alert(1)">甲</a></p>',
        '<p><a href="//evil.example/x">甲</a></p>',
        '<p><a href="/\\evil.example">甲</a></p>',
        "<p style=\"background:url('javascript:x')\">甲</p>",
        '<p><img src="https://evil.example/track.png">甲</p>',
        '<p>甲<img src="/files/../../secret.png"></p>',
        '<iframe src="https://evil.example"></iframe><p>甲</p>',
        "<p>甲<!-- <b>x</b> --></p>",
        "<template><p>x</p></template><p>甲</p>",
    ],
)
def test_what_could_do_harm_goes_and_the_text_stays(html):
    body = sanitise(html)
    assert [b.text for b in blocks(body)] == ["甲"]
    assert re.fullmatch(r'<p data-b="b-[0-9a-f]{8}">甲</p>', body)


def test_ids_that_were_given_stay_and_a_doubled_one_is_renewed():
    body = sanitise('<p data-b="b-aaaaaaaa">甲</p><p data-b="b-aaaaaaaa">乙</p><p data-b="x">丙</p>')
    first, second, third = (b.id for b in blocks(body))
    assert first == "b-aaaaaaaa"
    assert len({first, second, third}) == 3


def test_ids_do_not_move_when_a_block_is_put_in_above():
    before = sanitise("<p>甲</p><p>乙</p>")
    after = sanitise("<p>新</p>" + before)
    assert [b.id for b in blocks(after)][1:] == [b.id for b in blocks(before)]


def test_paragraphs_lose_their_indentation_and_invisible_characters():
    body = sanitise("<p>\u3000\u3000\u200b根据\u00ad《条例》\u202e，\n  公开。\u3000</p>")
    assert blocks(body)[0].text == "根据《条例》， 公开。"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<h1>标题</h1>', '<p class="title">标题</p>'),
        ('<p class="date">2026年3月2日</p>', '<p class="date">2026年3月2日</p>'),
        ('<p class="evil">甲</p>', "<p>甲</p>"),
        ("<div>甲<p>乙</p>丙</div>", "<p>甲</p>\n<p>乙</p>\n<p>丙</p>"),
        ("<p><b>甲</b><i>乙</i></p>", "<p><strong>甲</strong><em>乙</em></p>"),
        ("<p><b> </b>甲</p>", "<p>甲</p>"),
        ("<h5>小标题</h5>", "<h4>小标题</h4>"),
        ("<p>甲<br><br>乙</p>", "<p>甲<br>乙</p>"),
        ("<table><tr><td colspan=2 rowspan=1>甲</td></tr></table>", '<table><tbody><tr><td colspan="2">甲</td></tr></tbody></table>'),
        ("<ul><li>甲<ul><li>乙</li></ul></li></ul>", "<ul><li>甲<ul><li>乙</li></ul></li></ul>"),
        ('<img src="/files/ab.png" alt="流程图">', '<figure><img src="/files/ab.png" alt="流程图"></figure>'),
        ("", ""),
        ("   \n", ""),
        ("<p></p><div> </div>", ""),
    ],
)  # fmt: skip
def test_the_form_of_each_element(html, expected):
    assert re.sub(r' data-b="[^"]*"', "", sanitise(html)) == expected


def test_a_body_beyond_the_limits_is_refused():
    with pytest.raises(LimitExceeded, match="正文不得超过2MB"):
        sanitise("<p>" + "公" * limits.MAX_BODY_BYTES + "</p>")
    with pytest.raises(LimitExceeded, match=f"正文不得超过{limits.MAX_BLOCKS}段，现为"):
        sanitise("<p>一</p>" * (limits.MAX_BLOCKS + 1))


def test_content_that_lies_too_deep_to_be_read_is_refused_and_not_dropped():
    with pytest.raises(LimitExceeded, match="嵌套过深"):
        sanitise("<div><i>" * 200 + "公开" + "</i></div>" * 200)


def test_many_equal_paragraphs_have_ids_of_their_own():
    body = sanitise("<p>同上</p>" * 3_000)
    assert len({b.id for b in blocks(body)}) == 3_000
    assert sanitise(body) == body


def test_the_digest_is_of_content_not_of_ids_and_every_part_counts():
    one, two = sanitise('<p data-b="b-aaaaaaaa">甲</p>'), sanitise('<p data-b="b-bbbbbbbb">甲</p>')
    assert one != two
    assert canonical(one) == canonical(two)
    assert digest(one, "标题") == digest(two, "标题")
    assert digest(one, "标题") != digest(one, "标题。")
    assert digest(one, "甲", "乙") != digest(one, "甲乙", "")
    assert digest(sanitise("<p>甲</p>")) != digest(sanitise("<p><strong>甲</strong></p>"))


def test_the_digest_of_a_fixed_body_never_changes_between_versions():
    """Clearances of years past are bound by it."""
    body = '<p data-b="b-aaaaaaaa" class="title">关于公开的通知</p>\n<p data-b="b-bbbbbbbb">请公开。</p>'
    assert digest(body, "关于公开的通知") == "d6243d69db8aab45f36c94db8bcaf95ad1f9ac2c8556c5e01566e540af8396c8"


def test_a_large_table_comes_through_whole():
    rows = "".join(f"<tr><td>{n}</td><td>某某单位</td><td>事项说明</td></tr>" for n in range(5_000))
    (table,) = blocks(sanitise(f"<table>{rows}</table>"))
    assert table.kind is BlockKind.TABLE
    assert len(table.rows) == 5_000
