"""定期评估 in the office: rounds, one round with its items, answers and confirmations, its result as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from zwgk.documents import reevaluation, reevaluation_files
from zwgk.documents.actions import reevaluating as acts
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.withheld import forms
from zwgk.people import today as day
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.withheld import RoundStage, Verdict

if TYPE_CHECKING:
    from zwgk.documents.models import ReviewItem, ReviewRound

ROOT = "/reevaluations/"
#: items confirmed with one click: as many as a page shows
AT_ONCE = 50


def index(request: HttpRequest) -> HttpResponseBase:
    """The rounds, and the form that opens one."""
    actor = actor_of(request)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            made = acts.open_round(
                posted.text(request, "title"),
                organ=forms.organ(request, acts.OPENS),
                due_by=posted.must_day(request, "due_by", "评估日期截至"),
                answer_by=posted.must_day(request, "answer_by", "反馈期限"),
                on=day.today(),
                at=day.now(),
                actor=actor,
            )
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, "已开展评估，各单位的待办已送达", to=f"{ROOT}{made.matter.number}/")
    page = reevaluation.listed(actor, request.GET.get("at", ""))
    context = {
        "page": page,
        "rows": [(row, RoundStage(row.matter.stage)) for row in page.rows],
        "organs": forms.organs(actor, acts.OPENS),
        "today": day.today(),
    }
    return shell.render(request, "withheld/rounds.html", context, refusal=refusal)


def _found(request: HttpRequest, number: str) -> ReviewRound:
    found = reevaluation.find(actor_of(request), number)
    if found is None:
        raise Http404
    return found


def page(request: HttpRequest, number: str) -> HttpResponseBase:
    """One round."""
    return _show(request, _found(request, number))


def _show(request: HttpRequest, found: ReviewRound, *, refusal: RuleViolation | None = None) -> HttpResponse:
    actor, get = actor_of(request), request.GET
    unit = int(get["unit"]) if get.get("unit", "").isdecimal() and len(get["unit"]) < 10 else None
    verdict = get.get("verdict", "")
    page = reevaluation.items(
        found,
        get.get("at", ""),
        unit_id=unit,
        verdict=verdict if verdict in {str(one) for one in Verdict} else "",
        unanswered="open" in get,
        unconfirmed="confirm" in get,
    )
    stage = RoundStage(found.matter.stage)
    is_open = stage is RoundStage.COLLECTING
    levels: dict[str, bool] = {}
    answering: dict[int, bool] = {}
    rows = []
    for row in page.rows:
        if row.unit_id not in answering:
            answering[row.unit_id] = any(actor.may(duty, over=row.unit_id) for duty in acts.ANSWERS)
        key = f"{row.item.organ_id}:{row.item.level}"
        if key not in levels:
            levels[key] = reevaluation.may_be_confirmed_by(actor, row.item)
        rows.append(
            {
                "row": row,
                "ground": forms.ground_of(row.item.ground_code),
                "may_answer": is_open and not row.verdict and answering[row.unit_id],
                "may_confirm": is_open and not row.verdict and bool(row.proposal) and levels[key],
                "levels": reevaluation.levels(row.item),
            }
        )
    shares = reevaluation.progress(found)
    context = {
        "found": found,
        "stage": stage,
        "page": page,
        "rows": rows,
        "wanted": get,
        "unit": unit,
        "shares": shares,
        "answered": sum(share.answered for share in shares),
        "confirmed": sum(share.settled for share in shares),
        "total": sum(share.total for share in shares),
        "tally": reevaluation.result(found),
        "verdicts": list(Verdict),
        "confirmable": sum(1 for row in rows if row["may_confirm"]),
        "may_finish": is_open and any(actor.may(duty, over=found.organ_id) for duty in acts.OPENS),
        "forms": reevaluation_files.FORMS,
    }
    return shell.render(request, "withheld/round.html", context, refusal=refusal)


@require_POST
def act(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    """Answer, confirm one or many, finish."""
    found = _found(request, number)
    do = _ACTS.get(name)
    if do is None:
        raise Http404
    try:
        sentence = do(request, found)
    except RuleViolation as refusal:
        return _show(request, found, refusal=refusal)
    back = request.POST.get("back", "")
    query = f"?{back}" if back and "\n" not in back and len(back) < 300 else ""
    return shell.done(request, sentence, to=f"{ROOT}{number}/{query}")


def _row(request: HttpRequest, found: ReviewRound) -> ReviewItem:
    rows = reevaluation.chosen(found, [posted.must_number(request, "item", "条目")])
    if not rows:
        raise BadInput(what="没有保存", why="这一批里没有这一件", remedy="请刷新页面")
    return rows[0]


def _propose(request: HttpRequest, found: ReviewRound) -> str:
    verdict = posted.choice(request, "verdict", Verdict, "意见")
    row = acts.propose(
        _row(request, found), verdict, reason=posted.text(request, "reason"), at=day.now(), actor=actor_of(request)
    )
    return f"已提出“{verdict.label}”：{row.item.number}"


def _confirm(request: HttpRequest, found: ReviewRound) -> str:
    verdict = posted.choice(request, "verdict", Verdict, "结论")
    row = acts.confirm(
        _row(request, found),
        verdict,
        reason=posted.text(request, "reason"),
        on=day.today(),
        at=day.now(),
        actor=actor_of(request),
    )
    more = f"，文件已退回起草人送审（{row.document.matter.number}）" if row.document else ""
    return f"已确认“{verdict.label}”：{row.item.number}{more}"


def _confirm_many(request: HttpRequest, found: ReviewRound) -> str:
    pks = [int(pk) for pk in request.POST.getlist("row") if pk.isdigit() and len(pk) < 12][:AT_ONCE]
    rows = reevaluation.chosen(found, pks)
    if not rows:
        raise BadInput(what="没有确认评估结论", why="没有勾选", remedy="请勾选要确认的各件", field="row")
    done = 0
    for row in rows:
        try:
            acts.confirm(
                row,
                Verdict(row.proposal or Verdict.KEEP),
                reason="",
                on=day.today(),
                at=day.now(),
                actor=actor_of(request),
            )
        except RuleViolation as refusal:
            raise type(refusal)(
                what=f"确认了{done}件，到{row.item.number}停下", why=refusal.why, remedy=refusal.remedy
            ) from refusal
        done += 1
    return f"已按单位意见确认 {done} 件"


def _finish(request: HttpRequest, found: ReviewRound) -> str:
    made = acts.finish(found, on=day.today(), at=day.now(), actor=actor_of(request))
    return f"评估完毕：{made.result}"


_ACTS = {"propose": _propose, "confirm": _confirm, "confirm-many": _confirm_many, "finish": _finish}


def result(request: HttpRequest, number: str, form: str) -> HttpResponseBase:
    """The result as a file."""
    found = _found(request, number)
    if form not in reevaluation_files.FORMS:
        raise Http404
    data = reevaluation_files.result_file(found, form, made_on=day.today())
    answer = HttpResponse(data, content_type=reevaluation_files.FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="reevaluation-{found.pk}.{form}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
