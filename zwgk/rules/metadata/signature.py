"""The end of a paper: 发文机关署名 and 成文日期. Attachments and a 版记 (its date is of printing) may follow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zwgk.rules.metadata.dates import DATE, first_date
from zwgk.rules.metadata.lines import Line
from zwgk.rules.metadata.organs import apart, is_organ, spaced_name

_HOUR: Final = r"(?: ?[0-9]{1,2} ?时(?: ?[0-9]{1,2} ?分)?)?"
_DATE_LINE: Final = re.compile(rf"[(]?(?:{DATE.pattern}){_HOUR}[)]?")
_NAME_AND_DATE: Final = re.compile(rf"(?P<organs>[^0-9。，；]{{3,80}}?)[ |]*(?:{DATE.pattern})")
_FAREWELL: Final = re.compile(
    r"^(?:附件|附表|附[:：]|\(?此件|\(?联系人|联系电话|特此|\(?此页无正文|\(?盖章|\(?公章|\(?印章)"
)
_SEAL: Final = re.compile(r"[(](?:盖章|公章|印章|章|代章|签章)[)]")


@dataclass(frozen=True)
class Signature:
    """Who signed and on which day: ``organs`` may be empty where only a date stands alone."""

    organs: tuple[str, ...]
    organ_span: tuple[int, int] | None
    on: date
    start: int
    end: int


def find_signature(lines: Sequence[Line], after: int) -> Signature | None:
    """Return the first signature after line ``after``: organ lines and a date below or beside them.

    Where no date has an organ above it, the last date that stands alone counts.
    """
    alone: Signature | None = None
    for line in lines[after:]:
        if line.blank or len(line.level) > 120:
            continue
        level = line.level
        if _DATE_LINE.fullmatch(level):
            found = first_date(level)
            if found is None:
                continue
            names, span = _names_above(lines, line.number, after)
            start, end = line.start + found[1], line.start + found[2]
            if names:
                return Signature(tuple(names), span, found[0], start, end)
            alone = Signature((), None, found[0], start, end)
            continue
        beside = _NAME_AND_DATE.fullmatch(level)
        if beside is not None:
            organs = spaced_name(_SEAL.sub("", beside["organs"]).strip(" |"))
            found = first_date(level)
            if found is not None and is_organ(organs):
                names, span = _names_above(lines, line.number, after)
                own_span = (line.start, line.start + beside.end("organs"))
                start, end = line.start + found[1], line.start + found[2]
                return Signature((*names, *apart(organs)), span or own_span, found[0], start, end)
    return alone


def undated(lines: Sequence[Line], after: int) -> tuple[list[str], tuple[int, int]] | None:
    """Return organs that stand alone at the very end of a paper without a date (署名而无日期)."""
    rest = [line for line in lines[after:] if not line.blank]
    for place in range(len(rest) - 1, max(len(rest) - 6, 0), -1):
        name = spaced_name(_SEAL.sub("", rest[place].level).strip())
        if is_organ(name) and not re.match(r"主办|承办|版权|联系", name):
            return apart(name), (rest[place].start, rest[place].end)
    return None


def _names_above(lines: Sequence[Line], number: int, after: int) -> tuple[list[str], tuple[int, int] | None]:
    names: list[str] = []
    first = last = None
    blanks = 0
    for line in reversed(lines[max(after, number - 40) : number]):
        if line.blank:
            blanks += 1
            if blanks > 6:
                break
            continue
        name = spaced_name(_SEAL.sub("", line.level).strip(" |"))
        if re.fullmatch(
            r"[(](?:盖章|公章|印章|章|代章)[)]|[\u4e00-\u9fff ]{2,8}长[: ]+[\u4e00-\u9fff· ]{2,12}", line.level
        ):
            continue
        if not is_organ(name) or _FAREWELL.match(name):
            break
        names[:0] = apart(name)
        first, last = line.start, last or line.end
        blanks = 0
    return list(dict.fromkeys(names)), (first, last) if first is not None and last is not None else None
