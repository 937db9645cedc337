"""Enumerations whose members carry the Chinese label that people read."""

from __future__ import annotations

from enum import Enum
from typing import Self


class Labelled(str, Enum):
    """A closed vocabulary: ``NAME = "code", "中文名"``; the code is stored, the label is shown.

    >>> class Stage(Labelled):
    ...     DRAFTING = "drafting", "拟稿"
    >>> Stage("drafting").label
    '拟稿'
    """

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:  # the default lets ``Stage(code)`` read a stored code
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return ``[(code, label), …]`` in order of definition, as Django fields and forms take it."""
        return [(str(member.value), member.label) for member in cls]

    @classmethod
    def by_label(cls, label: str) -> Self:
        """Return the member so labelled. Errors: ``ValueError`` where no member has that label."""
        for member in cls:
            if member.label == label:
                return member
        raise ValueError(label)
