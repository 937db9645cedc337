"""Which pages of a PDF may be kept as they are, and what a kept page takes along (保留页): print and nothing else.

A page that hides anything is drawn anew like one with covered areas: text that nobody sees, layers, forms, remarks,
pictures (which may be larger than what shows of them, and carry remarks of their own), fonts that it shares with a page
where something was covered (a font tells which characters were used there).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from zwgk.files.readers.result import PageState
from zwgk.files.redaction.areas import WHOLE, Box, PageLayout

if TYPE_CHECKING:
    import pikepdf

KEPT_DOTS = 100
_CONTRAST = 24
"""Shades that a character must differ from its ground to be seen."""
_MARKS = frozenset({"BMC", "BDC", "EMC", "MP", "DP", "BX", "EX"})
_INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
_DEEPEST = 12

Key = tuple[int, int]


class Unkept(Exception):
    """The page hides something, or cannot be looked through (不能原样保留): why, as a Chinese sentence."""


def seen(layout: PageLayout, image: Any) -> PageLayout:
    """The page with only those characters that can be seen on the drawn page.

    Text that is white, covered, clipped, outside or invisible is in the file, and nobody who reads the page knows it.
    Recognised words were seen, or they would not have been recognised.
    """
    if layout.state is not PageState.TEXT:
        return layout
    grey = image.convert("L")
    lines = []
    for line in layout.lines:
        glyphs = tuple(glyph for glyph in line.glyphs if not glyph.text.strip() or _shows(glyph.box, grey))
        if any(glyph.text.strip() for glyph in glyphs):
            lines.append(replace(line, glyphs=glyphs))
    return replace(layout, lines=tuple(lines))


def _shows(box: Box, grey: Any) -> bool:
    if not box.surface or box.left >= WHOLE or box.top >= WHOLE or box.right <= 0 or box.bottom <= 0:
        return False
    left, top = max(0, box.left * grey.width // WHOLE - 1), max(0, box.top * grey.height // WHOLE - 1)
    right, bottom = box.right * grey.width // WHOLE + 2, box.bottom * grey.height // WHOLE + 2
    low, high = grey.crop((left, top, right, bottom)).getextrema()
    return bool(high - low >= _CONTRAST)


def inherited(page: pikepdf.Dictionary, key: str) -> Any:
    """An entry of the page or of the nodes above it."""
    node: Any = page
    for _ in range(_DEEPEST):
        if node is None:
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def kept_page(pdf: pikepdf.Pdf, page: pikepdf.Page) -> tuple[dict[str, Any], frozenset[Key]]:
    """What the page is built of anew: boxes, its instructions without marks, the resources they name.

    Also returns the fonts it uses (object numbers of their programs). Errors: :class:`Unkept`.
    """
    import pikepdf

    node = page.obj
    for note in node.get("/Annots", ()):
        if str(note.get("/Subtype", "")) != "/Link":
            raise Unkept("带有批注或表单")
    resources = inherited(node, "/Resources")
    try:
        content, named = _clean(pikepdf.parse_content_stream(page), resources)
    except pikepdf.PdfError as error:
        raise Unkept("页面指令不能解析") from error
    box = inherited(node, "/CropBox") or inherited(node, "/MediaBox")
    if box is None:
        raise Unkept("没有写明页面大小")
    made: dict[str, Any] = {
        "/MediaBox": box,
        "/Resources": pikepdf.Dictionary(named),
        "/Contents": pdf.make_stream(content),
    }
    turned = inherited(node, "/Rotate")
    if turned:
        made["/Rotate"] = turned
    return made, _fonts(named.get("/Font", {}))


def _clean(instructions: Iterable[Any], resources: Any) -> tuple[bytes, dict[str, Any]]:
    """The instructions without marked content, and just those resources that they name."""
    import pikepdf

    names: dict[str, set[str]] = {"/Font": set(), "/ExtGState": set(), "/ColorSpace": set(), "/Shading": set()}
    kept = []
    for one in instructions:
        operator = str(one.operator)
        operands = list(one.operands)
        if operator in ("BDC", "BMC") and operands and str(operands[0]) == "/OC":
            raise Unkept("带有可选图层")
        if operator in _MARKS:
            continue
        if operator in ("Do", "INLINE IMAGE", "BI"):
            raise Unkept("带有图片")
        if operator == "Tr" and int(operands[0]) in (3, 7):
            raise Unkept("带有看不见的文字")
        if operator in ("scn", "SCN") and operands and isinstance(operands[-1], pikepdf.Name):
            raise Unkept("带有图案填充")
        place = {"Tf": "/Font", "gs": "/ExtGState", "cs": "/ColorSpace", "CS": "/ColorSpace", "sh": "/Shading"}
        if operator in place:
            names[place[operator]].add(str(operands[0]))
        kept.append(one)
    found: dict[str, Any] = {}
    for kind, wanted in names.items():
        there = (resources or {}).get(kind, {})
        taken = {name: there[name] for name in sorted(wanted) if name in there}
        if kind == "/ExtGState":
            _must_not_mask(taken.values())
        if taken:
            found[kind] = pikepdf.Dictionary(taken)
    return pikepdf.unparse_content_stream(kept), found


def _must_not_mask(states: Iterable[Any]) -> None:
    for state in states:
        if str(state.get("/SMask", "/None")) != "/None" or "/Font" in state:
            raise Unkept("带有透明蒙版")


def _fonts(fonts: Any) -> frozenset[Key]:
    """The object numbers of the programs and tables that tell which characters a font was made for."""
    found: set[Key] = set()
    for _, font in fonts.items():
        if str(font.get("/Subtype", "")) == "/Type3":
            raise Unkept("带有绘制字形的字体")
        described = [font, *font.get("/DescendantFonts", ())]
        for one in described:
            found.add(one.objgen)
            if "/ToUnicode" in one:
                found.add(one["/ToUnicode"].objgen)
            descriptor = one.get("/FontDescriptor")
            if descriptor is not None:
                found |= {
                    descriptor[key].objgen for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor
                }
    return frozenset(key for key in found if key != (0, 0))


def fonts_of(page: pikepdf.Page) -> frozenset[Key]:
    """The fonts of a page that is drawn anew, as far as they can be told."""
    resources = inherited(page.obj, "/Resources")
    found: set[Key] = set()
    _gather(resources, found, 0)
    return frozenset(found)


def _gather(resources: Any, found: set[Key], depth: int) -> None:
    if resources is None or depth > _DEEPEST:
        return
    for _, font in resources.get("/Font", {}).items():
        try:
            found |= _fonts({"/F": font})
        except Unkept:
            found.add(font.objgen)
    for _, item in resources.get("/XObject", {}).items():
        _gather(item.get("/Resources"), found, depth + 1)
