"""What stands outside the text of a Word file: page numbers, framed lines, the block at the foot of the last page.

依据: GB/T 9704—2012 7.4、7.5、8、10.1
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, Twips

from zwgk.files.writers import word
from zwgk.files.writers.flow import Piece
from zwgk.files.writers.official_layout import CHARACTER_PT, WIDTH, Imprint, Placed, extent

_FOUR = 14.0
"""4号 in points, the type of page numbers and of the imprint."""
_LINE = 9.0
"""Height (mm) of a line of the imprint."""


_THICK, _THIN = 20, 14
"""Rules of the imprint in twentieths of a point: 0.35 mm and 0.25 mm."""


def twips(mm: float) -> int:
    """Return millimetres in twentieths of a point."""
    return round(mm * 1440 / 25.4)


def page_numbers(document: Any, *, first: bool = True) -> None:
    """Write — 1 — outside: right on odd pages, left on even ones, 4号宋体, one character from the edge, the dashes 7 mm
    below the type area. On a page that lies on its side the number stands where the upright pages have it.

    ``first`` False leaves the first page without a number (信函格式).
    """
    document.settings.odd_and_even_pages_header_footer = True
    for i, section in enumerate(document.sections):
        section.different_first_page_header_footer = i == 0 and not first
        if i == 0 and not first:
            section.first_page_footer.is_linked_to_previous = False
        sideways = section.orientation == WD_ORIENT.LANDSCAPE
        section.footer_distance = Mm(35 - 7 - 3.6)
        for footer, is_odd in ((section.footer, True), (section.even_page_footer, False)):
            footer.is_linked_to_previous = False
            if sideways:
                footer._element.insert(0, _on_its_side(is_odd))
            else:
                _upright(footer.paragraphs[0], is_odd)


def _upright(made: Any, is_odd: bool) -> None:
    made.style = "Normal"
    made.alignment = word.RIGHT if is_odd else word.LEFT
    made.paragraph_format.line_spacing = Mm(6)
    side = "right" if is_odd else "left"
    word.indented(made, **{f"{side}Chars": 100, side: round(_FOUR * 20)})
    _number(made)


def _number(made: Any) -> None:
    for text in ("— ", None, " —"):
        run = made.add_run(text or "")
        word.font(run._r.get_or_add_rPr(), "song")
        run.font.size = Pt(_FOUR)
        word.closer(run._r.get_or_add_rPr(), 0)
        if text is None:
            for kind in ("begin", "instr", "end"):
                run._r.append(_field(kind))


def _field(kind: str) -> Any:
    if kind == "instr":
        instruction = OxmlElement("w:instrText")
        instruction.set(qn("xml:space"), "preserve")
        instruction.text = "PAGE"
        return instruction
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _on_its_side(is_odd: bool) -> Any:
    """The number at the left of a page that lies: a table of one turned cell, placed on the page."""
    from docx.text.paragraph import Paragraph

    high, wide = 30.0, 6.0
    top = 210 - 26 - _FOUR / (72 / 25.4) - high if is_odd else 28 + _FOUR / (72 / 25.4)
    left = 35 - 7 - wide + 2.3  # the dash stands in the middle of its line
    table = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblpPr w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{twips(left)}" w:tblpY="{twips(top)}"/>'
        f'<w:tblW w:w="{twips(wide)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{twips(wide)}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{twips(high)}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{twips(wide)}" w:type="dxa"/><w:textDirection w:val="tbRl"/><w:vAlign w:val="center"/></w:tcPr>'
        "<w:p/></w:tc></w:tr></w:tbl>"
    )
    made = Paragraph(table.find(".//" + qn("w:p")), None)  # type: ignore[arg-type]
    made.alignment = word.RIGHT if is_odd else word.LEFT
    made.paragraph_format.line_spacing = Mm(wide)
    _number(made)
    return table


def placed_line(document: Any, placed: Sequence[Placed]) -> Any:
    """Add a line whose texts stand at their places: each behind a tab stop of its own, one alone by its alignment."""
    made = document.add_paragraph()
    if len(placed) == 1:
        _alone(made, placed[0])
        return made
    stops = {"left": word.TAB_LEFT, "centre": word.TAB_CENTRE, "right": word.TAB_RIGHT}
    before: Placed | None = None
    for each in sorted(placed, key=lambda one: one.at):
        follows = before is not None and before.anchor == "right" and each.anchor == "left" and before.at == each.at
        before = each
        if not follows and (each.anchor != "left" or each.at > 0):
            made.paragraph_format.tab_stops.add_tab_stop(Pt(each.at * CHARACTER_PT), stops[each.anchor])
            made.add_run().add_tab()
        word.write(made, [Piece(each.text, voice=each.voice)])
    return made


def _alone(made: Any, each: Placed) -> None:
    word.write(made, [Piece(each.text, voice=each.voice)])
    if each.anchor == "centre" and each.at == WIDTH / 2:
        made.alignment = word.CENTRE
        return
    made.alignment = word.RIGHT
    indent = max(0.0, WIDTH - extent(each)[1])
    word.indented(made, rightChars=round(indent * 100), right=round(indent * word.THREE * 20))


def framed(made: Any, *, width_mm: float, top_mm: float) -> None:
    """Take a paragraph out of the text and place it in the middle of the page, ``top_mm`` from the paper's edge."""
    _frame(made, w=twips(width_mm), vAnchor="page", hAnchor="page", xAlign="center", y=twips(top_mm))


def _frame(made: Any, **values: str | int) -> None:
    frame = OxmlElement("w:framePr")
    for name, value in {"hSpace": 0, "wrap": "notBeside", **values}.items():
        frame.set(qn(f"w:{name}"), str(value))
    properties = made._p.get_or_add_pPr()
    properties.insert_element_before(
        frame, "w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:snapToGrid",
        "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr",
    )  # fmt: skip


def imprint(document: Any, source: Imprint) -> None:
    """Write the imprint (版记) at the foot of the page where the text ends: a frame on the lower edge of the type area.

    Its rules of 0.35 and 0.25 mm are lines of their own, as wide as the type area.
    """
    document.add_paragraph()
    made = [_rule(document, _THICK)] if source.ruled else []
    for label, names in source.rows:
        line = word.paragraph(document, [Piece(label + names)], indent=False, size=_FOUR)
        word.indented(line, leftChars=400, left=1120, hangingChars=300, hanging=840, rightChars=100, right=280)
        made.append(line)
    if source.printed_by or source.printed_on:
        made += [_rule(document, _THIN)] if source.rows and source.ruled else []
        line = word.paragraph(
            document, [Piece(f"　{source.printed_by}\t{source.printed_on}")], indent=False, size=_FOUR
        )
        line.paragraph_format.tab_stops.add_tab_stop(Mm(156) - Pt(_FOUR), word.TAB_RIGHT)
        made.append(line)
    made += [_rule(document, _THICK)] if source.ruled else []
    for line in made:
        word.off_grid(line)
        if line.text:
            line.paragraph_format.line_spacing = Mm(_LINE)
        line.paragraph_format.keep_with_next = line is not made[-1]
        _frame(line, w=twips(156), vAnchor="margin", hAnchor="margin", xAlign="center", yAlign="bottom")
    after = word.off_grid(document.add_paragraph())  # what the frame is anchored to; the line takes no room
    after.paragraph_format.line_spacing = Pt(1)


def _rule(document: Any, high: int) -> Any:
    """A rule as a black line ``high`` twentieths of a point high: a frame whose lines have different borders is none to
    some programs."""
    line = document.add_paragraph()
    line.paragraph_format.line_spacing = Twips(high)
    line._p.get_or_add_pPr().insert_element_before(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="000000"/>'),
        "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr",
    )  # fmt: skip
    return line
