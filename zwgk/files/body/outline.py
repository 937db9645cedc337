"""The outline of a body (目录): headings and clauses with anchors that stay unique even where numbers repeat."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zwgk.files.body.reading import Block, BlockKind, blocks
from zwgk.rules.numerals import value_of

NUMERALS = "〇零一二三四五六七八九十百两"
_ARTICLE = re.compile(rf"第([{NUMERALS}\d]{{1,6}})条")
_SECTION = re.compile(rf"([{NUMERALS}]{{1,4}})、")
_POINT = re.compile(rf"[(（]([{NUMERALS}]{{1,4}})[)）]")
_LEAD_MAX = 40


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the outline: ``level`` 1 (title of a part) to 4; ``anchor`` unique within the body."""

    block_id: str
    level: int
    text: str
    anchor: str


def lead_of(text: str) -> str:
    """Return the heading that a paragraph begins with ("（一）总体要求。…" gives "（一）总体要求"), or ""."""
    if not (_ARTICLE.match(text) or _SECTION.match(text) or _POINT.match(text)):
        return ""
    first = re.split(r"[。；;\n]", text, maxsplit=1)[0]
    return first if len(first) <= _LEAD_MAX else ""


def outline(html: str) -> tuple[Heading, ...]:
    """Return headings, part titles and numbered clauses in order.

    Anchors are made of the clause number where there is one (``tiao-17``) and carry a counter from the second
    occurrence (``tiao-17-2``), so that two 第十七条 in one paper can both be linked to.
    """
    used: dict[str, int] = {}
    found = []
    for block in blocks(html):
        level, text = _level(block)
        if level:
            stem = _stem(block)
            used[stem] = used.get(stem, 0) + 1
            anchor = stem if used[stem] == 1 else f"{stem}-{used[stem]}"
            found.append(Heading(block.id, level, text, anchor))
    return tuple(found)


def _level(block: Block) -> tuple[int, str]:
    first = block.text.replace("\n", "")
    if block.cls == "title":
        return 1, first
    if block.kind is BlockKind.HEADING:
        return block.level, first
    article = _ARTICLE.match(block.text)
    if article:
        return 3, lead_of(block.text) or article.group()
    if block.kind is BlockKind.PARAGRAPH and not block.cls and (lead := lead_of(block.text)) and "。" in block.text:
        return (2 if _SECTION.match(lead) else 3), lead
    return 0, ""


def _stem(block: Block) -> str:
    if article := _ARTICLE.match(block.text):
        return f"tiao-{value_of(article.group(1))}"
    return block.id


def anchored(html: str) -> str:
    """Return the body for showing on a page: every block has its anchor as ``id``. Not for storing."""
    anchors = {heading.block_id: heading.anchor for heading in outline(html)}
    return "\n".join(
        block.html.replace(f'data-b="{block.id}"', f'id="{anchors.get(block.id, block.id)}" data-b="{block.id}"', 1)
        for block in blocks(html)
    )
