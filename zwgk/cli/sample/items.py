"""One publication of the sample county before it is laid: plain values, with its links by key."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from zwgk.rules.publication import LinkKind


@dataclass(frozen=True)
class Tie:
    """A relation to another publication of the county by its key, or to a paper known by name only."""

    kind: LinkKind
    key: str = ""
    text: str = ""
    number: str = ""


@dataclass(frozen=True)
class Item:
    """What is laid as one publication. ``text`` is markup; ``attach`` names kinds of files made from it."""

    key: str
    title: str
    organ: str
    column: str
    kind: str
    at: datetime
    text: str
    number: str = ""
    written: date | None = None
    effective: date | None = None
    expires: date | None = None
    validity: str = ""
    normative: bool = False
    dimension: str = ""
    subject: str = ""
    keywords: str = ""
    source: str = ""
    source_url: str = ""
    ties: tuple[Tie, ...] = ()
    attach: tuple[str, ...] = ()
    index_no: str = ""
    meta: dict[str, str] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """The day of publication."""
        return self.at.date()
