"""The result of a round for signing and filing (评估结果表): xlsx, and Word and PDF in the official layout."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape

from zwgk.documents import reevaluation
from zwgk.documents.models import ReviewItem, ReviewRound
from zwgk.files.writers.official import OfficialDocument, official_pdf
from zwgk.files.writers.official_word import official_docx
from zwgk.files.writers.sheets import Column, SheetData, workbook
from zwgk.rules import grounds
from zwgk.rules.withheld import Verdict

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
#: heading, width of the sheet's column
_COLUMNS = (
    *(("序号", 6), ("目录编号", 20), ("题名", 44), ("法定依据", 24), ("责任单位", 18), ("单位意见", 14)),
    *(("结论", 14), ("理由", 40), ("确认人", 20), ("下次评估", 12)),
)
#: what the paper in portrait shows
_ON_PAPER = ("序号", "题名", "法定依据", "责任单位", "结论", "理由", "下次评估")


def _rows(found: ReviewRound) -> Iterator[tuple[int | str | date | None, ...]]:
    rows = found.items.select_related("item", "unit").order_by("item__organ", "item__year", "item__serial")
    for number, row in enumerate(rows.iterator(chunk_size=500), 1):
        yield _cells(number, row)


def _cells(number: int, row: ReviewItem) -> tuple[int | str | date | None, ...]:
    ground = grounds.GROUNDS.get(row.item.ground_code)
    return (
        number,
        row.item.number,
        row.item.shown_as,
        f"{ground.article} {ground.label}" if ground else row.item.get_kind_display(),
        row.unit.name,
        row.get_proposal_display(),
        row.get_verdict_display() or "未确认",
        row.reason or row.proposal_reason,
        row.confirmed_by,
        row.next_on,
    )


def result_file(found: ReviewRound, form: str, *, made_on: date) -> bytes:
    """Return the result as ``xlsx``, ``docx`` or ``pdf``."""
    title = title_of(found)
    if form == "xlsx":
        sheet = SheetData("评估结果", [Column(*pair) for pair in _COLUMNS], _rows(found), title=title)
        return workbook([sheet], title=title, organ=found.organ.name, made_on=made_on)
    paper = OfficialDocument(title=title, body_html=body_of(found))
    return official_pdf(paper) if form == "pdf" else official_docx(paper)


def title_of(found: ReviewRound) -> str:
    """What the table is called."""
    return f"{found.organ.name}不予公开信息定期评估结果（{found.matter.number}）"


def body_of(found: ReviewRound) -> str:
    """The text: what was looked at, how it came out, and a table for each conclusion that is not empty."""
    tally = reevaluation.result(found)
    day = found.due_by
    parts = [
        f"<p>根据《中华人民共和国政府信息公开条例》第十八条，{escape(found.organ.name)}对截至"
        f"{day.year}年{day.month}月{day.day}日应当评估的不公开信息逐件作了评估。共{escape(tally.words)}。</p>"
    ]
    places = [place for place, (heading, _) in enumerate(_COLUMNS) if heading in _ON_PAPER]
    lists: dict[str, list[tuple[int | str | date | None, ...]]] = {verdict.label: [] for verdict in Verdict}
    for cells in _rows(found):
        lists.setdefault(str(cells[6]), []).append(cells)
    head = "".join(f"<th>{_COLUMNS[place][0]}</th>" for place in places)
    for label, rows in lists.items():
        if not rows:
            continue
        lines = "".join(
            "<tr>" + "".join(f"<td>{escape(_said(cells[place]))}</td>" for place in places) + "</tr>" for cells in rows
        )
        parts.append(f"<h2>{label}（{len(rows)}件）</h2>")
        parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>")
    return "".join(parts)


def _said(value: int | str | date | None) -> str:
    return "" if value is None else str(value)
