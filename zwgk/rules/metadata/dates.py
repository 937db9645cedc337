"""Dates as officials write them: 2020年12月2日, 2020-12-02, 二〇二〇年十二月二日."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from zwgk.rules.privacy.plain import plain

_DIGIT: Final = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "Ｏ": "0",
    "O": "0",
    "0": "0",
}
_ARABIC: Final = (
    r"(?P<y>(?:19|20)[0-9]{2}) ?(?:年|[-/.]) ?(?P<m>[0-9]{1,2}) ?(?:月|[-/.]) ?(?P<d>[0-9]{1,2})(?![0-9])(?: ?日)?"
)
_HAN: Final = (
    r"(?P<hy>[一二][〇○零OＯ0一二三四五六七八九]{3}) ?年 ?(?P<hm>十[一二]?|[一二三四五六七八九]|[0-9]{1,2}) ?月 ?"
    r"(?P<hd>三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]|"
    r"廿[一二三四五六七八九]?|[0-9]{1,2}) ?日"
)
DATE: Final = re.compile(rf"(?<![0-9])(?:{_ARABIC}|{_HAN})")
_COMPACT: Final = re.compile(r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})(?P<m>[01][0-9])(?P<d>[0-3][0-9])(?![0-9])")
TIME: Final = r"(?:[ T]*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?)?"


def first_date(text: str, *, compact: bool = False) -> tuple[date, int, int] | None:
    """Return the first real calendar date in ``text`` with its span; ``compact`` takes ``20201202`` too."""
    level = plain(text)
    for pattern in (DATE, _COMPACT) if compact else (DATE,):
        for found in pattern.finditer(level):
            day = _day(found)
            if day is not None:
                return day, found.start(), found.end()
    return None


def _day(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    try:
        if parts.get("y"):
            return date(int(parts["y"]), int(parts["m"]), int(parts["d"]))
        year = int("".join(_DIGIT[character] for character in parts["hy"]))
        return date(year, _small(parts["hm"]), _small(parts["hd"]))
    except ValueError:
        return None


def _small(number: str) -> int:
    """Return the value of a Chinese number from 一 to 三十一."""
    if number.isdigit() and number.isascii():  # 二〇一一年5月16日
        return int(number)
    number = number.replace("廿", "二十")
    if "十" not in number:
        return int(_DIGIT[number])
    tens, _, units = number.partition("十")
    return 10 * (int(_DIGIT[tens]) if tens else 1) + (int(_DIGIT[units]) if units else 0)
