"""The text as the finders read it: same length, one alphabet; runs of digits; what stands before a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_FULL: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−－﹣─"), "-")
_BLANKS: Final = dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009\u200b\ufeff\t"), " ")
_OTHERS: Final = {ord("×"): "X", ord("Ⅹ"): "X", ord("﹒"): "."}
_TABLE: Final[dict[int, int | str]] = {**_FULL, **_DASHES, **_BLANKS, **_OTHERS}

#: What may stand between two groups of one number: a blank or a hyphen, at most two of them.
GAP: Final = re.compile(r"[ -]{1,2}")
MOST_GROUPS: Final = 6
LEAST_FIRST: Final = 3
LINE_GAP: Final = re.compile(r" {0,4}\r?\n {0,4}")
_RUN: Final = re.compile(r"[0-9]+")
_WALL: Final = re.compile(r"[。；;！!？?]")
_ADDRESS: Final = re.compile(r"(?:https?://|ftp://|www\.)[!-~]{1,2000}", re.IGNORECASE)


@dataclass(frozen=True)
class Run:
    """A maximal run of digits: ``text[start:end]``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


def plain(text: str) -> str:
    """Return ``text`` with full-width letters, digits, dashes and blanks made half-width, offsets unchanged."""
    return text.translate(_TABLE)


def runs(text: str) -> list[Run]:
    """Return all maximal runs of ASCII digits in order."""
    return [Run(*found.span()) for found in _RUN.finditer(text)]


def groups_from(text: str, all_runs: list[Run], first: int, most: int, *, lines: bool = False) -> Iterator[list[Run]]:
    """Yield, shortest first, the groups of digits that begin at run ``first`` and have at most ``most`` digits.

    Groups are joined over one gap each; with ``lines`` one line break may stand between two groups. A number written
    in groups has at most six, and at least three digits in the first. What is yielded is one growing list.
    """
    taken = [all_runs[first]]
    length = len(taken[0])
    broken = False
    while length <= most:
        yield taken
        if first + len(taken) >= len(all_runs) or len(taken) == MOST_GROUPS or len(taken[0]) < LEAST_FIRST:
            return
        following = all_runs[first + len(taken)]
        between = text[taken[-1].end : following.start] if following.start - taken[-1].end <= 10 else "…"
        if GAP.fullmatch(between) is None:
            if not lines or broken or LINE_GAP.fullmatch(between) is None:
                return
            broken = True
        taken.append(following)
        length += len(following)


def compact(text: str) -> str:
    """Return only the letters and digits of an already plain ``text``."""
    return re.sub(r"[^0-9A-Za-z]", "", text)


def before(text: str, start: int, reach: int = 20) -> str:
    """Return up to ``reach`` characters before ``start``, not beyond the end of the sentence before."""
    piece = text[max(0, start - reach) : start]
    return _WALL.split(piece)[-1]


def after(text: str, end: int, reach: int = 12) -> str:
    """Return up to ``reach`` characters after ``end``."""
    return text[end : end + reach]


def addresses(text: str) -> list[tuple[int, int]]:
    """Return the spans of web addresses, in which digits are no telephone numbers."""
    return [found.span() for found in _ADDRESS.finditer(text)]
