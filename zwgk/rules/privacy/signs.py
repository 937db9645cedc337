"""Finders of what has letters in it: e-mail addresses, number plates (车牌), passports (护照)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zwgk.rules.privacy.plain import before

Span = tuple[int, int]

_EMAIL: Final = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_+-])?\s?@\s?"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,4}[A-Za-z]{2,12}(?![A-Za-z0-9@-])"
)
_PROVINCE: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE: Final = re.compile(
    rf"(?:WJ ?)?(?P<province>[{_PROVINCE}]) ?(?P<city>[A-Za-z])(?P<gap>[ ·•・.‧∙●-]{{0,2}})"
    r"(?P<body>[A-HJ-NP-Za-hj-np-z0-9]{4}[挂学警港澳领试超]|[A-HJ-NP-Za-hj-np-z0-9]{5,6})(?![A-Za-z0-9])"
)
_ARMED: Final = re.compile(rf"WJ ?[{_PROVINCE}] ?[·•. ]?[0-9]{{4}}[0-9A-Z](?![A-Za-z0-9])")
_EMBASSY: Final = re.compile(
    r"(?<![0-9])使[ ·]?[0-9]{3}[ ·]?[0-9]{3}(?![0-9])|(?<![0-9A-Za-z])[0-9]{6}使(?!用|命|得|馆)"
)
_NEW_ENERGY: Final = re.compile(r"[A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK]")
_PLATE_NEAR: Final = re.compile(r"车|牌|辆|驾驶")
_NOT_A_PLATE: Final = re.compile(r"(?:[更最创全翻崭]新|阿里云|华为云|腾讯云|多云|[伊]宁|长[宁]|型号|编号|货号|批号)$")

_PASSPORT: Final = re.compile(
    r"(?<![A-Za-z0-9_-])(?:[EG][0-9]{8}|E[A-HJ-NP-Z][0-9]{7})(?![A-Za-z0-9_])(?!-[0-9A-Za-z])"
)
_OFFICIAL_PASSPORT: Final = re.compile(
    r"(?<![A-Za-z0-9_-])(?:[EGDSPKHegdspkh][0-9]{8}|(?:[EDSP][A-Z]|KJ|MA|MB)[0-9]{7}|1[45][0-9]{7})(?![A-Za-z0-9_])(?!-[0-9])"
)
_CALLED_PASSPORT: Final = re.compile(
    r"(?:护照|[Pp]assport|PASSPORT)(?:号码?|编号|[Nn]o\.?|NO\.?)?(?:[(][^()\n]{1,8}[)])?(?:为|是)?[: ]{0,3}"
    r"(?P<number>[A-Za-z]{0,2} ?[0-9]{6,9})(?![A-Za-z0-9])"
)
_PASSPORT_NEAR: Final = re.compile(r"护照|[Pp]assport|PASSPORT|出入境证件|出国|因公|因私")
_NOT_A_PASSPORT: Final = re.compile(
    r"(?:编|订单|单|型|货|合同|发票|批|序列|设备|资产|产品|学籍?|工|图|档案|项目|通行证|车次|房|许可证?)"
    r"(?:号码?|编号|号|码)?(?:为|是)?[: ]{0,2}$"
)


def emails(text: str) -> Iterator[Span]:
    """Yield the spans of e-mail addresses (电子邮箱). ``text`` is plain."""
    for found in _EMAIL.finditer(text):
        if ".." not in found[0]:
            yield found.span()


def plates(text: str) -> Iterator[Span]:
    """Yield the spans of number plates: ordinary, new energy (eight characters), 挂 学 警 港 澳 领, WJ and 使.

    ``text`` is plain. 依据：GA 36-2018
    """
    for found in _PLATE.finditer(text):
        if _is_plate(text, found):
            yield found.span()
    for pattern in (_ARMED, _EMBASSY):
        for found in pattern.finditer(text):
            yield found.span()


def _is_plate(text: str, found: re.Match[str]) -> bool:
    city: str = found["city"].upper()
    body: str = found["body"].upper()
    lead = before(text, found.start() + 1, 8)
    near = _PLATE_NEAR.search(before(text, found.start(), 16)) is not None
    if city == "I" or _NOT_A_PLATE.search(lead) or _NOT_A_PLATE.search(lead[:-1]):
        return False
    digits = sum(character.isdigit() for character in body)
    if found["gap"] == "-" and not near:
        return False
    if len(body) == 6:
        return _NEW_ENERGY.fullmatch(body) is not None
    if body[-1] in "挂学警港澳领试超":
        return digits >= 2
    return digits >= (1 if near or "·" in found["gap"] else 2)


def passports(text: str) -> Iterator[Span]:
    """Yield the spans of passport numbers: E and G anywhere, other kinds where 护照 stands near. ``text`` is plain."""
    for found in _PASSPORT.finditer(text):
        if not _NOT_A_PASSPORT.search(before(text, found.start())):
            yield found.span()
    for found in _OFFICIAL_PASSPORT.finditer(text):
        near = before(text, found.start(), 30)
        if _PASSPORT_NEAR.search(near) and not _NOT_A_PASSPORT.search(near):
            yield found.span()
    for found in _CALLED_PASSPORT.finditer(text):
        yield found.span("number")
