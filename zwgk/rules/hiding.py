"""Why an earlier public wording is no longer shown (隐藏旧版本), and when a correction gives reason to think of it.

依据：《个人信息保护法》第二十五条、第四十七条；《政府信息公开条例》第十五条
"""

from __future__ import annotations

import re
from typing import Final

from zwgk.rules import privacy
from zwgk.rules.labelled import Labelled


class HidingCause(Labelled):
    """What an earlier wording held that should not be public (停止提供的原因); the label is what readers are told."""

    PERSONAL = "personal", "含有个人信息"
    TRADE = "trade", "含有商业秘密"
    UNFIT = "unfit", "含有不应公开的内容"


_LEAK: Final = re.compile(r"泄露|泄漏|隐私|个人信息|身份证|手机号|电话号码|银行账号|银行卡|住址|商业秘密|误公开|误传")


def speaks_of_a_leak(note: str) -> bool:
    """True where the words of a correction say that something was public that should not have been (更正说明)."""
    return _LEAK.search(note) is not None


def vanished(before: str, after: str) -> list[privacy.Finding]:
    """Return the personal information of a text that its correction no longer holds, in order of place.

    An office's own lines (咨询电话 …) do not count. Errors: ``LimitExceeded`` as :func:`zwgk.rules.privacy.find`.
    """
    kept = after.replace(" ", "")
    return [found for found in privacy.find(before) if not found.usual and found.text.replace(" ", "") not in kept]
