"""The figures of a year: table 3 adds up, each figure is its cases, what is taken up again counts once (S4-31)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from benchmarks.requests_town import fill
from tests.inforequests.story import registered
from tests.people.factory import County
from zwgk.inforequests import queries, statistics, statistics_tables
from zwgk.inforequests.actions import charging, ending
from zwgk.inforequests.models import InfoRequest
from zwgk.inforequests.models.deciding import DisputeKind, DisputeResult
from zwgk.rules.annual_report.layout import (
    CARRIED_FORWARD,
    CARRIED_OVER,
    COLUMNS,
    NEW,
    PERSONS,
    RESULTS,
    RESULTS_TOTAL,
    TOTAL,
)
from zwgk.rules.duties import Duty
from zwgk.rules.fees import Standard
from zwgk.rules.outcomes import OUTCOMES

pytestmark = pytest.mark.django_db


def test_every_figure_is_as_many_cases_as_it_says_and_the_table_adds_up(django_assert_max_num_queries: Any) -> None:
    town = fill(240, organs=4)
    everybody = statistics.scope(town.overseer)
    with django_assert_max_num_queries(24):
        figures = statistics.of_year(2024, everybody)
    assert figures.received > 10
    rows = [NEW, CARRIED_OVER, *(row.key for row in RESULTS), RESULTS_TOTAL, CARRIED_FORWARD]
    for column in COLUMNS:
        assert figures.cell(NEW, column) + figures.cell(CARRIED_OVER, column) == figures.cell(
            RESULTS_TOTAL, column
        ) + figures.cell(CARRIED_FORWARD, column)
        assert figures.cell(RESULTS_TOTAL, column) == sum(figures.cell(row.key, column) for row in RESULTS)
    for row in rows:
        assert figures.cell(row) == sum(figures.cell(row, person) for person in PERSONS)
        for column in (TOTAL, "natural_person", "org_other"):
            condition = statistics.cases(2024, row, column)
            assert condition is not None
            listed = queries.listed(town.overseer, queries.Filter(among=condition), "", size=300).rows
            assert len(listed) == figures.cell(row, column), (row, column)
    late = statistics.cases(2024, RESULTS_TOTAL, "late")
    assert figures.late == InfoRequest.objects.filter(late).count() > 0
    assert sum(figures.days) == figures.results
    assert sum(figures.months) == sum(figures.channels.values()) == figures.received
    for month, number in enumerate(figures.months, 1):
        assert InfoRequest.objects.filter(statistics.cases(2024, NEW, f"month-{month}")).count() == number
    assert [
        sum(getattr(unit, name) for unit in figures.units) for name in ("received", "results", "pending", "late")
    ] == [
        figures.received,
        figures.results,
        figures.cell(CARRIED_FORWARD),
        figures.late,
    ]
    for wrong in (("nothing", TOTAL), (NEW, "nobody"), (NEW, "month-x")):
        assert statistics.cases(2024, *wrong) is None
    own = statistics.of_year(2024, statistics.scope(town.office))
    assert [unit.organ_id for unit in own.units] == [town.organs[0].pk]
    assert statistics.of_year(2024, statistics.scope(town.office, town.organs[1].pk)).received == 0, "another organ's"
    assert statistics_tables.xlsx(figures, title="统计", organ="清岚县").startswith(b"PK")


def test_what_a_judgment_reopens_counts_once_and_stands_among_the_remedies(county: County) -> None:
    """年报第三、四表: 重新答复不重复计算; S4-32 fees and reductions."""
    story = registered(county, received=date(2025, 12, 20)).on(date(2025, 12, 24)).answered()
    registered(county, received=date(2025, 12, 30))
    paying = registered(county, received=date(2026, 3, 2)).on(date(2026, 3, 4)).transferred()
    charging.send_fee_notice(
        paying.fresh(), standard=Standard.BY_VOLUME, number=100, payment="专户", told_on=paying.today,
        actor=paying.desk, **paying.day,
    )  # fmt: skip
    before = statistics.of_year(2025, statistics.Scope(None))
    story.on(date(2026, 1, 12))
    dispute = ending.dispute(
        story.fresh(), kind=DisputeKind.RECONSIDERATION, body="清岚县人民政府", received_on=story.today,
        actor=story.desk, **story.day,
    )  # fmt: skip
    story.on(date(2026, 2, 10))
    ending.record_result(
        story.fresh(), dispute, result=DisputeResult.CORRECTED, result_on=story.today, consequence="撤销重作",
        actor=story.desk, **story.day,
    )  # fmt: skip
    story.on(date(2026, 2, 12))
    ending.reopen(story.fresh(), because="复议决定撤销", actor=story.desk, **story.day)
    then, now = (statistics.of_year(year, statistics.Scope(None)) for year in (2025, 2026))
    assert then.table == before.table, "the report of last year stays what it was"
    assert (now.received, now.cell(CARRIED_OVER), now.results) == (1, 1, 0)
    assert now.remedies["reconsideration", "corrected"] == 1
    assert then.remedies["reconsideration", TOTAL] == 0
    assert (now.fees["notices"], now.fees["paid"]) == (1, 0)
    assert now.fees["amount"] > 0
    listed = queries.listed(county.actor(Duty.OFFICE), queries.Filter(among=statistics.cases(2025, "granted")), "")
    assert [row.pk for row in listed.rows] == [story.request.pk]
    assert OUTCOMES["reply_granted"].report_row == "granted"
