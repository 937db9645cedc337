"""Numbers that the text of a report quotes from its tables (正文引用的数量)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from zwgk.rules.annual_report import layout as tables
from zwgk.rules.annual_report.report import REMEDIES, REQUESTS, Cell
from zwgk.rules.numerals import value_of


@dataclass(frozen=True, slots=True)
class Quote:
    """A number in the text at ``start:end`` and the sums of cells that it may stand for; the first is the nearest."""

    number: int
    start: int
    end: int
    cells: tuple[tuple[Cell, ...], ...]


_COUNT: Final = r"(?P<number>\d{1,7}|[零〇一二两三四五六七八九十百]{1,6})\s*(?:余)?[件条份宗个次]"
#: what keeps a number from being the year's own: compared, of another period, or a part only
_ELSE: Final = re.compile(r"(?:同比|较|比)?(?:上年|去年|上一年度?|20\d{2}年)?(?:增加|增长|减少|下降|多|少)")


def _total(*rows: str) -> tuple[Cell, ...]:
    return tuple(Cell(REQUESTS, row, tables.TOTAL) for row in rows)


def _of_group(prefix: str) -> tuple[Cell, ...]:
    return _total(*(row.key for row in tables.RESULTS if row.key.startswith(prefix)))


_RECONSIDERED: Final = (Cell(REMEDIES, "reconsideration", tables.TOTAL),)
_SUED: Final = tuple(
    Cell(REMEDIES, group, tables.TOTAL) for group in ("litigation_direct", "litigation_after_reconsideration")
)
_GAP: Final = r"[^，。；;、\d]{0,16}?"
_PATTERNS: Final[tuple[tuple[re.Pattern[str], tuple[tuple[Cell, ...], ...]], ...]] = tuple(
    (re.compile(pattern), cells)
    for pattern, cells in (
        (
            rf"(?:新收|收到|收悉|接收|受理|接到)(?:各类|的|到)?(?:书面|有效)?(?:政府)?(?:信息公开)?(?:的)?(?:依)?申请(?:公开)?{_GAP}{_COUNT}",
            (_total(tables.NEW), _total(tables.NEW, tables.CARRIED_OVER)),
        ),
        (rf"上(?:一)?年(?:度)?结转{_GAP}{_COUNT}", (_total(tables.CARRIED_OVER),)),
        (rf"结转(?:至|到)?(?:下|次)(?:一)?年(?:度)?{_GAP}{_COUNT}", (_total(tables.CARRIED_FORWARD),)),
        (rf"予以公开{_GAP}{_COUNT}", (_total("granted"), _total("granted", "partially_granted"))),
        (rf"部分公开{_GAP}{_COUNT}", (_total("partially_granted"),)),
        (rf"(?<!部分)不予公开{_GAP}{_COUNT}", (_of_group("denied_"),)),
        (rf"(?<!信息)无法提供{_GAP}{_COUNT}", (_of_group("unable_"),)),
        (rf"不予处理{_GAP}{_COUNT}", (_of_group("not_processed_"),)),
        (rf"其他处理{_GAP}{_COUNT}", (_of_group("other_"), _total("other"))),
        (rf"行政复议(?:案件)?{_GAP}{_COUNT}", (_RECONSIDERED,)),
        (rf"行政诉讼(?:案件)?{_GAP}{_COUNT}", (_SUED,)),
    )
)


def quoted_in(text: str) -> tuple[Quote, ...]:
    """Return the numbers of requests, results and remedies that a text names, in its order."""
    found: dict[int, Quote] = {}
    for pattern, cells in _PATTERNS:
        for match in pattern.finditer(text):
            between = text[match.start() : match.start("number")]
            if _ELSE.search(between) and "结转" not in between:
                continue
            start, end = match.span("number")
            found.setdefault(start, Quote(value_of(match["number"]), start, end, cells))
    return tuple(found[start] for start in sorted(found))
