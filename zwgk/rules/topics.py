"""Topics (专题): by which rule publications are gathered, and what such a rule must say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zwgk.rules.errors import BadInput
from zwgk.rules.labelled import Labelled


class TopicState(Labelled):
    """Where a topic stands (专题状态)."""

    DRAFT = "draft", "筹备"
    OPEN = "open", "开放"
    CLOSED = "closed", "已结束"


#: publications of one topic; more is a column, not a topic
MOST = 3000
#: publications of one booklet (汇编)
MOST_IN_BOOKLET = 200
_SPLIT = re.compile(r"[、，,;；\s]+")


@dataclass(frozen=True, slots=True)
class Criteria:
    """What belongs to a topic (归集条件). All that is given must hold; within one list any. Empty: hand-picked only.

    ``words`` are looked for in the title, ``without`` must not stand in it; ``columns`` count with all below them;
    ``first`` and ``last`` are days of publication, both included.
    """

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()
    organs: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None

    @property
    def picks(self) -> bool:
        """True where the rule gathers anything by itself; days alone would gather the whole site."""
        return bool(self.words or self.columns or self.subjects or (self.organs and self.kinds))

    def fits(self, facts: Facts) -> bool:
        """Whether a publication belongs to the topic by the rule."""
        return (
            self.picks
            and (not self.words or any(word in facts.title for word in self.words))
            and not any(word in facts.title for word in self.without)
            and (not self.columns or not facts.columns.isdisjoint(self.columns))
            and (not self.organs or facts.organ in self.organs)
            and (not self.kinds or facts.kind in self.kinds)
            and (not self.subjects or any(facts.subject.startswith(code) for code in self.subjects))
            and (self.first is None or self.first <= facts.on)
            and (self.last is None or facts.on <= self.last)
        )

    def stored(self) -> dict[str, Any]:
        """The rule as JSON; :func:`criteria` reads it back."""
        found: dict[str, Any] = {
            name: list(getattr(self, name)) for name in ("words", "without", "columns", "organs", "kinds", "subjects")
        }
        found |= {
            "first": self.first.isoformat() if self.first else "",
            "last": self.last.isoformat() if self.last else "",
        }
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule asks of a publication. ``columns`` are its own and all above it."""

    title: str
    organ: int
    kind: str
    subject: str
    on: date
    columns: frozenset[int] = field(default_factory=frozenset)


def criteria(stored: Mapping[str, Any]) -> Criteria:
    """Read a stored rule."""
    return Criteria(
        words=tuple(stored.get("words", ())),
        without=tuple(stored.get("without", ())),
        columns=tuple(stored.get("columns", ())),
        organs=tuple(stored.get("organs", ())),
        kinds=tuple(stored.get("kinds", ())),
        subjects=tuple(stored.get("subjects", ())),
        first=date.fromisoformat(stored["first"]) if stored.get("first") else None,
        last=date.fromisoformat(stored["last"]) if stored.get("last") else None,
    )


def words_of(typed: str) -> tuple[str, ...]:
    """The words that were typed into one field, separated by commas, 顿号 or blanks."""
    return tuple(dict.fromkeys(word for word in _SPLIT.split(typed) if word))


def must_be_sound(rule: Criteria) -> None:
    """Refuse a rule that gathers nothing or everything. Errors: :class:`BadInput` at the field."""
    given = (*rule.without, *rule.organs, *rule.kinds, rule.first, rule.last)
    if not rule.picks and any(given):
        raise BadInput(
            what="没有保存归集条件",
            why="只凭机关、文种或日期会收进全站的信息",
            remedy="请写明标题里的词、栏目或主题分类，或者同时选定机关和文种",
            field="words",
        )
    for name, words in (("words", rule.words), ("without", rule.without)):
        short = [word for word in words if len(word) < 2]
        if short:
            raise BadInput(
                what="没有保存归集条件", why=f"“{short[0]}”只有一个字，会收进不相干的信息",
                remedy="请用两个字以上的词", field=name,
            )  # fmt: skip
        if len(words) > 30:
            raise BadInput(what="没有保存归集条件", why="词太多（最多30个）", remedy="请删去一些", field=name)
    if rule.first and rule.last and rule.last < rule.first:
        raise BadInput(what="没有保存归集条件", why="截止日期早于起始日期", remedy="请改正日期", field="last")
