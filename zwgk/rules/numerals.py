"""Chinese numerals below one thousand, as papers number their articles and count their cases (中文数字)."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS: Final = {"十": 10, "百": 100}


def value_of(numeral: str) -> int:
    """Return the value of a Chinese or Arabic numeral below one thousand; 0 where it is none.

    >>> value_of("二十一"), value_of("一百零三"), value_of("一〇二"), value_of("7")
    (21, 103, 102, 7)
    """
    if numeral.isdigit():
        return int(numeral)
    total = current = 0
    for sign in numeral:
        if sign in _TENS:
            total, current = total + (current or 1) * _TENS[sign], 0
        elif sign in _DIGITS:
            current = current * 10 + _DIGITS[sign]
        else:
            return 0
    return total + current
