"""Personal information in a text (个人信息查找): where it stands and how it is masked.

    >>> [found.masked for found in find("联系人手机138 1234 5678。")]
    ['138****5678']

The finders prefer what can be proved (check digits, known prefixes) to what merely looks alike, because a false alarm
in every paper teaches people to click alarms away. 依据：《个人信息保护法》第二十五条、第二十八条
"""

from __future__ import annotations

import re
from typing import Final

from zwgk.rules.errors import LimitExceeded
from zwgk.rules.privacy.kinds import BLOCKING, Finding, Kind
from zwgk.rules.privacy.masks import masked, masked_for_public
from zwgk.rules.privacy.numbers import bank_cards, id_cards, mobiles
from zwgk.rules.privacy.phones import landlines
from zwgk.rules.privacy.places import Places
from zwgk.rules.privacy.plain import addresses, before, plain, runs
from zwgk.rules.privacy.signs import emails, passports, plates

__all__ = ["BLOCKING", "MAX_CHARACTERS", "Finding", "Kind", "find", "masked", "masked_for_public", "redacted"]

MAX_CHARACTERS: Final = 5_000_000
"""Longest text searched at once: about 2 500 printed pages."""
_OFFICE_LINE: Final = re.compile(
    r"咨询|监督|举报|投诉|传真|办公|值班|服务|热线|单位|联系电话|联系方式|邮箱|受理|本机关|局|委|中心|政府"
)


def find(text: str) -> list[Finding]:
    """Return all findings in order of place; where two kinds claim one place the surer one stays.

    Offsets are characters of ``text``, end exclusive. Errors: ``LimitExceeded`` beyond :data:`MAX_CHARACTERS`.
    """
    if len(text) > MAX_CHARACTERS:
        raise LimitExceeded(
            what="不能检查个人信息",
            why=f"文本不得超过{MAX_CHARACTERS // 10_000}万字，现有{len(text)}字",
            remedy="请将文本拆分后分别检查",
        )
    level = plain(text)
    digits = runs(level)
    links = addresses(text)
    claims = [
        (Kind.EMAIL, emails(level)),
        (Kind.ID_CARD, id_cards(level, digits)),
        (Kind.BANK_CARD, bank_cards(level, digits)),
        (Kind.MOBILE, mobiles(level, digits)),
        (Kind.LANDLINE, landlines(level)),
        (Kind.PLATE, plates(level)),
        (Kind.PASSPORT, passports(level)),
    ]
    taken = Places()
    findings = []
    for kind, spans in claims:
        linked = Places(links) if kind not in (Kind.EMAIL, Kind.ID_CARD) else Places()
        for start, end in spans:
            if linked.free(start, end) and taken.claim(start, end):
                findings.append(_finding(kind, text, level, start, end))
    return sorted(findings, key=lambda finding: finding.start)


def redacted(text: str) -> str:
    """Return ``text`` with every finding replaced by its mask for internal print."""
    parts, last = [], 0
    for finding in find(text):
        parts += [text[last : finding.start], finding.masked]
        last = finding.end
    return "".join([*parts, text[last:]])


def _finding(kind: Kind, text: str, level: str, start: int, end: int) -> Finding:
    usual = kind in (Kind.LANDLINE, Kind.EMAIL) and _OFFICE_LINE.search(before(level, start, 40)) is not None
    return Finding(kind, start, end, text[start:end], masked(kind, text[start:end]), usual)
