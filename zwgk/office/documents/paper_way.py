"""线下审签: a sheet printed with its code, the scan laid to its file, the entry by one and the check by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from zwgk.approvals import paper, running
from zwgk.documents import queries, receiving, renditions
from zwgk.documents.actions import signing
from zwgk.files.writers.slip import slip_pdf
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.documents.finding import base, found, head
from zwgk.office.documents.reading import verdict_of
from zwgk.office.files import pdf
from zwgk.people import queries as people
from zwgk.people import today as day
from zwgk.rules import grounds
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.release_checks import Gate, Point

if TYPE_CHECKING:
    from zwgk.approvals.models import Step
    from zwgk.documents.models import Document
    from zwgk.people.models import Post


def page(request: HttpRequest, number: str) -> HttpResponse:
    """The sheets of a document and what is to be done with them."""
    return show(request, found(request, number))


def show(request: HttpRequest, document: Document, *, refusal: RuleViolation | None = None) -> HttpResponse:
    """The page, perhaps with a refusal."""
    actor = actor_of(request)
    pending = running.pending(document.matter)
    level = Level(pending[0].level) if pending else None
    context = {
        **head(request, document),
        "sheets": queries.sheets(document),
        "pending": pending[0] if pending else None,
        "level": level,
        "signers": _signers(pending[0]) if pending else [],
        "disclosures": list(Disclosure),
        "grounds": grounds.document_grounds(),
        "points": list(Point) if level is Level.OFFICE else [],
        "gates": list(Gate) if level is Level.SECRECY else [],
        "results": list(queries.SecrecyResult) if level is Level.SECRECY else [],
        "waiting": queries.signatures_waiting(document),
        "me": actor.user_id,
    }
    return shell.render(request, "documents/paper_way.html", context, refusal=refusal)


def _signers(step: Step) -> list[Post]:
    found_ = {post.pk: post for duty in step.duties for post in people.posts_with(duty, over=step.unit, on=day.today())}
    return list(found_.values())


@require_POST
def print_sheet(request: HttpRequest, number: str) -> HttpResponseBase:
    """Register a sheet under a fresh code; its PDF opens from the page."""
    document = found(request, number)
    sheet = signing.print_sheet(document, at=day.now(), actor=actor_of(request))
    return shell.done(request, f"处理签已生成，编码 {sheet.code}；请打印后签字", to=f"{base(document)}paper/")


def slip(request: HttpRequest, number: str, code: str) -> HttpResponseBase:
    """The sheet as PDF."""
    document = found(request, number)
    sheet = queries.sheet(document, code)
    if sheet is None:
        raise Http404
    return pdf(slip_pdf(renditions.slip(document, sheet)), f"处理签 {sheet.code}.pdf")


@require_POST
def scan(request: HttpRequest, number: str) -> HttpResponseBase:
    """Lay the scan of a signed sheet to its file."""
    document = found(request, number)
    upload = request.FILES.get("scan")
    try:
        if upload is None:
            raise BadInput(what="没有上传", why="没有选择扫描件", remedy="请选择 PDF 或图片", field="scan")
        receiving.scan(
            document,
            posted.text(request, "code"),
            upload.name or "处理签.pdf",
            upload,
            at=day.now(),
            actor=actor_of(request),
        )
    except RuleViolation as refusal:
        return show(request, document, refusal=refusal)
    return shell.done(request, "扫描件已归入本件，请录入纸上的意见", to=f"{base(document)}paper/#enter")


@require_POST
def enter(request: HttpRequest, number: str) -> HttpResponseBase:
    """Enter what stands on the paper; it counts when a second person has checked it."""
    document = found(request, number)
    try:
        sheet = queries.sheet(document, posted.text(request, "code"))
        signer = people.post(posted.number(request, "signer", "签字人"))
        if sheet is None:
            raise BadInput(what="没有录入", why="没有选择处理签", remedy="请选择编码", field="code")
        if signer is None:
            raise BadInput(what="没有录入", why="没有选择签字人", remedy="请选择签字人", field="signer")
        signing.enter_paper(
            document,
            sheet,
            verdict_of(request),
            signer=signer,
            signed_on=posted.must_day(request, "signed_on", "签字日期"),
            today=day.today(),
            at=day.now(),
            actor=actor_of(request),
        )
    except RuleViolation as refusal:
        return show(request, document, refusal=refusal)
    return shell.done(request, "已录入，等另一位同事对照扫描件核对", to=f"{base(document)}paper/")


@require_POST
def confirm(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """Confirm an entry against the scan; now the signature counts."""
    document = found(request, number)
    row = next((s for s in queries.signatures_waiting(document) if s.pk == pk), None)
    try:
        if row is None:
            raise BadInput(what="没有核对", why="这条录入已经核对或者不在了", remedy="请刷新页面")
        signing.confirm_paper(row, at=day.now(), actor=actor_of(request))
    except RuleViolation as refusal:
        return show(request, document, refusal=refusal)
    return shell.done(request, "已核对，线下签字生效", to=base(document))


def by_code(request: HttpRequest, code: str) -> HttpResponseBase:
    """What a scanned or typed code leads to: the file of that sheet, where it is for this actor."""
    sheet = paper.find(code)
    document = queries.find(actor_of(request), sheet.matter.number) if sheet else None
    if document is None:
        raise Http404
    return redirect(f"{base(document)}paper/")
