"""政府公报: issues from empty to out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.files import store
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.files import pdf
from zwgk.people import today as day
from zwgk.publishing.actions import gazette as acts
from zwgk.publishing.leaving import gazettes
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.gazette import SECTIONS, IssueStage

if TYPE_CHECKING:
    from zwgk.people.actor import Actor
    from zwgk.publishing.models import GazetteIssue


def index(request: HttpRequest) -> HttpResponseBase:
    """All issues; the next one is started here."""
    actor = actor_of(request)
    refusal: RuleViolation | None = None
    today = day.today()
    if request.method == "POST":
        try:
            issue = acts.start_issue(
                posted.must_number(request, "year", "年份"),
                posted.must_number(request, "no", "期次"),
                total_no=posted.must_number(request, "total_no", "总期次"),
                on=posted.must_day(request, "on", "出刊日期"),
                serial=posted.text(request, "serial"),
                actor=actor,
            )
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, f"已新建{issue}，请选入文章", to=f"/gazette/{issue.pk}/")
    rows = gazettes.desk_issues()
    context = {
        "issues": rows,
        "next": gazettes.next_numbers(today.year),
        "year": today.year,
        "last_serial": rows[0].serial if rows else "",
        "may_edit": _may(actor, edit=True),
    }
    return shell.render(request, "gazette/index.html", context, refusal=refusal)


def _may(actor: Actor, *, edit: bool) -> bool:
    return any(actor.has(duty) for duty in (acts.MAY_EDIT if edit else acts.MAY_ISSUE))


def _found(pk: int) -> GazetteIssue:
    issue = gazettes.desk_issue(pk)
    if issue is None:
        raise Http404
    return issue


def page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One issue: its contents, what may be added, the acts that are due."""
    issue = _found(pk)
    if request.method != "POST":
        return _show(request, issue)
    try:
        sentence, to = _do(request, issue, actor_of(request))
    except RuleViolation as refusal:
        return _show(request, _found(pk), refusal=refusal)
    return shell.done(request, sentence, to=to)


def _do(request: HttpRequest, issue: GazetteIssue, actor: Actor) -> tuple[str, str]:
    here = f"/gazette/{issue.pk}/"
    name = posted.text(request, "act")
    if name == "add":
        chosen = [int(value) for value in request.POST.getlist("publication") if value.isdigit() and len(value) < 19]
        if not chosen:
            raise BadInput(what="没有选入", why="没有选择文件", remedy="请勾选要刊登的文件", field="publication")
        return f"已选入 {len(acts.add_articles(issue, chosen, actor=actor))} 篇", here
    if name in {"up", "down", "section", "drop"}:
        article = issue.articles.filter(pk=posted.must_number(request, "article", "文章")).first()
        if article is None:
            raise BadInput(what="没有调整", why="这一篇已不在本期", remedy="请刷新页面")
        if name == "drop":
            acts.drop_article(article, actor=actor)
            return "已移出本期", here
        section = posted.text(request, "section") if name == "section" else article.section
        step = {"up": -1, "down": 1}.get(name, 0)
        acts.arrange_article(article, section=section, step=step, actor=actor)
        return "已调整", f"{here}#a{article.pk}"
    if name == "change":
        acts.change_issue(
            issue,
            on=posted.must_day(request, "on", "出刊日期"),
            serial=posted.text(request, "serial"),
            actor=actor,
        )
        return "已保存", here
    if name == "bind":
        acts.bind_issue(issue, at=day.now(), actor=actor)
        return "已送核准，电子版正在装订", here
    if name == "return":
        acts.return_issue(issue, reason=posted.text(request, "reason"), actor=actor)
        return "已退回编辑", here
    if name == "issue":
        acts.issue_gazette(issue, at=day.now(), actor=actor)
        return "已出刊，公开网站上可以看到", here
    if name == "give-up":
        acts.drop_issue(issue, actor=actor)
        return "这一期已取消", "/gazette/"
    raise Http404


def _show(request: HttpRequest, issue: GazetteIssue, *, refusal: RuleViolation | None = None) -> HttpResponse:
    actor = actor_of(request)
    editing = issue.stage == IssueStage.EDITING
    text = request.GET.get("q", "").strip()
    context = {
        "issue": issue,
        "articles": gazettes.desk_articles(issue),
        "sections": SECTIONS,
        "editing": editing,
        "may_edit": _may(actor, edit=True),
        "may_issue": _may(actor, edit=False),
        "is_mine": issue.bound_by_user is not None and issue.bound_by_user == actor.user_id,
        "candidates": gazettes.candidates(issue, text) if editing and _may(actor, edit=True) else [],
        "text": text,
    }
    return shell.render(request, "gazette/issue.html", context, refusal=refusal)


def bound(request: HttpRequest, pk: int) -> HttpResponse:
    """The bound PDF, for whoever approves it."""
    issue = _found(pk)
    if not issue.pdf_sha256:
        raise Http404
    with store.open_bytes(issue.pdf_sha256, str(issue)) as stream:
        return pdf(stream.read(), f"政府公报 {issue}.pdf")
