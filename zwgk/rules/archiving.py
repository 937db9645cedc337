"""Archiving of documents (文书归档): how long a paper is kept, under which number, and in which order its parts lie.

依据:《机关文件材料归档范围和文书档案保管期限规定》(国家档案局令第8号);《机关档案管理规定》(国家档案局令第13号);
《归档文件整理规则》(DA/T 22—2015);《档案法实施条例》第二十条、第三十条
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from zwgk.rules.errors import BadInput
from zwgk.rules.labelled import Labelled


class Term(Labelled):
    """How long a paper is kept (保管期限)."""

    PERMANENT = "permanent", "永久"
    THIRTY = "thirty", "30年"
    TEN = "ten", "10年"


CODES = {Term.PERMANENT: "Y", Term.THIRTY: "D30", Term.TEN: "D10"}
"""Code of a term within an archival number (DA/T 13, DA/T 22)."""
YEARS: dict[Term, int | None] = {Term.PERMANENT: None, Term.THIRTY: 30, Term.TEN: 10}
BRANCH = "WS"
"""Code of the branch 文书 within an archival number."""
TRANSFER_YEARS = {"county": 10, "city": 20}
"""Years after which what is kept permanently goes to the archives (档案法实施条例第二十条: 县级10年，市级以上20年)."""
BOX_PAGES = 200
"""Sheets that a box of usual thickness (3 cm) takes; a proposal only."""


@dataclass(frozen=True, slots=True)
class TermRow:
    """One class of papers with its term: matched by kind, direction, mark or words of the title, the first that fits.

    ``kinds`` empty: any kind. ``title`` is a pattern; ``normative`` and ``incoming`` ``None`` where it does not matter.
    """

    code: str
    label: str
    term: Term
    basis: str
    kinds: tuple[str, ...] = ()
    title: str = ""
    normative: bool | None = None
    incoming: bool | None = None


_EIGHT = "国家档案局令第8号"
_ROWS = (
    TermRow("normative", "本机关制定的规范性文件", Term.PERMANENT, f"{_EIGHT}第七条（一）", normative=True,
            incoming=False),
    TermRow("order", "命令、决议、决定、公告", Term.PERMANENT, f"{_EIGHT}第七条（一）",
            ("order", "resolution", "decision", "proclamation", "gazette"), incoming=False),
    TermRow("meeting", "重要会议的纪要", Term.PERMANENT, f"{_EIGHT}第七条（二）", ("minutes",),
            r"党组|常务|办公会|全体|代表大会", incoming=False),
    TermRow("personnel", "机构演变、人事任免、表彰处分", Term.PERMANENT, f"{_EIGHT}第七条（五）", (),
            r"任免|任命|免职|机构(?:设置|编制|改革)|表彰|奖励|处分", incoming=False),
    TermRow("contract", "房产、资产和合同协议的凭证", Term.PERMANENT, f"{_EIGHT}第七条（六）", (),
            r"房产|房屋(?:买卖|征收)|土地(?:出让|征收)|资产(?:划转|登记)|协议|合同", incoming=False),
    TermRow("important", "重要的请示、批复、报告", Term.PERMANENT, f"{_EIGHT}第七条（四）",
            ("request", "report", "reply"), r"重大|重要|规划|年度(?:工作)?(?:总结|报告)|预算|决算|体制",
            incoming=False),
    TermRow("plan", "规划、年度计划和总结", Term.PERMANENT, f"{_EIGHT}第七条（四）", (),
            r"规划|年度(?:工作)?(?:计划|总结)|工作要点|统计(?:公报|年报)", incoming=False),
    TermRow("upper_own", "上级制发的属于本机关主管业务的重要文件", Term.PERMANENT, f"{_EIGHT}第七条（七）", (),
            r"条例|规定|办法|规划|意见", incoming=True),
    TermRow("incoming", "上级和同级机关制发的需要执行的文件", Term.TEN, f"{_EIGHT}第八条（七）", incoming=True),
    TermRow("general_up", "一般性问题的请示、报告和批复", Term.THIRTY, f"{_EIGHT}第八条（五）",
            ("request", "report", "reply")),
    TermRow("business", "职能活动中形成的一般业务文件", Term.THIRTY, f"{_EIGHT}第八条（一）",
            ("opinion", "circular", "bulletin", "notice_to_public", "motion"),
            r"方案|办法|细则|意见|制度|预案|印发|通报"),
    TermRow("letter", "一般业务问题的来函和复函", Term.TEN, f"{_EIGHT}第八条（八）", ("letter",)),
    TermRow("minutes", "一般会议的纪要", Term.TEN, f"{_EIGHT}第八条（二）", ("minutes",)),
    TermRow("routine", "一般事务文件", Term.TEN, f"{_EIGHT}第八条（四）"),
)  # fmt: skip
TERMS: dict[str, TermRow] = {row.code: row for row in _ROWS}


def proposed_term(kind: str, title: str, *, is_normative: bool = False, is_incoming: bool = False) -> TermRow:
    """Return the class that a paper falls into and with it the term proposed; whoever files it may choose a longer one.

    依据: 国家档案局令第8号第七条、第八条
    """
    for row in _ROWS:
        if row.normative is not None and row.normative != is_normative:
            continue
        if row.incoming is not None and row.incoming != is_incoming:
            continue
        if row.kinds and kind not in row.kinds:
            continue
        if row.title and not re.search(row.title, title):
            continue
        return row
    raise AssertionError("the last row takes everything")


def must_be_reasoned(proposed: Term, chosen: Term, reason: str) -> None:
    """Refuse a term shorter than proposed without a reason. Errors: :class:`BadInput`."""
    order = list(Term)
    if order.index(chosen) > order.index(proposed) and not reason.strip():
        raise BadInput(
            what="不能归档",
            why=f"拟定的保管期限是{proposed.label}，改为{chosen.label}要写明理由",
            remedy="请写明缩短保管期限的理由，或按拟定的期限归档",
            field="reason",
        )


_FONDS = re.compile(r"[0-9A-Z][0-9A-Z-]{0,9}\Z")
_SECTION = re.compile(r"[A-Z0-9]{1,6}\Z")
_NUMBER = re.compile(
    r"(?P<fonds>[0-9A-Z][0-9A-Z-]*?)-WS·(?P<year>\d{4})-(?P<term>Y|D30|D10)(?:-(?P<section>[A-Z0-9]{1,6}))?-(?P<piece>\d{4})\Z"
)


def must_be_fonds(number: str) -> None:
    """Refuse what is no 全宗号 (digits, capital letters, hyphens; up to 10). Errors: :class:`BadInput`."""
    if not _FONDS.match(number):
        raise BadInput(
            what="没有保存",
            why=f"全宗号“{number}”应是10位以内的数字、大写字母或连字符",
            remedy="请按档案馆编的全宗号填写",
            field="fonds",
        )


def must_be_section(code: str) -> None:
    """Refuse what is no code of a section (机构或问题代码). Errors: :class:`BadInput`."""
    if code and not _SECTION.match(code):
        raise BadInput(
            what="没有保存",
            why=f"机构（问题）代码“{code}”应是6位以内的大写字母或数字",
            remedy="请改正代码",
            field="section",
        )


def archival_number(fonds: str, year: int, term: Term, piece: int, section: str = "") -> str:
    """Return the archival number (档号): ``Z109-WS·2026-D30-BGS-0001``, without section ``Z109-WS·2026-D30-0001``.

    依据: DA/T 22—2015 5.4 (全宗号-档案门类代码·年度-保管期限-机构（问题）代码-件号)
    """
    parts = [f"{fonds}-{BRANCH}·{year}", CODES[term], *([section] if section else []), f"{piece:04d}"]
    return "-".join(parts)


def parsed_number(number: str) -> tuple[str, int, Term, str, int]:
    """Read an archival number back: fonds, year, term, section ("" where there is none), piece.

    Errors: :class:`BadInput` for what is none.
    """
    found = _NUMBER.match(number)
    if found is None:
        raise BadInput(what="不能识别档号", why=f"“{number}”不是文书档案的档号", remedy="请核对档号", field="number")
    term = next(term for term, code in CODES.items() if code == found["term"])
    return found["fonds"], int(found["year"]), term, found["section"] or "", int(found["piece"])


def filing_year(date_written: date | None, closed_on: date) -> int:
    """Return the year under which a paper is filed (归档年度): that of its making, or of its closing where unknown.

    依据: DA/T 22—2015 5.2.1 (跨年度的文件归入办结年度或者签发年度)
    """
    return (date_written or closed_on).year


class PartOfPiece(Labelled):
    """A part of one filed piece (件), in the order in which they lie (件内文件排列)."""

    SLIP = "slip", "处理签"
    ORIGINAL = "original", "正本"
    ATTACHMENT = "attachment", "附件"
    FINAL_DRAFT = "final_draft", "定稿"
    PROOF = "proof", "证明材料"


def in_order(parts: Iterable[tuple[PartOfPiece, int]]) -> list[tuple[PartOfPiece, int]]:
    """Return parts (with their own running order) as they lie: 处理签 first, 正本 before 定稿, text before attachments.

    依据: DA/T 22—2015 5.2.2
    """
    rank = {part: i for i, part in enumerate(PartOfPiece)}
    return sorted(parts, key=lambda each: (rank[each[0]], each[1]))


def into_boxes(pages: Sequence[int], most: int = BOX_PAGES) -> list[range]:
    """Part pieces, given by their pages in order, into boxes (装盒): no piece is torn; only one alone over-fills a box.

    Returns ranges of positions. Errors: none.
    """
    boxes: list[range] = []
    start, held = 0, 0
    for i, count in enumerate(pages):
        if i > start and held + count > most:
            boxes.append(range(start, i))
            start, held = i, 0
        held += count
    return [*boxes, range(start, len(pages))] if pages else []


def transfer_due(year: int, level: str = "county") -> date:
    """Return the day by which the permanent papers of a year go to the archives (向档案馆移交期限).

    依据:《档案法实施条例》第二十条
    """
    return date(year + 1 + TRANSFER_YEARS[level], 1, 1)
