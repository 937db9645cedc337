"""An official document as a Word file (docx) in the layout of GB/T 9704-2012, for offices that print from WPS or
Word."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm, Pt

from zwgk.files.writers import word
from zwgk.files.writers.flow import Piece, flow
from zwgk.files.writers.official import (
    OfficialDocument,
    about,
    addressees,
    arranged,
    bracketed,
    chinese_date,
    masthead_points,
    must_be_printable,
    numbered,
    signature_of,
    width_of,
)
from zwgk.files.writers.rendition import About


def official_docx(document: OfficialDocument) -> bytes:
    """Return the document as docx. Errors: ``BadInput`` without title or body, or where a picture was not handed in."""
    must_be_printable(document)
    elements, roles = arranged(document)
    made = word.empty(about(document))
    _head(made, document)
    word.body(made, elements, document.files)
    if document.attachments and "attachment" not in roles:
        _attachments(made, document)
    if not roles & {"signature", "date"}:
        _signature(made, document)
    if document.note and "note" not in roles:
        word.paragraph(made, [Piece(bracketed(document.note))])
    if document.copy_to or document.printed_by or document.printed_on:
        _imprint(made, document)
    word.page_numbers(made)
    return word.saved(made)


def render_docx_from_body(body_html: str, says: About, files: dict[str, bytes] | None = None) -> bytes:
    """Return a body alone as docx under its title: for items that are no official document (动态, 解读, 答复附件)."""
    made = word.empty(says)
    _title(made, says.title, blank_before=1)
    made.add_paragraph()
    word.body(made, flow(body_html), files or {})
    word.page_numbers(made)
    return word.saved(made)


def _head(made: Any, document: OfficialDocument) -> None:
    points = masthead_points(document)
    if len(document.issuers) > 1:
        _joint(made, document, points)
    elif document.issuers:
        _masthead(made, document.issuers[0] + document.masthead_suffix, points)
    if document.doc_number or document.signer:
        made.add_paragraph()
        made.add_paragraph()
        line = made.add_paragraph()
        if document.signer:
            word.indented(line, leftChars=100, left=320, rightChars=100, right=320)
            gap = 26 - width_of(document.doc_number) - width_of(f"签发人：{document.signer}")
            word.write(line, [Piece(document.doc_number + "　" * max(1, int(gap)) + "签发人：")])
            word.write(line, [Piece(document.signer, voice="kai")])
        else:
            word.write(line, [Piece(document.doc_number)])
            line.alignment = word.CENTRE
        if document.issuers:
            word.rule(line, colour="E60012", eighths=10, space=11)
    _title(made, document.title, blank_before=2 if document.issuers else 1)
    made.add_paragraph()
    if document.addressees:
        word.paragraph(made, [Piece(addressees(document))], indent=False)


def _masthead(made: Any, text: str, points: float) -> None:
    line = word.paragraph(
        made, [Piece(text)], indent=False, align=word.CENTRE, voice="title", size=points, red=True
    )  # fmt: skip
    _tall(line, points)
    line.paragraph_format.space_before = Mm(35)


def _tall(line: Any, points: float) -> None:
    line.paragraph_format.line_spacing = Pt(points * 1.15)


def _joint(made: Any, document: OfficialDocument, points: float) -> None:
    """Names of joint issuers one below the other, spread to one width, and 文件 beside their middle."""
    spacer = made.add_paragraph()
    spacer.paragraph_format.line_spacing = Mm(35)
    table = made.add_table(rows=len(document.issuers), cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    width = max(map(width_of, document.issuers)) * points + 12
    for r, name in enumerate(document.issuers):
        cell = table.cell(r, 0)
        cell.width = Pt(width)
        word.write(cell.paragraphs[0], [Piece(name)], voice="title", size=points, red=True)
        cell.paragraphs[0].alignment = word.SPREAD
        _tall(cell.paragraphs[0], points)
    side = table.cell(0, 1).merge(table.cell(len(document.issuers) - 1, 1))
    side.width = Pt((width_of(document.masthead_suffix) + 1) * points)
    side.vertical_alignment = word.MIDDLE
    word.write(side.paragraphs[0], [Piece(document.masthead_suffix)], voice="title", size=points, red=True)
    side.paragraphs[0].alignment = word.CENTRE
    _tall(side.paragraphs[0], points)


def _title(made: Any, title: str, *, blank_before: int) -> None:
    for _ in range(blank_before):
        made.add_paragraph()
    word.paragraph(made, [Piece(title)], indent=False, align=word.CENTRE, style="Heading 1")


def _attachments(made: Any, document: OfficialDocument) -> None:
    made.add_paragraph()
    for lead, number, name in numbered(document.attachments):
        line = word.paragraph(made, [Piece(lead + number + name)], indent=False)
        hanging = (3.0 if lead else 0.0) + (0.8 if number else 0.0)
        left = 5.0 + (0.8 if number else 0.0)
        word.indented(
            line,
            leftChars=round(left * 100),
            left=round(left * word.THREE * 20),
            hangingChars=round(hanging * 100),
            hanging=round(hanging * word.THREE * 20),
        )


def _signature(made: Any, document: OfficialDocument) -> None:
    signature = signature_of(document)
    if signature is None:
        return
    made.add_paragraph()
    made.add_paragraph()
    lines = [*signature.lines, *([(signature.day, signature.day_indent)] if signature.day else [])]
    for text, indent in lines:
        line = word.paragraph(made, [Piece(text)], indent=False, align=word.RIGHT, right=indent)
        line.paragraph_format.keep_together = line.paragraph_format.keep_with_next = True


def _imprint(made: Any, document: OfficialDocument) -> None:
    """The imprint (版记) between its rules; Word places it after the text, the printer's clerk moves it to the foot."""
    made.add_paragraph()
    first = None
    if document.copy_to:
        first = word.paragraph(made, [Piece("抄送：" + "，".join(document.copy_to) + "。")], indent=False, size=14)
        word.indented(first, leftChars=400, left=1120, hangingChars=300, hanging=840, rightChars=100, right=280)
        word.rule(first, eighths=8, side="top")
        word.rule(first, eighths=6)
    day = f"{chinese_date(document.printed_on)}印发" if document.printed_on else ""
    last = word.paragraph(made, [Piece(f"{document.printed_by}\t{day}")], indent=False, size=14)
    word.indented(last, leftChars=100, left=280, rightChars=100, right=280)
    last.paragraph_format.tab_stops.add_tab_stop(Mm(156) - Pt(14), word.TAB_RIGHT)
    if first is None:
        word.rule(last, eighths=8, side="top")
    word.rule(last, eighths=8)
