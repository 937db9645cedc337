"""All measurements, one after the other: ``python -m benchmarks [--rows N] [--only serving] [--no-peer] …``.

Each runs in a process of its own, as it would alone, and prints its table; at the end stands what was asked for beside
what was found. Exit status 1 where anything could not be measured. A figure that misses its mark is shown, not failed:
the machine may be busy.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from benchmarks.serving_load import BenchmarkFault, load_average

NAMES = ("serving", "memory", "search", "lists", "redaction")
#: what a measurement's figures for the summary begin with in its output, one JSON a line
MARK = "FIGURE "


@dataclass(frozen=True)
class Figure:
    """One figure that is asked of us: at least, or at most, ``wanted``."""

    name: str
    value: float
    wanted: float
    at_least: bool
    unit: str = ""

    @property
    def met(self) -> bool:
        """True where the figure is as it should be."""
        return self.value >= self.wanted if self.at_least else self.value <= self.wanted

    def line(self) -> str:
        """The figure as one line of the summary."""
        asked = f"{'≥' if self.at_least else '≤'} {self.wanted:g}"
        return f"{self.name:64}{self.value:10.2f} {self.unit:3}{asked:>8}  {'yes' if self.met else 'NO'}"


def main(argv: Sequence[str] | None = None) -> int:
    """Run everything; returns the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="papers for search and lists")
    parser.add_argument("--pages", type=int, default=300, help="publications for serving and memory")
    parser.add_argument("--seconds", type=float, default=5, help="one turn of the load generator, at most 10")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--idle", type=float, default=60, help="seconds before memory is read")
    parser.add_argument("--no-peer", action="store_true", help="without Wagtail and PostgreSQL full text")
    parser.add_argument("--no-nginx", action="store_true")
    parser.add_argument("--peer-venv", help="where Wagtail is, or shall be, installed")
    parser.add_argument("--only", choices=NAMES, action="append", help="may be given more than once")
    parser.add_argument("--one", choices=NAMES, help=argparse.SUPPRESS)  # in this very process
    args = parser.parse_args(words)
    if args.one:
        return _one(args)
    print(f"{datetime.now().astimezone():%Y-%m-%d %H:%M}, {os.cpu_count()} processors, load {load_average():.1f}")
    figures: list[Figure] = []
    faulty = False
    for name in args.only or NAMES:
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        command = [sys.executable, "-m", "benchmarks", *words, "--one", name]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        lines = done.stdout.splitlines()
        print("\n".join(line for line in lines if not line.startswith(MARK)))
        print(f"({time.monotonic() - began:.0f} s)", flush=True)
        figures += [Figure(**json.loads(line.removeprefix(MARK))) for line in lines if line.startswith(MARK)]
        faulty = faulty or bool(done.returncode)
    if figures:
        print(f"\n== asked for\n{'':64}{'found':>10} {'':3}{'asked':>8}")
        print("\n".join(figure.line() for figure in figures))
    return 1 if faulty else 0


def _one(args: argparse.Namespace) -> int:
    """Measure one thing here, print its table, then its figures for the summary."""
    measure = {"serving": _serving, "memory": _memory, "search": _search, "lists": _lists, "redaction": _redaction}[
        args.one
    ]
    try:
        for figure in measure(args):
            print(f"{MARK}{json.dumps(asdict(figure))}")
    except BenchmarkFault as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


def _serving(args: argparse.Namespace) -> Iterator[Figure]:
    from benchmarks import serving

    words = ["--pages", str(args.pages), "--seconds", str(args.seconds), "--turns", str(args.turns)]
    words += ["--no-peer"] if args.no_peer else []
    words += ["--no-nginx"] if args.no_nginx else []
    words += ["--peer-venv", args.peer_venv] if args.peer_venv else []
    for ratio in serving.main(words).ratios:
        yield Figure(f"{ratio.first} / {ratio.second}", ratio.value, ratio.wanted, True, "×")


def _memory(args: argparse.Namespace) -> Iterator[Figure]:
    from benchmarks import memory

    for result in memory.main(["--idle", str(args.idle), "--pages", str(args.pages)]):
        yield Figure(f"memory of zwgk serve, {result.name}", result.total, memory.WANTED, False, "MB")


def _search(args: argparse.Namespace) -> Iterator[Figure]:
    from benchmarks import search_engine

    words = ["--documents", str(args.rows), *(["--no-postgres"] if args.no_peer else [])]
    for line in search_engine.main(words):
        if "facet" not in line.name:
            yield Figure(f"search, {line.name}, p95", line.p95, 20 if "phrases" in line.name else 5, False, "ms")
        if line.postgres_p50 is not None:
            yield Figure(f"PostgreSQL / search, {line.name}", line.postgres_p50 / line.p50, 20, True, "×")


def _lists(args: argparse.Namespace) -> Iterator[Figure]:
    from benchmarks import lists

    for line in lists.main(["--rows", str(args.rows)]):
        yield Figure(f"list, {line.name}, p95", line.p95, 60, False, "ms")
        yield Figure(f"list, {line.name}: numbers of queries that occur", len(line.queries), 1, False)


def _redaction(args: argparse.Namespace) -> Iterator[Figure]:
    from benchmarks import redaction

    covered, alone, *_ = redaction.main(["--turns", str(args.turns)])
    value = covered.pages_per_second / alone.pages_per_second
    yield Figure("redacted pages / drawing them alone", value, redaction.WANTED, True, "×")


if __name__ == "__main__":
    sys.exit(main())
