"""代理和请假: who is away, who stands in, what the calendar proposes; one's own, or the unit's by its informant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from zwgk.crossings import standing_in
from zwgk.deadlines.calendars import calendar_for
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import actions, queries, standing
from zwgk.people import today as day
from zwgk.people.actor import Actor
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.standing_in import LeaveKind, Reserved
from zwgk.ui.paging import page_of

if TYPE_CHECKING:
    from zwgk.people.models import Delegation, Leave, Post

PAGE = standing_in.PAGE


def page(request: HttpRequest) -> HttpResponseBase:
    """The page for one's own post, or with ``?post=`` for a colleague's whom one may arrange for."""
    actor = actor_of(request)
    own = _own(request)
    wanted = _chosen(request, actor) or own
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            sentence = _do(request, actor, wanted)
        except RuleViolation as found:
            refusal = found
        else:
            there = PAGE if wanted is None or own is None or wanted.pk == own.pk else f"{PAGE}?post={wanted.pk}"
            return shell.done(request, sentence, to=there)
    return shell.render(request, "standins/page.html", _context(request, actor, own, wanted), refusal=refusal)


def _own(request: HttpRequest) -> Post | None:
    """The own post of the session, also while standing in for somebody."""
    actor = actor_of(request)
    return queries.post(actor.hears[0]) if actor.hears else None


def _arrangeable(actor: Actor) -> list[Post]:
    """The posts for whose holders the actor may arrange."""
    if not standing.may_arrange(actor):
        return []
    if actor.has(Duty.SECURITY_ADMIN):
        return list(queries.staff_everywhere())
    return list(queries.staff_of(actor.organ_id))


def _chosen(request: HttpRequest, actor: Actor) -> Post | None:
    typed = request.GET.get("post", "")
    if not typed:
        return None
    found = next((post for post in [*_arrangeable(actor), _own(request)] if post and str(post.pk) == typed), None)
    if found is None:
        raise Http404
    return found


def _context(request: HttpRequest, actor: Actor, own: Post | None, wanted: Post | None) -> dict[str, Any]:
    today = day.today()
    calendar = calendar_for(wanted.unit.organ if wanted else None)
    colleagues = _arrangeable(actor)
    mine = wanted is not None and own is not None and wanted.pk == own.pk
    posts = [wanted] if wanted else []
    user = wanted.user_id if wanted else None
    rows = standing.of_person(user)
    leaves = standing.leaves_of([user], on=today) if user else []
    return {
        "post": wanted,
        "is_mine": mine,
        "may_arrange": bool(colleagues),
        "colleagues": colleagues,
        "is_standing_in": actor.stands_in,
        "leaves": [(leave, standing.workdays_of(leave, calendar)) for leave in leaves],
        "proposals": standing.proposals(posts, on=today, calendar=calendar),
        "candidates": standing.candidates(wanted, first=today, last=today) if wanted else [],
        "page": page_of(rows, request.GET.get("at", ""), by=("first", "id"), size=20),
        "kinds": list(LeaveKind),
        "reservations": list(Reserved),
        "today": today,
        "user_id": request.user.pk,
    }


def _do(request: HttpRequest, actor: Actor, post: Post | None) -> str:
    act = posted.text(request, "act")
    if post is None:
        raise BadInput(what="没有办理", why="没有岗位", remedy="请先选择岗位")
    if act == "leave":
        leave = actions.enter_leave(
            post,
            kind=posted.choice(request, "kind", LeaveKind, "类别"),
            first=posted.must_day(request, "away_first", "请假自"),
            last=posted.must_day(request, "away_last", "请假至"),
            actor=actor,
        )
        return f"已登记：{leave.first}至{leave.last}{leave.get_kind_display()}"
    if act == "cancel_leave":
        actions.cancel_leave(_leave(request, post), post=post, actor=actor)
        return "已销假"
    if act == "delegate":
        return _delegate(request, actor, post)
    delegation = _delegation(request, post)
    if act == "call_off":
        standing_in.call_off(delegation, on=day.today(), actor=actor)
        return "代理已取消"
    standing_in.end(delegation, last=day.today(), actor=actor)
    return "代理到今天为止"


def _delegate(request: HttpRequest, actor: Actor, post: Post) -> str:
    deputy = queries.post(posted.number(request, "deputy", "代理人"))
    if deputy is None:
        raise BadInput(what="不能设置代理", why="没有选择代理人", remedy="请选择代理人", field="deputy")
    first = posted.must_day(request, "first", "开始日期")
    last = posted.must_day(request, "last", "结束日期")
    codes = set(request.POST.getlist("reserved"))
    leave = _leave(request, post) if posted.text(request, "leave") else None
    standing_in.arrange(
        post,
        deputy,
        first=first,
        last=last,
        reason=posted.text(request, "reason"),
        reserved=[one for one in Reserved if str(one) in codes],
        leave=leave,
        actor=actor,
    )
    return f"已设置：{first}至{last}由{deputy.user.name}代理{post.user.name}"


def _leave(request: HttpRequest, post: Post) -> Leave:
    wanted = posted.number(request, "leave", "请假")
    found = next((one for one in standing.leaves_of([post.user_id], on=day.today()) if one.pk == wanted), None)
    if found is None:
        raise BadInput(what="没有办理", why="没有这条请假", remedy="请刷新页面")
    return found


def _delegation(request: HttpRequest, post: Post) -> Delegation:
    wanted = posted.number(request, "delegation", "代理")
    found = standing.of_person(post.user_id).filter(pk=wanted or 0).first()
    if found is None:
        raise BadInput(what="没有办理", why="没有这条代理", remedy="请刷新页面")
    return found
