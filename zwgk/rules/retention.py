"""How long the file of a request is kept (依申请公开案卷的保管期限), and from when its applicant may be erased.

No rule names these files; the classes below follow the regulation on archives by what a file proves, and whoever files
may choose a longer term, or a shorter one with a reason.
依据:《机关文件材料归档范围和文书档案保管期限规定》(国家档案局令第8号);《个人信息保护法》第十九、四十七条
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zwgk.rules.archiving import YEARS, Term
from zwgk.rules.errors import GateClosed
from zwgk.rules.outcomes import OUTCOMES, Group

#: code of the class 依申请公开 within an archival number (机构（问题）代码)
SECTION_CODE = "YSQ"
_EIGHT = "国家档案局令第8号"


@dataclass(frozen=True, slots=True)
class RetentionRow:
    """One class of files with its term and what it follows."""

    code: str
    label: str
    term: Term
    basis: str


DISPUTED = RetentionRow("disputed", "经过行政复议、行政诉讼的依申请公开案卷", Term.PERMANENT, f"{_EIGHT}第七条")
WITHHELD = RetentionRow("withheld", "不予公开、部分公开的依申请公开案卷", Term.THIRTY, f"{_EIGHT}第八条（一）")
ORDINARY = RetentionRow("ordinary", "一般依申请公开案卷", Term.TEN, f"{_EIGHT}第八条（四）")
ROWS = (DISPUTED, WITHHELD, ORDINARY)


def proposed(outcome: str, *, disputed: bool) -> RetentionRow:
    """Return the class and term proposed for a file that ended so. Errors: ``KeyError`` for an unknown outcome."""
    if disputed:
        return DISPUTED
    if outcome and OUTCOMES[outcome].group in {Group.DENIED, Group.PARTIAL}:
        return WITHHELD
    return ORDINARY


def keep_until(year: int, term: Term) -> date | None:
    """Return the last day of the term, counted from the first of January after the year of filing; None: for good.

    >>> keep_until(2026, Term.TEN)
    datetime.date(2036, 12, 31)
    """
    years = YEARS[term]
    return date(year + years, 12, 31) if years is not None else None


def must_be_over(keep_until: date | None, today: date) -> None:
    """Refuse to erase who applied while the file is kept. Errors: :class:`GateClosed`.

    依据:《个人信息保护法》第四十七条 (保存期限已届满的，应当删除个人信息)
    """
    what, remedy = "不能清除申请人信息", "请等保管期限届满，经鉴定后再办理"
    if keep_until is None:
        raise GateClosed(what=what, why="案卷没有归档或者永久保管", remedy=remedy)
    if today <= keep_until:
        raise GateClosed(what=what, why=f"案卷保管到{keep_until}，今天是{today}", remedy=remedy)
