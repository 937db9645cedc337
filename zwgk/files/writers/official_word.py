"""An official document as a Word file (docx) in the layout of GB/T 9704-2012, for offices that print from WPS or
Word."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm, Pt

from zwgk.files.writers import official_layout as layout
from zwgk.files.writers import word, word_pages
from zwgk.files.writers.elements import Form, OfficialDocument, about, must_be_printable
from zwgk.files.writers.flow import Element, Piece, flow
from zwgk.files.writers.rendition import About

_EXACT = 1.15
"""Height of a masthead line in its type; programs set the type four fifths down an exact line."""
_ABOVE_INK = 0.08
"""So much of the type's size lies above the ink of such a line."""


def official_docx(document: OfficialDocument) -> bytes:
    """Return the document as docx. Errors: ``BadInput`` without title or body, or where a picture was not handed in."""
    must_be_printable(document)
    arranged = layout.arranged(document)
    made = word.empty(about(document))
    _head(made, document)
    word.body(made, arranged.main, document.files, ends=False)
    if document.attachments and "attachment" not in arranged.roles:
        _attachments(made, document)
    if document.attendance:
        _attendance(made, document)
    for line in layout.signature_of(document, arranged):
        for _ in range(round(line.before)):
            _kept(made.add_paragraph())
        _kept(word_pages.placed_line(made, line.placed))
    if document.note and "note" not in arranged.roles:
        word.paragraph(made, [Piece(layout.bracketed(document.note))])
    imprint = layout.imprint(document)
    for i, enclosure in enumerate(arranged.enclosures, start=1):
        _enclosed(made, enclosure, document, ends=i == len(arranged.enclosures) and imprint is None)
    if imprint is not None:
        word_pages.imprint(made, imprint)
    word_pages.page_numbers(made, first=document.form is not Form.LETTER)
    return word.saved(made)


def render_docx_from_body(body_html: str, says: About, files: dict[str, bytes] | None = None) -> bytes:
    """Return a body alone as docx under its title: for items that are no official document (动态, 解读, 答复附件)."""
    made = word.empty(says)
    _title(made, tuple(says.title.split("\n")), blank_before=1)
    made.add_paragraph()
    word.body(made, flow(body_html), files or {})
    word_pages.page_numbers(made)
    return word.saved(made)


def _enclosed(made: Any, enclosure: tuple[Element, ...], document: OfficialDocument, *, ends: bool) -> None:
    """An enclosure begins a page, unless the pages before it lay on their side and ended so."""
    before = made.paragraphs[-1] if made.paragraphs else None
    fresh = before is not None and before._p.pPr is not None and before._p.pPr.sectPr is not None
    count = len(made.paragraphs)
    word.body(made, enclosure, document.files, ends=ends)
    if not fresh and len(made.paragraphs) > count:
        made.paragraphs[count].paragraph_format.page_break_before = True


def _kept(made: Any) -> None:
    """Name and date stay together."""
    made.paragraph_format.keep_together = made.paragraph_format.keep_with_next = True


def _head(made: Any, document: OfficialDocument) -> None:
    marks = layout.marks(document)
    numbers = layout.number_lines(document)
    letter = document.form is Form.LETTER
    if letter:
        _letter_head(made, document)
    else:
        for text, voice in marks:
            word.paragraph(made, [Piece(text, voice=voice)], indent=False)
        _masthead(made, document, below=len(marks))
        for _ in range(2 if numbers else 0):
            made.add_paragraph()
    lines = [word_pages.placed_line(made, line) for line in numbers]
    for i, (text, voice) in enumerate(marks if letter else ()):
        if i or not lines:
            word.paragraph(made, [Piece(text, voice=voice)], indent=False)
        else:
            first = lines[0].runs[0]
            first._r.addprevious(_run_of(made, text, voice))
    if lines and document.issuers and document.form in (Form.DOCUMENT, Form.MINUTES):
        word.rule(lines[-1], colour="E60012", eighths=10, space=3)
    title = layout.lines_of_title(document)
    if title:
        _title(made, title, blank_before=2 if document.issuers else 1)
        made.add_paragraph()
    else:
        made.add_paragraph()
        made.add_paragraph()
    if document.addressees and not layout.addressees_below(document):
        word.paragraph(made, [Piece(layout.addressees(document))], indent=False)


def _run_of(made: Any, text: str, voice: str) -> Any:
    """A run that stands in no paragraph yet."""
    spare = word.paragraph(made, [Piece(text, voice=voice)], indent=False)
    run = spare.runs[0]._r
    spare._p.getparent().remove(spare._p)
    return run


def _masthead(made: Any, document: OfficialDocument, *, below: int) -> None:
    """The masthead so far below the type area's edge as the form has it, ``below`` lines of marks above it."""
    if not document.issuers:
        return
    points = layout.masthead_points(document)
    gap = layout.MASTHEAD_MM[document.form] - below * layout.LINE_MM - _ABOVE_INK * points / layout.MM
    if len(document.issuers) > 1:
        _joint(made, document, points, gap)
        return
    line = _red(made, document.issuers[0] + document.suffix, points)
    line.paragraph_format.space_before = Mm(max(gap, 0.0))


def _red(made: Any, text: str, points: float) -> Any:
    line = word.paragraph(
        made, [Piece(text)], indent=False, align=word.CENTRE, voice="title", size=points, red=True
    )  # fmt: skip
    word.off_grid(line).paragraph_format.line_spacing = Pt(points * _EXACT)
    return line


def _letter_head(made: Any, document: OfficialDocument) -> None:
    """Masthead 30 mm below the paper's edge; double lines of 170 mm beneath it and above the lower edge."""
    if not document.issuers:
        return
    points = layout.masthead_points(document)
    line = _red(made, document.issuers[0] + document.suffix, points)
    word.rule(line, colour="E60012", eighths=24, space=1, kind="thickThinSmallGap")
    word_pages.framed(line, width_mm=170, top_mm=30 - _ABOVE_INK * points / layout.MM)
    low = word.off_grid(made.add_paragraph())
    low.paragraph_format.line_spacing = Pt(2)
    word.rule(low, colour="E60012", eighths=24, space=1, kind="thinThickSmallGap")
    word_pages.framed(low, width_mm=170, top_mm=297 - 20 - 3.0)
    after = word.off_grid(made.add_paragraph())
    after.paragraph_format.line_spacing = Pt(7)


def _joint(made: Any, document: OfficialDocument, points: float, gap: float) -> None:
    """Names of joint issuers one below the other, spread to one width, and 文件 beside their middle."""
    spacer = word.off_grid(made.add_paragraph())
    spacer.paragraph_format.line_spacing = Mm(max(gap, 0.2))
    table = made.add_table(rows=len(document.issuers), cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    width = max(map(layout.width_of, document.issuers)) * points + 16
    table.columns[0].width = Pt(width)
    table.columns[1].width = Pt((layout.width_of(document.suffix) + 0.6) * points)
    for r, name in enumerate(document.issuers):
        cell = table.cell(r, 0)
        cell.width = Pt(width)
        word.write(cell.paragraphs[0], [Piece(name)], voice="title", size=points, red=True)
        cell.paragraphs[0].alignment = word.SPREAD
        word.off_grid(cell.paragraphs[0]).paragraph_format.line_spacing = Pt(points * _EXACT)
    side = table.cell(0, 1).merge(table.cell(len(document.issuers) - 1, 1))
    side.width = Pt((layout.width_of(document.suffix) + 0.6) * points)
    side.vertical_alignment = word.MIDDLE
    word.write(side.paragraphs[0], [Piece(document.suffix)], voice="title", size=points, red=True)
    side.paragraphs[0].alignment = word.CENTRE
    word.off_grid(side.paragraphs[0]).paragraph_format.line_spacing = Pt(points * _EXACT)


def _title(made: Any, lines: tuple[str, ...], *, blank_before: int) -> None:
    for _ in range(blank_before):
        made.add_paragraph()
    word.paragraph(made, [Piece("\n".join(lines))], indent=False, align=word.CENTRE, style="Heading 1")


def _attachments(made: Any, document: OfficialDocument) -> None:
    made.add_paragraph()
    for lead, number, name in layout.numbered(document.attachments):
        line = word.paragraph(made, [Piece(lead + number + name)], indent=False)
        hanging = (3.0 if lead else 0.0) + (0.8 if number else 0.0)
        _hanging(line, 5.0 + (0.8 if number else 0.0), hanging)


def _attendance(made: Any, document: OfficialDocument) -> None:
    """出席, 请假, 列席 in 黑体, the names hanging behind the colon (10.3)."""
    made.add_paragraph()
    for label, names in document.attendance:
        line = word.paragraph(made, [Piece(f"{label}：", voice="hei"), Piece(names)], indent=False)
        _hanging(line, 5.0, 3.0)


def _hanging(line: Any, left: float, hanging: float) -> None:
    word.indented(
        line,
        leftChars=round(left * 100),
        left=round(left * word.THREE * 20),
        hangingChars=round(hanging * 100),
        hanging=round(hanging * word.THREE * 20),
    )
