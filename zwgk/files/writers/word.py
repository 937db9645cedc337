"""Word files from nothing (docx): page, styles, runs, tables. Only what a writer puts in is in the file.

The empty file comes with ``python-docx``; its thumbnail, its author and its remark are taken out before use.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor, Twips
from docx.text.paragraph import Paragraph

from zwgk.files.writers import fonts
from zwgk.files.writers.flow import Element, Listing, Para, Picture, Piece, Rule, Table
from zwgk.files.writers.paper import MOST_UPRIGHT
from zwgk.files.writers.rendition import About
from zwgk.rules.errors import BadInput

LINE_TWIPS = 579
"""225 mm / 22 lines, in twentieths of a point and never more: 22 lines must fit."""
CHARACTER_TWIPS = -5
"""28 characters of 16pt are 158 mm; in 156 mm each stands a quarter of a point closer. No grid of characters: programs
that find a character wider than its field give it two."""
THREE = 16.0
"""3号 in points."""
RED = RGBColor(0xE6, 0x00, 0x12)
CENTRE, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
SPREAD, MIDDLE = WD_ALIGN_PARAGRAPH.DISTRIBUTE, WD_CELL_VERTICAL_ALIGNMENT.CENTER
TAB_LEFT, TAB_CENTRE, TAB_RIGHT = WD_TAB_ALIGNMENT.LEFT, WD_TAB_ALIGNMENT.CENTER, WD_TAB_ALIGNMENT.RIGHT
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"></Properties>'
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def empty(about: About) -> Any:
    """Return an empty A4 document with the margins of GB/T 9704 and nothing in it that somebody did not write."""
    document = Document()
    package = document.part.package
    for key, rel in list(package.rels.items()):
        if rel.reltype.endswith("/thumbnail"):
            del package.rels[key]
        elif rel.reltype.endswith("/extended-properties"):
            rel.target_part._blob = _APP
    for rel in document.part.rels.values():
        if rel.reltype.endswith("/fontTable"):
            rel.target_part._blob = fonts.word_table()
    for key, rel in list(document.part.rels.items()):
        if rel.reltype.endswith("/customXml") or rel.reltype.endswith("/stylesWithEffects"):
            del document.part.rels[key]
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in ("TableNormal", "TableGrid"):
            styles.remove(style)
    written = datetime.fromisoformat(about.written_on) if about.written_on else datetime(2000, 1, 1)  # noqa: DTZ001
    core = document.core_properties
    core.title, core.author, core.comments, core.keywords = (
        _clean(about.title),
        _clean("，".join(about.authors)),
        "",
        "",
    )
    core.last_modified_by, core.language, core.revision = "", "zh-CN", 1
    core.created = core.modified = written.replace(tzinfo=UTC)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    margins(section, top=37, right=26, bottom=35, left=28)
    grid = OxmlElement("w:docGrid")
    for name, value in (("type", "lines"), ("linePitch", str(LINE_TWIPS))):
        grid.set(qn(f"w:{name}"), value)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(grid)
    _normal(document)
    return document


def _normal(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.size = Pt(THREE)
    font(style.element.get_or_add_rPr(), "body")
    closer(style.element.get_or_add_rPr(), CHARACTER_TWIPS)
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Twips(LINE_TWIPS)
    for level, (voice, bold) in enumerate((("title", False), ("hei", False), ("kai", False), ("body", True)), start=1):
        heading = document.styles[f"Heading {level}"]
        heading.font.size, heading.font.bold, heading.font.italic = Pt(22 if level == 1 else THREE), bold, False
        heading.font.color.rgb = RGBColor(0, 0, 0)
        if level == 1:
            closer(heading.element.get_or_add_rPr(), 0)
        font(heading.element.get_or_add_rPr(), voice)
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(0)
    cell = document.styles.add_style("表格文字", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style, cell.font.size = style, Pt(12)
    closer(cell.element.get_or_add_rPr(), 0)
    off_grid(cell)
    cell.paragraph_format.line_spacing_rule, cell.paragraph_format.line_spacing = WD_LINE_SPACING.SINGLE, 1.0
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(3)


def font(properties: Any, voice: str) -> None:
    """Set the typeface of a run or style for Chinese and Latin letters alike."""
    named = properties.find(qn("w:rFonts"))
    if named is None:
        named = OxmlElement("w:rFonts")
        properties.insert(0, named)
    for name in list(named.attrib):
        del named.attrib[name]
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        named.set(qn(f"w:{name}"), fonts.WORD_NAMES[voice])


def closer(properties: Any, twips: int) -> None:
    """Set how much closer (or, above zero, wider) than usual the characters stand, in twentieths of a point."""
    for old in properties.findall(qn("w:spacing")):
        properties.remove(old)
    element = OxmlElement("w:spacing")
    element.set(qn("w:val"), str(twips))
    following = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr", "w:shd")
    properties.insert_element_before(element, *following, "w:vertAlign", "w:lang", "w:em")


def paragraph(
    holder: Any, pieces: Iterable[Piece], *, indent: bool = True, align: Any = None, voice: str = "", size: float = 0.0,
    red: bool = False, right: float = 0.0, style: str | None = None, around: int = 0,
) -> Any:  # fmt: skip
    """Add a paragraph to a document or cell. ``indent``: two characters; ``right``: right indent in characters of
    3号; ``around``: blank lines before and after."""
    made = holder.add_paragraph(style=style)
    write(made, pieces, voice=voice, size=size, red=red)
    if align is not None:
        made.alignment = align
    if indent:
        indented(made, firstLineChars=200, firstLine=round(2 * THREE * 20))
    if around:
        made.paragraph_format.space_before = made.paragraph_format.space_after = Twips(around * LINE_TWIPS)
    if right:
        indented(made, rightChars=round(right * 100), right=round(right * THREE * 20))
    return made


def off_grid(made: Any) -> Any:
    """Let a paragraph (or style) take the height it says, not the next line of the page's grid."""
    properties = (made.element if hasattr(made, "element") and not hasattr(made, "_p") else made._p).get_or_add_pPr()
    loose = OxmlElement("w:snapToGrid")
    loose.set(qn("w:val"), "0")
    properties.insert_element_before(
        loose, "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:textAlignment", "w:outlineLvl", "w:rPr"
    )
    return made


def indented(made: Any, **values: int) -> None:
    """Set indents in hundredths of a character and, for programs that do not know these, in twentieths of a point."""
    element = made._p.get_or_add_pPr().get_or_add_ind()
    for name, value in values.items():
        element.set(qn(f"w:{name}"), str(value))


def write(made: Any, pieces: Iterable[Piece], *, voice: str = "", size: float = 0.0, red: bool = False) -> None:
    """Write pieces as runs; a line break becomes a break, a link its text (the address is not written)."""
    for piece in pieces:
        run = made.add_run()
        for i, line in enumerate(_clean(piece.text).split("\n")):
            if i:
                run.add_break()
            if line:
                run.add_text(line)
        if piece.voice or voice:
            font(run._r.get_or_add_rPr(), piece.voice or voice)
        if size:
            run.font.size = Pt(size)
            closer(run._r.get_or_add_rPr(), 0)
        if red:
            run.font.color.rgb = RED
        run.bold = True if "strong" in piece.marks else None
        run.underline = True if "u" in piece.marks else None
        run.font.subscript = True if "sub" in piece.marks else None
        run.font.superscript = True if "sup" in piece.marks else None
        if "em" in piece.marks:
            emphasis = OxmlElement("w:em")
            emphasis.set(qn("w:val"), "dot")
            run._r.get_or_add_rPr().append(emphasis)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)


def rule(
    made: Any, *, colour: str = "000000", eighths: int = 4, side: str = "bottom", space: int = 1, kind: str = "single"
) -> None:
    """Draw a line at a side of a paragraph; its width in eighths of a point."""
    properties = made._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", str(eighths)), ("space", str(space)), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)


def body(document: Any, elements: Sequence[Element], files: Mapping[str, bytes], *, ends: bool = True) -> None:
    """Write the flow of a body; ``ends`` says that nothing comes after it.

    Errors: ``BadInput`` where a picture was not handed in or cannot be read.
    """
    for i, element in enumerate(elements):
        match element:
            case Para(pieces, role):
                _para(document, pieces, role)
            case Table():
                with sideways(document, element, is_last=ends and i == len(elements) - 1):
                    table(document, element)
            case Listing(items):
                for item in items:
                    lead = Piece(f"{item.number}. " if item.number else "· ")
                    made = paragraph(document, (lead, *item.pieces), indent=False)
                    indented(made, leftChars=200 + 100 * item.depth, left=round((2 + item.depth) * THREE * 20))
            case Picture(src, alt):
                picture(document, src, alt, files)
            case Rule():
                rule(document.add_paragraph())


@contextmanager
def sideways(document: Any, source: Table, *, is_last: bool) -> Iterator[None]:
    """Lay a table of many columns on its side (横排表格), on pages of its own; other tables stay where they are."""
    if max((sum(cell.colspan for cell in row) for row in source.rows), default=0) <= MOST_UPRIGHT:
        yield
        return
    _section(document, WD_ORIENT.LANDSCAPE)
    yield
    if not is_last:
        _section(document, WD_ORIENT.PORTRAIT)


def _section(document: Any, orientation: Any) -> None:
    """Begin a section on a new page; the line that ends the one before takes no room."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = orientation
    if orientation == WD_ORIENT.LANDSCAPE:
        section.page_width, section.page_height = Mm(297), Mm(210)
        margins(section, top=28, right=37, bottom=26, left=35)
    else:
        section.page_width, section.page_height = Mm(210), Mm(297)
        margins(section, top=37, right=26, bottom=35, left=28)
    end = off_grid(Paragraph(document.sections[-2]._sectPr.getparent().getparent(), document))
    end.paragraph_format.line_spacing = Pt(1)


def margins(section: Any, *, top: float, right: float, bottom: float, left: float) -> None:
    """Set the margins of a section, in mm."""
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)


_ROLES: dict[str, dict[str, Any]] = {
    "red-head": {"indent": False, "align": CENTRE, "voice": "title", "size": 22, "red": True},
    "doc-number": {"indent": False, "align": CENTRE},
    "title": {"indent": False, "align": CENTRE, "voice": "title", "size": 22, "around": 1},
    "addressee": {"indent": False},
    "center": {"indent": False, "align": CENTRE},
    "enclosure": {"indent": False, "voice": "hei"},
    "signature": {"indent": False, "align": RIGHT, "right": 4.0},
    "date": {"indent": False, "align": RIGHT, "right": 4.0},
    "source": {"voice": "kai", "size": 14},
    "removed": {"voice": "kai"},
    "quote": {"voice": "kai"},
    "caption": {"indent": False, "align": CENTRE, "size": 12},
    "chapter": {"indent": False, "align": CENTRE, "style": "Heading 2"},
    "h2": {"style": "Heading 2"},
    "h3": {"style": "Heading 3"},
    "h4": {"style": "Heading 4"},
}


def _para(document: Any, pieces: tuple[Piece, ...], role: str) -> None:
    paragraph(document, pieces, **_ROLES.get(role, {}))


def table(document: Any, source: Table) -> Any:
    """Write a table with merged cells and a head that is repeated on every page."""
    if source.caption:
        paragraph(document, source.caption, indent=False, align=CENTRE, size=14)
    placed, width = _placed(source)
    made = document.add_table(rows=len(source.rows), cols=max(width, 1), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    for r, c, cell in placed:
        last_row, last_column = min(r + cell.rowspan, len(source.rows)) - 1, c + cell.colspan - 1
        target = made.cell(r, c)
        if (last_row, last_column) != (r, c):
            target = target.merge(made.cell(last_row, last_column))
        target.paragraphs[0].style = "表格文字"
        write(target.paragraphs[0], cell.pieces, voice="hei" if cell.header else "")
        if cell.header or sum(len(piece.text) for piece in cell.pieces) <= 8:
            target.paragraphs[0].alignment = CENTRE
    for row in made.rows:
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(whole)
    for row in made.rows[: source.head_rows]:
        head = OxmlElement("w:tblHeader")
        head.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(head)
    return made


def _placed(source: Table) -> tuple[list[tuple[int, int, Any]], int]:
    """Give every written cell its row and column in the full grid."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for r, row in enumerate(source.rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            placed.append((r, c, cell))
            taken.update((r + i, c + j) for i in range(cell.rowspan) for j in range(cell.colspan))
            c += cell.colspan
    return placed, 1 + max((c for r, c in taken if r < len(source.rows)), default=0)


def picture(document: Any, src: str, alt: str, files: Mapping[str, bytes]) -> None:
    """Write a picture across at most the type area, with the text that stands for it."""
    if src not in files:
        raise BadInput(
            what="不能生成Word文件", why=f"正文引用了未提供的图片“{src}”", remedy="请将图片随正文一并上传后重新生成"
        )
    made = document.add_paragraph()
    made.alignment = CENTRE
    made.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    try:
        shape = made.add_run().add_picture(io.BytesIO(files[src]))
    except Exception as error:
        raise BadInput(
            what="不能生成Word文件", why=f"图片“{src}”不能读取", remedy="请换成PNG或JPEG格式的图片"
        ) from error
    if shape.width > Mm(156):
        shape.height = Emu(int(shape.height * Mm(156) / shape.width))
        shape.width = Mm(156)
    described = shape._inline.docPr
    described.set("descr", _clean(alt))
    described.set("name", "图片")
    for inner in shape._inline.iter("{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"):
        inner.set("name", "图片")


def saved(document: Any) -> bytes:
    """Return the file. Equal documents give equal bytes: the archive bears no time of making."""
    first = io.BytesIO()
    document.save(first)
    out = io.BytesIO()
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(zipfile.ZipInfo(entry.filename, _EPOCH), source.read(entry), zipfile.ZIP_DEFLATED)
    return out.getvalue()
