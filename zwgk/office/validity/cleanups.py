"""文件清理: batches, a batch with its papers and who has not answered, verdicts, the four lists, the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from zwgk.documents import cleaning, cleaning_files
from zwgk.documents.actions import cleaning as acts
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import public
from zwgk.people import queries as people
from zwgk.people import today as day
from zwgk.publishing import desk
from zwgk.rules.cleaning import CleanupStage, Verdict
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.documents.models import Cleanup, CleanupItem


def index(request: HttpRequest) -> HttpResponseBase:
    """The batches, and the form that opens one."""
    refusal: RuleViolation | None = None
    actor = actor_of(request)
    if request.method == "POST":
        try:
            cleanup = _open(request)
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, "已开展清理，各单位的待办已送达", to=f"/cleanups/{cleanup.matter.number}/")
    page = cleaning.listed(actor, request.GET.get("at", ""))
    context = {
        "page": page,
        "rows": [(row, cleaning.stage_label(row)) for row in page.rows],
        "may_open": actor.has(Duty.LEGAL),
        "organs": [unit for unit in public.organs() if actor.may(Duty.LEGAL, over=unit)]
        if actor.has(Duty.LEGAL)
        else [],
        "today": day.today(),
    }
    return shell.render(request, "validity/cleanups.html", context, refusal=refusal)


def _open(request: HttpRequest) -> Cleanup:
    wanted = posted.must_number(request, "organ", "清理机关")
    organ = next((unit for unit in public.organs() if unit.pk == wanted), None)
    if organ is None:
        raise BadInput(what="不能开展清理", why="没有这个机关", remedy="请重新选择", field="organ")
    return acts.open_cleanup(
        posted.text(request, "title"),
        organ=organ,
        basis=posted.text(request, "basis"),
        cutoff_on=posted.must_day(request, "cutoff_on", "截至日期"),
        answer_by=posted.must_day(request, "answer_by", "反馈期限"),
        words=posted.text(request, "words"),
        on=day.today(),
        at=day.now(),
        actor=actor_of(request),
    )


def _found(request: HttpRequest, number: str) -> Cleanup:
    cleanup = cleaning.find(actor_of(request), number)
    if cleanup is None:
        raise Http404
    return cleanup


def page(request: HttpRequest, number: str) -> HttpResponseBase:
    """One batch."""
    return _show(request, _found(request, number))


def _show(request: HttpRequest, cleanup: Cleanup, *, refusal: RuleViolation | None = None) -> HttpResponse:
    actor, get = actor_of(request), request.GET
    unit = int(get["unit"]) if get.get("unit", "").isdecimal() and len(get["unit"]) < 10 else None
    stage = CleanupStage(cleanup.matter.stage)
    found = cleaning.items(
        cleanup, get.get("at", ""), unit_id=unit, verdict=get.get("verdict", ""), unanswered="open" in get
    )
    may_decide = actor.may(Duty.LEGAL, over=cleanup.organ_id)
    answering = {
        row.unit_id
        for row in found.rows
        if stage is CleanupStage.COLLECTING and any(actor.may(duty, over=row.unit_id) for duty in acts.ANSWERS)
    }
    shares = cleaning.progress(cleanup)
    context = {
        "cleanup": cleanup,
        "stage": cleaning.stage_label(cleanup),
        "page": found,
        "wanted": get,
        "unit": unit,
        "shares": shares,
        "answered": sum(share.answered for share in shares),
        "total": sum(share.total for share in shares),
        "totals": cleaning.totals(cleanup).items(),
        "verdicts": list(Verdict),
        "answering": answering,
        "may_decide": may_decide and stage in {CleanupStage.COLLECTING, CleanupStage.DECIDING},
        "may_finish": may_decide and stage in {CleanupStage.COLLECTING, CleanupStage.DECIDING},
        "settling": stage is CleanupStage.SETTLING,
        "settled": sum(share.settled for share in shares),
        "may_give": may_decide and stage is CleanupStage.COLLECTING,
        "may_reopen": may_decide and stage is CleanupStage.DECIDED,
        "may_draft": stage is CleanupStage.DECIDED,
        "columns": desk.columns_for(cleanup.organ_id) if stage is CleanupStage.DECIDED else [],
        "forms": cleaning_files.FORMS,
    }
    return shell.render(request, "validity/cleanup.html", context, refusal=refusal)


@require_POST
def act(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    """Answer, decide, finish, open again, draft the decision."""
    cleanup = _found(request, number)
    do = _ACTS.get(name)
    if do is None:
        raise Http404
    try:
        sentence = do(request, cleanup)
    except RuleViolation as refusal:
        return _show(request, cleanup, refusal=refusal)
    back = request.POST.get("back", "")
    query = f"?{back}" if back and "\n" not in back and len(back) < 300 else ""
    return shell.done(request, sentence, to=f"/cleanups/{number}/{query}")


def _item(request: HttpRequest, cleanup: Cleanup) -> CleanupItem:
    row = cleaning.item(cleanup, posted.must_number(request, "item", "文件"))
    if row is None:
        raise BadInput(what="没有保存", why="这一批里没有这份文件", remedy="请刷新页面")
    return row


def _answer(request: HttpRequest, cleanup: Cleanup) -> str:
    verdict = posted.choice(request, "verdict", Verdict, "意见")
    reason = posted.text(request, "reason")
    row = acts.answer_cleanup(
        _item(request, cleanup), verdict, reason=reason, today=day.today(), at=day.now(), actor=actor_of(request)
    )
    return f"已提出“{verdict.label}”：{row.publication.title}"


def _decide(request: HttpRequest, cleanup: Cleanup) -> str:
    verdict = posted.choice(request, "verdict", Verdict, "审定意见")
    row = acts.decide_cleanup_item(
        _item(request, cleanup),
        verdict,
        reason=posted.text(request, "reason"),
        articles=posted.text(request, "articles"),
        until=posted.day(request, "until", "延长至"),
        today=day.today(),
        at=day.now(),
        actor=actor_of(request),
    )
    return f"已审定“{verdict.label}”：{row.publication.title}"


def _give(request: HttpRequest, cleanup: Cleanup) -> str:
    name = posted.text(request, "unit")
    unit = people.unit_called(name) if name else None
    if unit is None:
        raise BadInput(
            what="不能调整责任单位",
            why=f"没有叫“{name}”的单位" if name else "没有填写单位",
            remedy="请写全称或简称；科室写成“机关/科室”",
            field="unit",
        )
    row = acts.give_cleanup_item(_item(request, cleanup), unit, at=day.now(), actor=actor_of(request))
    return f"已交{unit}：{row.publication.title}"


def _finish(request: HttpRequest, cleanup: Cleanup) -> str:
    done = acts.finish_cleanup(cleanup, today=day.today(), at=day.now(), actor=actor_of(request))
    if done.matter.stage == CleanupStage.SETTLING:
        return "件数较多，正在后台汇总，可以离开这一页"
    return "审定完毕，可以起草清理结果决定"


def _reopen(request: HttpRequest, cleanup: Cleanup) -> str:
    acts.reopen_cleanup(cleanup, reason=posted.text(request, "reopen_reason"), at=day.now(), actor=actor_of(request))
    return "已重新审定"


def _draft(request: HttpRequest, cleanup: Cleanup) -> str:
    column = desk.column(posted.must_number(request, "column", "栏目"))
    if column is None:
        raise BadInput(what="没有起草", why="没有选择栏目", remedy="请选择要发布的栏目", field="column")
    made = acts.draft_cleanup_decision(cleanup, column=column, on=day.today(), at=day.now(), actor=actor_of(request))
    return f"决定已起草（{made.matter.number}），按公文流程送审；公布之后旧文件的标注才改变"


_ACTS = {"answer": _answer, "give": _give, "decide": _decide, "finish": _finish, "reopen": _reopen, "draft": _draft}


def lists(request: HttpRequest, number: str, form: str) -> HttpResponseBase:
    """The four lists as a file."""
    cleanup = _found(request, number)
    if form not in cleaning_files.FORMS:
        raise Http404
    try:
        data = cleaning_files.lists_file(cleanup, form, made_on=day.today())
    except RuleViolation as refusal:
        return _show(request, cleanup, refusal=refusal)
    answer = HttpResponse(data, content_type=cleaning_files.FORMS[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="cleanup-{cleanup.pk}.{form}"'
    return answer
