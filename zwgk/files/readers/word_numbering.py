"""Automatic numbering of Word (自动编号): "一、", "（一）", "1." are not in the text and must be counted out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans(_DIGITS, "零壹贰叁肆伍陆柒捌玖")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: format, pattern such as "（%1）", first number, and after which level it starts again."""

    form: str
    pattern: str
    start: int
    suffix: str
    restart: int | None


def chinese(number: int) -> str:
    """Return a counting numeral (21 gives 二十一, 105 gives 一百〇五) for 0 to 999."""
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return "十" + (_DIGITS[number % 10] if number % 10 else "")
    if number < 100:
        return _DIGITS[number // 10] + "十" + (_DIGITS[number % 10] if number % 10 else "")
    if number > 999:
        return str(number)
    rest = number % 100
    if not rest:
        tail = ""
    elif rest < 10:
        tail = "〇" + _DIGITS[rest]
    else:
        tail = ("一" if rest < 20 else "") + chinese(rest)
    return _DIGITS[number // 100] + "百" + tail


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(d)] for d in str(number))


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else "0"


def _roman(number: int) -> str:
    if not 0 < number < 40:
        return str(number)
    out = ""
    for value, sign in _ROMAN:
        while number >= value:
            out, number = out + sign, number - value
    return out


def _circled(number: int) -> str:
    return chr(0x245F + number) if 0 < number <= 20 else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": lambda n: str(n).translate({ord("0") + i: 0xFF10 + i for i in range(10)}),
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "chineseLegalSimplified": lambda n: _digits(n).translate(
        str.maketrans("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖")
    ),
    "ideographTraditional": lambda n: "甲乙丙丁戊己庚辛壬癸"[(n - 1) % 10],
    "none": lambda n: "",
}


class Numbering:
    """Counts list paragraphs in reading order; :meth:`next` returns the number that Word shows before a paragraph."""

    def __init__(self, root: Any | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract_of: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def _load(self, root: Any) -> None:
        abstract: dict[str, dict[int, Level]] = {}
        for node in root.iter(f"{W}abstractNum"):
            abstract[node.get(f"{W}abstractNumId")] = {
                _int(lvl.get(f"{W}ilvl")): _level(lvl) for lvl in node.findall(f"{W}lvl")
            }
        for node in root.iter(f"{W}num"):
            number, reference = node.get(f"{W}numId"), node.find(f"{W}abstractNumId")
            key = reference.get(f"{W}val") if reference is not None else ""
            levels = dict(abstract.get(key, {}))
            for override in node.findall(f"{W}lvlOverride"):
                depth = _int(override.get(f"{W}ilvl"))
                own, start = override.find(f"{W}lvl"), override.find(f"{W}startOverride")
                if own is not None:
                    levels[depth] = _level(own)
                if start is not None:
                    self._starts.setdefault(number, {})[depth] = _int(start.get(f"{W}val"), 1)
            self._levels[number] = levels
            self._abstract_of[number] = key

    def next(self, number: str, depth: int) -> str:
        """Count one paragraph and return its number, "" where the list is unknown or shows none."""
        level = self._levels.get(number, {}).get(depth)
        if level is None or number == "0" or depth >= _MOST_LEVELS:
            return ""
        counters = self._counters.setdefault(self._abstract_of[number], [None] * _MOST_LEVELS)
        override = self._starts.get(number, {}).get(depth)
        if override is not None and (number, depth) not in self._begun:
            counters[depth] = override
        else:
            current = counters[depth]
            counters[depth] = level.start if current is None else current + 1
        self._begun.add((number, depth))
        for deeper in range(depth + 1, _MOST_LEVELS):
            inner = self._levels[number].get(deeper)
            if inner is None or inner.restart is None or (inner.restart > depth and inner.restart != 0):
                counters[deeper] = None
        return self._written(number, depth, level, counters)

    def _written(self, number: str, depth: int, level: Level, counters: list[int | None]) -> str:
        if level.form == "bullet":
            return "•"
        text = level.pattern
        for i in range(depth + 1):
            outer = self._levels[number].get(i, level)
            value = counters[i] if counters[i] is not None else outer.start
            form = _FORMS.get(outer.form, str)
            text = text.replace(f"%{i + 1}", form(value if value is not None else 1))
        text = text.strip()
        return text + (
            " " if text and text[-1].isascii() and text[-1] not in "(.)" and level.suffix != "nothing" else ""
        )


def _level(node: Any) -> Level:
    def value(tag: str, default: str) -> str:
        found = node.find(f"{W}{tag}")
        return str(found.get(f"{W}val", default)) if found is not None else default

    restart = node.find(f"{W}lvlRestart")
    return Level(
        value("numFmt", "decimal"),
        value("lvlText", ""),
        _int(value("start", "1"), 1),
        value("suff", "tab"),
        _int(restart.get(f"{W}val")) if restart is not None else None,
    )


def _int(value: str | None, default: int = 0) -> int:
    return int(value) if value is not None and value.lstrip("-").isdigit() else default
