"""文书: every paper of the case as PDF and Word, the sheets of the file, and papers that go with no other act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from zwgk.files.writers.official import official_pdf
from zwgk.files.writers.official_word import official_docx
from zwgk.inforequests import queries
from zwgk.inforequests.actions import sending, taking
from zwgk.inforequests.papers import checks, facts, rendering, sheets
from zwgk.office import posted, shell
from zwgk.office.files import pdf
from zwgk.office.requests.finding import Case, case_of, head
from zwgk.people import today as day
from zwgk.rules.decision_documents import PAPERS, Element, Paper, To
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.files.writers.elements import OfficialDocument
    from zwgk.inforequests.models import Consultation

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: papers that are issued by themselves; the others come with their act
BY_HAND = tuple(row for row in PAPERS.values() if row.numbered and (not row.is_reply or row.key == "correction_own"))
_OF_ITSELF = frozenset(
    {
        *(Element.DOC_NUMBER, Element.APPLICANT, Element.RECEIVED_ON, Element.CHANNEL, Element.REQUEST_NUMBER),
        *(Element.DESCRIPTION, Element.BASIS, Element.ORGAN, Element.DATE, Element.CONTACT, Element.REMEDY),
    }
)


def page(request: HttpRequest, number: str) -> HttpResponseBase:
    """The papers with how they went out; one more is issued from here."""
    case = case_of(request, number)
    if request.method != "POST":
        return _show(request, case)
    try:
        queries.as_seen(case.request, posted.text(request, "seen"))
        row = _wanted(posted.text(request, "key"))
        paper = sending.issue_paper(
            case.request,
            row.key,
            on=case.today,
            at=day.now(),
            actor=case.actor,
            given={e.value: posted.text(request, e.value) for e in row.elements},
            consultation=_consultation(request, case),
        )
    except RuleViolation as refusal:
        return _show(request, case_of(request, number), refusal=refusal)
    return shell.done(request, f"已出具《{row.label}》{paper.doc_number}", to=f"{case.base}papers/")


def _wanted(key: str) -> Paper:
    row = PAPERS.get(key)
    if row is None or row not in BY_HAND:
        raise BadInput(what="没有出具", why="没有选择文书", remedy="请从列表中选择", field="key")
    return row


def _consultation(request: HttpRequest, case: Case) -> Consultation | None:
    pk = posted.text(request, "consultation")
    return next((row for row in case.file.consultations if str(row.pk) == pk), None)


def _show(request: HttpRequest, case: Case, *, refusal: RuleViolation | None = None) -> HttpResponse:
    typed = request.POST if refusal is not None else request.GET
    row = PAPERS.get(typed.get("key", ""))
    row = row if row in BY_HAND else None
    context: dict[str, Any] = {
        **head(case),
        "papers": [(paper, PAPERS[paper.key]) for paper in case.file.papers],
        "sheets": [PAPERS[key] for key in sheets.KEYS],
        "choices": BY_HAND,
        "row": row,
        "fields": _fields(case, row) if row else [],
        "consultations": case.file.consultations if row and row.masks_applicant else [],
    }
    return shell.render(request, "requests/papers.html", context, refusal=refusal)


def _fields(case: Case, row: Paper) -> list[tuple[Element, str]]:
    """What must be written by hand, and what the file already says of the rest."""
    known = facts.of_step(case.request, row.key, on=case.today, given={})
    own = [element for element in row.elements if element not in _OF_ITSELF]
    return [(element, known.get(element.value, "")) for element in own]


@never_cache
def printed(request: HttpRequest, number: str, pk: int, form: str) -> HttpResponseBase:
    """An issued paper as it goes out. One to the applicant names him, so the reading is logged with its reason."""
    case = case_of(request, number)
    paper = next((one for one in case.file.papers if one.pk == pk), None)
    if paper is None:
        raise Http404
    row = PAPERS[paper.key]
    name = "" if row.masks_applicant else _name(case, f"打印《{row.label}》")
    paper.request = case.request
    made = rendering.of(paper, applicant=name, code=checks.address(paper))
    return _file(made, form, f"{row.label} {paper.doc_number}".strip())


@never_cache
def sheet(request: HttpRequest, number: str, key: str, form: str) -> HttpResponseBase:
    """A sheet of the file (登记表、回执、审批单、送达回证)."""
    case = case_of(request, number)
    if key not in sheets.KEYS:
        raise Http404
    row = PAPERS[key]
    name = _name(case, f"打印《{row.label}》") if Element.APPLICANT in row.elements or row.to is To.APPLICANT else ""
    delivery = case.file.deliveries[-1] if case.file.deliveries else None
    made = sheets.of(case.request, key, applicant=name, on=case.today, delivery=delivery)
    return _file(made, form, f"{row.label} {case.request.filing.number}")


def _name(case: Case, reason: str) -> str:
    return taking.open_identity(case.request, reason=reason, at=day.now(), actor=case.actor).name


def _file(document: OfficialDocument, form: str, name: str) -> HttpResponse:
    if form == "pdf":
        return pdf(official_pdf(document), f"{name}.pdf")
    if form != "docx":
        raise Http404
    response = pdf(official_docx(document), f"{name}.docx")
    response["Content-Type"] = WORD
    return response
