"""A catalogue as xlsx and docx (目录导出), in the columns of the standard tables, and the empty table to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from zwgk.files.writers.sheets import Column, SheetData, workbook
from zwgk.rules.catalogue import Frequency
from zwgk.rules.catalogue_rows import LABELS, Audience, Carrier, Manner, Tier
from zwgk.rules.subjects import FiveOpen

if TYPE_CHECKING:
    from zwgk.publishing.arranging.catalogue import InForce
    from zwgk.publishing.models import CatalogueRow

#: heading, width in characters
_COLUMNS = (
    ("序号", 6),
    *((LABELS[name], width) for name, width in (("group", 14), ("name", 20), ("content", 40), ("basis", 36))),
    *((LABELS[name], width) for name, width in (("limit", 22), ("organ", 18), ("section", 14), ("carriers", 24))),
    *((LABELS[name], width) for name, width in (("audience", 14), ("manner", 12), ("tiers", 10), ("dimension", 10))),
    *((LABELS[name], width) for name, width in (("frequency", 10), ("every_days", 12), ("column", 18), ("words", 18))),
)


def cells(number: int, row: CatalogueRow) -> list[str | int | None]:
    """One row in the order of the columns; what an import reads back as it was."""
    audience = Audience(row.audience).label
    return [
        number,
        row.group,
        row.name,
        row.content,
        row.basis,
        row.limit,
        row.organ.name,
        row.section.name if row.section else "",
        "、".join(Carrier(code).label for code in row.carriers),
        f"{audience}：{row.audience_note}" if row.audience_note else audience,
        Manner(row.manner).label,
        "、".join(Tier(code).label for code in row.tiers),
        FiveOpen(row.dimension).label if row.dimension else "",
        Frequency(row.frequency).label,
        row.every_days,
        row.column.slug if row.column else "",
        row.words,
    ]


def xlsx(edition: InForce, rows: Sequence[CatalogueRow]) -> bytes:
    """The catalogue as a workbook, titled and with its columns."""
    data = SheetData(
        "目录",
        [Column(heading, width) for heading, width in _COLUMNS],
        [cells(number, row) for number, row in enumerate(rows, 1)],
        title=edition.title,
    )
    return workbook([data], title=edition.title, organ=edition.organ_name, made_on=edition.on)


def template() -> bytes:
    """An empty table with two lines that show how it is filled in."""
    examples: list[list[str | int | None]] = [
        [1, "低保", "最低生活保障审核确认结果", "对象、金额（隐去个人信息）", "《社会救助暂行办法》第九条",
         "确认之日起20个工作日内", "本机关", "社会救助科", "政府网站、社区、村公示栏（电子屏）", "全社会", "主动公开",
         "县级、乡级", "结果公开", "定期公开", 31, "t21-relief", "低保"],
        [2, "特困", "特困人员救助供养标准", "标准、程序、办理机构", "《社会救助暂行办法》第十六条",
         "信息形成之日起20个工作日内", "", "", "政府网站", "特定群众：申请人", "主动公开", "县级", "决策公开",
         "长期公开", None, "", ""],
    ]  # fmt: skip
    data = SheetData("目录", [Column(heading, width) for heading, width in _COLUMNS], examples)
    return workbook([data], title="主动公开基本目录空白表")


def docx(edition: InForce, rows: Sequence[CatalogueRow]) -> bytes:
    """The catalogue as a Word table that lies on its side, the head repeated on every page."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    from zwgk.files.writers import word
    from zwgk.files.writers.flow import PaperCell, Piece, Table
    from zwgk.files.writers.rendition import About

    made = word.empty(About(edition.title, (edition.organ_name,), edition.on.isoformat() if edition.on else ""))
    section = made.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(18)
    word.paragraph(made, [Piece(edition.title)], indent=False, align=word.CENTRE, voice="title", size=18)
    kept = [
        place
        for place, (heading, _) in enumerate(_COLUMNS)
        if heading not in {"归集关键词", "对应栏目", "更新周期（天）"}
    ]
    head = tuple(PaperCell((Piece(_COLUMNS[place][0]),), header=True) for place in kept)
    body = []
    for number, row in enumerate(rows, 1):
        texts = cells(number, row)
        body.append(tuple(PaperCell((Piece(str(texts[place] if texts[place] is not None else "")),)) for place in kept))
    table = word.table(made, Table(rows=(head, *body), head_rows=1))
    for line in table.rows:
        for cell in line.cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(8)
    return word.saved(made)


def disposition(name: str) -> str:
    """The header that offers a file for saving under a Chinese name."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
