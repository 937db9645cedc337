"""A paper's page: our server beside Wagtail, nginx over our shelf beside nginx with a plain file of the same bytes.

``python -m benchmarks.serving [--pages N] [--seconds S] [--turns T] [--no-peer] [--no-nginx] [--peer-venv DIR]``.
All in one run and in turns, on loopback, with ``wrk``; what counts are the ratios. Writes into a temporary folder.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.nginx import Nginx
from benchmarks.peers.wagtail import Wagtail
from benchmarks.serving_instance import Instance
from benchmarks.serving_load import BenchmarkFault, Series, Server, alternate, fetch, load_average

OURS, WAGTAIL = "our server, page from the shelf", "Wagtail, same page"
SHELF, PLAIN = "nginx over the shelf", "nginx, plain file"
UNSHELVED = "our server, page made anew"
LIST = "our server, list made anew"


@dataclass(frozen=True)
class Line:
    """One line of the result: answers a second (median, lowest, highest turn), microseconds of processor an answer."""

    name: str
    rate: float
    lowest: float
    highest: float
    cost: float


@dataclass(frozen=True)
class Ratio:
    """What is asked of us: answers a second of ``first`` to ``second`` should be at least ``wanted``.

    ``by_cost`` is the same by processor time, for a machine that does other things beside.
    """

    first: str
    second: str
    value: float
    by_cost: float
    wanted: float


@dataclass(frozen=True)
class Result:
    """What was measured, the ratios that are asked for, the size of the page, how busy the machine was before."""

    lines: tuple[Line, ...]
    ratios: tuple[Ratio, ...]
    size: int
    load: float


def main(argv: Sequence[str] | None = None) -> Result:
    """Set up, measure, print; returns the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300, help="publications in the scratch installation")
    parser.add_argument("--seconds", type=float, default=5, help="length of one turn, at most 10")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--no-peer", action="store_true", help="without Wagtail (which pip fetches)")
    parser.add_argument("--no-nginx", action="store_true")
    parser.add_argument("--peer-venv", type=Path, help="where Wagtail is, or shall be, installed")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="zwgk-bench-") as scratch:
        result = measure(
            Path(scratch),
            pages=args.pages,
            seconds=args.seconds,
            turns=args.turns,
            with_peer=not args.no_peer,
            with_nginx=not args.no_nginx,
            venv=args.peer_venv,
        )
    show(result)
    return result


def measure(
    scratch: Path,
    *,
    pages: int,
    seconds: float,
    turns: int = 3,
    with_peer: bool = True,
    with_nginx: bool = True,
    venv: Path | None = None,
) -> Result:
    """Build everything below ``scratch`` and measure in turns.

    Errors: :class:`BenchmarkFault` where something is missing or answers with another page.
    """
    instance = Instance(scratch / "ours", pages=pages)
    rows = instance.build()
    with ExitStack() as stack:
        portal = stack.enter_context(instance.portal())
        page = instance.page(portal.url, rows[0])
        servers = {OURS: Server(f"{portal.url}{page.path}", portal.pid)}
        if with_peer:
            peer = Wagtail(scratch / "wagtail", venv)
            peer.build(page, rows)
            servers[WAGTAIL] = stack.enter_context(peer.serve(page))
        if with_nginx:
            nginx = Nginx(scratch / "nginx", var=instance.var, backend=portal.url)
            servers[SHELF], servers[PLAIN] = stack.enter_context(nginx.serve(page))
        for name, server in servers.items():
            if name != WAGTAIL and fetch(server.url)[2] != page.content:
                raise BenchmarkFault(f"{name}: another page than the one from the shelf")
        # with a question mark the shelf is not asked: every answer is made by Django
        servers[UNSHELVED] = Server(f"{portal.url}{page.path}?anew", portal.pid)
        servers[LIST] = Server(f"{portal.url}/all/", portal.pid)
        load = load_average()
        alternate(servers, seconds=1, turns=1)  # warm: templates, caches, the database's pages
        found = alternate(servers, seconds=seconds, turns=turns)
    return Result(tuple(_line(name, series) for name, series in found.items()), _ratios(found), len(page.content), load)


def _line(name: str, series: Series) -> Line:
    rates = [turn.rate for turn in series.turns]
    return Line(name, series.rate, min(rates), max(rates), series.cost)


def _ratios(found: Mapping[str, Series]) -> tuple[Ratio, ...]:
    return tuple(
        Ratio(first, second, found[first].over(found[second]), found[second].cost / found[first].cost, least)
        for first, second, least in ((OURS, WAGTAIL, 50.0), (SHELF, PLAIN, 0.9))
        if first in found and second in found
    )


def show(result: Result) -> None:
    """Print the result."""
    print(f"page of {result.size} bytes; answers a second; load of the machine before: {result.load:.1f}")
    print(f"{'':34}{'median':>9}{'lowest':>9}{'highest':>9}{'cpu µs':>9}")
    for line in result.lines:
        print(f"{line.name:34}{line.rate:9.0f}{line.lowest:9.0f}{line.highest:9.0f}{line.cost:9.0f}")
    for ratio in result.ratios:
        print(f"{ratio.first} / {ratio.second}: {ratio.value:.2f}", end=" ")
        print(f"(wanted: {ratio.wanted:g}); by processor time: {ratio.by_cost:.2f}")


if __name__ == "__main__":
    try:
        main()
    except BenchmarkFault as fault:
        sys.exit(str(fault))
