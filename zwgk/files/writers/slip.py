"""The approval sheet (公文审批处理签): printed for the paper way, signed by pen, found again by its code.

依据:《公文类信息公开管理办法》四(一): 拟稿人在审批处理签上注明公开属性,科室、办公室、分管领导逐级签署意见
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from zwgk.files.writers.official import chinese_date
from zwgk.files.writers.qr import qr_address
from zwgk.files.writers.rendition import About, Sheet, filled, render_pdf, style
from zwgk.rules.errors import BadInput

ATTRIBUTES = ("此件公开发布", "此件不公开", "此件依申请公开", "此件删减后公开")
"""The four values of the box 公开属性, word for word."""
CHECKED, UNCHECKED = "☑", "☐"
_CODE = re.compile(r"[0-9A-Z][0-9A-Z-]{3,39}\Z")


@dataclass(frozen=True, slots=True)
class Opinion:
    """One signature cell (意见栏). What is empty stays blank for the pen; ``lines`` is its least height in text
    lines."""

    label: str
    text: str = ""
    name: str = ""
    on: date | None = None
    on_paper: bool = False
    lines: int = 2


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on the approval sheet. Empty fields are printed as blanks to be filled by hand.

    ``code`` (digits, capital letters, hyphens; 4 to 40) is printed as QR code and as text and must be unique to this
    sheet. ``attribute`` is one of :data:`ATTRIBUTES` or "". ``opinions`` are printed in order, ``secret`` is ``None``
    while undecided; ``level`` and ``period`` (密级, 保密期限) are printed only as words on the form: a sheet that bears
    them is for paper that is kept outside this system.
    """

    organ: str
    code: str
    title: str
    drafting_unit: str = ""
    drafter: str = ""
    drafted_on: date | None = None
    phone: str = ""
    kind: str = ""
    urgency: str = ""
    secret: bool | None = None
    level: str = ""
    period: str = ""
    attribute: str = ""
    scope: str = ""
    way: str = ""
    not_public_because: str = ""
    addressees: str = ""
    copy_to: str = ""
    attachments: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    doc_number: str = ""
    printed_on: date | None = None


def blank_opinions(*, legal: bool = False, countersign: tuple[str, ...] = ()) -> tuple[Opinion, ...]:
    """Return the cells of the four-level approval, blank: 科室, 办公室, (合法性审核, 会签), 保密审查, 签发."""
    return (
        Opinion("拟稿科室意见"),
        Opinion("办公室核稿意见"),
        *((Opinion("合法性审核意见"),) if legal else ()),
        *(Opinion(f"{unit}会签意见") for unit in countersign),
        Opinion("保密审查意见"),
        Opinion("领导签发意见", lines=3),
    )


def must_be_usable(slip: Slip) -> None:
    """Refuse a sheet that could not be found again or that bears a fifth attribute. Errors: ``BadInput``."""
    if not _CODE.match(slip.code):
        raise BadInput(
            what="不能打印处理签",
            why=f"编码“{slip.code}”不是4至40位的数字、大写字母或连字符",
            remedy="请由系统生成编码后重新打印",
            field="code",
        )
    if slip.attribute and slip.attribute not in ATTRIBUTES:
        raise BadInput(
            what="不能打印处理签",
            why=f"公开属性“{slip.attribute}”不是规定的四种之一",
            remedy=f"请从“{'”“'.join(ATTRIBUTES)}”中选择一种",
            field="attribute",
        )


def boxes(slip: Slip) -> tuple[tuple[str, bool], ...]:
    """Return the four values of the box 公开属性 and which one is ticked."""
    return tuple((label, label == slip.attribute) for label in ATTRIBUTES)


def spoken_day(day: date | None) -> str:
    """Return the day, or the blanks that a pen fills: 年, 月 and 日 with room before each."""
    return chinese_date(day) if day else "　　年　月　日"


def rows_above(slip: Slip) -> list[list[tuple[str, str]]]:
    """Return the rows of the head of the form: (label, value) pairs, one to three a row."""
    return [
        [("文件标题", slip.title)],
        [("拟稿单位", slip.drafting_unit), ("拟稿人", slip.drafter), ("联系电话", slip.phone)],
        [("文种", slip.kind), ("紧急程度", slip.urgency), ("拟稿日期", spoken_day(slip.drafted_on))],
    ]


def secrecy_line(slip: Slip) -> str:
    """Return the text of the box 密级: whether secret, level, period."""
    yes, no = (CHECKED if slip.secret else UNCHECKED), (CHECKED if slip.secret is False else UNCHECKED)
    level, period = slip.level or "　　　　", slip.period or "　　　　"
    return f"是否涉密：{yes}是　{no}否　　密级：{level}　　保密期限：{period}"


def rows_below(slip: Slip) -> list[tuple[str, str]]:
    """Return the rows beneath the boxes: scope and way, reason, addressees, attachments."""
    attachments = "；".join(f"{i}.{name}" for i, name in enumerate(slip.attachments, start=1))
    return [
        ("公开范围", slip.scope),
        ("公开方式", slip.way),
        ("不公开理由\n与依据", slip.not_public_because),
        ("主送", slip.addressees),
        ("抄送", slip.copy_to),
        ("附件", attachments),
    ]


def room_mm(opinion: Opinion, count: int) -> float:
    """Return the height (mm) left for writing in a cell: more where a sheet has few cells."""
    return opinion.lines * 5.5 + max(0, 6 - count) * 4.5


def signed(opinion: Opinion) -> str:
    """Return name and day of a cell, with what the pen fills in left open."""
    return f"签名：{opinion.name or '　　　　　'}　　{spoken_day(opinion.on)}"


def slip_pdf(slip: Slip) -> bytes:
    """Return the approval sheet as PDF, one A4 page where titles and opinions are of usual length. Errors:
    ``BadInput``."""
    must_be_usable(slip)
    opinions = slip.opinions or blank_opinions()
    html = filled(
        "slip.html",
        {
            "slip": replace(slip, opinions=opinions),
            "qr": qr_address(slip.code),
            "rows_above": rows_above(slip),
            "secrecy": secrecy_line(slip),
            "boxes": [(CHECKED if ticked else UNCHECKED, label) for label, ticked in boxes(slip)],
            "rows_below": rows_below(slip),
            "opinions": [(o, signed(o), f"{room_mm(o, len(opinions)):.1f}") for o in opinions],
            "printed_on": chinese_date(slip.printed_on) if slip.printed_on else "",
        },
    )
    return render_pdf(Sheet(html, (style("paper.css"), style("slip.css")), slip_about(slip)))


def slip_about(slip: Slip) -> About:
    """Return what the files say of themselves; the title of the paper itself is not repeated there."""
    return About(f"{slip.organ}公文审批处理签（{slip.code}）", (slip.organ,), "")
