"""拟定答复: from the facts of the file to an outcome for each item, with article, reason, evidence; then sent on.

The paper is shown as it would be printed. What is missing is named, and nothing is sent for sign-off without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from zwgk.files import page_images
from zwgk.files.writers.official import official_pdf
from zwgk.inforequests import queries
from zwgk.inforequests.actions import deciding
from zwgk.inforequests.papers import asked, preview
from zwgk.office import posted, shell
from zwgk.office.files import pdf
from zwgk.office.requests.finding import Case, case_of, head
from zwgk.people import today as day
from zwgk.rules import grounds, outcomes
from zwgk.rules.decision_documents import Element
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.inforequests.models import Item
    from zwgk.rules.outcomes import Group, Outcome

#: the grounds on which a part may be left out (条例第十四至十六条)
PART_GROUNDS = tuple(ground for ground in grounds.GROUNDS.values() if ground.reconsideration_first)


@dataclass(frozen=True)
class Line:
    """One item with what was decided of it."""

    item: Item
    outcome: Outcome | None
    written: list[tuple[str, str]]


def page(request: HttpRequest, number: str) -> HttpResponseBase:
    """The items, the one being decided, the paper, what is missing; written and sent from here."""
    case = case_of(request, number)
    if request.method != "POST":
        return _show(request, case)
    try:
        queries.as_seen(case.request, posted.text(request, "seen"))
        if "submit" in request.POST:
            deciding.submit(
                case.request,
                on=case.today,
                at=day.now(),
                actor=case.actor,
                counted_as=posted.text(request, "counted_as"),
            )
            return shell.done(request, "已送审，各级依次审签", to=case.base)
        item = _item(case, posted.text(request, "item"))
        _write(request, case, item)
    except RuleViolation as refusal:
        return _show(request, case_of(request, number), refusal=refusal)
    more = next((line.no for line in case_of(request, number).file.items if not line.outcome), None)
    again = f"?item={more}" if more else ""
    return shell.done(request, f"第{item.no}项的答复已拟定", to=f"{case.base}decide/{again}")


def _write(request: HttpRequest, case: Case, item: Item) -> None:
    code = posted.text(request, "outcome")
    wanted, _ = asked.of(case.request, item, code)
    given = {one.element.value: posted.text(request, one.element.value) for one in wanted}
    if code == "reply_partial":
        given["withheld_grounds"] = ",".join(request.POST.getlist("withheld_grounds"))
    deciding.decide(case.request, item, outcome=code, given=given, at=day.now(), actor=case.actor)


def _item(case: Case, no: str) -> Item:
    found = next((item for item in case.file.items if str(item.no) == no), None)
    if found is None:
        raise BadInput(what="不能拟定答复", why="没有这一项", remedy="请刷新页面", field="item")
    return found


def _show(request: HttpRequest, case: Case, *, refusal: RuleViolation | None = None) -> HttpResponse:
    typed = request.POST if refusal is not None else request.GET
    open_now = "decide" in case.moves
    item = next((one for one in case.file.items if str(one.no) == typed.get("item", "")), None)
    if item is None and open_now and refusal is None:
        item = next((one for one in case.file.items if not one.outcome), None)
    code = typed.get("outcome", "") or (item.outcome if item is not None and "again" not in request.GET else "")
    row = outcomes.OUTCOMES.get(code) if item is not None and open_now else None
    context: dict[str, Any] = {
        **head(case),
        "lines": [_line(one) for one in case.file.items],
        "item": item if open_now else None,
        "row": row,
        "groups": _groups() if row is None else [],
        "missing": deciding.missing(case.request, on=case.today) if open_now else [],
        "preview": preview.of(case.request, on=case.today),
        "may_submit": "submit" in case.moves,
        "open_now": open_now,
        "counted": _counted(case),
    }
    if row is not None and item is not None:
        wanted, shown = asked.of(case.request, item, row.code)
        context |= {
            "asked": wanted,
            "shown": shown,
            "part_grounds": PART_GROUNDS if row.code == "reply_partial" else (),
            "chosen_grounds": typed.getlist("withheld_grounds")
            if refusal is not None
            else str(item.facts.get("withheld_grounds", "")).split(","),
        }
    return shell.render(request, "requests/decide.html", context, refusal=refusal)


def _line(item: Item) -> Line:
    row = outcomes.OUTCOMES.get(item.outcome)
    written = [(Element(name).label, str(text)) for name, text in item.facts.items() if name != "withheld_grounds"]
    return Line(item, row, written)


def _groups() -> list[tuple[Group, tuple[Outcome, ...]]]:
    return [(group, rows) for group, rows in outcomes.choices().items() if rows]


def _counted(case: Case) -> list[tuple[str, str, bool]]:
    """As which outcome the request may be counted: code, label, whether it is the one proposed."""
    codes = [item.outcome for item in case.file.items if item.outcome]
    if len(set(codes)) < 2 or len(codes) < len(case.file.items):
        return []
    proposed = outcomes.counted_as(codes)
    return [(code, outcomes.OUTCOMES[code].label, code == proposed) for code in dict.fromkeys([proposed, *codes])]


@never_cache
def printed(request: HttpRequest, number: str, form: str) -> HttpResponseBase:
    """The paper as it would be printed: PDF, or the picture of its first page."""
    case = case_of(request, number)
    made = preview.of(case.request, on=case.today)
    if made is None or form not in {"pdf", "webp"}:
        raise Http404
    data = official_pdf(made.document)
    if form == "pdf":
        return pdf(data, f"{made.document.title}（预览）.pdf")
    picture = next(page_images.drawn("preview.pdf", data))
    response = HttpResponse(picture.data, content_type="image/webp")
    response["Cache-Control"] = "private, no-store"
    return response
