"""What a column of a task table says (表头), and the units of a row by their part in the task."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zwgk.rules.labelled import Labelled
from zwgk.rules.task_tables.names import names, split


class Role(Labelled):
    """The meaning of a column (列的含义)."""

    NUMBER = "number", "序号"
    TASK = "task", "工作任务"
    LEAD = "lead", "牵头单位"
    RESPONSIBLE = "responsible", "责任单位"
    PARTICIPANTS = "participants", "参加单位"
    OTHER = "other", "其他"


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: the meaning of each column, the row after it, and whether it repeats an earlier one."""

    columns: tuple[Role, ...]
    end: int
    continued: bool = False


_UNIT = (
    r"(?:单位|部门|科室|处室|股室|机构|主体|机关|地区|单位\(部门\)|部门\(单位\)|单位和部门"
    r"|部门和单位|单位及部门|部门及单位|单位、部门|部门、单位|单位/部门|部门/单位|方)"
)
_NUMBER = re.compile(r"(?:序号?|编号|项次|项目?号|任务(?:序|编)?号|工作序号|no\.?|号|№)")
_LEAD = re.compile(
    rf"(?:牵头|主办|主责|主要责任|首要责任|第一责任|牵头\(?责任\)?|责任牵头|牵头负责|牵头落实|牵头主体){_UNIT}?"
)
_RESPONSIBLE = re.compile(
    rf"(?:责任|负责|承办|主体责任|落实|实施|承担|完成|任务承担|具体责任|直接责任|分工负责|分管|工作责任|职责分工|责任分工|任务分工){_UNIT}"
    r"|责任分工|任务分工|分工|职责分工|工作分工"
)
_PARTICIPANTS = re.compile(
    rf"(?:参加|参与|配合|协办|协同|协助|协作|会办|会同|协同配合|配合责任|协同责任|配合参与|参与配合|共同责任|其他责任|配合落实|参加配合|相关责任|相关|有关){_UNIT}"
    r"|参加|参与|配合|协办"
)
#: Which column is the task where several could be: what is said most exactly first.
_TASKS = (
    r"工作任务|具体(?:工作)?(?:任务|事项|内容|要求)|任务(?:具体)?(?:内容|分解|事项|描述|要求)|工作任务(?:内容|分解|事项)|主要任务(?:内容)?|主要工作任务|工作(?:任务|内容|事项)及要求",
    r"目标任务|任务目标|重点(?:工作)?任务|任务|工作任务\(.*\)|任务名称|工作目标任务|重点任务内容|年度任务|改革任务|工作任务和要求|任务清单",
    r"(?:重点|主要)?工作(?:内容|事项)|(?:重点|主要)(?:内容|事项)|内容|事项|具体工作|主要工作|重点工作|工作要点|事项名称|事项内容|公开内容|工作名称|工作",
    r"(?:工作|具体|主要|重点|落实|推进|改革|任务)?(?:措施|举措|要求|项目)(?:内容)?",
)
_TASK_RANKS = tuple(re.compile(pattern) for pattern in _TASKS)
_OTHER = re.compile(
    r".*(?:时限(?:要求)?|时间(?:要求|安排|节点)?|期限|进度(?:要求|安排)?|领导|责任人|联系人|备注|电话|说明|类别|分类|领域|依据|成果|形式|目标|指标|标准|来源|节点|频次|负责人|状态|情况|专栏|栏目|一级.*|二级.*)"
)


def find_header(rows: Sequence[Sequence[str]]) -> Header | None:
    """Find the header among the first rows; it names a task and at least one kind of unit. None where there is none."""
    for start in range(min(len(rows), 12)):
        for depth in (3, 2, 1):
            block = rows[start : start + depth]
            if len(block) == depth and all(is_header(row) for row in block):
                columns = _columns(block, rows[start + depth :])
                if columns:
                    return Header(columns, start + depth)
    return None


def is_header(row: Sequence[str]) -> bool:
    """Whether every written cell is the name of a column, and at least two are names of ours."""
    written = [bare for bare in map(_bare, row) if bare]
    known = [bare for bare in written if _known(bare)]
    return len(set(known)) >= 2 and all(_known(bare) or _OTHER.fullmatch(bare) for bare in written)


def role_of(name: str) -> Role:
    """The meaning of a column by its name (表头名称)."""
    bare = _bare(name)
    if _NUMBER.fullmatch(bare):
        return Role.NUMBER
    for pattern, role in ((_LEAD, Role.LEAD), (_PARTICIPANTS, Role.PARTICIPANTS), (_RESPONSIBLE, Role.RESPONSIBLE)):
        if pattern.fullmatch(bare):
            return role
    if any(pattern.fullmatch(bare) for pattern in _TASK_RANKS):
        return Role.TASK
    return Role.OTHER


def units_of(row: Sequence[str], columns: Sequence[Role]) -> tuple[list[str], list[str]]:
    """Return leads and participants of a row (牵头、参加单位).

    A column 责任单位 leads where there is no column 牵头单位, else it takes part. In a cell that says itself who leads
    and who
    helps (「甲局牵头，乙局配合」, 「甲局（牵头）、乙局」) those words win over the column.
    """
    lead: dict[str, None] = {}
    participants: dict[str, None] = {}
    leads_apart = Role.LEAD in columns
    seen: list[str] = []
    for cell, role in zip(row, columns, strict=False):
        leading = role is Role.LEAD or (role is Role.RESPONSIBLE and not leads_apart)
        if role not in {Role.LEAD, Role.RESPONSIBLE, Role.PARTICIPANTS}:
            continue
        if role is Role.LEAD and cell in seen:
            continue  # one merged cell over two columns of the same meaning
        seen.append(cell)
        first, second = _parted(cell) if leading else ([], names(cell))
        lead.update(dict.fromkeys(first))
        participants.update(dict.fromkeys(second))
    return list(lead), list(participants)


_LABELLED = re.compile(r"(牵头|主办|主责|责任|负责|配合|参加|参与|协办|协助)(?:责任)?(?:单位|部门|科室|处室)?[:：]")
_MARKED = re.compile(r"[(（](?:牵头|主办)(?:单位|部门)?[)）]$")
_LEADS = re.compile(r"牵头(?:负责|组织|落实)?$")
_HELPS = re.compile(r"(?:配合|参与|参加|协助|(?<!政)协办|协同)(?:落实|实施)?$")


def _parted(cell: str) -> tuple[list[str], list[str]]:
    """Read a cell in a leading column: who leads, who helps."""
    labels = list(_LABELLED.finditer(cell))
    if labels:
        lead = names(cell[: labels[0].start()])
        helping: list[str] = []
        mixed = any(label[1] in {"牵头", "主办", "主责"} for label in labels)
        for here, after in zip(labels, [*labels[1:], None], strict=True):
            found = names(cell[here.end() : after.start() if after else len(cell)])
            leading = here[1] in {"牵头", "主办", "主责"} or (here[1] in {"责任", "负责"} and not mixed)
            (lead if leading else helping).extend(found)
        return lead, helping
    pieces = split(re.sub(r"[\s\u3000]+", "\n", cell.strip()), "，,；;。\n")
    if any(_LEADS.search(piece) or _HELPS.search(piece) for piece in pieces) and len(pieces) > 1:
        lead, helping = [], []
        for piece in pieces:
            (helping if _HELPS.search(piece) else lead).extend(names(piece))
        return lead, helping
    written = split(cell)
    marked = [name for name in written if _MARKED.search(name)]
    if marked and len(marked) < len(written):
        rest = "、".join(name for name in written if not _MARKED.search(name))
        return names("、".join(marked)), names(rest)
    return names(cell), []


def _bare(name: str) -> str:
    bare = re.sub(r"[\s\u3000*#:：]+", "", name).replace("（", "(").replace("）", ")").lower()
    return re.sub(r"\((?:单位|部门|个|天|略|排名不分先后|排第一的为牵头单位|列第一位的为牵头单位)\)$", "", bare)


def _known(bare: str) -> bool:
    return role_of(bare) is not Role.OTHER


def _columns(block: Sequence[Sequence[str]], below: Sequence[Sequence[str]]) -> tuple[Role, ...] | None:
    """Meaning of each column: the lowest header row that names it; one task column, the finest and most exact."""
    width = max(len(row) for row in block)
    lowest = []
    for column in range(width):
        cells = [_bare(row[column]) for row in block if column < len(row) and _bare(row[column])]
        known = [cell for cell in cells if _known(cell)]
        lowest.append(known[-1] if known else (cells[-1] if cells else ""))
    found = [role_of(name) for name in lowest]
    ranks = {
        column: next(rank for rank, pattern in enumerate(_TASK_RANKS) if pattern.fullmatch(lowest[column]))
        for column, role in enumerate(found)
        if role is Role.TASK
    }
    if not ranks or not {Role.LEAD, Role.RESPONSIBLE, Role.PARTICIPANTS} & set(found):
        return None
    # a class of tasks (重点任务) repeats from row to row, the task itself does not; of equals the last is the finer one
    texts = {column: {row[column].strip() for row in below if column < len(row)} for column in ranks}
    best = min(ranks, key=lambda column: (-len(texts[column]), ranks[column], -column))
    numbers = [column for column, role in enumerate(found) if role is Role.NUMBER]
    return tuple(
        Role.OTHER if (role is Role.TASK and column != best) or (role is Role.NUMBER and column != numbers[0]) else role
        for column, role in enumerate(found)
    )
