"""The public copy (删减件): newly written from what remains, with one fixed mark for each passage removed.

依据:《政府信息公开条例》第三十七条(能够作区分处理的,应当提供可以公开的内容)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import unquote

from zwgk.files.body import blocks, sanitise
from zwgk.files.body.reading import runs, tree_of
from zwgk.files.redaction.normalising import bare
from zwgk.rules.errors import BadInput, Stale

MARK = "〔此处依据{ground}删去〕"
"""What stands where something was removed. It tells the ground and nothing else: no length, no number of characters."""


@dataclass(frozen=True, slots=True)
class Removal:
    """A passage that the public must not see (删减处): ``[start, end)`` of the block's text, or the whole block.

    Offsets are those of ``Block.text``, in characters. ``ground_label`` is printed in the public copy
    (《政府信息公开条例》第十五条); ``reason`` is for the file only and is never printed there.
    """

    block_id: str
    ground_code: str
    ground_label: str
    start: int | None = None
    end: int | None = None
    reason: str = ""

    @property
    def whole(self) -> bool:
        """Whether the whole block goes."""
        return self.start is None


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark in the public copy (删减标记): where it came from and how much it stands for. For the file, not the
    public."""

    block_id: str
    position: int
    ground_code: str
    ground_label: str
    length: int
    whole: bool
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage taken away, overlaps joined (删去处): the entry of the proof sheet. It does not hold the text."""

    block_id: str
    start: int
    length: int
    ground_code: str
    ground_label: str
    whole: bool


@dataclass(frozen=True, slots=True)
class RedactedBody:
    """The public body, its marks, what was taken away, and what remains.

    ``remaining`` is the text left in, part by part, without marks; ``addresses`` are the links and pictures left in.
    """

    html: str
    marks: tuple[Mark, ...]
    passages: tuple[Passage, ...]
    removed: tuple[str, ...]
    remaining: tuple[str, ...]
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    removal: Removal


def mark_text(ground_label: str) -> str:
    """Return the mark for a ground (删减标记). Errors: ``BadInput`` for an empty ground."""
    ground = ground_label.strip()
    if not ground:
        raise BadInput(
            what="不能删减", why="每处删减都必须注明依据", remedy="请选择不予公开的法定依据", field="ground_label"
        )
    return MARK.format(ground=ground)


def redacted_body(body_html: str, removals: Sequence[Removal], *, may_be_whole: bool = False) -> RedactedBody:
    """Write the public body: what remains is copied character by character, what was removed becomes a mark.

    All block ids are given anew, because an id may have been derived from a text that is no longer there (and links to
    them are dropped). A link loses
    its address where any of its text was removed, or where the address itself holds a removed text. A picture goes
    entirely where its text for the blind (alt) is touched: what may not be said may not be shown. ``may_be_whole`` is
    for a paper of which only attachments are cut.
    Errors: ``BadInput`` (no removal, no ground, offsets outside the block, nothing would remain), ``Stale`` (unknown
    block).
    """
    if not removals and not may_be_whole:
        raise BadInput(what="不能删减", why="没有标出任何删减处", remedy="请先选中要删去的文字并注明依据")
    spans = _spans(body_html, removals)
    secrets = _secrets(body_html, spans)
    written, marks, remaining, addresses = [], [], [], []
    for node in tree_of(body_html):
        block_id = node.get("data-b", "")
        writer = _Writer(block_id, spans.get(block_id, []), secrets)
        written.append(writer.block(node))
        marks += writer.marks
        remaining += writer.remaining
        addresses += writer.addresses
    html = sanitise("\n".join(written))
    if not any(text.strip() for text in remaining):
        raise BadInput(
            what="不能生成删减件",
            why="删去后没有可以公开的内容",
            remedy="请改为“此件不公开”，或者减少删减范围",
        )
    passages = tuple(
        Passage(
            block_id, s.start, s.end - s.start, s.removal.ground_code, s.removal.ground_label.strip(), s.removal.whole
        )
        for block_id, found in spans.items()
        for s in found
    )
    return RedactedBody(
        html=html,
        marks=tuple(marks),
        passages=passages,
        removed=removed_texts(body_html, removals),
        remaining=tuple(text for text in remaining if text.strip()),
        addresses=tuple(addresses),
    )


def removed_texts(body_html: str, removals: Sequence[Removal]) -> tuple[str, ...]:
    """Return what the removals take away, overlaps joined, as plain text (cells parted by tabs, lines by line
    feeds)."""
    text = {block.id: block.text for block in blocks(body_html)}
    return tuple(
        text[block_id][span.start : span.end]
        for block_id, found in _spans(body_html, removals).items()
        for span in found
    )


def _spans(body_html: str, removals: Iterable[Removal]) -> dict[str, list[_Span]]:
    """Check the removals and join those of a block that overlap; the earlier one's ground is printed."""
    text = {block.id: block.text for block in blocks(body_html)}
    found: dict[str, list[_Span]] = {}
    for removal in removals:
        mark_text(removal.ground_label)
        if removal.block_id not in text:
            raise Stale(
                what="不能删减", why="要删减的段落已不在正文中", remedy="请刷新页面后重新标注", field="block_id"
            )
        length = len(text[removal.block_id])
        start = 0 if removal.start is None else removal.start
        end = length if removal.start is None or removal.end is None else removal.end
        if not removal.whole and not 0 <= start < end <= length:
            raise BadInput(
                what="不能删减",
                why=f"位置{start}至{end}不在该段（{length}字）之内",
                remedy="请刷新页面后重新标注",
                field="start",
            )
        found.setdefault(removal.block_id, []).append(_Span(start, end, removal))
    return {block_id: _joined(spans) for block_id, spans in found.items()}


def _joined(spans: list[_Span]) -> list[_Span]:
    result: list[_Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if result and span.start < result[-1].end:
            last = result[-1]
            removal = span.removal if span.removal.whole else last.removal
            result[-1] = _Span(last.start, max(last.end, span.end), removal)
        else:
            result.append(span)
    return result


def _secrets(body_html: str, spans: dict[str, list[_Span]]) -> frozenset[str]:
    """Return the removed texts, piece by piece, as they are looked for in addresses and in texts for the blind."""
    text = {block.id: block.text for block in blocks(body_html)}
    pieces = (
        piece for block_id, found in spans.items() for span in found
        for piece in re.split(r"[\t\n]", text[block_id][span.start : span.end])
    )  # fmt: skip
    return frozenset(key for piece in pieces if len(key := bare(piece)) >= (4 if key.isascii() else 2))


class _Writer:
    """Writes one block anew; ``position`` runs through the block's text as ``body.reading.runs`` counts it."""

    def __init__(self, block_id: str, spans: list[_Span], secrets: frozenset[str]) -> None:
        self.block_id, self.spans, self.secrets = block_id, spans, secrets
        self.position = 0
        self.marks: list[Mark] = []
        self.remaining: list[str] = [""]
        self.addresses: list[str] = []
        self._marked: set[tuple[int, int]] = set()
        self._container = 0

    def block(self, node: Any) -> str:
        length = sum(len(piece) for piece, _, _ in runs(node))
        gone = self._gone(node, length)
        if gone is not None:
            self._mark(gone, 0, length, whole=True)
            return f'<p class="removed">{escape(mark_text(gone.ground_label))}</p>'
        if node.tag == "hr":
            return "<hr>"
        cls = f' class="{escape(node.get("class"))}"' if node.get("class") else ""
        return f"<{node.tag}{cls}>{''.join(self._inside(node))}</{node.tag}>"

    def _gone(self, node: Any, length: int) -> Removal | None:
        """The removal that takes the whole block: asked for, all its text, or a picture whose alt text is touched."""
        for span in self.spans:
            if span.removal.whole or (length and span.start == 0 and span.end >= length and node.tag not in ("table",)):
                return span.removal
        if node.tag == "figure":
            place = 0
            for piece, holder, _ in runs(node):
                for span in self.spans:
                    if holder is None and piece != "\n" and span.start < place + len(piece) and span.end > place:
                        return span.removal
                place += len(piece)
            if any(self._betrays(image.get("alt", "") + " " + image.get("src", "")) for image in node.iter("img")):
                return self.spans[0].removal if self.spans else None
        return None

    def _inside(self, node: Any) -> Iterator[str]:
        """The content of an element in the reading order, and with the separators, of ``body.reading.runs``."""
        yield self._text(node.text or "")
        previous = ""
        for child in node:
            tag = child.tag
            if tag == "br":
                covered = self._covered(self.position, self.position + 1)
                self._skip(1)
                yield "" if covered else "<br>"
            else:
                self._separator(node, tag, previous)
                yield from self._child(child, tag)
            yield self._text(child.tail or "")
            previous = tag

    def _separator(self, node: Any, tag: str, previous: str) -> None:
        if tag in ("td", "th", "tr", "li", "thead", "tbody", "caption", "figcaption", "ul", "ol"):
            self._container += 1
            self.remaining.append("")
        if (tag in ("td", "th") and previous in ("td", "th")) or (
            (tag in ("tr", "li") and previous == tag)
            or (tag in ("thead", "tbody", "figcaption") and previous)
            or (tag in ("ul", "ol") and (previous or node.text))
        ):
            self._skip(1)

    def _child(self, child: Any, tag: str) -> Iterator[str]:
        if tag == "img":
            alt = child.get("alt") or ""
            if self._betrays(alt + " " + (child.get("src") or "")):
                self.position += len(alt)
                return
            self.remaining[-1] += alt
            self.position += len(alt)
            self.addresses.append(child.get("src", ""))
            yield f'<img src="{escape(child.get("src", ""))}" alt="{escape(alt)}">'
            return
        start = self.position
        content = "".join(self._inside(child))
        attributes = "".join(
            f' {name}="{int(child.get(name))}"' for name in ("colspan", "rowspan") if (child.get(name) or "").isdigit()
        )
        if tag == "a":
            href = child.get("href") or ""
            if self._touched(start, self.position) or self._betrays(href) or href.startswith("#b-"):
                yield content
                return
            self.addresses.append(href)
            attributes = f' href="{escape(href)}"'
        yield f"<{tag}{attributes}>{content}</{tag}>"

    def _text(self, text: str) -> str:
        """What remains of a stretch of text; the first part removed in each container leaves the mark."""
        if not text:
            return ""
        out, begin, end = [], self.position, self.position + len(text)
        cursor = begin
        for span in self.spans:
            if span.end <= begin or span.start >= end:
                continue
            out.append(self._kept(text[cursor - begin : max(span.start, begin) - begin]))
            cursor = min(span.end, end)
            key = (span.start, self._container)
            if key not in self._marked:
                self._marked.add(key)
                out.append(escape(self._mark(span.removal, span.start, span.end), quote=False))
            self.remaining.append("")
        out.append(self._kept(text[cursor - begin :]))
        self.position = end
        return "".join(out)

    def _kept(self, text: str) -> str:
        self.remaining[-1] += text
        return escape(text, quote=False)

    def _mark(self, removal: Removal, start: int, end: int, *, whole: bool = False) -> str:
        text = mark_text(removal.ground_label)
        self.marks.append(
            Mark(self.block_id, start, removal.ground_code, removal.ground_label.strip(), end - start, whole, text)
        )
        return text

    def _skip(self, count: int) -> None:
        if not self._covered(self.position, self.position + count):
            self.remaining[-1] += "\n"
        self.position += count

    def _covered(self, start: int, end: int) -> bool:
        return any(span.start <= start and end <= span.end for span in self.spans)

    def _touched(self, start: int, end: int) -> bool:
        return any(span.start < end and span.end > start for span in self.spans)

    def _betrays(self, value: str) -> bool:
        """Whether an attribute holds a removed text, also percent-encoded."""
        found = bare(unquote(value))
        return any(secret in found for secret in self.secrets)
