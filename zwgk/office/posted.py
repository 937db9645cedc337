"""What was typed, as values: a form's text becomes a day, a number, a choice, or a refusal at the field, here only."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from django.http import HttpRequest
from django.utils import timezone

from zwgk.rules.errors import BadInput
from zwgk.rules.labelled import Labelled

L = TypeVar("L", bound=Labelled)


def text(request: HttpRequest, name: str) -> str:
    """The text of a field without blanks at its ends; "" where it was not sent."""
    return request.POST.get(name, "").strip()


def flag(request: HttpRequest, name: str) -> bool:
    """Whether a box was ticked."""
    return request.POST.get(name, "") not in {"", "0"}


def day(request: HttpRequest, name: str, label: str) -> date | None:
    """The day of a field, None where it is empty. Errors: :class:`BadInput` at the field."""
    typed = text(request, name)
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise BadInput(
            what="没有保存",
            why=f"“{label}”应写成 2026-11-20 这样的日期，现为“{typed}”",
            remedy="请改正日期",
            field=name,
        ) from error


def must_day(request: HttpRequest, name: str, label: str) -> date:
    """As :func:`day`, but refuses an empty field."""
    found = day(request, name, label)
    if found is None:
        raise BadInput(what="没有保存", why=f"没有填写“{label}”", remedy="请选择日期", field=name)
    return found


def must_moment(request: HttpRequest, name: str, label: str) -> datetime:
    """A day with an hour in Beijing time (``2026-11-23T09:00``). Errors: :class:`BadInput` at the field."""
    typed = text(request, name)
    try:
        found = datetime.fromisoformat(typed)
    except ValueError as error:
        raise BadInput(
            what="没有保存",
            why=f"“{label}”应写明日期和时间，现为“{typed or '空'}”",
            remedy="请选择日期和时间",
            field=name,
        ) from error
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def number(request: HttpRequest, name: str, label: str) -> int | None:
    """A whole number, None where the field is empty. Errors: :class:`BadInput` at the field."""
    typed = text(request, name)
    if not typed:
        return None
    if not typed.isascii() or not typed.isdigit() or len(typed) > 9:
        raise BadInput(what="没有保存", why=f"“{label}”应是整数，现为“{typed[:20]}”", remedy="请改正数字", field=name)
    return int(typed)


def must_number(request: HttpRequest, name: str, label: str) -> int:
    """As :func:`number`, but refuses an empty field."""
    found = number(request, name, label)
    if found is None:
        raise BadInput(what="没有保存", why=f"没有填写“{label}”", remedy="请填写数字", field=name)
    return found


def choice(request: HttpRequest, name: str, vocabulary: type[L], label: str) -> L:
    """A member of a closed vocabulary. Errors: :class:`BadInput` at the field."""
    typed = text(request, name)
    try:
        return vocabulary(typed)
    except ValueError as error:
        raise BadInput(what="没有保存", why=f"没有选择“{label}”", remedy=f"请选择“{label}”", field=name) from error
