"""What templates of both faces say alike: days, sizes, kinds of files, states with their colour and word."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from django import template
from django.utils import timezone

register = template.Library()

WEEKDAYS = "一二三四五六日"
#: how a state of validity is coloured; the word always stands beside the colour
VALIDITY_TONES = {
    "in_force": "good",
    "amended": "warn",
    "not_yet": "pause",
    "repealed": "past",
    "declared": "past",
    "expired": "past",
}


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


@register.filter
def day(value: Any) -> str:
    """``2026-11-20``; "" for nothing."""
    found = _day(value)
    return f"{found:%Y-%m-%d}" if found else ""


@register.filter
def chinese_day(value: Any) -> str:
    """``2026年11月20日``, as papers write it; "" for nothing."""
    found = _day(value)
    return f"{found.year}年{found.month}月{found.day}日" if found else ""


@register.filter
def weekday(value: Any) -> str:
    """``周五``; "" for nothing."""
    found = _day(value)
    return f"周{WEEKDAYS[found.weekday()]}" if found else ""


@register.filter
def moment(value: Any) -> str:
    """``2026-11-20 09:30`` in Beijing, as page tags of 政府网站 write it; "" for nothing."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else ""


@register.filter
def bytes_size(value: Any) -> str:
    """A size that people read: ``820 字节``, ``46 kB``, ``1.8 MB``."""
    number = int(value or 0)
    if number < 1000:
        return f"{number} 字节"
    if number < 1_000_000:
        return f"{number / 1000:.0f} kB"
    return f"{number / 1_000_000:.1f} MB"


@register.filter
def file_kind(name: Any) -> str:
    """The kind of a file from its name: ``PDF``; "文件" where the name does not say."""
    suffix = PurePosixPath(str(name)).suffix.lstrip(".").upper()
    return suffix if suffix.isalnum() and 0 < len(suffix) <= 5 else "文件"


@register.filter
def validity_tone(code: Any) -> str:
    """The tone (good, warn, pause, past) of a validity code; "" where there is none."""
    return VALIDITY_TONES.get(str(code), "")


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """``mapping[key]``, or "" where it is missing."""
    return mapping.get(key, "") if mapping else ""
