"""Printed tables (表册): catalogues, registers and forms as PDF and Word, A4 upright or on its side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from zwgk.files.writers import word
from zwgk.files.writers.flow import Piece
from zwgk.files.writers.rendition import About, Sheet, filled, render_pdf, style


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column of a printed table: its heading, its share of the width, and whether its cells are centred."""

    heading: str
    share: float = 1.0
    centred: bool = False


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table under a title; ``above`` and ``below`` are lines of text before and after it (单位、日期、签名)."""

    title: str
    columns: tuple[PrintedColumn, ...]
    rows: Sequence[Sequence[str]]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    sideways: bool = True


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A form of labelled lines under a title (备考表、盒封面): (label, text, height in mm) each."""

    title: str
    lines: tuple[tuple[str, str, float], ...]
    organ: str = ""


def tables_pdf(tables: Sequence[PrintedTable], *, organ: str) -> bytes:
    """Return the tables as one PDF, each from a new page, head repeated, pages numbered."""
    parts = [
        {
            "table": table,
            "columns": [
                (c.heading, f"{100 * c.share / sum(x.share for x in table.columns):.2f}") for c in table.columns
            ],
            "rows": [list(zip(map(str, row), (c.centred for c in table.columns), strict=True)) for row in table.rows],
        }
        for table in tables
    ]
    css = style("tables.css").replace("var-page-size", "297mm 210mm" if tables[0].sideways else "210mm 297mm")
    return render_pdf(
        Sheet(filled("tables.html", {"parts": parts}), (style("paper.css"), css), About(tables[0].title, (organ,)))
    )


def forms_pdf(forms: Sequence[PrintedForm], *, organ: str) -> bytes:
    """Return forms as one PDF, a page each."""
    parts = [(form, [(label, text, f"{high:.1f}") for label, text, high in form.lines]) for form in forms]
    return render_pdf(
        Sheet(
            filled("forms.html", {"parts": parts}),
            (style("paper.css"), style("forms.css")),
            About(forms[0].title, (organ,)),
        )
    )


def tables_docx(tables: Sequence[PrintedTable], *, organ: str) -> bytes:
    """Return the tables as one Word file, each from a new page."""
    made = word.empty(About(tables[0].title, (organ,)))
    section = made.sections[0]
    if tables[0].sideways:
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    word.margins(section, top=18, right=15, bottom=15, left=20)
    room = (297 if tables[0].sideways else 210) - 35
    for i, table in enumerate(tables):
        title = word.paragraph(
            made, [Piece(table.title)], indent=False, align=word.CENTRE, voice="title", size=18
        )  # fmt: skip
        title.paragraph_format.page_break_before = i > 0
        for text in table.above:
            word.paragraph(made, [Piece(text)], indent=False, voice="song", size=11)
        _grid(made, table, room)
        for text in table.below:
            word.paragraph(made, [Piece(text)], indent=False, voice="song", size=11)
    return word.saved(made)


def _grid(made: Any, source: PrintedTable, room: float) -> None:
    grid = made.add_table(rows=1, cols=len(source.columns), style="Table Grid")
    grid.autofit = False
    whole = sum(column.share for column in source.columns)
    for column, made_column in zip(source.columns, grid.columns, strict=True):
        made_column.width = Mm(room * column.share / whole)
    _row(grid.rows[0], [column.heading for column in source.columns], source, head=True)
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    grid.rows[0]._tr.get_or_add_trPr().append(mark)
    for row in source.rows:
        _row(grid.add_row(), row, source, head=False)


def _row(made: Any, values: Sequence[str], source: PrintedTable, *, head: bool) -> None:
    for cell, value, column in zip(made.cells, values, source.columns, strict=True):
        line = cell.paragraphs[0]
        line.style = "表格文字"
        word.write(line, [Piece(str(value))], voice="hei" if head else "song", size=10.5)
        if head or column.centred:
            line.alignment = word.CENTRE
        cell.vertical_alignment = word.MIDDLE
