"""What is printed for the archive (归档文件目录、备考表、盒封面) as PDF, Word and xlsx.

依据:《归档文件整理规则》(DA/T 22—2015) 5.5—5.7 及附录
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zwgk.documents.models import ArchiveBox, ArchivePiece, Fonds
from zwgk.files.writers.elements import chinese_date
from zwgk.files.writers.sheets import Column, SheetData, Value, workbook
from zwgk.files.writers.tables import PrintedColumn, PrintedForm, PrintedTable, forms_pdf, tables_docx, tables_pdf
from zwgk.rules.archiving import Term
from zwgk.rules.disclosure import Disclosure

COLUMNS = (
    PrintedColumn("序号", 0.65, centred=True),
    PrintedColumn("档号", 3.0),
    PrintedColumn("文号", 1.8),
    PrintedColumn("责任者", 1.8),
    PrintedColumn("题名", 3.8),
    PrintedColumn("日期", 1.1, centred=True),
    PrintedColumn("密级", 0.6, centred=True),
    PrintedColumn("页数", 0.6, centred=True),
    PrintedColumn("公开属性", 1.7, centred=True),
    PrintedColumn("备注", 0.9),
)
"""The catalogue of DA/T 22 with the 政府信息公开 status that a transfer list carries (档案法实施条例第三十条)."""
_WIDTHS = (6, 26, 20, 22, 48, 12, 8, 8, 16, 14)


def _row(number: int, piece: ArchivePiece) -> list[Value]:
    document = piece.document
    return [
        number,
        piece.archival_number,
        document.doc_number,
        piece.author,
        document.title,
        document.date_written,
        "",
        piece.pages,
        Disclosure(document.disclosure).label if document.disclosure else "",
        piece.remark,
    ]


def _spoken(values: Sequence[Value]) -> list[str]:
    return ["" if v is None else v.strftime("%Y%m%d") if isinstance(v, date) else str(v) for v in values]


def catalogue(fonds: Fonds, pieces: Sequence[ArchivePiece], *, year: int) -> list[PrintedTable]:
    """The catalogue of a year (归档文件目录), a table for each term."""
    tables = []
    for term in Term:
        rows = [piece for piece in pieces if piece.term == str(term)]
        if rows:
            above = (f"全宗号：{fonds.number}　　立档单位：{fonds.name}　　年度：{year}　　保管期限：{term.label}",)
            spoken = [_spoken(_row(i, piece)) for i, piece in enumerate(rows, start=1)]
            below = (f"共{len(rows)}件，{sum(piece.pages or 0 for piece in rows)}页",)
            tables.append(PrintedTable("归档文件目录", COLUMNS, spoken, above, below))
    return tables or [PrintedTable("归档文件目录", COLUMNS, [], (f"全宗号：{fonds.number}　　年度：{year}",))]


def catalogue_pdf(fonds: Fonds, pieces: Sequence[ArchivePiece], *, year: int) -> bytes:
    """The catalogue as PDF."""
    return tables_pdf(catalogue(fonds, pieces, year=year), organ=fonds.name)


def catalogue_docx(fonds: Fonds, pieces: Sequence[ArchivePiece], *, year: int) -> bytes:
    """The catalogue as a Word file."""
    return tables_docx(catalogue(fonds, pieces, year=year), organ=fonds.name)


def catalogue_xlsx(fonds: Fonds, pieces: Sequence[ArchivePiece], *, year: int) -> bytes:
    """The catalogue as xlsx, a sheet for each term."""
    columns = tuple(Column(c.heading, width) for c, width in zip(COLUMNS, _WIDTHS, strict=True))
    sheets = []
    for term in Term:
        rows = [piece for piece in pieces if piece.term == str(term)]
        if rows:
            title = f"{fonds.name}{year}年归档文件目录（{term.label}）"
            sheets.append(SheetData(term.label, columns, [_row(i, p) for i, p in enumerate(rows, start=1)], title))
    sheets = sheets or [SheetData("归档文件目录", columns, [])]
    return workbook(sheets, title=f"{fonds.name}{year}年归档文件目录", organ=fonds.name)


def box_pdf(box: ArchiveBox, pieces: Sequence[ArchivePiece]) -> bytes:
    """What goes with a box: its cover and spine data (封面、盒脊), and the closing note (备考表)."""
    first, last = pieces[0], pieces[-1]
    pages = sum(piece.pages or 0 for piece in pieces)
    span = f"{first.number:04d}—{last.number:04d}"
    cover = (
        ("全宗号", box.fonds.number, 14),
        ("立档单位", box.fonds.name, 14),
        ("年度", str(box.year), 14),
        ("保管期限", Term(box.term).label, 14),
        ("起止件号", span, 14),
        ("起止档号", f"{first.archival_number}\n{last.archival_number}", 22),
        ("件数、页数", f"{len(pieces)}件，{pages}页", 14),
        ("盒号", str(box.no), 14),
    )
    note = (
        ("盒内文件情况说明", box.note or "（无缺损、修改、补充、移出、销毁等情况的，写“无”）", 110),
        ("整理人", box.packed_by, 16),
        ("整理日期", chinese_date(box.packed_on), 16),
        ("检查人", box.checked_by, 16),
        ("检查日期", chinese_date(box.checked_on) if box.checked_on else "　　　年　　月　　日", 16),
    )
    forms = (PrintedForm("文书档案盒", cover, box.fonds.name), PrintedForm("备考表", note, f"{span}"))
    return forms_pdf(forms, organ=box.fonds.name)
