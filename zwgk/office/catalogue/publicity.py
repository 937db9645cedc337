"""五公开: publications marked in bulk, matters followed from draft to result."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import queries as people
from zwgk.people import today as day
from zwgk.publishing.actions import chains as acts
from zwgk.publishing.actions import filing
from zwgk.publishing.arranging import catalogue_desk, chains
from zwgk.publishing.arranging.chains import ShownChain
from zwgk.rules.chains import Step, proposed_step
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.subjects import FiveOpen


def index(request: HttpRequest) -> HttpResponseBase:
    """What is not marked yet, with a proposal each; the matters of the actor's organs."""
    actor, today = actor_of(request), day.today()
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            if "mark" in request.POST:
                sentence = _mark(request)
            else:
                organ = people.unit(posted.must_number(request, "organ", "牵头机关"))
                if organ is None:
                    raise BadInput(what="没有建立公开链条", why="没有选择机关", remedy="请选择机关", field="organ")
                chain = acts.open_chain(posted.text(request, "title"), organ, on=today, actor=actor)
                return shell.done(request, "已建立，请加入各环节的公开件", to=f"/registers/chains/{chain.pk}/")
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, sentence, to="/registers/publicity/")
    unmarked = chains.unmarked(actor, request.GET.get("at", ""))
    page, drawn = chains.kept_by(actor, request.GET.get("chains", ""), today)
    context = {
        "page": unmarked,
        "proposals": chains.proposals(unmarked.rows),
        "dimensions": list(FiveOpen),
        "chains": drawn,
        "chains_page": page,
        "organs": catalogue_desk.organs_of(actor),
        "late": sum(chain.is_late for chain in drawn),
    }
    return shell.render(request, "catalogue/publicity.html", context, refusal=refusal)


def _mark(request: HttpRequest) -> str:
    actor = actor_of(request)
    chosen: dict[FiveOpen, list[object]] = {}
    for typed in request.POST.getlist("pick"):
        publication = catalogue_desk.publication(actor, int(typed)) if typed.isdigit() else None
        code = request.POST.get(f"d{typed}", "")
        if publication is None or code not in {str(one) for one in FiveOpen}:
            raise BadInput(what="没有标注", why="选中的信息里有一件不存在或没有选环节", remedy="请刷新页面后重选")
        chosen.setdefault(FiveOpen(code), []).append(publication)
    if not chosen:
        raise BadInput(what="没有标注", why="没有选中信息", remedy="请勾选要标注的信息")
    number = 0
    for dimension, publications in chosen.items():
        number += filing.set_dimension(publications, dimension, actor=actor)  # type: ignore[arg-type]
    return f"已标注{number}件"


def chain(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One matter: publications join it as a step, missing steps are planned or waived, a whole one is closed."""
    actor, today = actor_of(request), day.today()
    found = chains.kept(actor, pk, today)
    if found is None:
        raise Http404
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            sentence = _chain(request, found)
        except RuleViolation as one:
            refusal = one
        else:
            return shell.done(request, sentence, to=f"/registers/chains/{pk}/")
    context = {"chain": found, "steps": list(Step), "plans": chains.plans_of(found.chain)}
    return shell.render(request, "catalogue/chain.html", context, refusal=refusal)


def _chain(request: HttpRequest, found: ShownChain) -> str:
    actor = actor_of(request)
    if "close" in request.POST:
        acts.close_chain(found.chain, on=day.today(), actor=actor)
        return "已办结"
    if "plan" in request.POST:
        acts.plan_step(
            found.chain,
            posted.choice(request, "step", Step, "环节"),
            due_on=posted.day(request, "due_on", "应公开日期"),
            waived=posted.text(request, "waived"),
            actor=actor,
        )
        return "环节安排已保存"
    number = posted.must_number(request, "publication", "公开件编号")
    publication = catalogue_desk.publication(actor, number)
    if publication is None:
        raise BadInput(
            what="没有加入链条",
            why=f"没有编号为{number}的公开件，或者不在您的工作范围内",
            remedy="请核对页面地址 /p/ 后面的数字",
            field="publication",
        )
    if "leave" in request.POST:
        acts.leave_chain(publication, actor=actor)
        return "已移出"
    typed = posted.text(request, "step")
    step = (
        Step(typed) if typed in {str(one) for one in Step} else proposed_step(publication.title, publication.dimension)
    )
    acts.join_chain(publication, found.chain, step, actor=actor)
    return f"已加入“{step.label}”环节"
