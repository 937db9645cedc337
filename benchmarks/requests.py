"""Requests for information at size: desk, register, case, figures of a year, recount, filing by eight writers at once.

``python -m benchmarks.requests [--cases N] [--organs N] [--seconds S] [--writers N]`` fills a scratch installation
(SQLite, or the PostgreSQL of ``ZWGK_DATABASE_URL``), asks for pages as the desk and the county's overseer do, counts a
year, counts clocks again, and lets so many processes file applications for so long. Prints what was asked beside what
was found.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.__main__ import Figure
from benchmarks.lists import Line, measured, percentile, table
from benchmarks.requests_town import LAST_DAY, Town, fill

ROUNDS = 30
RECOUNTED = 10_000


def measure(town: Town, rounds: int = ROUNDS) -> list[Line]:
    """Ask each list and page many times."""
    from zwgk.inforequests import casefile, queries, registering, statistics
    from zwgk.inforequests.queries import Filter
    from zwgk.matters import queries as matters
    from zwgk.rules.inforequest import OPEN

    office, overseer = town.office, town.overseer
    stages = tuple(sorted(map(str, OPEN)))
    soon = LAST_DAY

    def register(actor: Any, wanted: Filter, cursor: str = "") -> Any:
        found = queries.listed(actor, wanted, cursor)
        queries.reply_days(found.rows)
        matters.watched(actor, [row.matter_id for row in found.rows])
        for row in found.rows:
            registering.asked(row)
        return found

    def second(actor: Any, wanted: Filter) -> Any:
        return register(actor, wanted, register(actor, wanted).older)

    def case(turn: int) -> Any:
        row = queries.find(office, town.numbers[turn * 7 % len(town.numbers)])
        assert row is not None
        queries.moves(row, office)
        return [casefile.of(row)]

    cases: dict[str, Callable[[int], Any]] = {
        "inbox of an office": lambda t: list(matters.inbox(office)[:101]),
        "inbox of the county's overseer": lambda t: list(matters.inbox(overseer)[:101]),
        "desk of an organ": lambda t: register(office, Filter(stages=stages)),
        "desk of an organ, due soon": lambda t: register(office, Filter(due_by=soon)),
        "desk of the county": lambda t: register(overseer, Filter(stages=stages)),
        "desk of the county, overdue": lambda t: register(overseer, Filter(overdue_on=soon)),
        "desk of the county, paused": lambda t: register(overseer, Filter(stages=stages, paused=True)),
        "figures above the desk, organ": lambda t: [queries.numbers(office, today=soon, soon_by=soon)],
        "figures above the desk, county": lambda t: [queries.numbers(overseer, today=soon, soon_by=soon)],
        "register of an organ": lambda t: register(office, Filter()),
        "register of the county": lambda t: register(overseer, Filter()),
        "register of the county, second page": lambda t: second(overseer, Filter()),
        "register of the county, one organ": lambda t: register(
            overseer, Filter(organ_id=town.organs[t % len(town.organs)].pk)
        ),
        "register of the county, result": lambda t: register(overseer, Filter(outcomes=("refuse_secret",))),
        "register of the county, a number": lambda t: register(overseer, Filter(number=town.numbers[t])),
        "register of a section": lambda t: register(town.section_head, Filter()),
        "cases of a figure": lambda t: register(
            overseer, Filter(among=statistics.cases(2024, "granted", "natural_person"))
        ),
        "case page": case,
    }
    return [measured(name, ask, rounds) for name, ask in cases.items()]


def year(town: Town) -> float:
    """Seconds for the figures of a year of the whole county."""
    from zwgk.inforequests import statistics

    took = []
    for which in (2023, 2024, 2025):
        began = time.perf_counter()
        statistics.of_year(which, statistics.scope(town.overseer))
        took.append(time.perf_counter() - began)
    return max(took)


def recount(clocks: int = RECOUNTED) -> tuple[int, float]:
    """Count so many running clocks again, as after a new calendar; returns how many and the seconds it took."""
    from django.utils import timezone

    from zwgk.deadlines import counting
    from zwgk.deadlines.models import Clock

    closed = Clock.objects.exclude(stopped_on=None).order_by("-pk").values_list("pk", flat=True)
    missing = max(clocks - Clock.objects.filter(stopped_on=None).count(), 0)
    Clock.objects.filter(pk__in=list(closed[:missing])).update(stopped_on=None)
    Clock.objects.filter(stopped_on=None).update(calendar_version="1" * 12)
    number = Clock.objects.filter(stopped_on=None).count()
    began = time.perf_counter()
    counting.recount_in_batches(cause="测量", at=timezone.now())
    return number, time.perf_counter() - began


def filing(writers: int, seconds: float) -> tuple[int, float, int]:
    """Let so many processes file applications for so long; returns how many came in, a second, and how many failed."""
    from zwgk.inforequests.models import Filing

    before = Filing.objects.count()
    words = [sys.executable, "-m", "benchmarks.requests_writer", "--seconds", str(seconds)]
    running = [subprocess.Popen([*words, "--seed", str(n)], stdout=subprocess.PIPE, text=True) for n in range(writers)]
    answers = [process.communicate()[0].split() for process in running]
    told = sum(int(answer[0]) for answer in answers if answer)
    failed = sum(int(answer[1]) for answer in answers if answer) + sum(not answer for answer in answers)
    came = Filing.objects.count() - before
    if came != told:
        failed += abs(came - told)
    longest = max((float(answer[2]) for answer in answers if answer), default=seconds)
    return came, came / longest, failed


def main(argv: Sequence[str] | None = None) -> list[Figure]:
    """Fill a scratch installation, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--organs", type=int, default=3_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--writers", type=int, default=8)
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="zwgk-requests-") as scratch:
        os.environ["ZWGK_VAR"] = scratch
        from zwgk.cli.ready import django_ready

        django_ready()
        from django.db import connection
        from django.utils import timezone

        from zwgk.inforequests.identity import keys

        began = time.monotonic()
        town = fill(args.cases, args.organs)
        keys.ensure(at=timezone.now())
        print(f"{args.cases} cases, {args.organs} organs in {time.monotonic() - began:.0f} s, {connection.vendor}")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        lines = measure(town, args.rounds)
        print(table(lines), flush=True)
        figures = [
            Figure(one.name, one.p95, 80 if one.name == "case page" else 60, at_least=False, unit="ms") for one in lines
        ]
        figures.append(Figure("figures of a year", year(town), 1, at_least=False, unit="s"))
        number, took = recount()
        figures.append(Figure(f"recount of {number} clocks, for 10 000", took * RECOUNTED / number, 10, at_least=False))
        came, rate, failed = filing(args.writers, args.seconds)
        figures.append(
            Figure(f"filing with {args.writers} writers, {came} came in", rate, 200, at_least=True, unit="/s")
        )
        figures.append(Figure("filings that failed or were lost", failed, 0, at_least=False))
        for figure in figures:
            print(figure.line(), flush=True)
        return figures


__all__ = ["filing", "main", "measure", "percentile", "recount", "year"]

if __name__ == "__main__":
    main()
