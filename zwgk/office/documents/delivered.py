"""The paper as it goes out: printed with its code, its sealed scan, the filled 处理签, and the one-key layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.documents import queries, registers, renditions, sealed_intake
from zwgk.documents.actions import drafting, sealed
from zwgk.files import structure
from zwgk.files.writers.slip import slip_pdf
from zwgk.files.writers.slip_word import slip_docx
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.documents.books import DOCX, sheet
from zwgk.office.documents.finding import base, found, head
from zwgk.office.files import pdf
from zwgk.people import today as day
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.documents.models import Document


def slip(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """The 公文审批处理签 filled from the last round, as PDF or Word."""
    document = found(request, number)
    filled = renditions.filled_slip(document)
    if form == "pdf":
        return pdf(slip_pdf(filled), f"处理签 {document.matter.number}.pdf")
    if form == "docx":
        return sheet(slip_docx(filled), f"处理签 {document.matter.number}.docx", DOCX)
    raise Http404


def printed(request: HttpRequest, number: str) -> HttpResponse:
    """The paper as it is printed for sealing, with its code."""
    document = found(request, number)
    return pdf(sealed_intake.printed(document), f"印制件 {document.matter.number}.pdf")


def page(request: HttpRequest, number: str) -> HttpResponseBase:
    """盖章扫描件: upload, what was found on it, the second person's check."""
    document = found(request, number)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            sentence = _act(request, document)
        except RuleViolation as refused:
            refusal = refused
        else:
            return shell.done(request, sentence, to=f"{base(document)}sealed/")
    rows = registers.sealed_scans(document)
    context = {
        **head(request, document),
        "rows": rows,
        "live": next((row for row in rows if not row.set_aside_because), None),
        "is_sealed": hasattr(document, "sealing"),
        "code": sealed_intake.code_of(document),
        "me": actor_of(request).user_id,
    }
    return shell.render(request, "documents/sealed.html", context, refusal=refusal)


def _act(request: HttpRequest, document: Document) -> str:
    actor = actor_of(request)
    act = posted.text(request, "act")
    if act == "upload":
        upload = request.FILES.get("scan")
        if upload is None:
            raise BadInput(what="没有上传", why="没有选择扫描件", remedy="请选择PDF文件", field="scan")
        sealed_intake.receive(document, upload.name or "盖章扫描件.pdf", upload, at=day.now(), actor=actor)
        return "扫描件已上传，请由另一位同事逐页核对"
    row = registers.sealed_scan(document, posted.number(request, "row", "扫描件") or 0)
    if row is None:
        raise Http404
    if act == "confirm":
        sealed.confirm_sealed_scan(row, at=day.now(), actor=actor)
        return "已核对：这份扫描件就是归档的正本，全文公开的随网页一起公开"
    sealed.set_aside_sealed_scan(row, reason=posted.text(request, "reason"), actor=actor)
    return "已停用，可以重新上传"


def layout(request: HttpRequest, number: str) -> HttpResponseBase:
    """一键排版: what would be marked, then, if wanted, the draft laid out; the text itself stays."""
    document = found(request, number)
    draft = document.draft
    made = structure.lay_out(draft.body_html)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            drafting.save(
                document,
                title=document.title,
                body_html=made.body_html,
                revision=posted.must_number(request, "revision", "修订号"),
                at=day.now(),
                actor=actor_of(request),
            )
        except RuleViolation as refused:
            refusal = refused
        else:
            return shell.done(request, f"已排版，标明 {len(made.changes)} 处", to=f"{base(document)}layout/")
    context = {
        **head(request, document),
        "changes": made.changes,
        "revision": draft.revision,
        "may": queries.may_edit(document, actor_of(request)),
    }
    return shell.render(request, "documents/layout.html", context, refusal=refusal)
