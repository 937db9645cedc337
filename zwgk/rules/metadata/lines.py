"""The text cut into lines that know their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from zwgk.rules.privacy.plain import plain

_GOES_ON: Final = ("关于", "印发", "转发", "批转")
_SINGLE_CHARACTERS: Final = re.compile(r"(?:\S\s{1,6}){1,8}\S")


@dataclass(frozen=True)
class Line:
    """One line: ``raw`` as written, stripped; ``level`` the same in half-width; ``start`` its place in the text."""

    number: int
    start: int
    raw: str
    level: str

    @property
    def end(self) -> int:
        """Place after the last character."""
        return self.start + len(self.raw)

    @property
    def bare(self) -> str:
        """The half-width line without any blanks."""
        return re.sub(r"\s", "", self.level)

    @property
    def blank(self) -> bool:
        """Whether nothing is written in it."""
        return not self.raw


def cut(text: str, most: int | None = None) -> list[Line]:
    """Return the lines of ``text`` (at most ``most``), blank ones included."""
    lines = []
    offset = 0
    for number, whole in enumerate(text.split("\n", most) if most else text.split("\n")):
        raw = whole.strip(" \t\r\u3000\u00a0\ufeff\u200b\x0c")
        start = offset + (whole.find(raw) if raw else 0)
        lines.append(Line(number, start, raw, plain(raw.replace("\t", "|"))))  # a tab parts cells
        offset += len(whole) + 1
    return lines[:most] if most else lines


def tidy(text: str) -> str:
    """Return a heading with its blanks put right: ``公　　告`` → ``公告``, several blanks → one."""
    text = re.sub(r"[\s\u3000\u00a0]+", " ", text).strip()
    if _SINGLE_CHARACTERS.fullmatch(text):
        return text.replace(" ", "")
    text = re.sub(r"(?<=[（(《〈“]) | (?=[）)》〉”])", "", text)
    joined = ""
    last = ""
    for piece in text.split(" "):
        # 的 通 知: characters set apart for looks; 办公室 关于…: one title broken by sense.
        close = len(piece) == 1 or len(last) == 1 or last.endswith(("的", "关于")) or piece.startswith(_GOES_ON)
        joined += piece if close or not joined else f" {piece}"
        last = piece
    return joined
