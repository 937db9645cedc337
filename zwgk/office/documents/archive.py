"""文书归档: what waits to be filed, the pieces of a year, boxes, packages and their receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from zwgk.documents import archive_queries as queries
from zwgk.documents import archive_sheets
from zwgk.documents.actions import archiving
from zwgk.documents.actions.archiving import Filing
from zwgk.documents.archive_queries import Term
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.documents.books import DOCX, organ_of, sheet
from zwgk.office.files import pdf
from zwgk.people import today as day
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.documents.models import Fonds
    from zwgk.people.actor import Actor

HOME = "/documents/archive/"


def index(request: HttpRequest) -> HttpResponseBase:
    """What waits, with the term proposed for each; confirmed in bulk. Beside it the years and the packages."""
    actor = actor_of(request)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            sentence = _set_fonds(request, actor) if "fonds" in request.POST else _file(request, actor)
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, sentence, to=HOME)
    fonds = queries.fonds_of(actor)
    page, proposals = queries.to_file(actor, request.GET.get("at", ""))
    context = {
        "page": page,
        "proposals": proposals,
        "terms": list(Term),
        "fonds": fonds,
        "years": queries.years(fonds) if fonds else [],
        "transfers": queries.transfers(fonds) if fonds else [],
        "organ": organ_of(actor),
        "chosen": set(request.POST.getlist("file")),
    }
    return shell.render(request, "documents/archive.html", context, refusal=refusal)


def _set_fonds(request: HttpRequest, actor: Actor) -> str:
    fonds = archiving.set_fonds(
        organ_of(actor),
        number=posted.text(request, "fonds"),
        name=posted.text(request, "name"),
        on=day.today(),
        actor=actor,
    )
    return f"全宗号已登记：{fonds}"


def _file(request: HttpRequest, actor: Actor) -> str:
    wanted = [int(pk) for pk in request.POST.getlist("file") if pk.isascii() and pk.isdigit()]
    filings = []
    for document in queries.chosen(actor, wanted):
        term = posted.choice(request, f"term-{document.pk}", Term, "保管期限")
        filings.append(Filing(document, term, posted.text(request, "reason")))
    pieces = archiving.file_pieces(filings, on=day.today(), at=day.now(), actor=actor)
    return f"已归档 {len(pieces)} 件，后台正在数页数"


def shelf(request: HttpRequest, year: int, term: str) -> HttpResponseBase:
    """The pieces of a year and term: number them, lay them into boxes, take one out before it is numbered."""
    actor = actor_of(request)
    fonds, which = _fonds(actor), _term(term)
    here = f"{HOME}{year}/{which}/"
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            sentence = _on_shelf(request, actor, fonds, year, which)
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, sentence, to=here)
    context = {
        "page": queries.page_of_pieces(fonds, year, which, request.GET.get("at", "")),
        "count": next((c for c in queries.years(fonds) if (c.year, c.term) == (year, which)), None),
        "boxes": [b for b in queries.boxes(fonds, year) if b.term == str(which)],
        "fonds": fonds,
        "year": year,
        "term": which,
        "terms": list(Term),
        "here": here,
        "me": actor.user_id,
    }
    return shell.render(request, "documents/archive_shelf.html", context, refusal=refusal)


def _on_shelf(request: HttpRequest, actor: Actor, fonds: Fonds, year: int, term: Term) -> str:
    act = posted.text(request, "act")
    if act == "number":
        pieces = archiving.number_pieces(fonds, year=year, term=term, actor=actor)
        return f"已编件号 {pieces[0].number}—{pieces[-1].number}"
    if act == "pack":
        boxes = archiving.pack_boxes(fonds, year=year, term=term, on=day.today(), actor=actor)
        return f"已装 {len(boxes)} 盒，请由另一位同事检查"
    if act == "check":
        box = queries.box(actor, posted.number(request, "box", "盒") or 0)
        if box is None:
            raise Http404
        archiving.check_box(box, remark=posted.text(request, "remark"), on=day.today(), actor=actor)
        return f"{box}已检查"
    piece = queries.piece(actor, posted.number(request, "piece", "件") or 0)
    if piece is None:
        raise Http404
    if act == "term":
        chosen = posted.choice(request, "term", Term, "保管期限")
        archiving.change_term(piece, term=chosen, reason=posted.text(request, "reason"), actor=actor)
        return f"《{piece.document.title}》的保管期限已改为{chosen.label}"
    if act == "out":
        archiving.unfile(piece, reason=posted.text(request, "reason"), actor=actor)
        return f"《{piece.document.title}》已退出归档"
    raise BadInput(what="没有办理", why="没有选择要办的事", remedy="请刷新页面后重试")


def catalogue(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """归档文件目录 of a year, all terms."""
    fonds = _fonds(actor_of(request))
    pieces = list(queries.pieces(fonds, year))
    name = f"{fonds.name}{year}年归档文件目录.{form}"
    if form == "pdf":
        return pdf(archive_sheets.catalogue_pdf(fonds, pieces, year=year), name)
    if form == "docx":
        return sheet(archive_sheets.catalogue_docx(fonds, pieces, year=year), name, DOCX)
    if form == "xlsx":
        return sheet(archive_sheets.catalogue_xlsx(fonds, pieces, year=year), name)
    raise Http404


def box(request: HttpRequest, pk: int) -> HttpResponse:
    """盒封面和备考表 of a box."""
    row = queries.box(actor_of(request), pk)
    if row is None:
        raise Http404
    return pdf(archive_sheets.box_pdf(row, queries.in_box(row)), f"{row}.pdf")


def transfer(request: HttpRequest) -> HttpResponseBase:
    """移交: ask for a package, enter its receipt."""
    actor = actor_of(request)
    if request.method != "POST":
        return redirect(HOME)
    fonds = _fonds(actor)
    try:
        if "receipt" in request.POST:
            row = queries.transfer(actor, posted.number(request, "receipt", "移交") or 0)
            if row is None:
                raise Http404
            archiving.record_receipt(
                row,
                receipt_no=posted.text(request, "receipt_no"),
                received_by=posted.text(request, "received_by"),
                received_on=posted.must_day(request, "received_on", "接收日期"),
                today=day.today(),
                actor=actor,
            )
            return shell.done(request, "回执已登记", to=HOME)
        row = archiving.transfer(
            fonds,
            year=posted.must_number(request, "year", "年度"),
            to=posted.text(request, "to"),
            at=day.now(),
            actor=actor,
        )
    except RuleViolation as found:
        shown = {"proposals": [], "fonds": fonds, "years": queries.years(fonds), "terms": list(Term)}
        context = {**shown, "transfers": queries.transfers(fonds), "organ": organ_of(actor)}
        return shell.render(request, "documents/archive.html", context, refusal=found)
    return shell.done(request, f"{row.pieces_count} 件已列入移交，后台正在生成移交包", to=HOME)


def package(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The package of a transfer."""
    row = queries.transfer(actor_of(request), pk)
    data = queries.package(row) if row is not None else None
    if row is None or data is None:
        raise Http404
    return sheet(data, f"{row.fonds.number}-{row.year}年移交包.zip", "application/zip")


def _fonds(actor: Actor) -> Fonds:
    fonds = queries.fonds_of(actor)
    if fonds is None:
        raise Http404
    return fonds


def _term(code: str) -> Term:
    if code not in {str(term) for term in Term}:
        raise Http404
    return Term(code)
