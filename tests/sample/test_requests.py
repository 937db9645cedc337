"""The county's requests: as many, ended as promised, each report row at least once, days as the rules count."""

from __future__ import annotations

from collections import Counter

from zwgk.cli.sample.requests import plan, walked
from zwgk.cli.sample.size import TODAY, Size
from zwgk.rules.outcomes import OUTCOMES


def test_the_plan_is_what_was_promised() -> None:
    cases = plan.ended(Size(1.0))
    assert cases == plan.ended(Size(1.0))
    by_year = Counter(case.answered_on.year for case in cases)
    assert by_year == {2024: 60, 2025: 72, 2026: 84 - len(walked.ENDED)}
    assert {OUTCOMES[case.outcome].report_row for case in cases} >= {
        row.report_row for row in OUTCOMES.values() if row.code != "refuse_enforcement_file"
    }
    assert all(case.received_on <= case.answered_on <= TODAY for case in cases)
    assert [case.key for case in cases if case.answered_on > plan.reply_due(case)] == []
    assert Counter(c.applicant.number for c in cases if c.key.startswith("demo:2026")).most_common(1)[0][1] == 14
    assert len({case.applicant.kind for case in cases}) == 6
    assert len({case.channel for case in cases}) == 8
    assert not {text for text, _ in walked.ENDED.values()} & {case.description for case in cases}
    assert len(walked.OPEN) == 19
    assert sum(bool(case.rating) for case in cases) == 40
