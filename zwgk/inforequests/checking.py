"""Can every identity that was sealed be opened here?"""

from __future__ import annotations

from collections.abc import Iterator

from zwgk.inforequests.identity import keys


def lines() -> Iterator[tuple[bool, str, str]]:
    """One line: the private halves of all keys are here and fit, or which are not."""
    lost = keys.lost()
    if lost:
        yield False, f"申请人信息的密钥缺失或者不符：{'、'.join(lost)}", "请从密钥备份恢复（zwgk keys）"
    else:
        yield True, "申请人信息的密钥齐全", ""
