"""The approval sheet (公文审批处理签) as a Word file, for offices that fill it in WPS before printing."""

from __future__ import annotations

import io
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from zwgk.files.writers import word
from zwgk.files.writers.flow import Piece
from zwgk.files.writers.qr import qr_png
from zwgk.files.writers.slip import (
    CHECKED,
    UNCHECKED,
    Slip,
    blank_opinions,
    boxes,
    must_be_usable,
    room_mm,
    rows_above,
    rows_below,
    secrecy_line,
    signed,
    slip_about,
)

LABEL_MM, PAGE_MM = 28, 174


def slip_docx(slip: Slip) -> bytes:
    """Return the approval sheet as docx with the same cells as the PDF. Errors: ``BadInput``."""
    must_be_usable(slip)
    made = word.empty(slip_about(slip))
    section = made.sections[0]
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(14),
        Mm(12),
        Mm(20),
        Mm(16),
    )
    _head(made, slip)
    number = slip.doc_number or "（签发后编号）"
    word.paragraph(made, [Piece(f"发文字号：{number}")], indent=False, voice="song", size=11)
    opinions = slip.opinions or blank_opinions()
    above, below = rows_above(slip), rows_below(slip)
    table = made.add_table(rows=len(above) + 2 + len(below) + len(opinions), cols=6, style="Table Grid")
    table.autofit = False
    for r, row in enumerate(above):
        for c, (label, value) in enumerate(row):
            _cell(table.cell(r, 2 * c), label, head=True)
            target = table.cell(r, 2 * c + 1)
            _cell(target.merge(table.cell(r, 5)) if len(row) == 1 else target, value)
    r = len(above)
    _wide(table, r, "密级", secrecy_line(slip))
    ticks = "　".join((CHECKED if ticked else UNCHECKED) + label for label, ticked in boxes(slip))
    _wide(table, r + 1, "公开属性", ticks)
    for i, (label, value) in enumerate(below, start=r + 2):
        _wide(table, i, label, value)
    for i, opinion in enumerate(opinions, start=r + 2 + len(below)):
        cell = _wide(table, i, opinion.label, opinion.text)
        table.rows[i].height = Mm(room_mm(opinion, len(opinions)) + 7)
        last = cell.add_paragraph(style="表格文字")
        last.alignment = word.RIGHT
        word.write(last, [Piece(signed(opinion) + ("（线下签署）" if opinion.on_paper else ""))], voice="song", size=11)
    _widths(table)
    return word.saved(made)


def _head(made: Any, slip: Slip) -> None:
    """Title and code side by side in a table without lines."""
    head = made.add_table(rows=1, cols=2)
    head.autofit = False
    title, code = head.cell(0, 0), head.cell(0, 1)
    title.width, code.width = Mm(PAGE_MM - 32), Mm(32)
    title.vertical_alignment = word.MIDDLE
    first = title.paragraphs[0]
    first.alignment = word.CENTRE
    word.write(first, [Piece(f"{slip.organ}\n公文审批处理签")], voice="title", size=20, red=True)
    picture = code.paragraphs[0]
    picture.alignment = word.CENTRE
    picture.paragraph_format.line_spacing = 1.0
    shape = picture.add_run().add_picture(io.BytesIO(qr_png(slip.code)), width=Mm(26))
    shape._inline.docPr.set("descr", f"处理签编码{slip.code}的二维码")
    shape._inline.docPr.set("name", "二维码")
    label = code.add_paragraph(style="表格文字")
    label.alignment = word.CENTRE
    word.write(label, [Piece(slip.code)], voice="song", size=8)


def _wide(table: Any, r: int, label: str, value: str) -> Any:
    _cell(table.cell(r, 0), label, head=True)
    cell = table.cell(r, 1).merge(table.cell(r, 5))
    _cell(cell, value)
    return cell


def _cell(cell: Any, text: str, *, head: bool = False) -> None:
    line = cell.paragraphs[0]
    line.style = "表格文字"
    word.write(line, [Piece(text)], voice="hei" if head else "song", size=11)
    if head:
        line.alignment = word.CENTRE
    cell.vertical_alignment = word.MIDDLE


def _widths(table: Any) -> None:
    value = (PAGE_MM - 3 * LABEL_MM) / 3
    widths = [LABEL_MM, value] * 3
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        done = 0
        for tc in row._tr.tc_lst:
            span = tc.grid_span
            tc.width = Mm(sum(widths[done : done + span]))
            done += span
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(int(Pt(5).pt * 20)))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    (look.addprevious if look is not None else table._tbl.tblPr.append)(margins)
