"""The government gazette (政府公报): its parts in editorial order, and what an issue is called.

依据：《政府信息公开条例》第二十三条；国办发〔2018〕22号（公报刊登的规章和规范性文件文本为标准文本）
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from zwgk.rules.labelled import Labelled


class IssueStage(Labelled):
    """Where an issue stands (公报环节)."""

    EDITING = "editing", "编辑中"
    BOUND = "bound", "待核准"
    PUBLISHED = "published", "已出刊"


@dataclass(frozen=True)
class Section:
    """A part of the contents (公报栏目). ``level`` 1: papers of the government, 2: of its office, 3: of others;
    ``kinds`` are document kinds, ``words`` words of a title that belong there whoever issued it.
    """

    code: str
    label: str
    level: int = 0
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


#: in the order of the contents page
SECTIONS: Final[tuple[Section, ...]] = (
    Section("government", "县政府文件", 1),
    Section("office", "县政府办公室文件", 2),
    Section("department", "部门和乡镇文件", 3),
    Section("appointment", "人事任免", words=("任免", "任职", "免职", "任命")),
    Section("reading", "政策解读", kinds=("interpretation",), words=("解读",)),
    Section("statistics", "统计资料", kinds=("data",), words=("统计公报",)),
    Section("other", "其他"),
)
BY_CODE: Final[dict[str, Section]] = {section.code: section for section in SECTIONS}
_ORDER: Final[dict[str, int]] = {section.code: place for place, section in enumerate(SECTIONS)}


def section_for(kind: str, title: str, *, level: int) -> Section:
    """The part that a paper belongs to by its kind and by who issued it; the editor may choose another.

    ``level``: 1 the government, 2 its office, 3 everybody else.
    """
    for section in SECTIONS:
        if kind in section.kinds or any(word in title for word in section.words):
            return section
    return next((section for section in SECTIONS if section.level == level), BY_CODE["other"])


def place_of(section: str) -> int:
    """The place of a part in the contents; unknown ones stand last."""
    return _ORDER.get(section, len(_ORDER))


def name_of(year: int, no: int, total_no: int) -> str:
    """``2026年第3期（总第12期）``"""
    return f"{year}年第{no}期（总第{total_no}期）"
