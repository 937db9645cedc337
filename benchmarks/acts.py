"""What a publisher waits for among a million papers: publishing, correcting, withdrawing, taking down; and the search.

``python -m benchmarks.acts [--rows N] [--times T] [--rounds R] [--index DIR]`` fills a scratch installation as the
lists do (N publications, copied within the database until there are T times as many), lays the index of DIR beside it
(what ``benchmarks.search_engine --folder`` keeps), then does each act R times by its public door and lets the search
take the change in. Prints milliseconds by the clock: the act itself, and until the search knows.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.growing import grow
from benchmarks.lists import LAST_DAY, Place, fill, percentile

ROUNDS = 20
#: seconds from the act to its trace in lists, page and search
WANTED = 2.0


@dataclass(frozen=True)
class Act:
    """One act: milliseconds of the act alone and until the search knows, middle and slow end."""

    name: str
    act_p50: float
    act_p95: float
    known_p50: float
    known_p95: float


def lay_index(folder: Path, var: Path) -> None:
    """Lay a large index beside the installation, as a copy: it is written to."""
    place = var / "index" / "public"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(folder / "index" / "public", place)


def measure(place: Place, rounds: int = ROUNDS) -> list[Act]:
    """Do each act ``rounds`` times, on papers of its own. Errors: ``AssertionError`` where the search does not know."""
    from django.utils import timezone

    from zwgk.files import body
    from zwgk.people.actor import SYSTEM
    from zwgk.publishing import actions as door
    from zwgk.publishing import clearing
    from zwgk.publishing.content import Content
    from zwgk.publishing.models import Publication

    at = timezone.make_aware(datetime.combine(LAST_DAY, datetime.min.time())) + timedelta(hours=9)

    def wording(number: int, text: str) -> tuple[Content, Any]:
        html = body.sanitise(f"<h2>一、总体要求</h2><p>{text}</p>" + "<p>请各单位结合实际抓好落实。</p>" * 20)
        title = f"关于第{number}号测量事项的通知"
        content = Content(title, html, place.organ_ids[number % 30], place.column_ids[number % 24])
        clearance = clearing.reviewed(
            content.digest,
            subject=title,
            basis="测量",
            approved_by="局长",
            approved_on=LAST_DAY,
            organ_id=content.organ_id,
            matter_id=None,
            details={},
        )
        return content, clearance

    made: list[Publication] = []

    def publish(turn: int) -> None:
        content, clearance = wording(turn, "现予公布。")
        made.append(door.publish(content, clearance=clearance, at=at, actor=SYSTEM))

    def correct(turn: int) -> None:
        content, clearance = wording(turn, "现予公布，自印发之日起施行。")
        door.correct(made[turn], content, clearance=clearance, change_note="补上施行日期", at=at, actor=SYSTEM)

    def withdraw(turn: int) -> None:
        door.withdraw(made[turn], notice="已撤回", reason="测量", on=LAST_DAY, at=at, actor=SYSTEM)

    def take_down(turn: int) -> None:
        door.take_down(made[turn], on=LAST_DAY, at=at, actor=SYSTEM, reason="测量")

    acts: dict[str, Callable[[int], None]] = {
        "publish": publish,
        "correct": correct,
        "withdraw": withdraw,
        "take down": take_down,
    }
    publish(0)  # what the first use loads is nobody's
    made.clear()
    _taken_in()
    return [_measured(name, act, rounds) for name, act in acts.items()]


def _measured(name: str, act: Callable[[int], None], rounds: int) -> Act:
    alone, known = [], []
    for turn in range(rounds):
        began = time.perf_counter()
        act(turn)
        alone.append((time.perf_counter() - began) * 1000)
        _taken_in()
        known.append((time.perf_counter() - began) * 1000)
    return Act(name, *(percentile(values, share) for values in (alone, known) for share in (0.5, 0.95)))


def _taken_in() -> None:
    from zwgk.search import outbox

    outbox.drain("public")
    assert not outbox.waiting("public"), "the search did not take the change in"


def table(acts: Sequence[Act]) -> str:
    """The result as text."""
    head = f"{'act':<16}{'act p50 ms':>12}{'p95':>8}{'known p50 ms':>14}{'p95':>8}"
    rows = (f"{a.name:<16}{a.act_p50:>12.0f}{a.act_p95:>8.0f}{a.known_p50:>14.0f}{a.known_p95:>8.0f}" for a in acts)
    return "\n".join([head, *rows])


def main(argv: Sequence[str] | None = None) -> list[Act]:
    """Fill a scratch installation, do the acts, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--index", type=Path, help="folder with an index of benchmarks.search_engine")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="zwgk-acts-") as scratch:
        os.environ["ZWGK_VAR"] = scratch
        from zwgk.cli.ready import django_ready

        django_ready()
        from django.db import connection

        place = fill(args.rows)
        if args.times > 1:
            grow(args.times, rows=args.rows, office_id=place.organ_ids[0])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        if args.index:
            lay_index(args.index, Path(scratch))
        print(f"{args.rows * args.times} publications, {connection.vendor}", flush=True)
        acts = measure(place, args.rounds)
        print(table(acts))
        return acts


if __name__ == "__main__":
    main()
