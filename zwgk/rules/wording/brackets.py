"""Brackets, quotes and book-title marks that do not pair (括号、引号、书名号)."""

from __future__ import annotations

from collections.abc import Iterator

from zwgk.rules.wording.findings import Finding, Kind

_PAIRS = {
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "〔": "〕",
    "【": "】",
    "[": "]",
    "「": "」",
}
_SAME = {"）": "(", ")": "（"}  # a half-width bracket closed by a full-width one is a matter of width, not of pairing
_OPENERS = {closing: opening for opening, closing in _PAIRS.items()}
_NAMES = {
    "（": "括号",
    "(": "括号",
    "《": "书名号",
    "〈": "书名号",
    "“": "引号",
    "‘": "引号",
    "〔": "括号",
    "【": "括号",
    "[": "括号",
    "「": "引号",
}


def find(text: str) -> Iterator[Finding]:
    """Yield what is opened and not closed, closed and not opened, or opened twice, within each paragraph.

    An apostrophe and a number mark such as 「1)」 or 「a）」 at the beginning of a line are not brackets.
    """
    position = 0
    for line in text.split("\n"):
        yield from _line(line, position)
        position += len(line) + 1


def _line(line: str, offset: int) -> Iterator[Finding]:
    opened: list[tuple[str, int]] = []
    for at, char in enumerate(line):
        if char in _PAIRS:
            opened.append((char, at))
        elif char in _OPENERS:
            wanted = {_OPENERS[char], _SAME.get(char, "")}
            if opened and opened[-1][0] in wanted:
                opened.pop()
            elif any(opening in wanted for opening, _ in opened):
                while opened[-1][0] not in wanted:
                    opening, where = opened.pop()
                    yield _finding(line, offset, where, f"{_NAMES[opening]}“{opening}”没有配对的“{_PAIRS[opening]}”")
                opened.pop()
            elif not _is_number_mark(line, at) and not _is_apostrophe(line, at):
                opening = _OPENERS[char]
                yield _finding(line, offset, at, f"{_NAMES[opening]}“{char}”前面没有配对的“{opening}”")
    for opening, where in opened:
        yield _finding(line, offset, where, f"{_NAMES[opening]}“{opening}”没有配对的“{_PAIRS[opening]}”")


def _finding(line: str, offset: int, at: int, why: str) -> Finding:
    """Doubled brackets and a bracket before a comma are certain to be surplus; else only a person can tell."""
    char = line[at]
    surplus = line[at + 1 : at + 2] in {char, ",", "，", "。", "、", "；", ";"} or (at > 0 and line[at - 1] == char)
    return Finding(Kind.UNBALANCED, offset + at, offset + at + 1, char, "" if surplus else None, why)


def _is_number_mark(line: str, at: int) -> bool:
    return line[at] in ")）" and 0 < at <= 4 and line[:at].strip(" \t\u3000").isalnum()


def _is_apostrophe(line: str, at: int) -> bool:
    return line[at] == "’" and line[at - 1 : at].isascii() and line[at - 1 : at].isalpha()
