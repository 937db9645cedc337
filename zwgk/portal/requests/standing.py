"""How an application stands (查进度): number and code, then the page of the case, the reply, and what one may do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from zwgk.inforequests import intake, online, replies
from zwgk.inforequests.intake import Standing
from zwgk.inforequests.online import OnlineKind, Rating
from zwgk.people import public
from zwgk.people.today import now, today
from zwgk.portal import shell
from zwgk.portal.rates import limited
from zwgk.portal.requests import months, pictured, visits
from zwgk.portal.requests.tries import WRONG
from zwgk.portal.shell import Crumb
from zwgk.rules.errors import NotAllowed, RuleViolation

if TYPE_CHECKING:
    from zwgk.inforequests.replies import Part

HERE = "/jindu/"
CASE = f"{HERE}shenqing/"
PROGRESS = Crumb("查进度", HERE)
#: the five stages that an applicant is told, with the words that belong to each
STAGES: tuple[tuple[str, frozenset[str]], ...] = (
    ("已收到", frozenset({"to_confirm"})),
    ("办理中", frozenset({"registered", "correcting", "handling", "paying"})),
    ("审核中", frozenset({"review", "sealing", "delivering"})),
    ("已答复", frozenset({"answered"})),
    ("已办结", frozenset({"archived", "withdrawn", "set_aside"})),
)
#: what may be shown in the browser; everything else is offered for saving
_INLINE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})


@limited("progress", 60, per=600, only="POST")
def ask(request: HttpRequest) -> HttpResponseBase:
    """``/jindu/``: number and code. After ten wrong ones a pause; nothing tells whether a number exists."""
    number = request.POST.get("number", "").strip()[:40]
    refusal: RuleViolation | None = None
    if request.method == "POST":
        code = request.POST.get("code", "")[:60]
        try:
            WRONG.must_be_allowed(request, number)
            intake.look_up(number, code)
        except NotAllowed as wrong:
            WRONG.note(request, number)
            refusal = wrong
        except RuleViolation as wait:
            refusal = wait
        else:
            answer = redirect(CASE)
            visits.remember(answer, visits.CASE, number, code)
            return answer
    return visits.private(
        shell.page(
            request,
            "portal/requests/ask.html",
            title="查进度",
            section="progress",
            crumbs=[Crumb("查进度")],
            number=number,
            refusal=refusal,
            status=400 if refusal else 200,
            robots=False,
        )
    )


def case(request: HttpRequest) -> HttpResponseBase:
    """``/jindu/shenqing/``: where it stands, by when, how the days are counted, what happened, what one may do."""
    seen = _seen(request)
    if seen is None:
        return redirect(HERE)
    number, code, stands = seen
    intake.note_opening(number, code, what="progress", at=now())
    return _case(request, stands, replies.parts(number, code), None, {}, 200)


def _case(
    request: HttpRequest,
    stands: Standing,
    parts: list[Part],
    refusal: RuleViolation | None,
    typed: dict[str, str],
    status: int,
) -> HttpResponse:
    on = today()
    here = next((n for n, (_, stages) in enumerate(STAGES) if stands.stage in stages), 0)
    return visits.private(
        shell.page(
            request,
            "portal/requests/case.html",
            title=f"申请 {stands.number} 的进展",
            section="progress",
            crumbs=[PROGRESS, Crumb(stands.number)],
            stands=stands,
            today=on,
            stages=[(word, n < here, n == here) for n, (word, _) in enumerate(STAGES)],
            story=[{**line, "day": date.fromisoformat(line["on"])} for line in stands.story],
            asks=[{**one, "day": date.fromisoformat(one["by"]) if one["by"] else None} for one in stands.asks],
            weeks=months.weeks(stands.days, on),
            left=_left(stands, on),
            ending=_ending(stands, on),
            has_reply=bool(parts),
            refusal=refusal,
            typed=typed,
            token=intake.new_token(),
            ratings=list(Rating),
            mails=bool(settings.ENV.email_url),
            status=status,
            robots=False,
        )
    )


def _left(stands: Standing, on: date) -> dict[str, int]:
    """How many working days are counted and to come."""
    days = stands.days.get("days", [])
    counted = [row for row in days if row[2]]
    gone = sum(1 for row in counted if date.fromisoformat(row[0]) <= on)
    return {"gone": gone, "rest": len(counted) - gone}


def _ending(stands: Standing, on: date) -> dict[str, Any]:
    """The end with its days as days, and whether each right is still open."""
    made = dict(stands.ending)
    for name in ("on", "served", "reconsider_by", "sue_by"):
        if made.get(name):
            made[name] = date.fromisoformat(made[name])
    for name in ("reconsider_by", "sue_by"):
        if made.get(name):
            made[f"{name}_over"] = made[name] < on
    return made


@limited("progress-act", 20, per=600, only="POST")
def act(request: HttpRequest) -> HttpResponseBase:
    """``/jindu/shenqing/banli/``: what the applicant does: correction, reasons, withdrawal, judgement, complaint."""
    seen = _seen(request)
    if seen is None or request.method != "POST":
        return redirect(HERE)
    number, code, stands = seen
    kind = next((one for one in OnlineKind if str(one) == request.POST.get("kind", "")), None)
    if kind is None:
        raise Http404
    text, rating = request.POST.get("text", "")[:60_000], request.POST.get("rating", "")[:1]
    if kind is OnlineKind.WITHDRAWAL and request.POST.get("sure") != "1":
        return _sure(request, number, text)
    try:
        online.act_online(
            number, code, kind, text=text, rating=rating, token=request.POST.get("token", "")[:64], at=now()
        )
    except RuleViolation as refusal:
        typed = {"kind": str(kind), "text": text, "rating": rating}
        return _case(request, stands, replies.parts(number, code), refusal, typed, 400)
    return redirect(f"{CASE}yitijiao/")


def _sure(request: HttpRequest, number: str, text: str) -> HttpResponse:
    return visits.private(
        shell.page(
            request,
            "portal/requests/sure.html",
            title="确定撤回吗？",
            section="progress",
            crumbs=[PROGRESS, Crumb(number, CASE), Crumb("撤回")],
            text=text,
            token=intake.new_token(),
            robots=False,
        )
    )


def done(request: HttpRequest) -> HttpResponseBase:
    """``/jindu/shenqing/yitijiao/``: it is kept; the case shows it in a moment."""
    if _seen(request) is None:
        return redirect(HERE)
    return visits.private(
        shell.page(
            request,
            "portal/requests/done.html",
            title="已经提交",
            section="progress",
            crumbs=[PROGRESS, Crumb("已提交")],
            robots=False,
        )
    )


def reply(request: HttpRequest) -> HttpResponseBase:
    """``/jindu/shenqing/dafu/``: the reply page by page as pictures, with its files; the first opening is kept."""
    seen = _seen(request)
    if seen is None:
        return redirect(HERE)
    number, code, stands = seen
    parts = replies.parts(number, code)
    if not parts:
        raise Http404
    intake.note_opening(number, code, what="reply", at=now())
    return visits.private(
        shell.page(
            request,
            "portal/requests/reply.html",
            title="答复",
            section="progress",
            crumbs=[PROGRESS, Crumb(number, CASE), Crumb("答复")],
            stands=stands,
            pages=[part for part in parts if str(part.kind) == "page"],
            files=[part for part in parts if str(part.kind) != "page"],
            robots=False,
        )
    )


def part(request: HttpRequest, pk: int) -> HttpResponseBase:
    """``/jindu/shenqing/dafu/<pk>``: one file of the reply, opened with the code."""
    seen = _seen(request)
    if seen is None:
        return redirect(HERE)
    number, code, _ = seen
    try:
        found, data = replies.data(number, code, pk)
    except NotAllowed as wrong:
        raise Http404 from wrong
    intake.note_opening(number, code, what="reply", at=now())
    mime = found.mime if found.mime in _INLINE else "application/octet-stream"
    manner = "inline" if mime in _INLINE else "attachment"
    answer = HttpResponse(data, content_type=mime)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Disposition"] = f"{manner}; filename*=UTF-8''{quote(found.name, safe='')}"
    return answer


def calendar(request: HttpRequest) -> HttpResponseBase:
    """``/jindu/shenqing/qixian.ics``: the last day for the reply, for the calendar."""
    seen = _seen(request)
    if seen is None:
        return redirect(HERE)
    number, _, stands = seen
    if stands.due_on is None or stands.is_over:
        raise Http404
    site = public.site()
    data = pictured.reminder(
        uid=f"{number}-due@{(site.domain if site else '') or 'zwgk'}",
        on=stands.due_on,
        title=f"政府信息公开申请 {number} 答复期限届满",
        text=f"{stands.organ}应当在这一天以前（含当天）答复。{'' if stands.due_is_firm else '日期暂定。'}",
        url=shell.absolute(HERE, site),
        at=stands.filed_at,
    )
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'申请{number}期限.ics', safe='')}"
    return answer


def leave(request: HttpRequest) -> HttpResponseBase:
    """``/jindu/tuichu/``: the browser forgets number and code."""
    answer = redirect(HERE)
    if request.method == "POST":
        visits.forget(answer, visits.CASE)
    return answer


def _seen(request: HttpRequest) -> tuple[str, str, Standing] | None:
    kept = visits.kept(request, visits.CASE)
    if not kept or len(kept) != 2:
        return None
    number, code = kept
    try:
        return number, code, intake.look_up(number, code)
    except NotAllowed:  # renewed at the counter meanwhile
        return None
