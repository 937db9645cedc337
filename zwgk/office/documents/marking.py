"""Marks within a block for showing on a page: what was found, what will be taken out. Never stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import html as lxml_html

from zwgk.files import body
from zwgk.files.body.reading import runs, tree_of

if TYPE_CHECKING:
    from zwgk.documents.models import Finding


@dataclass(frozen=True)
class Mark:
    """A stretch ``[start, end)`` of a block's text, the class it is shown with and the id that leads to it."""

    start: int
    end: int
    cls: str
    anchor: str = ""


@dataclass
class Line:
    """One block of the paper with what stands beside it."""

    block: body.Block
    html: str
    findings: list[Finding] = field(default_factory=list)


def marked(block: body.Block, marks: Iterable[Mark]) -> str:
    """The block's HTML with the stretches in ``<mark>``; stretches that overlap an earlier one are left out."""
    chosen: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, m.end)):
        if mark.end > mark.start and (not chosen or mark.start >= chosen[-1].end):
            chosen.append(mark)
    if not chosen:
        return block.html
    tree = tree_of(block.html)
    node = tree[0]
    places: list[tuple[int, Any, str, str]] = []
    at = 0
    for text, holder, attribute in runs(node):
        if holder is not None:
            places.append((at, holder, attribute, text))
        at += len(text)
    for start, holder, attribute, text in reversed(places):
        for mark in reversed(chosen):
            first, last = max(mark.start - start, 0), min(mark.end - start, len(text))
            if first < last:
                _wrap(holder, attribute, first, last, mark)
    written: str = lxml_html.tostring(node, encoding="unicode")
    return written


def _wrap(holder: Any, attribute: str, first: int, last: int, mark: Mark) -> None:
    whole = getattr(holder, attribute)
    element = lxml_html.Element("mark")
    if mark.cls:
        element.set("class", mark.cls)
    if mark.anchor:
        element.set("id", mark.anchor)
    element.text, element.tail = whole[first:last], whole[last:]
    setattr(holder, attribute, whole[:first])
    if attribute == "text":
        holder.insert(0, element)
    else:
        parent = holder.getparent()
        parent.insert(parent.index(holder) + 1, element)


def lines(html: str, findings: Sequence[Finding]) -> tuple[list[Line], list[Finding]]:
    """The paper block by block with its findings, and the findings that stand at no block (attachments)."""
    beside: dict[str, list[Finding]] = {}
    for finding in findings:
        beside.setdefault(finding.block_id if finding.attachment_id is None else "", []).append(finding)
    found = []
    for block in body.blocks(html):
        mine = sorted(beside.pop(block.id, []), key=lambda f: f.start)
        marks = [
            Mark(f.start, f.end, "private" if f.severity == "block" else "", f"m{f.pk}")
            for f in mine
            if f.state in {"open", "asked"}
        ]
        found.append(Line(block, marked(block, marks), mine))
    return found, [f for rest in beside.values() for f in rest]
