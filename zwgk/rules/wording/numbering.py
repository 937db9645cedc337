"""Numbers of chapters, articles and items that jump, repeat or stand on the wrong level (序号)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zwgk.rules.numerals import value_of
from zwgk.rules.wording.findings import Finding, Kind, Severity

_CHINESE = r"[一二三四五六七八九十百零]+"
#: Levels from outer to inner: a number of one level starts the inner ones afresh.
_LEVELS: tuple[tuple[str, str], ...] = (
    ("chapter", rf"第(?P<chapter>{_CHINESE})章"),
    ("article", rf"第(?P<article>{_CHINESE})条(?=[\s\u3000]|[\u4e00-\u9fff])"),
    ("one", rf"(?P<one>{_CHINESE})、"),
    ("bracket", rf"[（(](?P<bracket>{_CHINESE})[）)]"),
    ("arabic", r"(?P<arabic>\d{1,2})[、．.](?![\d])"),
    ("arabic_bracket", r"[（(](?P<arabic_bracket>\d{1,2})[）)]"),
)
_ORDER = [name for name, _ in _LEVELS]
_NUMBER = re.compile(
    r"(?:^|(?<=[；;。]))[ \t\u3000]*(?P<mark>" + "|".join(pattern for _, pattern in _LEVELS) + ")", re.MULTILINE
)
_LINE_ONLY = frozenset({"chapter", "article", "one"})


@dataclass(frozen=True, slots=True)
class _Mark:
    level: str
    value: int
    start: int
    end: int
    text: str


def find(text: str) -> Iterator[Finding]:
    """Yield numbers that repeat, jump or do not fit the level above; a series may start again at one at any place.

    Numbers count at the beginning of a paragraph, items in brackets also after 「；」 or 「。」.
    """
    last: dict[str, _Mark] = {}
    ever: dict[str, int] = {}  # the last value of a level anywhere: items may run on through the chapters
    for mark in _marks(text):
        before = last.get(mark.level)
        problem = None if mark.value == ever.get(mark.level, 0) + 1 else _problem(mark, before, last)
        ever[mark.level] = mark.value
        if problem is not None:
            yield Finding(Kind.NUMBERING, mark.start, mark.end, mark.text, None, problem, Severity.WARNING)
        last[mark.level] = mark
        for inner in _ORDER[_ORDER.index(mark.level) + 1 :]:
            # articles run on through the chapters
            last.pop(inner, None) if (mark.level, inner) != ("chapter", "article") else None


def _problem(mark: _Mark, before: _Mark | None, last: dict[str, _Mark]) -> str | None:
    if mark.value == 1:
        return None
    if before is None:
        outer = next((last[name] for name in reversed(_ORDER[: _ORDER.index(mark.level)]) if name in last), None)
        if outer is None:
            return None  # an excerpt may begin anywhere
        if mark.value == outer.value + 1:
            return f"序号层级不一致：上一条是“{outer.text}”，这里是“{mark.text}”"
        return f"“{outer.text}”之下的第一条是“{mark.text}”，前面缺了序号"
    if mark.value == before.value:
        return f"序号“{mark.text}”重复"
    if mark.value == before.value + 1:
        return None
    if mark.value > before.value:
        return f"序号不连续：“{before.text}”之后是“{mark.text}”"
    return f"序号颠倒：“{before.text}”之后是“{mark.text}”"


def _marks(text: str) -> Iterator[_Mark]:
    for match in _NUMBER.finditer(text):
        level = next(name for name in _ORDER if match[name])
        start = match.start("mark")
        at_line = not text[text.rfind("\n", 0, start) + 1 : start].strip()
        if not at_line and level in _LINE_ONLY | {"arabic"}:
            continue
        yield _Mark(level, value_of(match[level]), start, match.end("mark"), match["mark"])
