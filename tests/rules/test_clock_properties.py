"""What holds for every clock, whatever the facts: checked against a plain re-count day by day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules.clock import Pause, consultation, due, merged
from zwgk.rules.periods import months, natural_days
from zwgk.rules.workdays import OFFICIAL, DayKind

days = st.dates(date(2014, 6, 1), date(2027, 12, 31))
workdays = st.integers(0, 60)
pauses = st.lists(
    st.builds(lambda first, span: Pause(first, first + timedelta(days=span)), days, st.integers(0, 40)), max_size=4
)


def near(day, spans):
    """Pauses moved to where they matter: within a few weeks of the day."""
    return [
        Pause(day + timedelta(days=(span.first.toordinal() % 70) - 10), day + timedelta(days=70))
        if span.first.toordinal() % 5 == 0
        else Pause(
            day + timedelta(days=(span.first.toordinal() % 70) - 10),
            day + timedelta(days=(span.first.toordinal() % 70) - 10 + (span.last - span.first).days),
        )
        for span in spans
    ]


@given(days, workdays, pauses)
def test_agrees_with_a_plain_count(received, number, spans):
    spans = near(received, spans)
    day, left, firm = received, number, True
    while left:
        day += timedelta(days=1)
        if any(span.first <= day <= span.last for span in spans):
            continue
        firm = firm and OFFICIAL.is_workday(day) is not None
        left -= day.weekday() < 5 if OFFICIAL.is_workday(day) is None else bool(OFFICIAL.is_workday(day))
    found = due(received, number, OFFICIAL, spans)
    assert found.on == day
    if number:
        assert found.firm == firm


@given(days, workdays, pauses)
def test_more_days_are_never_due_earlier(received, number, spans):
    spans = near(received, spans)
    assert due(received, number, OFFICIAL, spans).on < due(received, number + 1, OFFICIAL, spans).on


@given(days, st.integers(1, 60), pauses)
def test_another_pause_never_shortens(received, number, spans):
    spans = near(received, spans)
    assert due(received, number, OFFICIAL, spans[:-1]).on <= due(received, number, OFFICIAL, spans).on


@given(days, st.integers(1, 60), pauses)
def test_the_due_day_is_worked_and_not_paused(received, number, spans):
    spans = near(received, spans)
    found = due(received, number, OFFICIAL, spans)
    assert OFFICIAL.counts(found.on)
    assert not any(found.on in span for span in spans)


@given(days, st.integers(1, 60), pauses)
def test_the_explanation_is_complete(received, number, spans):
    spans = near(received, spans)
    found = due(received, number, OFFICIAL, spans)
    assert [line.date for line in found.days] == [
        received + timedelta(days=number) for number in range(1, (found.on - received).days + 1)
    ]
    assert [line.n for line in found.days if line.n] == list(range(1, number + 1))
    for line in found.days:
        assert (line.n is not None) == (line.kind in (DayKind.COUNTED, DayKind.MAKEUP))
        assert (line.kind is DayKind.PAUSED) == (
            OFFICIAL.counts(line.date) and any(line.date in span for span in spans)
        )


@given(days, st.integers(1, 60), st.integers(0, 20), pauses)
def test_an_extension_is_the_same_as_a_longer_period(received, number, more, spans):
    spans = near(received, spans)
    assert due(received, number, OFFICIAL, spans, extended_by=more) == due(received, number + more, OFFICIAL, spans)


@given(days, st.integers(0, 90), st.integers(1, 60), pauses)
def test_after_a_restart_the_past_is_forgotten(received, later, number, spans):
    corrected = received + timedelta(days=later)
    spans = near(received, spans)
    restarted = due(received, number, OFFICIAL, spans, corrected_on=corrected)
    assert restarted == due(corrected, number, OFFICIAL, [span for span in spans if span.last > corrected])
    assert restarted.days[0].date == corrected + timedelta(days=1)


@given(pauses)
def test_a_union_covers_the_same_days(spans):
    def covered(some):
        return {span.first + timedelta(days=n) for span in some for n in range((span.last - span.first).days + 1)}

    union = merged(spans)
    assert covered(union) == covered(spans)
    assert all((later.first - earlier.last).days > 1 for earlier, later in pairwise(union))


@given(st.dates(date(2015, 1, 1), date(2026, 6, 1)), st.integers(0, 10), st.integers(0, 60))
def test_a_consultation_never_pauses_longer_than_silence(sent, arrival, answer):
    received = sent + timedelta(days=arrival)
    silent = consultation(sent, OFFICIAL, received_on=received)
    answered = consultation(sent, OFFICIAL, received_on=received, answered_on=sent + timedelta(days=answer))
    assert silent is not None
    assert answered is None or (answered.first, answered.last) <= (silent.first, silent.last)


@given(days, st.integers(1, 400))
def test_natural_days_end_on_the_first_working_day_from_the_last_day(start, number):
    last = start + timedelta(days=number)
    found = natural_days(start, number, OFFICIAL)
    assert found.on >= last
    assert OFFICIAL.counts(found.on)
    assert not any(OFFICIAL.counts(last + timedelta(days=n)) for n in range((found.on - last).days))
    assert [line.n for line in found.days if line.n] == list(range(1, number + 1))
    assert found.days[-1].date == found.on


@given(days, st.integers(1, 48))
def test_more_months_are_never_due_earlier(start, number):
    assert months(start, number, OFFICIAL).on < months(start, number + 1, OFFICIAL).on
