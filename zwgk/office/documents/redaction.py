"""删减后公开: passages marked with grounds, the public copy made and proved, the second reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from zwgk.documents import parts, queries, spotting, texts
from zwgk.documents.actions import copying, covering, redacting
from zwgk.documents.parts import Spot
from zwgk.files import body
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.documents import marking
from zwgk.office.documents.finding import base, found, head
from zwgk.people import today as day
from zwgk.rules import grounds
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.documents.models import Attachment, AttachmentMark, Document, Redaction


def page(request: HttpRequest, number: str) -> HttpResponse:
    """The text with its marks, the list of marks, the copy and its proof."""
    return show(request, found(request, number))


@dataclass(frozen=True)
class Listed:
    """A mark as the list shows it."""

    pk: int
    block_id: str
    nth: int
    text: str
    whole: bool
    ground_code: str
    reason: str
    by: str
    undo: str


def show(
    request: HttpRequest,
    document: Document,
    *,
    attachment: Attachment | None = None,
    refusal: RuleViolation | None = None,
) -> HttpResponse:
    """The page of the body or of a text attachment, perhaps with a refusal."""
    marks: list[Redaction | AttachmentMark] = [*parts.marks(attachment)] if attachment else [*document.redactions.all()]
    html = parts.html_of(attachment) if attachment else texts.working_text(document)
    by_block: dict[str, list[marking.Mark]] = {}
    for row in marks:
        by_block.setdefault(row.block_id, []).append(marking.Mark(row.start, row.end, "cut", f"r{row.pk}"))
    blocks = body.blocks(html)
    lines = [
        (b, marking.marked(b, by_block.get(b.id, [])), any(not m.end for m in by_block.get(b.id, []))) for b in blocks
    ]
    text_of = {b.id: b.text for b in blocks}
    nth = {b.id: n for n, b in enumerate(blocks, 1)}
    undo = f"{base(document)}redact/{'uncover' if attachment else 'unmark'}/"
    listed = [
        Listed(
            row.pk,
            row.block_id,
            nth.get(row.block_id, 0),
            text_of.get(row.block_id, "")[row.start : row.end or None][:60],
            not row.end,
            row.ground_code,
            row.reason,
            row.by,
            f"{undo}{row.pk}/",
        )
        for row in sorted(marks, key=lambda r: (nth.get(r.block_id, 0), r.start))
    ]
    context = {
        **head(request, document),
        **around(request, document, attachment),
        "lines": lines,
        "marks": listed,
        "attachment": attachment,
        "mark_url": f"{base(document)}redact/files/{attachment.pk}/" if attachment else f"{base(document)}redact/mark/",
    }
    return shell.render(request, "documents/redact.html", context, refusal=refusal)


def around(request: HttpRequest, document: Document, attachment: Attachment | None = None) -> dict[str, Any]:
    """What stands around every page of the redaction: parts, kinds found, grounds, the copy and how far it is."""
    actor = actor_of(request)
    has = copy_of(document)
    copy = has["copy"]
    moves = {move.name for move in queries.moves(document, actor)}
    marked = queries.marks_by_attachment(document)
    outgoing = texts.outgoing_attachments(document)
    total = document.redactions.count() + sum(marked.get(a.pk, 0) for a in outgoing)
    return {
        "parts": [(a, marked.get(a.pk, 0), attachment is not None and a.pk == attachment.pk) for a in outgoing],
        "in_body": total - sum(marked.get(a.pk, 0) for a in outgoing),
        "kinds": spotting.kinds(document),
        "grounds": grounds.marking_grounds(),
        "ground_names": {row.code: f"{row.article} {row.label}" for row in grounds.marking_grounds()},
        **has,
        "can_make": bool(total) and copy is None and "redact" in moves and not has["making"],
        "made_by_me": copy is not None and copy.made_by_user == actor.user_id,
        "moves": moves,
    }


def copy_of(document: Document) -> dict[str, Any]:
    """The copy that fits the present marks and what goes out with it; how far the ordered one is, why not made."""
    copy = copying.current_copy(document)
    order = copying.order_of(document) if copy is None else None
    outgoing = texts.outgoing_attachments(document) if copy else []
    anew = copying.made_anew(copy) if copy else {}
    return {
        "copy": copy,
        "made": [(attachment, anew.get(attachment.pk)) for attachment in outgoing],
        "order": order,
        "making": order is not None and order.state in {"waiting", "running"},
        "failed": order.last_error if order is not None and order.state == "failed" else "",
    }


@require_POST
def mark(request: HttpRequest, number: str) -> HttpResponseBase:
    """Mark a passage: by offsets (script), by its exact words in a block (without), or a whole block."""
    document = found(request, number)
    try:
        block_id, start, end = _place(request, texts.working_text(document))
        redacting.redact(
            document,
            block_id,
            ground_code=posted.text(request, "ground_code"),
            reason=posted.text(request, "reason"),
            at=day.now(),
            actor=actor_of(request),
            start=start,
            end=end,
        )
    except RuleViolation as refusal:
        return show(request, document, refusal=refusal)
    return shell.done(request, "已标注", to=f"{base(document)}redact/#{block_id}")


def mark_text(request: HttpRequest, document: Document, attachment: Attachment) -> HttpResponseBase:
    """Mark a passage of a text attachment, as in the body."""
    try:
        html = parts.html_of(attachment)
        block_id, start, end = _place(request, html)
        spot = Spot(attachment.pk, block_id, start, end)
        covering.must_be_in_text(attachment, [spot])
        covering.cover(
            document,
            [spot],
            ground_code=posted.text(request, "ground_code"),
            reason=posted.text(request, "reason"),
            at=day.now(),
            actor=actor_of(request),
        )
    except RuleViolation as refusal:
        return show(request, document, attachment=attachment, refusal=refusal)
    return shell.done(request, "已标注", to=f"{base(document)}redact/files/{attachment.pk}/#{block_id}")


def _place(request: HttpRequest, html: str) -> tuple[str, int, int]:
    block_id = posted.text(request, "block_id")
    if posted.flag(request, "whole"):
        return block_id, 0, 0
    start, end = posted.number(request, "start", "起"), posted.number(request, "end", "止")
    words = request.POST.get("words", "")
    block = next((b for b in body.blocks(html) if b.id == block_id), None)
    if block is not None and start is not None and end is not None and _same(block.text[start:end], words):
        return block_id, start, end  # of several equal places the one that was selected
    if block is None or not words.strip():
        raise BadInput(
            what="不能标注", why="没有选定段落或文字", remedy="请选择段落，写出要删去的原文，或勾选整段", field="words"
        )
    at = block.text.find(words)
    if at < 0:
        raise BadInput(what="不能标注", why="这一段里没有这些文字", remedy="请照原文一字不差地填写", field="words")
    return block_id, at, at + len(words)


def _same(there: str, selected: str) -> bool:
    """Whether a selection on the screen is what stands at the offsets, blanks apart (cells, line breaks)."""
    return bool(there) and "".join(there.split()) == "".join(selected.split())


@require_POST
def unmark(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """Take a mark away."""
    document = found(request, number)
    row = queries.redaction(document, pk)
    if row is not None:
        redacting.unredact(row, actor=actor_of(request))
    return shell.done(request, "已取消标注", to=f"{base(document)}redact/")


@require_POST
def make(request: HttpRequest, number: str) -> HttpResponseBase:
    """Order the public copy; the page then shows how far it is."""
    document = found(request, number)
    try:
        copying.order_copy(document, actor=actor_of(request))
    except RuleViolation as refusal:
        return show(request, document, refusal=refusal)
    return redirect(f"{base(document)}redact/#read")


@require_POST
def read(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """Confirm, as a second person, that the public copy was read again (复读)."""
    document = found(request, number)
    copy = queries.redacted_copy(document, pk)
    try:
        if copy is None:
            raise BadInput(what="不能复读", why="这份公开文本已经重做", remedy="请刷新页面")
        redacting.read_redacted(
            copy, at=day.now(), actor=actor_of(request), remaining_is_fine=posted.flag(request, "remaining_is_fine")
        )
    except RuleViolation as refusal:
        return show(request, document, refusal=refusal)
    return shell.done(request, "已复读，可以公开", to=base(document))
