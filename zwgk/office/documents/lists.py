"""公文公开: the list with its filters, today's intake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zwgk.deadlines.calendars import calendar_for
from zwgk.documents import queries
from zwgk.office import filters, shell
from zwgk.office.access import actor_of
from zwgk.people import today as day
from zwgk.rules import document_kinds, grounds, lights
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_flow import SIGNING, WRITERS, WRITING, Stage
from zwgk.rules.duties import Duty
from zwgk.rules.lights import Standing

if TYPE_CHECKING:
    from zwgk.documents.models import Document

#: the tabs: code, label, stages ("": every open one)
TABS: tuple[tuple[str, str, frozenset[Stage]], ...] = (
    ("", "全部", frozenset()),
    ("writing", "拟稿", WRITING),
    ("signing", "审签中", SIGNING),
    ("numbering", "编号用印", frozenset({Stage.NUMBERING})),
    ("handover", "移交", frozenset({Stage.HANDOVER})),
    ("to_publish", "待公开", frozenset({Stage.TO_PUBLISH})),
    ("deferred", "暂缓", frozenset({Stage.DEFERRED})),
    ("published", "已公开", frozenset({Stage.PUBLISHED})),
    ("off", "已撤下", frozenset({Stage.WITHDRAWN, Stage.TAKEN_DOWN})),
)


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    document: Document
    kind: str
    stage: str
    disclosure: str
    standing: Standing | None


def index(request: HttpRequest) -> HttpResponseBase:
    """The list, narrowed by the tab, the attribute, the kind, words, mine, overdue."""
    usual = filters.opened(request, "documents")
    if usual is not None:
        return usual
    actor = actor_of(request)
    today = day.today()
    get = request.GET
    tab = next((t for t in TABS if t[0] == get.get("show", "")), TABS[0])
    wanted = queries.Filter(
        stages=tuple(str(s) for s in tab[2]),
        disclosure=get.get("disclosure", ""),
        kind=get.get("kind", ""),
        text=get.get("q", "").strip(),
        mine="mine" in get,
        overdue_on=today if "late" in get else None,
    )
    page = queries.listed(actor, wanted, get.get("at", ""))
    numbers = queries.numbers_by_stage(actor)
    calendar = calendar_for(None)
    rows = [
        Row(
            d,
            document_kinds.KINDS[d.kind].label,
            Stage(d.matter.stage).label,
            Disclosure(d.disclosure).phrase if d.disclosure else "未定",
            lights.standing(d.matter.next_due, today, calendar)
            if d.matter.next_due and d.matter.closed_on is None
            else None,
        )
        for d in page.rows
    ]
    context = {
        **filters.strip(request, "documents"),
        "rows": rows,
        "page": page,
        "tabs": [
            (code, label, sum(numbers.get(str(s), 0) for s in stages) if stages else sum(numbers.values()))
            for code, label, stages in TABS
        ],
        "tab": tab[0],
        "kinds": document_kinds.KINDS.values(),
        "disclosures": list(Disclosure),
        "wanted": get,
        "may_mark": tab[0] == "writing" and any(actor.has(duty) for duty in WRITERS),
        "may_publish": tab[0] == "to_publish" and actor.has(Duty.PUBLISHER),
        "grounds": grounds.document_grounds(),
        "undecided": queries.undecided(actor).count(),
    }
    return shell.render(request, "documents/list.html", context)


def today(request: HttpRequest) -> HttpResponseBase:
    """今日待定: drafts whose attribute nobody has proposed yet (S1-46)."""
    rows = queries.undecided(actor_of(request))[:200]
    return shell.render(request, "documents/today.html", {"documents": rows, "kinds": document_kinds.KINDS})
