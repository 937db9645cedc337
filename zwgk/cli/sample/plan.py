"""The whole plan of publications, known before anything is laid: so it can be laid newest first and taken up again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from zwgk.cli.sample import generated, normative, tables, written
from zwgk.cli.sample.items import Item
from zwgk.cli.sample.naming import uscc
from zwgk.cli.sample.signins import GOVERNMENT, MAIN
from zwgk.cli.sample.size import ATTACHMENTS, PER_YEAR, SCANS, WHOLE_WAY, Size
from zwgk.cli.sample.staff import BUSY
from zwgk.rules import index_numbers

#: laid before the first page answers: what is written by hand, and what is newer than this
RECENT = date(2026, 11, 2)
#: live publications of the year that documents under way account for (the one being corrected)
UNDER_WAY_LIVE = 1
#: how many attachments of each kind; the rest are tables
_PDFS, _DOCX = 30, 90
_ORGANS = {GOVERNMENT: uscc(1001)[8:17]} | {
    row[0]: uscc(1001 + number, kind="55" if row[1] == "village" else "11")[8:17]
    for number, row in enumerate(tables.rows("organs.txt"), 1)
}
_PATTERN = "{org9}/{year}-{seq:5}"


@dataclass(frozen=True)
class Plan:
    """All publications by how they are laid: taken over, or walked through as documents."""

    taken_over: tuple[Item, ...]
    whole_way: tuple[Item, ...]

    @property
    def first(self) -> tuple[Item, ...]:
        """What must be there when the first page answers."""
        return tuple(i for i in self.taken_over if not i.key.startswith("g") or (i.on >= RECENT and not i.attach))

    @property
    def all(self) -> tuple[Item, ...]:
        """Everything, newest first."""
        return tuple(sorted((*self.taken_over, *self.whole_way), key=lambda i: (i.at, i.key), reverse=True))


def plan(size: Size) -> Plan:
    """The plan for a county of that size; the same every time."""
    by_hand = [*written.items(), *normative.items()]
    titles = {item.title for item in by_hand}
    made: list[Item] = []
    for of, total in PER_YEAR.items():
        left = total - sum(item.at.year == of for item in by_hand) - UNDER_WAY_LIVE * (of == max(PER_YEAR))
        made += generated.year(of, size.of(left, least=8), titles)
    made = _with_files(made, by_hand, size)
    everything = _with_index_numbers([*by_hand, *made])
    walking = _whole_way(everything, size)
    keys = {item.key for item in walking}
    return Plan(tuple(item for item in everything if item.key not in keys), tuple(walking))


def _whole_way(items: Sequence[Item], size: Size) -> list[Item]:
    """The latest of the offices that have somebody for every step; they become documents with all their signatures."""
    staffed = {MAIN, *BUSY}
    fitting = [
        item
        for item in items
        if item.key.startswith("g") and item.organ in staffed and not item.attach and item.kind != "bulletin"
    ]
    return sorted(fitting, key=lambda item: item.at)[-size.of(WHOLE_WAY, least=2) :]


def _with_files(made: list[Item], by_hand: Sequence[Item], size: Size) -> list[Item]:
    """Leave just so many attachments as the county has; a few of the papers are scans."""
    random = Random("清岚|附件")  # noqa: S311 - sample data wants repeating
    already = sum(len(item.attach) for item in by_hand)
    scans = sum("scan-id" in item.attach for item in by_hand)
    wanted = {"scan": size.of(SCANS) - scans, "pdf": size.of(_PDFS), "docx": size.of(_DOCX)}
    wanted["xlsx"] = max(0, size.of(ATTACHMENTS, least=12) - sum(wanted.values()) - already)
    chosen: dict[str, str] = {}
    for kind in ("scan", "pdf", "docx", "xlsx"):
        source = "pdf" if kind == "scan" else kind
        fitting = [item.key for item in made if source in item.attach and item.key not in chosen]
        chosen |= dict.fromkeys(random.sample(fitting, min(len(fitting), wanted[kind])), kind)
    return [replace(item, attach=(chosen[item.key],) if item.key in chosen else ()) for item in made]


def _with_index_numbers(items: list[Item]) -> list[Item]:
    """Number in order of time within organ and year, as the years themselves did."""
    last: Counter[tuple[str, int]] = Counter()
    done = []
    for item in sorted(items, key=lambda i: (i.at, i.key)):
        org9 = _ORGANS[_full(item.organ)]
        last[org9, item.at.year] += 1
        number = index_numbers.make(_PATTERN, on=item.on, sequence=last[org9, item.at.year], parts={"org9": org9})
        done.append(replace(item, index_no=number))
    return done


def _full(organ: str) -> str:
    return organ if organ in _ORGANS else next(name for name in _ORGANS if name.startswith(organ))
