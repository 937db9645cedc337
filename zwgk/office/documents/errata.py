"""勘误: a slip of the pen in a public text, proposed by one and approved by another, without a new round of signing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.documents.actions import errata
from zwgk.files import body
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.documents.finding import base, found, head
from zwgk.people import today as day
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.documents.models import Document


def page(request: HttpRequest, number: str) -> HttpResponseBase:
    """What was proposed and approved; the form to propose, the button to approve."""
    document = found(request, number)
    if request.method != "POST":
        return _show(request, document)
    try:
        sentence = _approve(request, document) if "approve" in request.POST else _propose(request, document)
    except RuleViolation as refusal:
        return _show(request, document, refusal=refusal)
    return shell.done(request, sentence, to=f"{base(document)}errata/")


def _show(request: HttpRequest, document: Document, *, refusal: RuleViolation | None = None) -> HttpResponse:
    context = {
        **head(request, document),
        "errata": document.errata.order_by("-pk"),
        "longest": errata.LONGEST,
        "me": actor_of(request).user_id,
    }
    return shell.render(request, "documents/errata.html", context, refusal=refusal)


def _propose(request: HttpRequest, document: Document) -> str:
    block_id, start, end = _place(document, posted.text(request, "old_text"))
    errata.propose(
        document,
        block_id,
        start,
        end,
        posted.text(request, "new_text"),
        reason=posted.text(request, "reason"),
        at=day.now(),
        actor=actor_of(request),
    )
    return "已提出勘误，等另一位同事核准"


def _place(document: Document, words: str) -> tuple[str, int, int]:
    """Where the words stand in the public text. Errors: :class:`BadInput` unless they stand there exactly once."""
    current = document.publication.current if document.publication else None
    blocks = body.blocks(current.body_html) if current else []
    times = sum(block.text.count(words) for block in blocks) if words else 0
    if times != 1:
        raise BadInput(
            what="没有提出勘误",
            why=f"公开的正文里“{words}”出现 {times} 处" if words else "没有写错在哪几个字",
            remedy="请照公开的正文抄写，多抄几个字，使它只出现一次",
            field="old_text",
        )
    block = next(block for block in blocks if words in block.text)
    start = block.text.find(words)
    return block.id, start, start + len(words)


def _approve(request: HttpRequest, document: Document) -> str:
    pk = posted.must_number(request, "approve", "勘误")
    row = document.errata.filter(pk=pk, approved_at=None).first()
    if row is None:
        raise BadInput(what="没有核准", why="这条勘误已经核准或者不在了", remedy="请刷新页面")
    errata.approve(row, at=day.now(), actor=actor_of(request))
    return "已核准，公开页面已改正并注明勘误"
