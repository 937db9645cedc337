"""Areas of pages that must not be seen (遮盖区域), and what stands on a page where (版面).

Places are ten-thousandths of the page's width and height as a reader sees the page, from its upper left corner: they
hold for a page of any size, at any resolution, turned or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from zwgk.files.readers.picture import joined_words
from zwgk.files.readers.result import PageState
from zwgk.rules.errors import BadInput

WHOLE = 10_000
"""The page's width, and its height."""
TOUCHED = 0.15
"""A character of which so much lies under an area is gone altogether: half a character can be guessed."""
MARGIN = 12
"""What is covered around a ticked line, so that no stroke shows."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a page in ten-thousandths of its width and height."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def surface(self) -> int:
        """Its surface, 0 where it has none."""
        return max(0, self.right - self.left) * max(0, self.bottom - self.top)

    @property
    def width(self) -> int:
        """Its width."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Its height."""
        return self.bottom - self.top

    def shared(self, other: Box) -> int:
        """The surface that two boxes share."""
        return Box(
            max(self.left, other.left), max(self.top, other.top),
            min(self.right, other.right), min(self.bottom, other.bottom),
        ).surface  # fmt: skip

    def with_margin(self, margin: int = MARGIN) -> Box:
        """The box a little larger, within the page."""
        return Box(
            max(0, self.left - margin), max(0, self.top - margin),
            min(WHOLE, self.right + margin), min(WHOLE, self.bottom + margin),
        )  # fmt: skip


def around(boxes: Iterable[Box]) -> Box:
    """The box that holds all of them; at least one."""
    found = list(boxes)
    return Box(
        min(b.left for b in found), min(b.top for b in found), max(b.right for b in found), max(b.bottom for b in found)
    )


@dataclass(frozen=True, slots=True)
class Area:
    """An area that is covered (遮盖处): its page (from 1), its box, its ground; ``reason`` is for the file only."""

    page: int
    box: Box
    ground_code: str
    ground_label: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, or a recognised word, and its box."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page, its characters from left to right; ``recognised`` where they are words of a scan."""

    glyphs: tuple[Glyph, ...]
    recognised: bool = False

    @property
    def text(self) -> str:
        """The line as text."""
        return joined([glyph.text for glyph in self.glyphs], recognised=self.recognised)

    @property
    def box(self) -> Box:
        """The line's box."""
        return around(glyph.box for glyph in self.glyphs if glyph.box.surface) if self.glyphs else Box(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page: its number from 1, its size in points, its lines from top to bottom, and how they were read."""

    number: int
    width: float
    height: float
    lines: tuple[PageLine, ...]
    state: PageState


def joined(texts: Sequence[str], *, recognised: bool) -> str:
    """Characters put together; recognised words with the blanks that belong between them."""
    return joined_words(texts) if recognised else "".join(texts)


def must_lie_on_page(area: Area, pages: int) -> None:
    """Refuse an area beyond the page, or too small to cover anything. Errors: ``BadInput``."""
    what = "不能标注"
    if not 1 <= area.page <= pages:
        raise BadInput(what=what, why=f"没有第{area.page}页，该文件共{pages}页", remedy="请选择有的页", field="page")
    box = area.box
    if not (0 <= box.left < box.right <= WHOLE and 0 <= box.top < box.bottom <= WHOLE):
        raise BadInput(
            what=what,
            why="区域的左上角应在右下角的左上方，四边都应在页面之内（0至100）",
            remedy="请重新框选，或改正四个数字",
            field="left",
        )
    if box.right - box.left < 20 or box.bottom - box.top < 20:
        raise BadInput(what=what, why="框选的区域太小，遮不住文字", remedy="请框选整个要遮盖的部分", field="left")


def covers(areas: Iterable[Area], glyph: Glyph) -> Area | None:
    """The area under which a character lies, None where it stays to be seen."""
    surface = glyph.box.surface
    if not surface:
        return None
    return next((area for area in areas if area.box.shared(glyph.box) >= surface * TOUCHED), None)


def grown(areas: Sequence[Area], layout: PageLayout) -> list[Area]:
    """The areas of this page, each grown to the whole of the characters that it covers in part."""
    mine = [area for area in areas if area.page == layout.number]
    result = []
    for area in mine:
        under = [
            glyph.box for line in layout.lines for glyph in line.glyphs if covers([area], glyph) is not None
        ]  # fmt: skip
        result.append(replace(area, box=around([area.box, *(box.with_margin(4) for box in under)])))
    return result


@dataclass(frozen=True, slots=True)
class LineLeft:
    """What a line says after covering: ``text`` with a bar for each stretch; ``kept`` and ``gone`` stretch by
    stretch."""

    line: PageLine
    text: str
    kept: tuple[str, ...]
    gone: tuple[str, ...]


def bar(ground_label: str) -> str:
    """What is read out in place of a covered stretch (遮盖处读法)."""
    return f"（已删减：{ground_label.strip()}）"


def covered(layout: PageLayout, areas: Sequence[Area]) -> list[LineLeft]:
    """Each line with the stretches under the areas replaced by bars that tell the ground and nothing else."""
    mine = [area for area in areas if area.page == layout.number]
    return [_line_left(line, mine) for line in layout.lines]


def _line_left(line: PageLine, areas: Sequence[Area]) -> LineLeft:
    pieces: list[str] = []
    kept: list[str] = []
    gone: list[str] = []
    stretch: list[str] = []
    under: Area | None = None

    def close() -> None:
        text = joined(stretch, recognised=line.recognised)
        if under is not None:
            gone.append(text)
            pieces.append(bar(under.ground_label))
        elif text:
            kept.append(text)
            pieces.append(text)
        stretch.clear()

    for glyph in line.glyphs:
        area = covers(areas, glyph)
        if area is None and under is not None and not glyph.text.strip():
            stretch.append(glyph.text)  # a blank between covered words tells how they were parted
            continue
        if stretch and area is not under:
            close()
        under = area
        stretch.append(glyph.text)
    if stretch:
        close()
    return LineLeft(line, "".join(pieces), tuple(kept), tuple(gone))
