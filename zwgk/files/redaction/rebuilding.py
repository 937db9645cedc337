"""A PDF built anew (重建): pages with covered areas are drawn, blackened and put in as pictures without a text layer;
the other pages are kept only where they hide nothing.

Nothing of the old file's frame comes along: document information, XMP, outlines, names, embedded files, scripts, forms,
layers, tags, earlier revisions. 依据:《政府信息公开条例》第三十七条(能够作区分处理的,应当提供可以公开的内容)
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zwgk.files.redaction import burning, pdf_pages
from zwgk.files.redaction.areas import Area, PageLayout, covered, grown, must_lie_on_page
from zwgk.files.redaction.layout import Pages, PdfPages
from zwgk.files.redaction.pdf_pages import Unkept

if TYPE_CHECKING:
    import pikepdf

COVERED = "有遮盖"
SHARED = "与重制的页共用字体"
Progress = Callable[[int, int], None]
Layouts = dict[int, PageLayout]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The new file; for every page drawn anew why; what the covered stretches said and what is left, line by line.

    ``lines`` are the lines left with bars, page by page, for those who cannot see; ``unread`` pages with areas of which
    nobody knows what stood there: only eyes can tell whether the bars lie right.
    """

    data: bytes
    drawn: dict[int, str]
    removed: tuple[str, ...]
    remaining: tuple[str, ...]
    layouts: tuple[PageLayout, ...]
    unread: tuple[int, ...]


def told(done: int, total: int) -> None:
    """Tell nobody how far it is."""


def rebuilt(
    pages: Pages, source: bytes, areas: Sequence[Area], *, title: str, layouts: Layouts | None = None,
    progress: Progress = told,
) -> Rebuilt:  # fmt: skip
    """Build the PDF anew. ``layouts`` are pages read before (recognised ones), by number; others are read here, and
    recognised where anything is covered at all.

    Seconds: about a third of one for a page that is drawn, more where it must be recognised. Memory: one page at a
    time. Errors: ``BadInput`` (an area outside the pages, a broken page).
    """
    import pikepdf

    for area in areas:
        must_lie_on_page(area, pages.count)
    known = dict(layouts or {})
    old = pikepdf.open(io.BytesIO(source)) if isinstance(pages, PdfPages) else None
    new = pikepdf.new()
    try:
        drawn, kept = _sorted_pages(pages, old, areas, known)
        removed: list[str] = []
        remaining: list[str] = []
        unread: list[int] = []
        for number in range(1, pages.count + 1):
            progress(number - 1, pages.count)
            mine: list[Area] = []
            if number in drawn:
                image = pages.image(number)
                layout = known.get(number) or pdf_pages.seen(pages.layout(number, recognise=bool(areas)), image)
                known[number] = layout
                mine = grown(areas, layout)
                _draw(new, image, pages.size(number), mine)
            else:
                layout = known[number]
                new.pages.append(pikepdf.Page(new.copy_foreign(old.make_indirect(kept[number]))))  # type: ignore[union-attr]
            left = covered(layout, mine)
            removed += [text for line in left for text in line.gone]
            remaining += [text for line in left for text in line.kept]
            if mine and not any(line.gone for line in left):
                unread.append(number)
        progress(pages.count, pages.count)
        return Rebuilt(
            _written(new, title), drawn, tuple(removed), tuple(remaining),
            tuple(known[number] for number in range(1, pages.count + 1)), tuple(unread),
        )  # fmt: skip
    finally:
        new.close()
        if old is not None:
            old.close()


def _sorted_pages(
    pages: Pages, old: pikepdf.Pdf | None, areas: Sequence[Area], known: Layouts
) -> tuple[dict[int, str], dict[int, Any]]:
    """Which pages are drawn anew and why, and what the others are built of."""
    import pikepdf

    marked = {area.page for area in areas}
    if old is None:
        return {number: COVERED if number in marked else "图片" for number in range(1, pages.count + 1)}, {}
    drawn: dict[int, str] = {}
    kept: dict[int, Any] = {}
    fonts: dict[int, frozenset[pdf_pages.Key]] = {}
    for number, page in enumerate(old.pages, start=1):
        try:
            if number in marked:
                raise Unkept(COVERED)
            made, fonts[number] = pdf_pages.kept_page(old, page)
            layout = pages.layout(number)
            known[number] = pdf_pages.seen(layout, pages.image(number, pdf_pages.KEPT_DOTS))
            if known[number] != layout:
                raise Unkept("带有看不见的文字")
            kept[number] = pikepdf.Dictionary({"/Type": pikepdf.Name("/Page"), **made})
        except Unkept as why:
            drawn[number] = str(why)
            fonts[number] = pdf_pages.fonts_of(page)
    suspect = set().union(*(fonts[number] for number in drawn), set())
    while True:
        shared = [number for number in kept if number not in drawn and fonts[number] & suspect]
        if not shared:
            return drawn, kept
        for number in shared:
            drawn[number] = SHARED
            suspect |= fonts[number]


def _draw(new: pikepdf.Pdf, drawn: Any, size: tuple[float, float], areas: Sequence[Area]) -> None:
    import pikepdf

    width, height = size
    page = burning.packed(burning.burnt(drawn, areas))
    image = pikepdf.Stream(new, page.data)
    image.stream_dict = pikepdf.Dictionary(
        {
            "/Type": pikepdf.Name("/XObject"),
            "/Subtype": pikepdf.Name("/Image"),
            "/Width": page.width,
            "/Height": page.height,
            "/ColorSpace": pikepdf.Name(page.colours),
            "/BitsPerComponent": page.bits,
            "/Filter": pikepdf.Name(page.filter),
        }
    )
    new.add_blank_page(page_size=(width, height))
    target = new.pages[-1]
    target.obj["/Resources"] = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary({"/Im0": image})})
    target.obj["/Contents"] = new.make_stream(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im0 Do Q".encode())


def _written(new: pikepdf.Pdf, title: str) -> bytes:
    """One revision, no document information but the title, equal bytes for equal pages."""
    import pikepdf

    new.docinfo["/Title"] = title
    new.Root["/Lang"] = pikepdf.String("zh-CN")
    new.Root["/ViewerPreferences"] = pikepdf.Dictionary({"/DisplayDocTitle": True})
    out = io.BytesIO()
    new.save(out, deterministic_id=True, linearize=False, compress_streams=True)
    return out.getvalue()
