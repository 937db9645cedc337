"""What a password must be: mixed, and not one of the last five."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

REMEMBERED = 5


class MixedCharacters:
    """At least three of: lower case, upper case, digits, other signs."""

    def validate(self, password: str, user: Any = None) -> None:
        kinds = (
            any(c.islower() for c in password),
            any(c.isupper() for c in password),
            any(c.isdigit() for c in password),
            any(not c.isalnum() for c in password),
        )
        if sum(kinds) < 3:
            raise ValidationError(self.get_help_text(), code="password_not_mixed")

    def get_help_text(self) -> str:
        return "密码应含小写字母、大写字母、数字、符号中的至少三类。"


class NotReused:
    """Not the password in force, nor one of the five before it."""

    def validate(self, password: str, user: Any = None) -> None:
        stored = [getattr(user, "password", ""), *(getattr(user, "past_passwords", None) or [])]
        for encoded in filter(None, stored):
            if check_password(password, encoded):
                raise ValidationError(self.get_help_text(), code="password_reused")

    def get_help_text(self) -> str:
        return f"不能与最近 {REMEMBERED} 次用过的密码相同。"
