"""Codes that carry their own check: 统一社会信用代码, 组织机构代码, 居民身份证号码, 银行卡号.

All functions take the bare code (half-width, no blanks, letters in capitals). The ``is_…`` functions never raise on odd
input: what does not have the form is not valid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_VALUE: Final = {character: value for value, character in enumerate(USCC_ALPHABET)}
_USCC_WEIGHTS: Final = tuple(pow(3, position, 31) for position in range(17))
_ORG_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK: Final = "10X98765432"

#: The first two digits of a region (GB/T 2260), 港澳台居民居住证 81–83, and 99, which no region bears: samples use it.
PROVINCES: Final = frozenset(
    str(number)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83), (99, 99))
    for number in range(first, last + 1)
)
EARLIEST_BIRTH: Final = 1880
LATEST_BIRTH: Final = 2099

_USCC_FORM: Final = re.compile(r"[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")
_ORG_FORM: Final = re.compile(r"[0-9A-Z]{8}[0-9X]")
_ID_FORM: Final = re.compile(r"[1-9][0-9]{16}[0-9X]")
_OLD_ID_FORM: Final = re.compile(r"[1-9][0-9]{14}")
_CARD_FORM: Final = re.compile(r"[0-9]{14,19}")


@dataclass(frozen=True)
class CardRange:
    """Numbers of bank cards that begin alike: ``prefix`` (pattern) and the lengths that occur."""

    prefix: re.Pattern[str]
    lengths: frozenset[int]


#: Issuer prefixes met on cards in China (ISO/IEC 7812; 银联 62; older domestic ranges 9558, 60, 95, 96, 98).
CARD_RANGES: Final = (
    CardRange(re.compile(r"62"), frozenset({16, 17, 18, 19})),
    CardRange(
        re.compile(r"9558|601382|60[1-9]|69[0-9]|940[0-9]|84[0-9]{2}|87[0-9]{2}|955|96[0-9]|98[0-9]"),
        frozenset({16, 18, 19}),
    ),
    CardRange(re.compile(r"4"), frozenset({16, 19})),
    CardRange(re.compile(r"5[1-5]|2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)"), frozenset({16})),
    CardRange(re.compile(r"35(?:2[89]|[3-8][0-9])"), frozenset({16})),
    CardRange(re.compile(r"65|64[4-9]|6011"), frozenset({16})),
    CardRange(re.compile(r"3[47]"), frozenset({15})),
    CardRange(re.compile(r"3(?:0[0-5]|[68])"), frozenset({14})),
)


def uscc_check_digit(first: str) -> str:
    """Return the 18th character for the first 17 of a 统一社会信用代码. Errors: ``ValueError`` for a foreign character.

    依据：GB 32100-2015
    """
    if len(first) != 17:
        raise ValueError(first)
    try:
        total = sum(_USCC_VALUE[character] * weight for character, weight in zip(first, _USCC_WEIGHTS, strict=True))
    except KeyError as error:
        raise ValueError(first) from error
    return USCC_ALPHABET[(31 - total) % 31]


def org_code_check_digit(first: str) -> str:
    """Return the 9th character for the first 8 of an 组织机构代码. Errors: ``ValueError`` for a foreign character.

    依据：GB 11714-1997
    """
    if not re.fullmatch(r"[0-9A-Z]{8}", first):
        raise ValueError(first)
    total = sum(int(character, 36) * weight for character, weight in zip(first, _ORG_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def id_card_check_digit(first: str) -> str:
    """Return the 18th character for the first 17 digits of a 居民身份证号码. Errors: ``ValueError``.

    依据：GB 11643-1999
    """
    if not re.fullmatch(r"[0-9]{17}", first):
        raise ValueError(first)
    return _ID_CHECK[sum(int(digit) * weight for digit, weight in zip(first, _ID_WEIGHTS, strict=True)) % 11]


def is_uscc(code: str) -> bool:
    """Tell whether ``code`` is a 统一社会信用代码 whose own check character is right."""
    return _USCC_FORM.fullmatch(code) is not None and uscc_check_digit(code[:17]) == code[17]


def is_org_code(code: str) -> bool:
    """Tell whether ``code`` (nine characters, without hyphen) is an 组织机构代码 with the right check character."""
    return _ORG_FORM.fullmatch(code) is not None and org_code_check_digit(code[:8]) == code[8]


def uscc_doubts(code: str) -> list[str]:
    """Return, as Chinese sentences without a stop, what is wrong with a 统一社会信用代码; empty: nothing."""
    if _USCC_FORM.fullmatch(code) is None:
        return [f"“{code}”不是18位统一社会信用代码（只用数字和除 I、O、S、V、Z 外的大写字母）"]
    doubts = []
    if uscc_check_digit(code[:17]) != code[17]:
        doubts.append(f"统一社会信用代码“{code}”的末位校验码应为“{uscc_check_digit(code[:17])}”")
    if org_code_check_digit(code[8:16]) != code[16]:
        doubts.append(f"统一社会信用代码“{code}”中组织机构代码的校验码应为“{org_code_check_digit(code[8:16])}”")
    return doubts


def birth_date(code: str) -> date | None:
    """Return the date of birth written in an 18- or old 15-digit identity number; ``None`` where it is no date."""
    digits = code[6:14] if len(code) == 18 else "19" + code[6:12] if len(code) == 15 else ""
    if not re.fullmatch(r"[0-9]{8}", digits):
        return None
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return born if EARLIEST_BIRTH <= born.year <= LATEST_BIRTH else None


def _region_plausible(code: str) -> bool:
    # Since 2023 the permit of foreign residents (外国人永久居留身份证) has the same form and begins with 9.
    return code[:2] in PROVINCES or (code[0] == "9" and code[1:3] in PROVINCES)


def is_id_card(code: str) -> bool:
    """Tell whether ``code`` is an 18-digit 居民身份证号码: region, date of birth and check character all hold."""
    return (
        _ID_FORM.fullmatch(code) is not None
        and _region_plausible(code)
        and birth_date(code) is not None
        and id_card_check_digit(code[:17]) == code[17]
    )


def is_old_id_card(code: str) -> bool:
    """Tell whether ``code`` may be a 15-digit identity number of before 1999, which has no check character."""
    return _OLD_ID_FORM.fullmatch(code) is not None and code[:2] in PROVINCES and birth_date(code) is not None


def luhn(digits: str) -> bool:
    """Tell whether the last digit fits the others by the Luhn formula (ISO/IEC 7812-1)."""
    if not digits.isascii() or not digits.isdigit():
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_bank_card(code: str) -> bool:
    """Tell whether ``code`` is a 银行卡号: a known issuer prefix, a length used with it, and a right check digit."""
    return (
        _CARD_FORM.fullmatch(code) is not None
        and any(len(code) in known.lengths and known.prefix.match(code) for known in CARD_RANGES)
        and luhn(code)
    )
