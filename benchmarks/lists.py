"""Lists at size: a column's pages, an organ's, the inbox of a busy office, the desk's list of documents.

``python -m benchmarks.lists [--rows N] [--times T]`` fills a scratch installation (SQLite, or the PostgreSQL of
``ZWGK_DATABASE_URL``) with N publications and N documents, then asks for pages as readers and staff do. Prints
milliseconds of clock and processor, and how many queries a page takes: the number must not grow with the rows.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from benchmarks.growing import grow

ORGANS = 30
SECTIONS = 3
COLUMNS = 24
#: lines that wait for one office of the busiest organ
WAITING = 300
CHUNK = 2_000
ROUNDS = 40
FIRST_DAY = date(2016, 1, 4)
LAST_DAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Line:
    """One line of the result: milliseconds of the clock and of the processor, and queries of one page."""

    name: str
    p50: float
    p95: float
    cpu_p95: float
    queries: frozenset[int]
    rows: int


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of ``values`` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass
class Place:
    """What was filled in: the people who ask, the columns and organs they ask for."""

    office: Any
    overseer: Any
    drafter: Any
    column_ids: list[int]
    top_id: int
    organ_ids: list[int]


def fill(rows: int) -> Place:
    """Fill the empty database with an organisation, ``rows`` publications and ``rows`` documents."""
    from django.db import transaction
    from django.utils import timezone

    from zwgk.people import actions as people
    from zwgk.people.actor import SYSTEM, actor_for
    from zwgk.people.models import SiteSettings, UnitKind
    from zwgk.publishing.actions import add_column
    from zwgk.rules.duties import Duty

    chance = random.Random(20261120)
    government = people.add_unit("清岚县人民政府", UnitKind.GOVERNMENT, parent=None, actor=SYSTEM)
    SiteSettings.objects.create(pk=1, government=government, name="清岚县人民政府")
    organs = [people.add_unit(f"第{n}局", UnitKind.DEPARTMENT, parent=government, actor=SYSTEM) for n in range(ORGANS)]
    sections = {
        organ.pk: [
            people.add_unit(f"科室{n}", UnitKind.SECTION, parent=organ, actor=SYSTEM).pk for n in range(SECTIONS)
        ]
        for organ in organs
    }
    top = add_column("全部", "all", parent=None, actor=SYSTEM)
    columns = [add_column(f"栏目{n}", f"c{n}", parent=top, actor=SYSTEM) for n in range(COLUMNS)]

    def post(unit: Any, title: str, *duties: Duty) -> Any:
        user = people.add_user(f"u{unit.pk}-{title}", title, "Qinglan-2026", actor=SYSTEM, must_change=False)
        return people.appoint(user, unit, title, list(duties), actor=SYSTEM)

    office = post(organs[0], "办公室主任", Duty.OFFICE, Duty.SECRECY, Duty.PUBLISHER)
    overseer = post(government, "公开办主任", Duty.DISCLOSURE_OFFICE)
    drafter = post(organs[1], "科员", Duty.DRAFTER)
    zone = timezone.get_current_timezone()
    days = (LAST_DAY - FIRST_DAY).days

    def moments() -> Iterator[datetime]:
        for number in range(rows):
            on = FIRST_DAY + timedelta(days=number * days // rows)
            yield datetime(on.year, on.month, on.day, 9, number % 60, number % 59, tzinfo=zone)

    everything = list(enumerate(moments()))
    for start in range(0, rows, CHUNK):
        with transaction.atomic():
            _publications(everything[start : start + CHUNK], organs, columns, top, chance)
        with transaction.atomic():
            _documents(everything[start : start + CHUNK], organs, sections, drafter, chance, rows)
    today = LAST_DAY
    return Place(
        actor_for(office, today=today),
        actor_for(overseer, today=today),
        actor_for(drafter, today=today),
        [column.pk for column in columns],
        top.pk,
        [organ.pk for organ in organs],
    )


def _publications(
    chunk: Sequence[tuple[int, datetime]], organs: Any, columns: Any, top: Any, chance: random.Random
) -> None:
    from django.db.models import F

    from zwgk.publishing.actions.placing import insert
    from zwgk.publishing.models import ColumnCount, Listing, Publication

    made = [
        Publication(
            key=f"k{number}",
            organ=chance.choice(organs),
            column=chance.choice(columns),
            title=f"关于第{number}件事项的通知",
            doc_number=f"清发〔{at.year}〕{number}号",
            index_no=f"K{number:07d}",
            date_written=at.date(),
            published_at=at,
            published_on=at.date(),
            kind="circular",
        )
        for number, at in chunk
    ]
    insert(made)
    Listing.objects.bulk_create(
        [
            Listing(column_id=column, publication=row, published_at=row.published_at)
            for row in made
            for column in (row.column_id, top.pk)
        ]
    )
    counts = Counter((column, f"{row.published_on:%Y-%m}") for row in made for column in (row.column_id, top.pk))
    ColumnCount.objects.bulk_create(
        [ColumnCount(column_id=column, month=month) for column, month in counts], ignore_conflicts=True
    )
    for (column, month), number in counts.items():
        ColumnCount.objects.filter(column=column, month=month).update(number=F("number") + number)


def _documents(
    chunk: Sequence[tuple[int, datetime]],
    organs: Any,
    sections: dict[int, list[int]],
    drafter: Any,
    chance: random.Random,
    rows: int,
) -> None:
    from zwgk.documents.models import Document
    from zwgk.matters.models import Involvement, Matter, Waiting
    from zwgk.rules.document_flow import Stage

    stages = [Stage.ARCHIVED] * 12 + [Stage.PUBLISHED] * 5 + [Stage.DRAFTING, Stage.OFFICE, Stage.TO_PUBLISH]
    matters = []
    for number, at in chunk:
        organ = chance.choice(organs)
        stage = chance.choice(stages)
        matters.append(
            Matter(
                kind="document",
                number=f"文{at.year}-{number:06d}",
                title=f"关于第{number}件事项的通知",
                owner=organ,
                section_id=chance.choice(sections[organ.pk]),
                stage=str(stage),
                opened_on=at.date(),
                closed_on=at.date() if stage is Stage.ARCHIVED else None,
                next_due=None if stage is Stage.ARCHIVED else at.date() + timedelta(days=20),
                touched_at=at,
            )
        )
    Matter.objects.bulk_create(matters)
    Document.objects.bulk_create(
        [
            Document(
                matter=matter,
                kind=chance.choice(("circular", "decision", "reply")),
                organ_id=matter.owner_id,
                drafter=drafter if matter.owner_id == drafter.unit_id and chance.random() < 0.3 else None,
                title=matter.title,
                disclosure=chance.choice(("public", "public", "public", "on_request", "withheld", "")),
            )
            for matter in matters
        ]
    )
    Involvement.objects.bulk_create(
        [
            Involvement(matter=matter, unit=chance.choice(organs), role="会签")
            for matter in matters
            if chance.random() < 0.05
        ]
    )
    busy = WAITING / rows
    waiting = []
    for matter in matters:
        if chance.random() < busy * 1.5:
            waiting.append(_wait(matter, organs[0], "office"))
        elif matter.closed_on is None:
            waiting.append(_wait(matter, matter.owner, "office" if chance.random() < 0.2 else "section_head"))
    Waiting.objects.bulk_create(waiting)


def _wait(matter: Any, unit: Any, duty: str) -> Any:
    from zwgk.matters.models import Waiting

    return Waiting(
        matter=matter,
        act="documents.sign",
        label="办公室核稿",
        unit=unit,
        duty=duty,
        since=matter.touched_at,
        due_on=matter.next_due,
    )


def measure(place: Place, rounds: int = ROUNDS) -> list[Line]:
    """Ask each list many times, for other columns, organs and months each time."""
    from zwgk.documents import queries as documents
    from zwgk.documents.queries import Filter
    from zwgk.matters import queries as matters
    from zwgk.publishing import desk
    from zwgk.publishing import queries as public

    def column(turn: int) -> int:
        return [place.top_id, *place.column_ids][turn % (COLUMNS + 1)]

    def organ(turn: int) -> int:
        return place.organ_ids[turn % ORGANS]

    def last_page(turn: int) -> Any:
        return public.list_of(column(turn), public.month_cursor(f"{FIRST_DAY:%Y-%m}"))

    def second(page: Callable[[str], Any]) -> Any:
        return page(page("").older)

    office, overseer, drafter = place.office, place.overseer, place.drafter
    cases: dict[str, Callable[[int], Any]] = {
        "column, first page": lambda t: public.list_of(column(t), ""),
        "column, jump to a month": lambda t: public.list_of(
            column(t), public.month_cursor(f"{2016 + t % 11}-{1 + t % 12:02d}")
        ),
        "column, last page": last_page,
        "column, months": lambda t: public.months(column(t)),
        "organ, first page": lambda t: public.list_of_organ(organ(t), ""),
        "organ, jump to a month": lambda t: public.list_of_organ(organ(t), public.month_cursor(f"{2016 + t % 11}-06")),
        "everything public, first page": lambda t: public.list_all(""),
        "inbox of a busy office": lambda t: list(matters.inbox(office)[:101]),
        "inbox of the whole county's overseer": lambda t: list(matters.inbox(overseer)[:101]),
        "inbox, numbers by kind": lambda t: matters.waiting_by_kind(office),
        "documents of an organ": lambda t: documents.listed(office, Filter(), ""),
        "documents of an organ, second page": lambda t: second(lambda c: documents.listed(office, Filter(), c)),
        "documents of an organ, one stage": lambda t: documents.listed(office, Filter(stage="drafting"), ""),
        "documents of an organ, attribute and kind": lambda t: documents.listed(
            office, Filter(disclosure="withheld", kind="reply"), ""
        ),
        "documents of an organ, overdue": lambda t: documents.listed(office, Filter(overdue_on=LAST_DAY), ""),
        "documents of the county": lambda t: documents.listed(overseer, Filter(), ""),
        "documents of the county, one stage": lambda t: documents.listed(overseer, Filter(stage="office"), ""),
        "my own documents": lambda t: documents.listed(drafter, Filter(mine=True), ""),
        "documents by stage, numbers": lambda t: documents.numbers_by_stage(office),
        "publications at the desk": lambda t: desk.listed(office, ""),
        "publications at the desk of the county": lambda t: desk.listed(overseer, ""),
    }
    return [measured(name, ask, rounds) for name, ask in cases.items()]


def measured(name: str, ask: Callable[[int], Any], rounds: int) -> Line:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    clock, processor, queries, rows = [], [], set(), 0
    ask(0)
    for turn in range(rounds):
        began, worked = time.perf_counter(), time.thread_time()
        ask(turn)
        processor.append((time.thread_time() - worked) * 1000)
        clock.append((time.perf_counter() - began) * 1000)
    for turn in range(min(rounds, 8)):
        with CaptureQueriesContext(connection) as captured:
            found = ask(turn)
        queries.add(len(captured))
        rows = max(rows, len(getattr(found, "rows", found)))
    return Line(
        name,
        percentile(clock, 0.5),
        percentile(clock, 0.95),
        percentile(processor, 0.95),
        frozenset(queries),
        rows,
    )


def table(lines: Sequence[Line]) -> str:
    """The result as text."""
    head = f"{'list':<45}{'p50 ms':>9}{'p95 ms':>9}{'cpu p95':>9}{'queries':>9}{'rows':>6}"
    return "\n".join(
        [
            head,
            *(
                f"{one.name:<45}{one.p50:>9.1f}{one.p95:>9.1f}{one.cpu_p95:>9.1f}"
                f"{'/'.join(map(str, sorted(one.queries))):>9}{one.rows:>6}"
                for one in lines
            ),
        ]
    )


def main(argv: Sequence[str] | None = None) -> list[Line]:
    """Fill a scratch installation, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument(
        "--times", type=int, default=1, help="copy the rows within the database until so many times as many"
    )
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="zwgk-lists-") as scratch:
        os.environ["ZWGK_VAR"] = scratch
        from zwgk.cli.ready import django_ready

        django_ready()
        from django.db import connection

        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA synchronous=OFF")
        began = time.monotonic()
        place = fill(args.rows)
        if args.times > 1:
            grow(args.times, rows=args.rows, office_id=place.organ_ids[0])
        number, took = args.rows * args.times, time.monotonic() - began
        print(f"{number} publications and documents in {took:.0f} s, {connection.vendor}", flush=True)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        lines = measure(place, args.rounds)
        print(table(lines))
        return lines


if __name__ == "__main__":
    main()
