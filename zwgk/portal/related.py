"""How a paper stands to others, both ways, and its story in time.

A title is shown only where the other paper is public itself; one known by name keeps the name that this paper gives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zwgk.publishing import addresses, queries, shelf
from zwgk.publishing.in_force import Told
from zwgk.rules.publication import LinkKind, PublicationState, Visibility

if TYPE_CHECKING:
    from zwgk.publishing.models import Link, Publication, Version


@dataclass(frozen=True)
class Relation:
    """Another paper and how it stands to this one; ``url`` is "" where it is known by name only."""

    kind: LinkKind
    label: str
    text: str
    url: str
    doc_number: str
    on: date | None


@dataclass(frozen=True)
class Related:
    """All relations of a paper, forward (this one says so) and back (the other one says so)."""

    forward: tuple[Relation, ...]
    back: tuple[Relation, ...]
    keys: tuple[str, ...]

    def _of(self, rows: tuple[Relation, ...], *kinds: LinkKind) -> list[Relation]:
        return [row for row in rows if row.kind in kinds]

    @property
    def basis(self) -> list[Relation]:
        return self._of(self.forward, LinkKind.BASIS)

    @property
    def interprets(self) -> list[Relation]:
        return self._of(self.forward, LinkKind.INTERPRETS)

    @property
    def ends(self) -> list[Relation]:
        """What this paper replaces, repeals or amends."""
        return self._of(self.forward, LinkKind.REPLACES, LinkKind.REPEALS, LinkKind.AMENDS)

    @property
    def readings(self) -> list[Relation]:
        return self._of(self.back, LinkKind.INTERPRETS)

    @property
    def based_on_this(self) -> list[Relation]:
        return self._of(self.back, LinkKind.BASIS)

    @property
    def chain(self) -> list[Relation]:
        return self._of((*self.back, *self.forward), LinkKind.CHAIN, LinkKind.REPRINTS)


@dataclass(frozen=True)
class Event:
    """One day in the story of a paper (来龙去脉)."""

    on: date
    what: str
    text: str = ""
    url: str = ""
    ahead: bool = False


def related(publication: Publication) -> Related:
    """Read the relations of a publication that :func:`~zwgk.publishing.queries.find` returned: one more query."""
    forward, back, keys = [], [], []
    for link in publication.links.all():
        if link.target_id:
            keys.append(shelf.key_of_publication(link.target_id))
        found = _forward(link)
        if found:
            forward.append(found)
    for link in queries.links_back(publication):
        keys.append(shelf.key_of_publication(link.publication_id))
        other = link.publication
        kind = LinkKind(link.kind)
        back.append(
            Relation(
                kind,
                kind.reverse,
                other.title,
                addresses.publication(other.pk),
                other.doc_number,
                other.published_on,
            )
        )
    return Related(tuple(forward), tuple(back), tuple(keys))


def _forward(link: Link) -> Relation | None:
    kind = LinkKind(link.kind)
    target = link.target
    is_public = target is not None and target.state == PublicationState.LIVE and target.visibility == Visibility.PUBLIC
    if target is not None and is_public:
        return Relation(
            kind, kind.label, target.title, addresses.publication(target.pk), target.doc_number, target.published_on
        )
    if link.text:
        return Relation(kind, kind.label, link.text, link.url, link.doc_number, None)
    return None


def story(
    publication: Publication,
    versions: list[Version],
    relations: Related,
    *,
    on: date,
    hidden: Sequence[queries.HiddenVersion] = (),
    changes: Sequence[Told] = (),
) -> list[Event]:
    """What happened to a paper and what is still to come, in order of days."""
    events: list[Event] = []
    if publication.date_written:
        events.append(Event(publication.date_written, "成文", publication.doc_number))
    events.append(Event(publication.published_on, "公开发布", publication.column.name))
    for version in versions:
        if version.no > 1:
            what = "勘误" if version.is_minor else "更正"
            address = addresses.version(publication.pk, version.no)
            events.append(Event(version.published_at.date(), what, version.change_note, address))
    events += [Event(row.since, f"停止提供第{row.no}版", row.cause.label) for row in hidden]
    events += [Event(row.on, row.label, row.text, row.url) for row in (*relations.readings, *relations.chain) if row.on]
    events += [
        Event(row.on, f"{row.articles}{row.label}", row.named, row.url, ahead=row.on > on) for row in changes if row.on
    ]
    if publication.effective_on:
        events.append(Event(publication.effective_on, "施行", ahead=publication.effective_on > on))
    if publication.expires_on:
        events.append(Event(publication.expires_on, "有效期届满", ahead=publication.expires_on >= on))
    return sorted(events, key=lambda event: event.on)
