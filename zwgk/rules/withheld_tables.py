"""The two lists as offices keep them in spreadsheets (xlsx): headings recognised, cells read into facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zwgk.rules import grounds
from zwgk.rules.errors import BadInput

#: field → headings, the first of which is written by an export
ENTRY_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("名称", "类别", "类别名称", "信息类别", "事项名称"),
    "matters": ("事项范围", "范围", "具体事项", "不予公开范围", "内容"),
    "ground": ("法定依据", "依据", "不公开依据", "不予公开依据"),
    "law": ("其他依据", "法律法规", "具体条款"),
    "scope": ("不公开的内容", "公开边界", "说明"),
    "words": ("标题用字", "关键词"),
    "unit": ("责任单位", "责任科室", "承办单位"),
    "review_on": ("评估日期", "审查日期", "下次评估日期"),
}
ITEM_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "title": ("题名", "名称", "文件名称", "标题", "信息名称"),
    "doc_number": ("文号", "发文字号"),
    "secret": ("涉密", "是否涉密"),
    "ground": ("法定依据", "依据", "不公开依据", "不予公开依据"),
    "reason": ("理由", "不公开理由", "说明"),
    "unit": ("责任单位", "责任科室", "承办单位"),
    "decided_on": ("确定日期", "认定日期"),
    "decided_by": ("确定人", "认定人", "审批人"),
    "review_on": ("评估日期", "审查日期", "下次评估日期"),
    "secret_until": ("保密期限届满日", "解密日期", "保密期限至"),
}
#: header rows stand within the first so many rows
HEADER_WITHIN = 10
MOST_LINES = 20_000
_DAY = re.compile(r"\A(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:[ T]00:00(?::00)?)?\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its row number in the sheet (from 1), field → text."""

    number: int
    cells: dict[str, str]

    def get(self, field: str) -> str:
        """The cell's text, "" where empty."""
        return self.cells.get(field, "")


def _plain(text: str) -> str:
    return re.sub(r"\s+|[（(][^（()）]*[)）]", "", text)


def read(
    grid: Sequence[Sequence[str]], headings: Mapping[str, tuple[str, ...]], *, needed: Sequence[str], what: str
) -> tuple[Line, ...]:
    """Read a grid into lines. Errors: :class:`BadInput` where no header bears the ``needed`` columns, or too long."""
    if len(grid) > MOST_LINES:
        raise BadInput(what=what, why=f"表格有{len(grid)}行，最多{MOST_LINES}行", remedy="请分成几份导入")
    known = {heading: name for name, names in headings.items() for heading in names}
    best, header = 1, -1
    for number, row in enumerate(grid[:HEADER_WITHIN]):
        score = len({known[_plain(cell)] for cell in row if _plain(cell) in known})
        if score > best:
            best, header = score, number
    if header < 0:
        named = "”“".join(headings[name][0] for name in needed)
        raise BadInput(
            what=what,
            why=f"没有找到表头（前{HEADER_WITHIN}行里应有“{named}”等列名）",
            remedy="请下载导出的表格对照列名",
        )
    names: list[str] = []
    for cell in grid[header]:
        name = known.get(_plain(cell), "")
        names.append("" if name in names else name)
    lacking = [headings[name][0] for name in needed if name not in names]
    if lacking:
        raise BadInput(what=what, why=f"缺少“{'”“'.join(lacking)}”列", remedy="请补上这些列")
    lines = []
    for number, row in enumerate(grid[header + 1 :], header + 2):
        cells = {name: text.strip() for name, text in zip(names, row, strict=False) if name and text.strip()}
        if cells:
            lines.append(Line(number, cells))
    return tuple(lines)


def ground_called(text: str) -> str:
    """The code of the ground that a cell names (“第十六条第二款 过程性信息”, “过程性信息”); "" where it names none or
    several.
    """
    plain = re.sub(r"[\s“”\"·]+", "", text)
    if plain in grounds.GROUNDS:
        return plain
    labels = {row.code: re.sub(r"[“”]+", "", row.label) for row in grounds.document_grounds()}
    found = [code for code, label in labels.items() if label in plain]
    if not found:
        found = [row.code for row in grounds.document_grounds() if any(aspect.label in plain for aspect in row.aspects)]
    return found[0] if len(found) == 1 else ""


def day_of(text: str) -> date | None:
    """The day that a cell says (2026-11-20, 2026年11月20日, 2026/11/20); None where it says none."""
    match = _DAY.match(text.strip())
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def is_yes(text: str) -> bool:
    """Whether a cell is ticked (是、√、涉密)."""
    return text.strip() in {"是", "√", "✓", "涉密", "1", "y", "Y"}
