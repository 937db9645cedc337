"""The information-processing fee (信息处理费): by item or by volume, in steps; every amount explains itself.

依据:《政府信息公开条例》第四十二条;《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zwgk.rules.clock import Due
from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.rules.labelled import Labelled
from zwgk.rules.limits import in_force
from zwgk.rules.periods import period
from zwgk.rules.workdays import WorkCalendar

IN_FORCE_FROM = date(2021, 1, 1)
BASIS = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"
#: beyond so many items or pages a figure is a typing error
MOST = 1_000_000


class Standard(Labelled):
    """How the fee is measured (计收方式): one of the two for one request, never both."""

    BY_ITEM = "by_item", "按件计收"
    BY_VOLUME = "by_volume", "按量计收"


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the sum: from which unit to which, how many fall in it, at what rate (元), and what that makes."""

    first: int
    last: int
    rate: int

    @property
    def number(self) -> int:
        return self.last - self.first + 1

    @property
    def amount(self) -> int:
        return self.number * self.rate


@dataclass(frozen=True, slots=True)
class Fee:
    """What is to be paid (应缴金额), in yuan, with its steps."""

    standard: Standard
    lines: tuple[Line, ...]

    @property
    def amount(self) -> int:
        """The sum in yuan (元)."""
        return sum(line.amount for line in self.lines)

    def in_words(self) -> str:
        """The sum as it stands in the notice: each step that costs something, and the total."""
        unit = "件" if self.standard is Standard.BY_ITEM else "页"
        steps = [
            f"第{line.first}{unit}至第{line.last}{unit}共{line.number}{unit}，每{unit}{line.rate}元，计{line.amount}元"
            for line in self.lines
            if line.rate
        ]
        return "；".join([*steps, f"合计{self.amount}元"])


def by_item(earlier: int, number: int) -> Fee:
    """Return the fee for ``number`` further items of one applicant in a natural month (按件).

    ``earlier``: items of the same applicant in the same month that came before. Items up to the 10th cost nothing, 11
    to 30 cost 100 yuan each, and each further band of ten 100 yuan more an item than the one before (31—40: 200, …).
    Errors: ``BadInput`` for negative figures; ``LimitExceeded`` beyond :data:`MOST`. 依据:国办函〔2020〕109号第四条
    """
    start, end = _checked(earlier, "此前件数") + 1, earlier + _checked(number, "件数")
    lines = []
    while start <= end:
        if start <= 10:
            last, rate = 10, 0
        elif start <= 30:
            last, rate = 30, 100
        else:
            band = (start - 31) // 10
            last, rate = 40 + 10 * band, 200 + 100 * band
        last = min(last, end)
        lines.append(Line(start, last, rate))
        start = last + 1
    return Fee(Standard.BY_ITEM, tuple(lines))


_PAGES = ((30, 0), (100, 10), (200, 20), (MOST, 40))


def by_volume(pages: int) -> Fee:
    """Return the fee for ``pages`` sides of A4 of one request (按量); up to 30 sides cost nothing.

    Errors: as :func:`by_item`. 依据:国办函〔2020〕109号第五条
    """
    end, start, lines = _checked(pages, "页数"), 1, []
    for last, rate in _PAGES:
        if start > end:
            break
        lines.append(Line(start, min(last, end), rate))
        start = last + 1
    return Fee(Standard.BY_VOLUME, tuple(lines))


def must_be_chargeable(fee: Fee, *, received_on: date) -> None:
    """Refuse a notice for nothing, or for a request from before the rule. Errors: ``BadInput``."""
    if received_on < IN_FORCE_FROM:
        raise BadInput(
            what="不能收取信息处理费",
            why=f"{BASIS}自{IN_FORCE_FROM}起施行，该申请{received_on}收到",
            remedy="请免费办理（《条例》第四十二条）",
        )
    if fee.amount <= 0:
        free = "10件" if fee.standard is Standard.BY_ITEM else "30页"
        raise BadInput(
            what="不能收取信息处理费",
            why=f"没有超过{free}，不收费（《条例》第四十二条、{BASIS}）",
            remedy="请免费办理",
        )


def pay_by(notice_received_on: date, calendar: WorkCalendar) -> Due:
    """Return the last day for payment: 30 days from the day after the notice was received; a day off moves it on.

    依据:国办函〔2020〕109号第六条;《民法典》第二百零三条
    """
    figure = in_force("fee.payment", notice_received_on)
    return period(notice_received_on, figure.number, figure.unit, calendar)


def _checked(number: int, label: str) -> int:
    if number < 0:
        raise BadInput(
            what=f"{label}不对", why=f"不能是负数，您填写了{number}", remedy="请填写0或者正整数", field="number"
        )
    if number > MOST:
        raise LimitExceeded(
            what=f"{label}不对", why=f"最多{MOST}，您填写了{number}", remedy="请检查是否多写了数字", field="number"
        )
    return number
