"""Texts with slots filled by chance, always the same chance: ``{town}``, ``{n:20-60}``, ``{pick:甲|乙}``, ``*4-9| …``.

A word or ``{name=…}`` is remembered within one text, so that title and text speak of the same village; ``{+town}``
takes another. A table row with ``*4-9|`` before it is written that many times, ``{seq}`` counting.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from random import Random

from zwgk.cli.sample import naming, tables

_ROW = re.compile(r"\*(?:n:)?(\d+)-(\d+)\|")


def words(name: str) -> tuple[str, ...]:
    """The choices for a word of ``words.txt``. Errors: ``KeyError``."""
    return _words()[name]


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    found = {row[0]: tuple(row[1].split()) for row in tables.rows("words.txt")}
    found["dept"] = tuple(row[0].partition("（")[0] for row in tables.rows("organs.txt") if row[1] == "department")
    return found


class Filler:
    """Fills the slots of one publication; title first, then its text, so that what is remembered agrees."""

    def __init__(self, seed: str, on: date, **known: str) -> None:
        self.random = Random(f"清岚|{seed}")  # noqa: S311 - sample data wants repeating
        before = date(on.year - (on.month == 1), 12 if on.month == 1 else on.month - 1, 1)
        spring = 2 <= on.month <= 7
        self.known: dict[str, str] = {
            "year": str(on.year),
            "month": str(on.month),
            "month2": f"{on.month:02d}",
            "day": str(on.day),
            "day2": str(max(on.day, min(28, on.day + self.random.randint(1, 4)))),
            "date": f"{on.year}年{on.month}月{on.day}日",
            "pyear": str(before.year),
            "pmonth": str(before.month),
            "pyear2": str(on.year - 1),
            "quarter": "四一二三"[(on.month - 1) // 3],  # the one that is over
            "qyear": str(on.year - (on.month <= 3)),
            "season": "春季" if spring else "秋季",
            **known,
        }

    def fill(self, text: str) -> str:
        """The text with every slot filled. Errors: ``KeyError`` naming a slot that is none."""
        lines = []
        for line in text.splitlines():
            repeated = _ROW.match(line)
            if repeated is None:
                lines.append(self._line(line))
                continue
            row = "|" + line[repeated.end() :]
            for number in range(1, self.random.randint(int(repeated[1]), int(repeated[2])) + 1):
                self.known["seq"] = str(number)
                lines.append(self._line(row))
        return "\n".join(lines)

    def _line(self, text: str) -> str:
        out, place = [], 0
        while (start := text.find("{", place)) >= 0:
            out.append(text[place:start])
            end = _closing(text, start)
            out.append(self._slot(text[start + 1 : end]))
            place = end + 1
        return "".join([*out, text[place:]])

    def _slot(self, slot: str) -> str:
        name, equals, rest = slot.partition("=")
        if equals and name.isidentifier():
            self.known[name] = self._slot(rest)
            return self.known[name]
        kind, colon, given = slot.partition(":")
        if colon and kind in _KINDS:
            return _KINDS[kind](self, given)
        if slot.startswith("+"):
            return self._fresh(slot[1:])
        if slot == "phone":
            return naming.phone(self.random.randint(100, 1999))
        if slot not in self.known:
            self.known[slot] = self._fresh(slot)
        return self.known[slot]

    def _fresh(self, name: str) -> str:
        if name == "masked":
            return naming.masked(self.random)
        if name == "masked2":
            return f"{naming.masked(self.random)[0]}某某"
        if name == "name":
            return naming.anybody(self.random)
        chosen = self.random.choice(words(name))
        self.known.setdefault(name, chosen)
        return chosen

    def _pick(self, given: str) -> str:
        return self._line(self.random.choice(_parts(given)))

    def _number(self, given: str) -> str:
        low, high = given.split("-")
        return str(self.random.randint(int(low), int(high)))

    def _decimal(self, given: str) -> str:
        low, high = given.rsplit("-", 1)
        return f"{self.random.uniform(float(low), float(high)):.1f}"


_KINDS: dict[str, Callable[[Filler, str], str]] = {
    "pick": Filler._pick,
    "n": Filler._number,
    "f": Filler._decimal,
}


def _closing(text: str, start: int) -> int:
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0:
            return place
    raise ValueError(text[start : start + 40])


def _parts(given: str) -> list[str]:
    parts, depth, begin = [], 0, 0
    for place, char in enumerate(given):
        depth += (char == "{") - (char == "}")
        if char == "|" and depth == 0:
            parts.append(given[begin:place])
            begin = place + 1
    return [*parts, given[begin:]]
