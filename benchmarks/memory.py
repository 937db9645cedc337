"""Memory of everything that ``zwgk serve`` starts, idle: the proportional share (PSS) of each process, and the sum.

``python -m benchmarks.memory [--idle S] [--pages N] [--var DIR]``. Starts an empty installation (or one with N
publications, or serves a copy of DIR), waits, and reads ``/proc/<id>/smaps_rollup``. Linux only.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.serving_instance import Instance
from benchmarks.serving_load import BenchmarkFault, free_port, running, tree_of

#: megabytes that the whole may take
WANTED = 400.0
#: what a process is for → how its command line shows it; the first that fits
_NAMES = (
    ("portal", "wsgi_portal"),
    ("office", "wsgi_office"),
    ("worker, queue now", "--queue now"),
    ("worker, queue slow", "--queue slow"),
    ("supervisor", "serve"),
)


@dataclass(frozen=True)
class Process:
    """One process: its part in the whole and, in megabytes, its share of memory and what it holds alone."""

    pid: int
    name: str
    threads: int
    pss: float
    private: float


@dataclass(frozen=True)
class Result:
    """The processes of one installation after idling."""

    name: str
    idle: float
    processes: tuple[Process, ...]

    @property
    def total(self) -> float:
        return sum(process.pss for process in self.processes)


def main(argv: Sequence[str] | None = None) -> list[Result]:
    """Measure and print; returns the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--idle", type=float, default=60, help="seconds to wait before measuring")
    parser.add_argument("--pages", type=int, default=0, help="also measure with so many publications")
    parser.add_argument("--var", type=Path, help="also measure a copy of this installation's folder")
    args = parser.parse_args(argv)
    results = []
    with tempfile.TemporaryDirectory(prefix="zwgk-bench-") as scratch:
        results.append(measure("empty", Instance(Path(scratch) / "empty", pages=0), idle=args.idle))
        if args.pages:
            filled = Instance(Path(scratch) / "filled", pages=args.pages)
            filled.build()
            results.append(measure(f"{args.pages} publications", filled, idle=args.idle))
        if args.var:
            copied = Instance(Path(scratch) / "copied", pages=0)
            shutil.copytree(args.var, copied.var)
            results.append(measure(str(args.var), copied, idle=args.idle))
    for result in results:
        show(result)
    return results


def measure(name: str, instance: Instance, *, idle: float) -> Result:
    """Serve an installation, wait ``idle`` seconds, and read what its processes take."""
    instance.folder.mkdir(parents=True, exist_ok=True)
    portal, office = free_port(), free_port()
    command = [sys.executable, "-m", "zwgk.cli.main", "serve", "--host", "127.0.0.1"]
    command += ["--portal-port", str(portal), "--office-port", str(office)]
    environ: Mapping[str, str] = {**instance.environ, "ZWGK_METRICS_PORT": str(free_port())}
    with running(
        command, environ, until=f"http://127.0.0.1:{portal}/healthz", log=instance.folder / "serve.log"
    ) as pid:
        time.sleep(idle)
        return Result(name, idle, tuple(process_of(child) for child in tree_of(pid)))


def process_of(pid: int) -> Process:
    """What one process takes."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    kilobytes = {key: int(value) for key, value in re.findall(r"^(\w+):\s+(\d+) kB", rollup, re.MULTILINE)}
    line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    name = next((name for name, sign in _NAMES if sign in line), line.strip() or "?")
    private = kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]
    threads = len(os.listdir(f"/proc/{pid}/task"))
    return Process(pid, name, threads, kilobytes["Pss"] / 1024, private / 1024)


def show(result: Result) -> None:
    """Print one installation."""
    print(f"{result.name}, {result.idle:.0f} s idle; megabytes")
    print(f"{'':24}{'threads':>9}{'PSS':>9}{'private':>9}")
    for process in result.processes:
        print(f"{process.name:24}{process.threads:9}{process.pss:9.1f}{process.private:9.1f}")
    print(f"{'together':24}{'':9}{result.total:9.1f}{'':9} (wanted: at most {WANTED:g})")


if __name__ == "__main__":
    try:
        main()
    except BenchmarkFault as fault:
        sys.exit(str(fault))
