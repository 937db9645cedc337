"""Whether a paper is in force on a day (有效性): facts in, state out; and no circle in who ends whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zwgk.rules.errors import BadInput
from zwgk.rules.labelled import Labelled
from zwgk.rules.publication import Validity

_DAY = timedelta(days=1)
#: a chain longer than this is no chain of real papers
LONGEST_CHAIN = 200


class ChangeKind(Labelled):
    """What happens to a paper's validity (有效性变动). Codes are those of the link that says so, where there is one."""

    AMENDS = "amends", "修改"
    REPEALS = "repeals", "废止"
    REPLACES = "replaces", "代替"
    DECLARES = "declares", "宣布失效"
    LAPSES = "lapses", "失效"
    EXTENDS = "extends", "延长有效期"

    @property
    def ends(self) -> bool:
        """Whether the paper binds nobody afterwards, where the whole of it is meant."""
        return self in {ChangeKind.REPEALS, ChangeKind.REPLACES, ChangeKind.DECLARES, ChangeKind.LAPSES}


_STATE_AFTER = {
    ChangeKind.REPEALS: Validity.REPEALED,
    ChangeKind.REPLACES: Validity.REPEALED,
    ChangeKind.DECLARES: Validity.DECLARED,
    ChangeKind.LAPSES: Validity.EXPIRED,
}
#: what an old site says a paper is → the change that must have happened
STATED = {
    Validity.AMENDED: ChangeKind.AMENDS,
    Validity.REPEALED: ChangeKind.REPEALS,
    Validity.DECLARED: ChangeKind.DECLARES,
    Validity.EXPIRED: ChangeKind.LAPSES,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``on``: the first day on which it holds, None where it is not known; ``articles``: which (“第三条”),
    "" for the whole paper; ``until``: the new last day of an extension.
    """

    kind: ChangeKind
    on: date | None
    articles: str = ""
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it has happened by the day."""
        return self.on is None or self.on <= day

    @property
    def ends_all(self) -> bool:
        """Whether the whole paper ends; some articles of it repealed leave the rest in force, amended."""
        return self.kind.ends and not self.articles


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a paper. ``born_on`` the day on which it was made or published; ``is_normative`` 规范性文件."""

    born_on: date | None
    effective_on: date | None = None
    expires_on: date | None = None
    changes: tuple[Change, ...] = ()
    is_normative: bool = False

    @property
    def have_validity(self) -> bool:
        """Whether validity can be spoken of at all: a piece of news has none."""
        return self.is_normative or bool(self.effective_on or self.expires_on or self.changes)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a paper stands on a day. ``first`` and ``last``: the span in which it is in force, both ends included, None
    where open or not known; ``turns_on``: the next day on which its state may be another.
    """

    validity: Validity
    first: date | None
    last: date | None
    turns_on: date | None


def last_day(facts: Facts, day: date) -> date | None:
    """The last day of the term (有效期届满日) as it stands on ``day``, extensions included; None where it has none."""
    end = facts.expires_on
    for change in sorted(facts.changes, key=lambda c: c.on or date.min):
        if change.kind is ChangeKind.EXTENDS and change.holds(day):
            end = change.until
    return end


def validity_on(facts: Facts, day: date) -> Validity:
    """Return the state of a paper on a day (某日有效性).

    Repealed, replaced or declared ended as a whole: so, from the day on which that holds. Else: not yet in force before
    its first day, ended after its last, amended where articles were changed by then, else in force.
    Errors: none.
    """
    if not facts.have_validity:
        return Validity.NONE
    ended = [c for c in facts.changes if c.ends_all and c.holds(day)]
    if ended:
        return _STATE_AFTER[min(ended, key=lambda c: c.on or date.min).kind]
    end = last_day(facts, day)
    if end is not None and end < day:
        return Validity.EXPIRED
    if facts.effective_on is not None and facts.effective_on > day:
        return Validity.NOT_YET
    changed = [c for c in facts.changes if (c.kind is ChangeKind.AMENDS or c.kind.ends) and c.holds(day)]
    return Validity.AMENDED if changed else Validity.IN_FORCE


def standing(facts: Facts, today: date) -> Standing:
    """Return how a paper stands today, the span in which it is in force, and when to look again."""
    if not facts.have_validity:
        return Standing(Validity.NONE, None, None, None)
    ends = [last_day(facts, date.max)]
    ends += [c.on - _DAY for c in facts.changes if c.ends_all and c.on is not None]
    known = [day for day in ends if day is not None]
    turning = [facts.effective_on, *(c.on for c in facts.changes), *(day + _DAY for day in known)]
    if facts.expires_on is not None:
        turning.append(facts.expires_on + _DAY)
    return Standing(
        validity_on(facts, today),
        facts.effective_on or facts.born_on,
        min(known, default=None),
        min((day for day in turning if day is not None and day > today), default=None),
    )


def must_be_sound(change: Change, facts: Facts, *, title: str, basis_on: date | None) -> None:
    """Refuse a change that cannot be true: without its day, of a paper ended before, by an older paper, an extension
    that ends before it begins or comes after the paper has ended. ``basis_on``: when the paper that says so was made.
    Errors: :class:`BadInput`.
    """
    what = f"不能登记“{change.kind.label}”"
    if change.on is None:
        raise BadInput(what=what, why="没有生效日期", remedy="请填写从哪一天起", field="on")
    if facts.born_on is not None and change.on < facts.born_on:
        raise BadInput(
            what=what,
            why=f"《{title}》成文于{facts.born_on}，不会在{change.on}就被{change.kind.label}",
            remedy="请核对日期",
            field="on",
        )
    if basis_on is not None and facts.born_on is not None and basis_on < facts.born_on:
        raise BadInput(
            what=what,
            why=f"作为依据的文件成文于{basis_on}，早于《{title}》（{facts.born_on}）",
            remedy="请核对哪一份文件在后",
            field="basis",
        )
    ended = next((c for c in facts.changes if c.ends_all and c.holds(change.on)), None)
    if ended is not None:
        since = f"已于{ended.on}" if ended.on else "已经"
        raise BadInput(
            what=what,
            why=f"《{title}》{since}{ended.kind.label}",
            remedy="请核对；原登记有误的，先作废原来的登记",
            field="publication",
        )
    if change.kind is ChangeKind.EXTENDS:
        _must_extend(change, facts, what, title)


def _must_extend(change: Change, facts: Facts, what: str, title: str) -> None:
    end = last_day(facts, change.on or date.max)
    if change.until is None:
        raise BadInput(what=what, why="没有写明延长到哪一天", remedy="请填写新的有效期届满日", field="until")
    if end is None:
        raise BadInput(what=what, why=f"《{title}》没有有效期，不需要延长", remedy="请先登记有效期", field="until")
    if change.on is not None and change.on > end + _DAY:
        raise BadInput(
            what=what,
            why=f"《{title}》的有效期已于{end}届满，失效后不能再延长",
            remedy="确需继续实施的，请重新制定、登记并公布",
            field="on",
        )
    if change.until <= end:
        raise BadInput(
            what=what, why=f"{change.until}不晚于现在的届满日{end}", remedy="请核对新的有效期届满日", field="until"
        )


def path(start: int, goal: int, onward: Callable[[set[int]], Mapping[int, Iterable[int]]]) -> Sequence[int]:
    """Return the shortest way from ``start`` to ``goal``, both included; () where there is none.

    ``onward`` gives for each of a set of papers those that it ends or amends; it is asked once a step.
    """
    came: dict[int, int] = {start: start}
    edge = {start}
    for _ in range(LONGEST_CHAIN):
        if goal in came or not edge:
            break
        found = onward(edge)
        edge = set()
        for source, targets in found.items():
            for target in targets:
                if target not in came:
                    came[target] = source
                    edge.add(target)
    if goal not in came:
        return ()
    way = [goal]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]
