"""Subscriptions by e-mail (邮件订阅): what can be followed, when a digest goes out, when it ends. Figures of ours.

No statute sets them; 《个人信息保护法》第六条、第四十七条 ask that no more is kept than needed, and nothing afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from zwgk.rules.errors import BadInput
from zwgk.rules.labelled import Labelled


class FollowKind(Labelled):
    """What a reader follows (订阅对象)."""

    COLUMN = "column", "栏目"
    ORGAN = "organ", "机关"
    SUBJECT = "subject", "主题分类"
    TOPIC = "topic", "专题"
    SEARCH = "search", "搜索"


class Cadence(Labelled):
    """How often the digest comes (频次)."""

    DAILY = "daily", "每个工作日"
    WEEKLY = "weekly", "每周一次"


class FollowState(Labelled):
    """Where a subscription stands. What has ended is no state: its row is gone."""

    ASKED = "asked", "待发确认邮件"
    WAITING = "waiting", "待本人确认"
    ACTIVE = "active", "有效"
    #: answered by mail (there is such a subscription already, or there are too many); kept until its day, for the limit
    ANSWERED = "answered", "已回复"


#: hours for which the link in the confirming mail holds
CONFIRM_HOURS = 48
#: subscriptions of one address
MOST_PER_ADDRESS = 20
#: unconfirmed mails to one address within :data:`CONFIRM_HOURS`: nobody's box is filled by strangers
MOST_CONFIRMATIONS = 4
#: digests in a row that the address's own server refused, after which the subscription ends
STOP_AFTER = 3
#: days for which an address may be out of reach before the subscription ends
UNREACHED_DAYS = 30
#: publications named in one digest under one subscription; the rest are behind its link
MOST_NAMED = 20
MAX_WORDS = 100
HOURS = range(6, 21)

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"(?=.{{1,64}}@){_LOCAL}(?:\.{_LOCAL})*@(?:{_LABEL}\.)+[A-Za-z]{{2,24}}")


def mail_address(text: str) -> str:
    """The address as it is kept: without blanks, its domain in small letters. Errors: :class:`BadInput`."""
    typed = text.strip().translate(_WIDE)
    local, _, domain = typed.rpartition("@")
    found = f"{local}@{domain.lower()}"
    if len(found) > 200 or not _ADDRESS.fullmatch(found):
        raise BadInput(
            what="没有提交订阅", why="邮箱地址的写法不对", remedy="请检查后重填，如 name@example.cn", field="address"
        )
    return found


#: full-width characters that Chinese input methods leave in addresses
_WIDE = {ord("＠"): "@", ord("．"): ".", ord("。"): ".", **{0xFF10 + n: str(n) for n in range(10)}}


def same_address(address: str) -> str:
    """The form under which two spellings are the same address: servers take no note of large and small letters."""
    return address.lower()


def is_digest_day(cadence: Cadence, on: date, *, weekday: int, works: Callable[[date], bool]) -> bool:
    """Whether a digest goes out on a day (发送日): work days only.

    ``weekday`` 1 (周一) to 5 (周五) for the weekly one: where that day is off, the next working day of the same week
    takes its place; a week without any is passed over, and the next digest tells of both weeks. ``works`` says whether
    a day is worked. Errors: none.
    """
    if not works(on):
        return False
    if cadence is Cadence.DAILY:
        return True
    first = on - timedelta(days=on.isoweekday() - 1)
    chosen = first + timedelta(days=weekday - 1)
    if on < chosen:
        return False
    return not any(works(chosen + timedelta(days=n)) for n in range((on - chosen).days))
