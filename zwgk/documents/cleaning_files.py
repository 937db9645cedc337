"""The four lists of a clean-up as files: xlsx for working on, Word and PDF for the meeting."""

from __future__ import annotations

from datetime import date

from zwgk.documents import cleaning
from zwgk.documents.models import Cleanup
from zwgk.files.writers.official import OfficialDocument, official_pdf
from zwgk.files.writers.official_word import official_docx
from zwgk.files.writers.sheets import Column, SheetData, workbook
from zwgk.rules.errors import BadInput

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_COLUMNS = tuple(Column(name, width) for name, width in zip(cleaning.HEADINGS, (8, 48, 24, 24, 40), strict=True))


def lists_file(cleanup: Cleanup, form: str, *, made_on: date) -> bytes:
    """Return the four lists as ``xlsx``, ``docx`` or ``pdf``. Errors: :class:`BadInput` where nothing is decided."""
    lists = cleaning.four_lists(cleanup)
    if not any(lists.values()):
        raise BadInput(what="不能导出", why="还没有审定任何文件", remedy="请先审定")
    if form == "xlsx":
        sheets = [SheetData(f"{verdict.label}目录", _COLUMNS, rows) for verdict, rows in lists.items()]
        return workbook(sheets, title=cleanup.title, organ=cleanup.organ.name, made_on=made_on)
    paper = OfficialDocument(title=title_of(cleanup), body_html=cleaning.decision_body(cleanup))
    return official_pdf(paper) if form == "pdf" else official_docx(paper)


def title_of(cleanup: Cleanup) -> str:
    """What the decision is called."""
    return f"{cleanup.organ.name}关于公布行政规范性文件清理结果的决定"
