"""The two lists as xlsx: what an import reads back as it was; and empty tables to fill in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zwgk.files.writers.sheets import Column, SheetData, workbook
from zwgk.publishing.models import NegativeEntry, WithheldItem
from zwgk.rules import grounds
from zwgk.rules.withheld_tables import ENTRY_HEADINGS, ITEM_HEADINGS

#: rows of one export
MOST = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ENTRY_WIDTHS = (24, 48, 24, 30, 30, 18, 18, 12)
_ITEM_WIDTHS = (44, 20, 8, 24, 40, 18, 12, 18, 12, 14)


def _ground(code: str) -> str:
    row = grounds.GROUNDS.get(code)
    return f"{row.article} {row.label}" if row else ""


def negative_list(entries: Iterable[NegativeEntry], *, title: str, organ: str, made_on: date) -> bytes:
    """The 负面清单 as a workbook: the columns of an import, then where each class stands."""
    columns = [
        Column(ENTRY_HEADINGS[name][0], width) for name, width in zip(ENTRY_HEADINGS, _ENTRY_WIDTHS, strict=True)
    ]
    columns += [Column("机关", 20), Column("状态", 10), Column("施行日期", 12), Column("不再施行", 12)]
    rows = [
        [
            *(row.name, row.matters, _ground(row.ground_code), row.law, row.scope, row.words),
            *(row.unit.full_name if row.unit else "", row.review_on),
            *(row.organ.name, row.get_state_display(), row.valid_from, row.ended_on),
        ]
        for row in entries
    ]
    return workbook([SheetData("负面清单", columns, rows, title=title)], title=title, organ=organ, made_on=made_on)


def catalogue(items: Iterable[WithheldItem], *, title: str, organ: str, made_on: date) -> bytes:
    """The 非公开政府信息目录 as a workbook; of secrets neither title nor number is there to be written."""
    columns = [Column(ITEM_HEADINGS[name][0], width) for name, width in zip(ITEM_HEADINGS, _ITEM_WIDTHS, strict=True)]
    columns += [
        Column("编号", 20),
        Column("机关", 20),
        Column("公开情形", 12),
        Column("状态", 14),
        Column("清单条目", 24),
    ]
    rows = [
        [
            *(row.title, row.doc_number, "是" if row.is_secret else "", _ground(row.ground_code), row.ground_reason),
            *(row.unit.full_name if row.unit else "", row.decided_on, row.decided_by, row.review_on, row.secret_until),
            *(row.number, row.organ.name, row.get_kind_display(), row.get_state_display()),
            row.entry.name if row.entry else "",
        ]
        for row in items
    ]
    return workbook([SheetData("非公开目录", columns, rows, title=title)], title=title, organ=organ, made_on=made_on)


def empty_negative_list() -> bytes:
    """An empty 负面清单 with one line that shows how it is filled in."""
    columns = [
        Column(ENTRY_HEADINGS[name][0], width) for name, width in zip(ENTRY_HEADINGS, _ENTRY_WIDTHS, strict=True)
    ]
    line = [
        *("招商项目谈判底价", "未签约招商项目的谈判底价、比选方案和对方的商业秘密", "第十五条 第三方合法权益", ""),
        *("签约后公开项目名称、投资额和政策依据", "招商、谈判", "", None),
    ]
    return workbook([SheetData("负面清单", columns, [line])], title="负面清单空白表")


def empty_catalogue() -> bytes:
    """An empty 非公开目录 with one line that shows how it is filled in."""
    columns = [Column(ITEM_HEADINGS[name][0], width) for name, width in zip(ITEM_HEADINGS, _ITEM_WIDTHS, strict=True)]
    line = [
        *("关于某项目谈判情况的专报", "", "", "第十五条 第三方合法权益", "含对方报价和技术方案，公开会损害对方权益"),
        *("", "2026-03-02", "局长", "2027-03-01", None),
    ]
    return workbook([SheetData("非公开目录", columns, [line])], title="非公开政府信息目录空白表")
