"""A whole old site brought in: cleaned, checked, stored, listed, with its old addresses, and found in the search.

``python -m benchmarks.migration [--documents N] [--kill] [--no-peer] [--peer-documents M] [--peer-venv DIR]`` writes
an export with some bad lines, runs ``zwgk import publications`` on it as an office would, and asks the database and the
index afterwards whether everything is there once. ``--kill`` kills the import in its middle (SIGKILL) and repeats it.
Beside it Wagtail takes the same papers in: page, revision, old address, search entry, a hundred to a transaction; it
cleans nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpus import HEADS, papers
from benchmarks.serving_load import BenchmarkFault, load_average, run

#: papers a second of our own, and how many times as fast as the peer
WANTED, WANTED_RATIO = 400.0, 20.0
#: one bad line in so many
BAD_EVERY = 500


@dataclass(frozen=True)
class Result:
    """What came of it: papers in, seconds by the clock and of processor, the largest process in MB, lines refused."""

    taken: int
    seconds: float
    processor: float
    largest: float
    rejected: int
    #: papers a second by the clock, of the first and of the last tenth: flat where they are alike
    first: float
    last: float

    @property
    def rate(self) -> float:
        return self.taken / self.seconds


@dataclass(frozen=True)
class Peer:
    """The same for the peer."""

    taken: int
    seconds: float
    processor: float


def export(number: int) -> Iterator[dict[str, Any] | str]:
    """Lines of an old site: papers with their addresses there; every :data:`BAD_EVERY` th followed by a bad one."""
    bad = (
        "{不是 JSON",
        {"key": "old-0", "title": "同一个键的另一件"},
        {"key": "no-title"},
        {"title": "甲", "published_on": "x"},
    )
    for place, paper in enumerate(papers(number, seed=21)):
        yield {
            "key": f"old-{place}",
            "title": paper.title,
            "doc_number": paper.doc_number,
            "organ": paper.organ_names[0],
            "column": f"栏目{paper.columns[0]}",
            "published_on": str(paper.published_on),
            "old_url": f"/old/content/{place}.html",
            "body_html": "".join(
                f"<h2>{line}</h2>" if line in HEADS else f'<P style="text-indent:2em"><span>{line}</span>'
                for line in paper.body.splitlines()
            ),
        }
        if place % BAD_EVERY == BAD_EVERY - 1:
            yield bad[place // BAD_EVERY % len(bad)]


def write(file: Path, number: int) -> int:
    """Write the export; returns how many of its lines are bad."""
    bad = 0
    with file.open("w", encoding="utf-8") as out:
        for place, line in enumerate(export(number)):
            bad += place % (BAD_EVERY + 1) == BAD_EVERY
            out.write((line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n")
    return bad


def measure(scratch: Path, number: int, *, kill: bool = False) -> Result:
    """Bring ``number`` papers into an empty installation and count what is there.

    Errors: :class:`BenchmarkFault` where something is missing, doubled, or not found.
    """
    file, var = scratch / "old.jsonl", scratch / "var"
    bad = write(file, number)
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ZWGK_")},
        "ZWGK_VAR": str(var),
    }
    environ["DJANGO_SETTINGS_MODULE"] = "zwgk.config.settings.worker"
    run([sys.executable, "-m", "zwgk.config.prepare"], environ)
    command = [sys.executable, "-m", "zwgk.cli.main", "import", "publications", str(file)]
    known = _killed(command, environ, number) if kill else 0
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    with (scratch / "said.txt").open("wb") as said:
        done = subprocess.run(command, env=environ, stdout=subprocess.PIPE, stderr=said, check=False)
    seconds = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer = json.loads(done.stdout or b"{}")
    expected = {"taken": number - answer.get("known", 0), "known": answer.get("known", 0), "rejected": bad}
    if answer != expected or (kill and not known):
        raise BenchmarkFault(
            f"the import says {answer}, expected {expected}; {(scratch / 'said.txt').read_text()[-500:]}"
        )
    told = json.loads(run([sys.executable, "-m", "benchmarks.migration", "--count"], environ))
    if told["faults"] or told["publications"] != number or told["found"] != number or told["addresses"] != number:
        raise BenchmarkFault(f"not everything is there once: {told}")
    first, last = _flat((scratch / "said.txt").read_text(encoding="utf-8"), seconds, number)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Result(answer["taken"], seconds, processor, after.ru_maxrss / 1024, bad, first, last)


def _killed(command: list[str], environ: dict[str, str], number: int) -> int:
    """Kill the import when about half is in; returns how many were in then."""
    process = subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, bufsize=0)
    seen, said = 0, b""
    while seen < number // 2 and process.poll() is None:
        said = (said + (process.stderr.read(200) if process.stderr else b""))[-400:]
        told = [part.split("/")[0] for part in said.decode("utf-8", "ignore").split("\r") if "/" in part]
        seen = next((int(one) for one in reversed(told) if one.isdigit()), seen)
    if process.poll() is not None:
        raise BenchmarkFault("the import was over before it could be killed")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    time.sleep(1)  # whoever takes in beside it notices
    return seen


def _flat(said: str, seconds: float, number: int) -> tuple[float, float]:
    """Papers a second over the first and the last tenth, from what the progress line said."""
    marks: list[tuple[int, float]] = []
    for part in said.split("\r"):
        words = part.replace("，", " ").split()
        if len(words) >= 3 and "/" in words[0] and words[2].startswith("每秒"):
            seen, rate = (
                int(words[0].split("/")[0]),
                float("".join(c for c in part.rpartition("每秒")[2] if c.isdigit()) or 0),
            )
            if rate:
                marks.append((seen, seen / rate))
    if len(marks) < 20:
        return number / seconds, number / seconds
    tenth = len(marks) // 10
    (a, t0), (b, t1), (c, t2), (d, t3) = marks[0], marks[tenth], marks[-tenth - 1], marks[-1]
    return (b - a) / max(t1 - t0, 0.001), (d - c) / max(t3 - t2, 0.001)


def count() -> dict[str, Any]:
    """What is in the installation of ``ZWGK_VAR``: papers, addresses, papers that the index holds, disagreements."""
    from zwgk.cli.ready import django_ready

    django_ready(migrated=False)
    from django.db.models import Count

    from zwgk.publishing import verifying
    from zwgk.publishing.models import OldAddress, Publication, Version
    from zwgk.search import engine, outbox
    from zwgk.search import verifying as search

    faults = [*verifying.faults(), *(one for one in search.faults() if "office" not in one)][:5]
    twice = Version.objects.values("digest", "publication__key").annotate(n=Count("pk")).filter(n__gt=1).count()
    return {
        "publications": Publication.objects.count(),
        "addresses": OldAddress.objects.count(),
        "found": sum(1 for _ in engine.keys("public")),
        "waiting": outbox.waiting("public"),
        "faults": faults + ([f"{twice} 件重复"] if twice else []),
    }


def measure_peer(scratch: Path, number: int, venv: Path | None) -> Peer:
    """Let Wagtail take in the first ``number`` papers of the same export."""
    from benchmarks.peers.wagtail import Wagtail

    file = scratch / "peer.jsonl"
    rows = (row for row in export(number) if isinstance(row, dict) and "body_html" in row)
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    taken, seconds, processor = Wagtail(scratch / "wagtail", venv).take_in(file)
    return Peer(taken, seconds, processor)


def main(argv: Sequence[str] | None = None) -> tuple[Result, Peer | None]:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--kill", action="store_true", help="kill the import in the middle and run it again")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--peer-documents", type=int, default=1_000)
    parser.add_argument("--peer-venv", type=Path)
    parser.add_argument("--count", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.count:
        print(json.dumps(count(), ensure_ascii=False))
        sys.exit(0)
    peer = None
    with tempfile.TemporaryDirectory(prefix="zwgk-migration-") as folder:
        scratch = Path(folder)
        load = load_average()
        if not args.no_peer:
            peer = measure_peer(scratch, args.peer_documents, args.peer_venv)
        result = measure(scratch, args.documents, kill=args.kill)
    print(f"load of the machine before: {load:.1f}")
    print(
        f"ours: {result.taken} papers taken, {result.rejected} lines refused, {result.seconds:.1f} s; "
        f"{result.rate:.0f} a second by the clock, {result.taken / result.processor:.0f} a second of processor; "
        f"first tenth {result.first:.0f}, last {result.last:.0f} a second; largest process {result.largest:.0f} MB"
    )
    if peer is not None:
        print(
            f"Wagtail: {peer.taken} pages; {peer.taken / peer.seconds:.1f} a second by the clock, "
            f"{peer.taken / peer.processor:.1f} a second of processor"
        )
        print(f"ours / Wagtail: {result.rate / (peer.taken / peer.seconds):.1f} by the clock, ", end="")
        print(f"{result.taken / result.processor / (peer.taken / peer.processor):.1f} by processor time")
    return result, peer


if __name__ == "__main__":
    try:
        main()
    except BenchmarkFault as fault:
        sys.exit(str(fault))
