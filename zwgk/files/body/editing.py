"""Finding a passage in a body and mending it in place (一键修改), without disturbing ids or other blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import html as lxml_html

from zwgk.files.body.reading import blocks, runs, tree_of
from zwgk.files.body.sanitising import sanitise
from zwgk.rules.errors import BadInput, Stale

CONTEXT = 12


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a body: offsets in the block's text, and a little of what stands around it."""

    block_id: str
    start: int
    end: int
    text: str
    before: str = ""
    after: str = ""


def find_passages(html: str, wanted: str | re.Pattern[str]) -> tuple[Passage, ...]:
    """Return every place where ``wanted`` (a text or a compiled pattern) stands, block by block, not overlapping."""
    pattern = re.compile(re.escape(wanted)) if isinstance(wanted, str) else wanted
    if isinstance(wanted, str) and not wanted:
        return ()
    found = []
    for block in blocks(html):
        for match in pattern.finditer(block.text):
            start, end = match.span()
            if start < end:
                before, after = block.text[max(0, start - CONTEXT) : start], block.text[end : end + CONTEXT]
                found.append(Passage(block.id, start, end, match.group(), before, after))
    return tuple(found)


def node_of(tree: Any, block_id: str) -> Any:
    """Return the block element with that id. Errors: ``Stale`` where there is none."""
    for node in tree:
        if node.get("data-b") == block_id:
            return node
    raise Stale(what="不能修改这一段", why="该段已被删除或正文已更新", remedy="请刷新页面后重新操作", field="block_id")


def written(tree: Any) -> str:
    """Serialise a parsed body and bring it back into the format."""
    return sanitise("".join(lxml_html.tostring(node, encoding="unicode") for node in tree))


def replace_in_block(
    html: str, block_id: str, start: int, end: int, new_text: str, *, expected: str | None = None
) -> str:
    """Replace ``text[start:end]`` of one block and return the new body; the block keeps its id, the rest every byte.

    ``expected`` is what the reader saw there; where something else stands now, nothing is replaced. Formatting around
    the passage stays; the new text takes the formatting of the first character replaced. A cell boundary is never
    replaced.

    Errors: ``Stale`` (block gone, or other text there), ``BadInput`` (offsets outside the block or across cells).
    """
    tree = tree_of(html)
    node = node_of(tree, block_id)
    pieces = list(runs(node))
    whole = "".join(piece for piece, _, _ in pieces)
    if not 0 <= start <= end <= len(whole):
        raise BadInput(
            what="不能修改这一处",
            why=f"位置{start}至{end}超出该段（{len(whole)}字）",
            remedy="请刷新页面后重新操作",
            field="start",
        )
    if expected is not None and whole[start:end] != expected:
        raise Stale(what="不能修改这一处", why="该处文字已被他人修改", remedy="请刷新页面后重新操作", field="start")
    splice(pieces, start, end, new_text)
    return written(tree)


def splice(pieces: list[tuple[str, Any, str]], start: int, end: int, new_text: str) -> None:
    """Write ``new_text`` over ``[start, end)`` of the runs' text, in the tree that holds them."""
    position, placed = 0, False
    for text, holder, attribute in pieces:
        first, last = max(start - position, 0), min(end - position, len(text))
        touches = first < last or (start == end and not placed and first <= len(text) and position <= start)
        if touches and holder is None and text and first < last:
            raise BadInput(
                what="不能修改这一处", why="所选文字跨越了单元格或换行", remedy="请分别选择每一处", field="start"
            )
        if touches and holder is not None:
            value = text[:first] + ("" if placed else new_text) + text[max(last, first) :]
            setattr(holder, attribute, value)
            placed = True
        position += len(text)


def insert_after(html: str, block_id: str | None, new_html: str) -> str:
    """Return the body with ``new_html`` placed after the block, or at the top for ``None``. Errors: ``Stale``."""
    if block_id is None:
        return sanitise(new_html + html)
    parts = []
    known = False
    for block in blocks(html):
        parts.append(block.html)
        if block.id == block_id:
            known = True
            parts.append(new_html)
    if not known:
        node_of(tree_of("<p></p>"), block_id)
    return sanitise("".join(parts))
