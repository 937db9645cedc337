"""The clocks of the case, a line each (期限): from when, how long, until when, on which basis; what paused them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zwgk.deadlines.calendars import calendar_for
from zwgk.inforequests import clocks
from zwgk.office.requests.finding import Case
from zwgk.rules import lights

if TYPE_CHECKING:
    from zwgk.deadlines.models import Clock, Pause
    from zwgk.rules.lights import Standing

_UNITS = {"working_days": "个工作日", "natural_days": "日"}


@dataclass(frozen=True)
class Line:
    """One clock with its figure in words and how it stands (None once it stopped)."""

    clock: Clock
    figure: str
    standing: Standing | None
    pauses: list[Pause]

    @property
    def is_open(self) -> bool:
        """Whether a pause has no end yet: the due day is not known then."""
        return any(pause.last is None for pause in self.pauses)

    @property
    def verdict(self) -> str:
        """``late`` or ``in_time`` of what had to be done by the day; "" where nothing had to be."""
        if self.clock.stopped_on is None or self.clock.stopped_because in clocks.NOT_OWED:
            return ""
        return "late" if self.clock.is_late else "in_time"


def panel(case: Case) -> dict[str, Any]:
    """All clocks in the order in which they began."""
    calendar = calendar_for(case.request.organ)
    lines = []
    for clock in case.file.clocks:
        pauses = list(clock.pauses.all())
        paused = any(pause.last is None for pause in pauses)
        running = clock.stopped_on is None
        standing = lights.standing(clock.due_on, case.today, calendar, paused=paused) if running else None
        lines.append(Line(clock, f"{clock.figure}{_UNITS.get(clock.unit, '')}", standing, pauses))
    return {"lines": lines}
