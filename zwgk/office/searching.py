"""The office's search: every word of every paper that the searcher may see; numbers and codes lead straight there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from zwgk.approvals import paper
from zwgk.documents import queries as documents
from zwgk.office import publications, shell
from zwgk.office.access import actor_of
from zwgk.office.documents.finding import base
from zwgk.office.documents.paper_way import by_code
from zwgk.publishing import desk
from zwgk.rules import document_kinds
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.errors import RuleViolation
from zwgk.search import store
from zwgk.search.queries import Filters, search
from zwgk.search.snippets import Marked

if TYPE_CHECKING:
    from zwgk.documents.models import Document
    from zwgk.people.actor import Actor

#: finds of a page; how many times the index is asked for them, and for how many hits where none was in scope
SIZE, ROUNDS, CHUNK = 20, 10, 100

AWAY = "检索索引正在重建，现在只按标题和文号查找，结果可能不全，请稍后再试。"


@dataclass(frozen=True)
class Line:
    """One find: the paper, its title and the passage with what was found marked."""

    document: Document
    title: Marked
    passage: Marked


@dataclass(frozen=True)
class Found:
    """What one page shows. ``after`` leads on, "" at the end.

    How many papers there are in all is never said, nor which words occur: that would tell of papers outside the scope.
    """

    lines: Sequence[Line]
    after: str = ""
    notice: str = ""


def page(request: HttpRequest) -> HttpResponseBase:
    """Papers and publications; the code of a printed sheet and the number of a matter open their paper."""
    actor = actor_of(request)
    text, kind, disclosure = (request.GET.get(name, "").strip() for name in ("q", "kind", "disclosure"))
    if len(text) == 10 and text.isascii() and paper.find(text) is not None:
        return by_code(request, text.upper())
    numbered = documents.find(actor, text) if text else None
    if numbered is not None:
        return redirect(base(numbered))
    found, refusal = Found(()), None
    if text:
        try:
            found = look(actor, text, kind=kind, disclosure=disclosure, after=request.GET.get("after", ""))
        except RuleViolation as said:
            refusal = said
    narrowed = bool(kind or disclosure)
    context = {
        "text": text,
        "found": found,
        "kind": kind,
        "disclosure": disclosure,
        "kinds": list(document_kinds.KINDS.values()),
        "disclosures": list(Disclosure),
        "publications": list(desk.listed(actor, "", text=text, size=SIZE).rows) if text and not narrowed else [],
        "narrowed": narrowed,
        "may_take_down": publications.may_take_down(actor),
    }
    return shell.render(request, "search.html", context, refusal=refusal)


def look(actor: Actor, text: str, *, kind: str = "", disclosure: str = "", after: str = "") -> Found:
    """Find papers among those that the actor may see; by title and number alone where the index is away.

    A paper outside the scope is passed over as if it were not there, and the index is asked for more until the page is
    full. Errors: ``LimitExceeded`` (query too long), ``BadInput`` (cursor).
    """
    lines: list[Line] = []
    filters = Filters(kind=kind)
    try:
        for turn in range(ROUNDS):
            limit = CHUNK if turn and not lines else SIZE  # in a stretch of papers out of scope the steps are longer
            got = search(text, index=store.OFFICE, filters=filters, after=after, limit=limit)
            visible = _visible(actor, [hit.key for hit in got.hits], disclosure)
            lines += [Line(visible[h.key], h.title, h.snippet) for h in got.hits if h.key in visible]
            after = got.after
            if not after or len(lines) >= SIZE:
                break
    except store.IndexUnavailable:
        wanted = documents.Filter(text=text, kind=kind, disclosure=disclosure)
        rows = documents.listed(actor, wanted, "", size=SIZE).rows
        return Found([Line(d, Marked(((d.title, False),)), Marked(())) for d in rows], notice=AWAY)
    return Found(lines, after)


def _visible(actor: Actor, numbers: Sequence[str], disclosure: str) -> dict[str, Document]:
    rows = documents.visible_to(actor).filter(matter__number__in=numbers)
    if disclosure:  # asked of the database, which knows the attribute of this moment
        rows = rows.filter(disclosure=disclosure)
    return {d.matter.number: d for d in rows}
