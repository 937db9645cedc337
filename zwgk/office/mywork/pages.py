"""我的工作: what is due, what I write, what others have of mine, what I did and was told; each leads to its list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zwgk.audit import queries as log
from zwgk.documents import queries as documents
from zwgk.matters import queries as matters
from zwgk.notices import queries as notices
from zwgk.office import inbox, shell
from zwgk.office.access import actor_of
from zwgk.office.standins import banner
from zwgk.office.words import ACTS
from zwgk.people import handovers, standing
from zwgk.people.actor import Actor
from zwgk.rules import document_kinds
from zwgk.rules.document_flow import WRITING, Stage
from zwgk.rules.duties import Duty
from zwgk.rules.lights import Light
from zwgk.ui.paging import page_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zwgk.audit.models import Entry
    from zwgk.matters.models import Matter, Waiting

#: lines of a part; how many entries of the log are read to find so many matters
SHOWN, LOOKED_AT = 6, 60


@dataclass(frozen=True)
class Due:
    """One of the three parts of what is due: its words, its list, its first lines and how many there are."""

    code: str
    label: str
    empty: str
    css: str
    lines: list[inbox.Line]
    number: int


@dataclass(frozen=True)
class Elsewhere:
    """A matter of mine at somebody else's desk: whose turn it is, and since when."""

    waiting: Waiting
    whom: str
    since: datetime
    url: str


@dataclass(frozen=True)
class Done:
    """What I did to a matter, the last time."""

    entry: Entry
    act: str
    matter: Matter
    url: str


def page(request: HttpRequest) -> HttpResponseBase:
    """The home of one's work; a fixed number of questions to the database however much there is."""
    actor = actor_of(request)
    lines = inbox.lines_of(actor)
    elsewhere = list(matters.waiting_for_others(actor)[: SHOWN + 1])
    drafts = documents.listed(actor, documents.Filter(stages=tuple(map(str, WRITING)), mine=True), "", size=SHOWN)
    context = {
        "standing": banner.standing_of(actor),
        "due": _due(lines),
        "total": len(lines),
        "drafts": [(d, document_kinds.KINDS[d.kind].label, Stage(d.matter.stage).label) for d in drafts.rows],
        "more_drafts": bool(drafts.older),
        "elsewhere": _elsewhere(elsewhere[:SHOWN]),
        "more_elsewhere": len(elsewhere) > SHOWN,
        "done": _done(actor, log.done_by(request.user.pk).order_by("-pk")[:LOOKED_AT])[:SHOWN],
        "notices": list(notices.inbox(actor)[:SHOWN]),
        "to_sign": handovers.to_sign(actor),
    }
    return shell.render(request, "mywork/index.html", context)


def _due(lines: list[inbox.Line]) -> list[Due]:
    parts = (
        ("late", "已超期", "没有超期的事项", "late", {Light.OVERDUE}),
        ("today", "今天到期", "今天没有到期的事项", "due-today", {Light.TODAY}),
        ("soon", "五个工作日内到期", "五个工作日内没有到期的事项", "soon", {Light.SOON}),
    )
    found = []
    for code, label, empty, css, lights in parts:
        mine = [line for line in lines if line.standing is not None and line.standing.light in lights]
        found.append(Due(code, label, empty, css if mine else "", mine[:SHOWN], len(mine)))
    return found


def _elsewhere(rows: list[Waiting]) -> list[Elsewhere]:
    """One line for each step of a matter, however many may take it (分管领导 or 主要领导)."""
    whose = standing.whose({(row.duty, row.unit_id) for row in rows if row.post_id is None})
    together: dict[tuple[int, str], list[Waiting]] = {}
    for row in rows:
        together.setdefault((row.matter_id, row.label), []).append(row)
    found = []
    for group in together.values():
        first = group[0]
        whom = "或".join(dict.fromkeys(_whom(row, whose) for row in group))
        found.append(Elsewhere(first, whom, first.since, inbox.address(first.matter.kind, first.matter.number)))
    return found


def _whom(row: Waiting, whose: dict[tuple[str, int], list[standing.Holder]]) -> str:
    if row.post is not None:
        return row.post.user.name
    names = "、".join(holder.words for holder in whose.get((row.duty, row.unit_id), [])[:3])
    return f"{names or '没有人担任'}（{row.unit.name}{Duty(row.duty).label}）"


def _done(actor: Actor, entries: Iterable[Entry]) -> list[Done]:
    """The newest entry of each matter that the actor may still see."""
    newest: dict[int, Entry] = {}
    for entry in entries:
        newest.setdefault(entry.matter_id or 0, entry)
    seen = matters.visible_to(actor).in_bulk(list(newest))
    return [
        Done(entry, ACTS.get(entry.act, entry.act), seen[pk], inbox.address(seen[pk].kind, seen[pk].number))
        for pk, entry in newest.items()
        if pk in seen
    ]


def done(request: HttpRequest) -> HttpResponseBase:
    """最近办过: all that one did to matters, act by act, the newest first."""
    actor = actor_of(request)
    found = page_of(log.done_by(request.user.pk), request.GET.get("at", ""), by=("id", "id"), size=40)
    seen = matters.visible_to(actor).in_bulk({entry.matter_id for entry in found.rows if entry.matter_id})
    rows = [(entry, ACTS.get(entry.act, entry.act), seen.get(entry.matter_id or 0)) for entry in found.rows]
    context = {
        "page": found,
        "rows": [(e, act, m, inbox.address(m.kind, m.number) if m else "") for e, act, m in rows],
    }
    return shell.render(request, "mywork/done.html", context)


def elsewhere(request: HttpRequest) -> HttpResponseBase:
    """等别人办: all of mine that waits at others' desks, the longest waiting first."""
    rows = list(matters.waiting_for_others(actor_of(request))[: inbox.MAX_SHOWN])
    context = {"rows": _elsewhere(rows), "more": len(rows) == inbox.MAX_SHOWN, "most": inbox.MAX_SHOWN}
    return shell.render(request, "mywork/elsewhere.html", context)
