"""What is written with care: policies with readings, reports with tables and pictures, institutions, annual reports."""

from __future__ import annotations

from datetime import date

from zwgk.cli.sample import calendar
from zwgk.cli.sample.entries import Entry, entries
from zwgk.cli.sample.items import Item, Tie
from zwgk.rules.document_kinds import KINDS, Family
from zwgk.rules.publication import LinkKind

FILES = ("institutions.txt", "annual.txt", "written_policy.txt", "written_news.txt", "written_data.txt")
_TIES = {
    "interprets": LinkKind.INTERPRETS,
    "basis": LinkKind.BASIS,
    "replaces": LinkKind.REPLACES,
    "chain": LinkKind.CHAIN,
    "reprints": LinkKind.REPRINTS,
}


def items() -> list[Item]:
    """All of them, as they stand in the files."""
    return [_item(entry) for name in FILES for entry in entries(name)]


def _item(entry: Entry) -> Item:
    day = date.fromisoformat(entry["date"])
    hour, _, minute = (entry["time"] or "9:30").partition(":")
    official = KINDS[entry["kind"]].family is Family.OFFICIAL
    written = date.fromisoformat(entry["written"]) if entry["written"] else day if official else None
    return Item(
        key=entry.key,
        title=entry["title"],
        organ=entry["organ"],
        column=entry["column"],
        kind=entry["kind"],
        at=calendar.at(day, int(hour), int(minute)),
        text=entry.text,
        number=entry["number"],
        written=written,
        effective=date.fromisoformat(entry["effective"]) if entry["effective"] else None,
        expires=date.fromisoformat(entry["expires"]) if entry["expires"] else None,
        validity=entry["validity"],
        dimension=entry["dimension"] or "management",
        subject=entry["subject"] or "0201",
        keywords=entry["keywords"],
        source=entry["source"],
        source_url=entry["source_url"],
        ties=tuple(_tie(kind, value) for name, kind in _TIES.items() for value in entry.many(name)),
        attach=entry.many("attach"),
    )


def _tie(kind: LinkKind, value: str) -> Tie:
    """``key`` of a piece of ours, or ``《名称》|文号`` of a paper known by name."""
    text, bar, number = value.partition("|")
    return Tie(kind, text=text, number=number) if bar or value.startswith("《") else Tie(kind, value)
