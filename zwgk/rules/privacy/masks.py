"""What is shown in place of a finding (遮盖): enough to recognise it, not enough to use it."""

from __future__ import annotations

import re

from zwgk.rules.privacy.kinds import Kind
from zwgk.rules.privacy.plain import compact, plain


def masked(kind: Kind, text: str) -> str:
    """Return the mask for internal print: identity number first 6 and last 4, mobile ``138****1234``, and the like.

    依据：《个人信息保护法》第六条（最小范围）
    """
    code = plain(text)
    bare = compact(code).upper()
    if kind is Kind.ID_CARD:
        return f"{bare[:6]}{'*' * (len(bare) - 10)}{bare[-4:]}"
    if kind is Kind.MOBILE:
        return f"{bare[:3]}****{bare[-4:]}"
    if kind is Kind.BANK_CARD:
        return f"{bare[:4]}{'*' * (len(bare) - 8)}{bare[-4:]}"
    if kind is Kind.EMAIL:
        name, _, host = code.partition("@")
        return f"{name[:1]}***@{host}"
    if kind is Kind.LANDLINE:
        return _landline(code)
    if kind is Kind.PLATE:
        return f"{code[:2]}***{compact(code[2:])[-2:]}" if not code.startswith("WJ") else "WJ***"
    return f"{bare[:1]}{'*' * (len(bare) - 4)}{bare[-3:]}"


def masked_for_public(kind: Kind, text: str) -> str:
    """Return the mask for what goes out: an identity number keeps its region, the rest its form."""
    bare = compact(plain(text)).upper()
    if kind is Kind.ID_CARD:
        return f"{bare[:4]}{'*' * (len(bare) - 4)}"
    if kind is Kind.MOBILE:
        return masked(kind, text)
    return "*" * max(4, len(bare))


def _landline(code: str) -> str:
    digits = re.sub(r"[^0-9]", "", code)
    area = ""
    if digits.startswith("0"):
        area = digits[:3] if digits[1] in "12" else digits[:4]
        digits = digits[len(area) :]
    local = digits[:8] if area and len(area) == 3 else digits[:8] if len(digits) == 8 else digits[:7]
    tail = f"{'*' * (len(local) - 3)}{local[-3:]}"
    return f"{area}-{tail}" if area else tail
