"""Titles broken by sense (标题回行): no word is torn, no line ends where a reader would stumble, and the lines make a
trapezium or a rhombus.

依据: GB/T 9704—2012 7.3.1 (回行时词意完整、排列对称、长短适宜、间距恰当，排列使用梯形或菱形)
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

MOST = 19.0
"""Characters of 2号 that a line takes at most: 20 fill the type area (版心), one is left for air."""
_NOT_FIRST = frozenset("的和与及等地得了者、，。：；）》”〕！？·")
_NOT_LAST = frozenset("（《“〔第")
_ASUNDER = re.compile(
    r"《[^《》]{1,16}》|〔[^〔〕]*〕|（[^（）]{1,12}）|[0-9０-９]+年(?:度|[0-9]+月(?:[0-9]+日)?)?|第[^\s]{1,4}次|(?:政务|信息|预算|决算)公开"
    r"|(?:人民)?政府办公室|人民政府|行政规范性文件"
)
"""What stays together where it is short: names of papers, brackets, years, the office's own words."""
_OF_A_PLACE = re.compile(r"[省市州县区镇乡](?:人民政府|委|政府)")
_AFTER = ("关于印发", "关于转发", "关于批转", "关于公布", "关于修改", "关于废止", "关于开展", "关于做好", "关于")
_BAD_EDGE = 40.0


@functools.cache
def _cutter() -> Any:
    import rjieba

    return rjieba


def width_of(text: str) -> float:
    """Return the width of a text in full-width characters; ASCII counts half."""
    return sum(0.5 if ord(char) < 0x2000 else 1.0 for char in text)


def title_lines(title: str, most: float = MOST) -> tuple[str, ...]:
    """Return the lines of a title. Breaks that somebody set by hand (``\\n``) stay; a line that is still too long for
    the type area is broken by sense.

    Nothing is lost or added but white space where a line ends.
    """
    given = [line.strip() for line in title.split("\n") if line.strip()]
    return tuple(part.strip() for line in given for part in _lines(line, most) if part.strip())


def _lines(line: str, most: float) -> tuple[str, ...]:
    if width_of(line) <= most:
        return (line,)
    words = _words(line)
    least = max(2, int(-(-width_of(line) // most)))
    found: list[tuple[float, tuple[str, ...]]] = []
    for count in range(least, least + 2):
        best = _best(words, count, most)
        if best is not None:
            found.append((best[0] + 30.0 * (count - least), best[1]))
    return min(found)[1] if found else _chopped(line, most)


def _words(line: str) -> list[str]:
    """The stretches that are not torn: words, and short names of papers, brackets and years as a whole."""
    words: list[str] = []
    at = 0
    for whole in _ASUNDER.finditer(line):
        words += _cutter().cut(line[at : whole.start()])
        words.append(whole.group())
        at = whole.end()
    words += _cutter().cut(line[at:])
    return [word for word in words if word]


def _best(words: Sequence[str], count: int, most: float) -> tuple[float, tuple[str, ...]] | None:
    """The cheapest way to set the words in ``count`` lines, None where they do not fit."""
    whole = sum(map(width_of, words)) / count
    rows: dict[tuple[int, int], tuple[float, tuple[str, ...]]] = {(0, 0): (0.0, ())}
    for end in range(1, len(words) + 1):
        for start in range(end - 1, -1, -1):
            text = "".join(words[start:end])
            if width_of(text) > most:
                break
            for done in range(count):
                before = rows.get((start, done))
                if before is None:
                    continue
                cost = before[0] + (width_of(text) - whole) ** 2 + (_edge(before[1], text) if before[1] else 0.0)
                held = rows.get((end, done + 1))
                if held is None or cost < held[0]:
                    rows[end, done + 1] = cost, (*before[1], text)
    best = rows.get((len(words), count))
    return (best[0] + _shape(best[1]), best[1]) if best else None


def _edge(above: Sequence[str], text: str) -> float:
    """What it costs to break between the line above and this one."""
    cost = 0.0
    if text[0] in _NOT_FIRST or above[-1][-1] in _NOT_LAST:
        cost += _BAD_EDGE
    if _OF_A_PLACE.match(text):
        cost += _BAD_EDGE
    if above[-1].endswith(("　", " ")) or text[0] in "　 ":
        cost -= 30.0
    if above[-1].endswith(_AFTER[:-1]):
        cost -= 12.0
    elif above[-1].endswith("关于") or text.startswith("关于"):
        cost -= 6.0
    elif above[-1].endswith(("的", "、")):
        cost -= 3.0
    return cost


def _shape(lines: Sequence[str]) -> float:
    """A waist (沙漏形) or lines of one width are what the standard does not want."""
    widths = [width_of(line) for line in lines]
    if len(widths) == 3 and widths[1] < min(widths[0], widths[2]):
        return 25.0
    return 4.0 if max(widths) - min(widths) < 1 else 0.0


def _chopped(line: str, most: float) -> tuple[str, ...]:
    """A word longer than a line is cut where the line ends."""
    lines, rest = [], line
    while rest:
        take = 1
        while take < len(rest) and width_of(rest[: take + 1]) <= most:
            take += 1
        lines.append(rest[:take])
        rest = rest[take:]
    return tuple(lines)
