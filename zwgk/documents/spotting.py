"""Finding what is to be taken away in all parts at once (查找): words however they are written, findings of one kind.

Reads files: call outside a transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zwgk.documents import parts, texts
from zwgk.documents.actions.copying import removals_of
from zwgk.documents.models import Attachment, Document
from zwgk.documents.parts import Spot
from zwgk.files import body
from zwgk.files.redaction import also_here
from zwgk.files.redaction.areas import Area, Glyph, PageLayout, around, covers
from zwgk.files.redaction.layout import Pages
from zwgk.files.redaction.normalising import tight
from zwgk.files.redaction.pdf_pages import KEPT_DOTS, seen
from zwgk.rules import privacy

MOST = 2_000
"""More places than this are no redaction any more; the rest is found when the first are marked."""
_CONTEXT = 12


@dataclass(frozen=True)
class Found:
    """A place that was found: the spot, its part (正文 or the attachment's title), where, and its surroundings."""

    spot: Spot
    part: str
    where: str
    before: str
    text: str
    after: str


def words(document: Document, wanted: str) -> list[Found]:
    """Every place of every part where ``wanted`` stands and is not marked yet, however it is written."""
    needle = tight(wanted)
    if not needle:
        return []
    found: list[Found] = []
    for part in parts.text_parts(document):
        marked = parts.removals(part.attachment) if part.attachment else removals_of(document)[0]
        nth = {block.id: n for n, block in enumerate(body.blocks(part.html), start=1)}
        for passage in also_here(part.html, wanted, marked):
            spot = Spot(_id(part.attachment), passage.block_id, passage.start, passage.end)
            found.append(
                Found(
                    spot, _title(part.attachment), f"第{nth[passage.block_id]}段",
                    passage.before[-_CONTEXT:], passage.text, passage.after[:_CONTEXT],
                )
            )  # fmt: skip
    for attachment in parts.paged_attachments(document):
        found += _on_pages(attachment, lambda text: _places(text, needle))
    return found[:MOST]


def of_kind(document: Document, kind: privacy.Kind) -> list[Found]:
    """Every place of every part where the privacy check finds this kind and nothing is marked yet."""
    found: list[Found] = []
    for part in parts.text_parts(document):
        marked = parts.removals(part.attachment) if part.attachment else removals_of(document)[0]
        for n, block in enumerate(body.blocks(part.html), start=1):
            mine = [r for r in marked if r.block_id == block.id]
            for one in privacy.find(block.text[: privacy.MAX_CHARACTERS]):
                gone = any(r.whole or ((r.start or 0) <= one.start and one.end <= (r.end or 0)) for r in mine)
                if one.kind is kind and not one.usual and not gone:
                    spot = Spot(_id(part.attachment), block.id, one.start, one.end)
                    before = block.text[max(0, one.start - _CONTEXT) : one.start]
                    after = block.text[one.end : one.end + _CONTEXT]
                    found.append(Found(spot, _title(part.attachment), f"第{n}段", before, one.text, after))

    def places(text: str) -> Iterator[tuple[int, int]]:
        for one in privacy.find(text[: privacy.MAX_CHARACTERS]):
            if one.kind is kind and not one.usual:
                yield one.start, one.end

    for attachment in parts.paged_attachments(document):
        found += _on_pages(attachment, places)
    return found[:MOST]


def kinds(document: Document) -> list[tuple[privacy.Kind, int]]:
    """The kinds of personal data that the texts hold, with how often; of attachments as they were read at intake."""
    counted: Counter[privacy.Kind] = Counter()
    marked = removals_of(document)[0]
    for block in body.blocks(texts.working_text(document)):
        mine = [r for r in marked if r.block_id == block.id]
        for one in privacy.find(block.text[: privacy.MAX_CHARACTERS]):
            gone = any(r.whole or ((r.start or 0) <= one.start and one.end <= (r.end or 0)) for r in mine)
            counted[one.kind] += not one.usual and not gone
    for attachment in texts.outgoing_attachments(document):
        for one in privacy.find(attachment.file.text[: privacy.MAX_CHARACTERS]):
            counted[one.kind] += not one.usual
    return [(kind, number) for kind, number in counted.most_common() if number]


def _id(attachment: Attachment | None) -> int | None:
    return attachment.pk if attachment else None


def _title(attachment: Attachment | None) -> str:
    return attachment.title if attachment else "正文"


def _places(text: str, needle: str) -> Iterator[tuple[int, int]]:
    """Where the tight needle stands in a text whose characters may be anything between."""
    form, origin = [], []
    for i, char in enumerate(text):
        for made in tight(char):
            form.append(made)
            origin.append(i)
    joined = "".join(form)
    at = joined.find(needle)
    while at >= 0:
        yield origin[at], origin[at + len(needle) - 1] + 1
        at = joined.find(needle, at + len(needle))


def _on_pages(attachment: Attachment, places: object) -> Iterator[Found]:
    """Places on the pages of an attachment; a page that nobody could read yields nothing and must be looked at."""
    assert callable(places)
    read = parts.readings(attachment)
    marked = parts.areas(attachment)
    with parts.open_pages(attachment) as pages:
        for number in range(1, pages.count + 1):
            layout = read.get(number) or pages.layout(number)
            text, glyphs = _spelled(layout)
            hits = list(places(text))
            if not hits:
                continue
            visible = _visible(pages, layout)
            for start, end in hits:
                yield from _found(attachment, layout, text, glyphs[start:end], (start, end), marked, visible)


def _spelled(layout: PageLayout) -> tuple[str, list[tuple[int, Glyph] | None]]:
    """The page as one text, and for each of its characters the line and the glyph it belongs to."""
    pieces: list[str] = []
    glyphs: list[tuple[int, Glyph] | None] = []
    for n, line in enumerate(layout.lines):
        for glyph in line.glyphs:
            pieces.append(glyph.text)
            glyphs += [(n, glyph)] * len(glyph.text)
        pieces.append("\n")
        glyphs.append(None)
    return "".join(pieces), glyphs


def _visible(pages: Pages, layout: PageLayout) -> set[Glyph]:
    shown = seen(layout, pages.image(layout.number, KEPT_DOTS))
    return {glyph for line in shown.lines for glyph in line.glyphs}


def _found(
    attachment: Attachment,
    layout: PageLayout,
    text: str,
    glyphs: Sequence[tuple[int, Glyph] | None],
    place: tuple[int, int],
    marked: Sequence[Area],
    visible: set[Glyph],
) -> Iterator[Found]:
    """One spot a line: a name broken at the edge of the page is covered in both lines."""
    by_line: dict[int, list[Glyph]] = {}
    for item in glyphs:
        if item is not None and item[1] in visible and item[1].box.surface:
            by_line.setdefault(item[0], []).append(item[1])
    mine = [area for area in marked if area.page == layout.number]
    start, end = place
    before = text[max(0, start - _CONTEXT) : start].replace("\n", "")
    after = text[end : end + _CONTEXT].replace("\n", "")
    for line, covered in by_line.items():
        if all(covers(mine, glyph) is not None for glyph in covered):
            continue
        box = around(glyph.box for glyph in covered).with_margin(6)
        shown = "".join(dict.fromkeys(g.text for g in covered)) if len(by_line) > 1 else text[start:end]
        yield Found(
            Spot(attachment.pk, page=layout.number, box=box), attachment.title,
            f"第{layout.number}页第{line + 1}行", before, shown.replace("\n", ""), after,
        )  # fmt: skip
