"""The lamp beside a clock: five words, thresholds as data."""

from __future__ import annotations

from datetime import date

import pytest

from zwgk.rules.errors import BadInput
from zwgk.rules.lights import Colour, Light, Standing, Thresholds, standing
from zwgk.rules.workdays import OFFICIAL

DUE = date(2026, 10, 13)


@pytest.mark.parametrize(
    ("today", "light", "colour", "left"),
    [
        pytest.param(date(2026, 9, 28), Light.NORMAL, Colour.GREEN, 7, id="还有七个工作日"),
        pytest.param(date(2026, 9, 30), Light.SOON, Colour.YELLOW, 5, id="国庆节前,还有五个工作日"),
        pytest.param(date(2026, 10, 5), Light.SOON, Colour.YELLOW, 5, id="假期中不减少"),
        pytest.param(date(2026, 10, 10), Light.SOON, Colour.RED, 2, id="调休上班日之后"),
        pytest.param(date(2026, 10, 12), Light.SOON, Colour.RED, 1, id="前一日"),
        pytest.param(DUE, Light.TODAY, Colour.RED, 0, id="当日"),
        pytest.param(date(2026, 10, 14), Light.OVERDUE, Colour.BLACK, -1, id="次日"),
    ],
)
def test_how_a_clock_stands(today, light, colour, left):
    assert standing(DUE, today, OFFICIAL) == Standing(light, colour, left)


def test_overdue_begins_on_a_day_off_too():
    assert standing(date(2026, 9, 30), date(2026, 10, 1), OFFICIAL).light is Light.OVERDUE


def test_a_paused_clock_is_paused_even_past_its_day():
    assert standing(DUE, date(2026, 10, 20), OFFICIAL, paused=True).light is Light.PAUSED


def test_thresholds_are_data():
    early = Thresholds(soon=10, urgent=5)
    assert standing(DUE, date(2026, 9, 28), OFFICIAL, thresholds=early).light is Light.SOON
    for soon, urgent in ((1, 2), (-1, -1)):
        with pytest.raises(BadInput):
            Thresholds(soon, urgent)


def test_the_words_are_those_of_the_lists():
    assert [light.label for light in Light] == ["正常", "临期", "今日到期", "超期", "期限暂停"]
