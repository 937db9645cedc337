"""案卷归档: filed under a term, taken out as one PDF or as package with a reason, the applicant erased by two."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from zwgk.documents import archive_queries
from zwgk.inforequests.actions import keeping
from zwgk.inforequests.filed import binding, contents, package
from zwgk.inforequests.filed import queries as filed
from zwgk.inforequests.filed.queries import Term
from zwgk.office import posted, shell
from zwgk.office.documents.books import sheet
from zwgk.office.files import pdf
from zwgk.office.requests.finding import Case, case_of, head
from zwgk.people import today as day
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.inforequest import Stage

#: from which stages a case can be filed and its file taken out
CLOSED = (Stage.ANSWERED, Stage.WITHDRAWN, Stage.ARCHIVED)


def page(request: HttpRequest, number: str) -> HttpResponse:
    """The file of a case; every act of it is a form on this page."""
    case = case_of(request, number)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            return _done(request, case)
        except RuleViolation as found:
            refusal = found
    fonds = archive_queries.fonds_of(case.actor)
    context = {
        **head(case),
        "prefix": "归档",
        "filed": filed.standing(case.request, today=case.today),
        "is_closed": case.stage in CLOSED,
        "terms": list(Term),
        "fonds": fonds if fonds is not None and fonds.organ_id == case.request.organ_id else None,
    }
    return shell.render(request, "requests/archive.html", context, refusal=refusal)


def _done(request: HttpRequest, case: Case) -> HttpResponse:
    act = posted.text(request, "act")
    if act in {"pdf", "package"}:
        return _taken_out(request, case, as_package=act == "package")
    here = f"{case.base}archive/"
    days: dict[str, Any] = {"on": case.today, "at": day.now(), "actor": case.actor}
    if act == "file":
        fonds = archive_queries.fonds_of(case.actor)
        ours = fonds is not None and fonds.organ_id == case.request.organ_id
        row = keeping.file_case(
            case.request,
            term=posted.choice(request, "term", Term, "保管期限"),
            reason=posted.text(request, "reason"),
            fonds=fonds.number if fonds is not None and ours else "",
            **days,
        )
        return shell.done(request, f"已归档：{row}", to=here)
    if act == "ask":
        keeping.ask_erasure(case.request, because=posted.text(request, "because"), **days)
        return shell.done(request, "已提出清除申请人信息，请另一位同事核准", to=here)
    if act == "erase":
        keeping.erase(case.request, **days)
        return shell.done(request, "申请人信息已清除，日期和结果保留", to=here)
    raise BadInput(what="没有办理", why="没有选择要办的事", remedy="请刷新页面后重试")


def _taken_out(request: HttpRequest, case: Case, *, as_package: bool) -> HttpResponse:
    """The bound file or the package, made now: it tells who applied, so nothing of it is kept."""
    who = keeping.take_out(
        case.request, reason=posted.text(request, "reason"), as_package=as_package, at=day.now(), actor=case.actor
    )
    pieces = list(contents.of(case.request, who))
    whole = binding.pdf(case.request, pieces)
    name = case.request.matter.number
    if not as_package:
        return pdf(whole, f"{name}案卷.pdf")
    return sheet(package.bag(case.request, pieces, whole, on=case.today), f"{name}归档包.zip", "application/zip")
