"""Forty-eight issues of the government gazette: monthly, from September 2025 twice a month; the next one is bound.

Each is filled from what was public by its day, bound by the editor and approved by the deputy head.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from zwgk.cli.sample.calendar import at, working_day_before
from zwgk.cli.sample.published.acting import approver, editor
from zwgk.cli.sample.signins import COUNTY_OFFICE, GOVERNMENT
from zwgk.cli.sample.size import TODAY, Size
from zwgk.people.actor import SYSTEM
from zwgk.publishing import desk
from zwgk.publishing.actions import gazette as acts
from zwgk.publishing.leaving import binding, gazettes
from zwgk.rules.gazette import IssueStage

if TYPE_CHECKING:
    from zwgk.publishing.models import GazetteIssue

ISSUES = 48
SERIAL = "澜内资准字99-003（演示）"
#: how many articles of each kind an issue takes, the most binding first
_PARTS = (
    ("normative", 6),
    (GOVERNMENT, 3),
    (COUNTY_OFFICE, 3),
    ("appointment", 2),
    ("department", 2),
    ("reading", 2),
)
_HALF_MONTHLY_FROM = date(2025, 9, 1)


@dataclass(frozen=True)
class Planned:
    """One issue as planned: its numbers, its day, and the days whose papers it takes."""

    year: int
    no: int
    total_no: int
    on: date
    first: date
    last: date


def planned() -> Iterator[Planned]:
    """All issues up to now in order, one more than are out."""
    first, no, year = date(2024, 1, 1), 0, 2024
    for total, on in enumerate(_days(), 1):
        no = no + 1 if on.year == year else 1
        year = on.year
        last = working_day_before(on, 2)
        yield Planned(year, no, total, on, first, last)
        first = last + timedelta(1)


def _days() -> Iterator[date]:
    month = date(2024, 1, 1)
    while month < TODAY:
        following = (month + timedelta(32)).replace(day=1)
        halves = [month.replace(day=16)] if month >= _HALF_MONTHLY_FROM else []
        for after in (*halves, following):
            day = working_day_before(after, 1)
            if day < TODAY:
                yield day
        month = following


def lay(size: Size) -> int:
    """Bring out what is not out yet and bind the next one; returns how many came out. Stops where a visitor of the
    demo has started an issue of their own.
    """
    wanted = list(planned())[: size.of(ISSUES) + 1]
    there = {(issue.year, issue.no): issue for issue in gazettes.desk_issues()}
    out = 0
    for one in wanted:
        issue = there.get((one.year, one.no))
        if issue is not None and issue.total_no != one.total_no:
            return out
        if issue is None:
            numbers = gazettes.next_numbers(one.year)
            if numbers.no != one.no or numbers.total_no not in {0, one.total_no}:
                return out
            issue = acts.start_issue(
                one.year, one.no, total_no=one.total_no, on=one.on, serial=SERIAL, actor=editor(TODAY)
            )
        out += _bring_out(issue, one, waits=one is wanted[-1])
    return out


def _bring_out(issue: GazetteIssue, one: Planned, *, waits: bool) -> int:
    if issue.stage == IssueStage.EDITING:
        if not gazettes.desk_articles(issue):
            acts.add_articles(issue, _articles(one), actor=editor(TODAY))
        issue = acts.bind_issue(issue, at=at(one.on, 9, 20), actor=editor(TODAY))
    if issue.stage != IssueStage.BOUND:
        return 0
    if not issue.pdf_sha256:
        binding.bind(issue.pk)
    if waits:
        return 0
    acts.issue_gazette(issue, at=at(one.on, 16, 30), actor=approver(TODAY))
    return 1


def _articles(one: Planned) -> list[int]:
    """What the issue takes: binding papers before news of the departments, in order of time within each part."""
    rows = desk.visible_to(SYSTEM).filter(state="live", visibility="public", gazette_articles=None)
    rows = rows.filter(published_on__range=(one.first, one.last)).order_by("published_at", "pk")
    official = rows.exclude(doc_number="").filter(kind__in=("circular", "decision", "opinion", "notice_to_public"))
    named = {
        "normative": rows.filter(is_normative=True, date_written__gte=date(2023, 12, 1)),
        GOVERNMENT: official.filter(organ__name=GOVERNMENT, is_normative=False).exclude(title__contains="任免"),
        COUNTY_OFFICE: official.filter(organ__name=COUNTY_OFFICE, is_normative=False),
        "appointment": rows.filter(title__contains="职务任免"),
        "department": official.exclude(organ__name__in=(GOVERNMENT, COUNTY_OFFICE)).filter(is_normative=False),
        "reading": rows.filter(kind="interpretation", links__target__is_normative=True),
    }
    found: list[int] = []
    for part, most in _PARTS:
        found += [pk for pk in named[part].values_list("pk", flat=True)[:most] if pk not in found]
    return found or list(rows.values_list("pk", flat=True)[:3])
