"""How a running clock stands today (期限状态): the five words of every list, and the colour beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zwgk.rules.clock import remaining
from zwgk.rules.errors import BadInput
from zwgk.rules.labelled import Labelled
from zwgk.rules.workdays import WorkCalendar


class Light(Labelled):
    """The state of a clock (期限状态)."""

    NORMAL = "normal", "正常"
    SOON = "soon", "临期"
    TODAY = "today", "今日到期"
    OVERDUE = "overdue", "超期"
    PAUSED = "paused", "期限暂停"


class Colour(Labelled):
    """The colour of the lamp; never shown without its word."""

    GREEN = "green", "绿"
    YELLOW = "yellow", "黄"
    RED = "red", "红"
    BLACK = "black", "黑"
    GREY = "grey", "灰"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From how many working days left a clock is yellow and from how many red; an organ may set its own.

    Errors: ``BadInput`` unless ``soon >= urgent >= 0``.
    """

    soon: int = 5
    urgent: int = 2

    def __post_init__(self) -> None:
        if not self.soon >= self.urgent >= 0:
            raise BadInput(
                what="提醒天数不对",
                why=f"临期{self.soon}个工作日应当不少于紧急{self.urgent}个工作日，且都不小于0",
                remedy="请重新填写",
            )


DEFAULT_THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class Standing:
    """State, colour, and working days left (negative: past the due day)."""

    light: Light
    colour: Colour
    left: int


def standing(
    due_on: date,
    today: date,
    calendar: WorkCalendar,
    *,
    paused: bool = False,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Standing:
    """Return how a clock stands on ``today``: green above ``soon`` working days left, then yellow, red, black.

    Overdue begins the day after the due day, be it a day off. A paused clock is grey whatever its provisional due day.
    """
    left = remaining(due_on, today, calendar)
    if paused:
        return Standing(Light.PAUSED, Colour.GREY, left)
    if today > due_on:
        return Standing(Light.OVERDUE, Colour.BLACK, left)
    if today == due_on:
        return Standing(Light.TODAY, Colour.RED, left)
    if left > thresholds.soon:
        return Standing(Light.NORMAL, Colour.GREEN, left)
    return Standing(Light.SOON, Colour.YELLOW if left > thresholds.urgent else Colour.RED, left)
