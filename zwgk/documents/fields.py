"""What is typed into a row's short fields, judged before the database would: length, addresses, choices."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.db import models

from zwgk.rules.errors import BadInput

#: control characters and halves of pairs
_UNWANTED = frozenset({"Cc", "Cs"})


def one_line(text: str) -> str:
    """The text without control characters, which come out of old files and which no database keeps alike."""
    return "".join(
        " " if character.isspace() else character
        for character in text
        if character.isspace() or unicodedata.category(character) not in _UNWANTED
    )


def must_fit_fields(model: type[models.Model], values: Mapping[str, object], *, what: str) -> None:
    """Refuse what is too long for its column, is no choice of it, or an address that leads to no page.

    SQLite keeps a text of any length and PostgreSQL fails on one: both refuse here, naming the field. Errors:
    :class:`BadInput`.
    """
    for name, value in values.items():
        field = model._meta.get_field(name)
        if not isinstance(field, models.CharField) or not isinstance(value, str):
            continue
        label = str(field.verbose_name)
        if field.max_length is not None and len(value) > field.max_length:
            raise BadInput(
                what=what,
                why=f"{label}最多{field.max_length}字，现为{len(value)}字",
                remedy=f"请缩短{label}",
                field=name,
            )
        if field.choices and value and value not in {str(code) for code, _ in field.flatchoices}:
            raise BadInput(what=what, why=f"{label}没有“{value}”这一项", remedy="请重新选择", field=name)
        if isinstance(field, models.URLField) and value and not _is_address(value):
            raise BadInput(
                what=what, why=f"{label}不是网址", remedy="请填写以 http:// 或 https:// 开头的网址", field=name
            )


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not any(c.isspace() for c in value)
