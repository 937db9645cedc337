"""What can be followed and how it is called: a column, an organ, a subject, a topic, a search."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from zwgk.people import public
from zwgk.publishing import addresses, queries
from zwgk.publishing.arranging import topics
from zwgk.publishing.models import Column
from zwgk.rules.following import MAX_WORDS, FollowKind
from zwgk.rules.publication import ColumnKind
from zwgk.rules.subjects import SUBJECTS, top_subjects

#: filters of a search that a subscription keeps
FILTERS = ("kind", "validity", "year", "organ", "column")
#: columns that are one page and never receive anything
_PAGES = frozenset({ColumnKind.GUIDE, ColumnKind.INSTITUTIONS, ColumnKind.ORGANS})


@dataclass(frozen=True)
class Scope:
    """One thing that is followed: its kind, its number, code or words, its name and its page on the portal."""

    kind: FollowKind
    target: str
    label: str
    url: str
    words: str = ""
    narrowed: str = ""

    @property
    def title(self) -> str:
        """“栏目‘通知公告’” as sentences name it."""
        return f"{self.kind.label}“{self.label}”"


def found(kind: str, target: str, *, words: str = "", narrowed: str = "") -> Scope | None:
    """The scope where there is such a thing in public now, else None; what was typed is never trusted."""
    if kind == FollowKind.SEARCH:
        return _search(words, narrowed)
    if kind == FollowKind.SUBJECT:
        subject = SUBJECTS.get(target)
        return Scope(FollowKind.SUBJECT, target, subject.label, "/all/") if subject else None
    if not (target.isascii() and target.isdecimal() and len(target) <= 18):
        return None
    if kind == FollowKind.COLUMN:
        row = Column.objects.filter(pk=int(target), is_public=True).first()
        return column(row) if row is not None else None
    if kind == FollowKind.ORGAN:
        unit = public.profile(int(target))
        return Scope(FollowKind.ORGAN, target, unit.name, addresses.organ(unit.pk)) if unit is not None else None
    if kind == FollowKind.TOPIC:
        topic = topics.by_number(int(target))
        return Scope(FollowKind.TOPIC, target, topic.title, topic.url) if topic is not None else None
    return None


def column(row: Column) -> Scope | None:
    """The scope of a column, where it is one that receives something."""
    if row.kind in _PAGES or row.external_url:
        return None
    return Scope(FollowKind.COLUMN, str(row.pk), row.name, addresses.column(row.slug))


def _search(words: str, narrowed: str) -> Scope | None:
    words = " ".join(words.split())
    if not words or len(words) > MAX_WORDS or not words.isprintable():
        return None
    kept = filters_of(narrowed)
    query = urlencode({"q": words, **kept, "order": "date"})
    label = words if not kept else f"{words}（限所选条件）"
    return Scope(FollowKind.SEARCH, "", label, f"/search/?{query}", words, urlencode(kept))


def filters_of(narrowed: str) -> dict[str, str]:
    """The filters of a kept query string, those that a search knows."""
    given = dict(parse_qsl(narrowed[:300]))
    return {name: given[name][:60] for name in FILTERS if given.get(name)}


def offered_columns() -> list[Scope]:
    """The public columns that can be followed, in the order of the site."""
    return [scope for row in queries.columns() if (scope := column(row)) is not None]


def offered_organs() -> list[Scope]:
    """The organs that can be followed."""
    return [Scope(FollowKind.ORGAN, str(u.pk), u.name, addresses.organ(u.pk)) for u in public.organs()]


def offered_topics() -> list[Scope]:
    """The open topics that can be followed."""
    return [Scope(FollowKind.TOPIC, str(t.pk), t.title, t.url) for t in topics.listed() if t.closed_on is None]


def offered_subjects() -> list[Scope]:
    """The top classes of subjects."""
    return [Scope(FollowKind.SUBJECT, s.code, s.label, "/all/") for s in top_subjects()]
