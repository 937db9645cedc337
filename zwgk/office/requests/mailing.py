"""批量交邮: the sealed decisions that wait to be sent; envelopes, labels, receipts printed together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from zwgk.inforequests import outgoing
from zwgk.inforequests.actions import sending, taking
from zwgk.inforequests.papers import mailing
from zwgk.inforequests.papers.mailing import Letter, Print
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.files import pdf
from zwgk.people import today as day
from zwgk.rules.applicants import Way
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.inforequests.models import InfoRequest

ROOT = "/requests/mailing/"


@dataclass(frozen=True)
class Failed:
    """A letter that was not entered, with the refusal and the number that was typed."""

    request: InfoRequest
    refusal: RuleViolation


@never_cache
def page(request: HttpRequest) -> HttpResponseBase:
    """What waits, by due day; printed or entered together. Each letter is sent by itself: a fault stops no other."""
    if request.method != "POST":
        return _show(request)
    waiting = {str(row.pk): row for row in outgoing.waiting(actor_of(request))}
    try:
        if "print" in request.POST:
            return _print(request, waiting)
        return _enter(request, waiting)
    except RuleViolation as refusal:
        return _show(request, refusal=refusal)


def _print(request: HttpRequest, waiting: dict[str, InfoRequest]) -> HttpResponse:
    kind = posted.choice(request, "print", Print, "打印什么")
    rows = [waiting[pk] for pk in request.POST.getlist("request") if pk in waiting]
    mailing.must_be_some(len(rows))
    actor, now = actor_of(request), day.now()
    reason = f"打印{kind.label.partition('（')[0]}"
    letters = [Letter(row, taking.open_identity(row, reason=reason, at=now, actor=actor)) for row in rows]
    return pdf(mailing.pdf(kind, letters, on=day.today()), f"{kind.label.partition('（')[0]}.pdf")


def _enter(request: HttpRequest, waiting: dict[str, InfoRequest]) -> HttpResponseBase:
    sent_on = posted.must_day(request, "sent_on", "交邮日期")
    actor, done = actor_of(request), 0
    failed: list[Failed] = []
    for pk, row in waiting.items():
        number = posted.text(request, f"tracking-{pk}")
        if not number:
            continue
        try:
            sending.send(
                row, way=Way.POST, tracking_no=number, sent_on=sent_on, on=day.today(), at=day.now(), actor=actor
            )
            done += 1
        except RuleViolation as refusal:
            failed.append(Failed(row, refusal))
    if failed:
        return _show(request, failed=failed, done=done)
    if not done:
        raise BadInput(what="没有登记", why="没有填写邮件号码", remedy="请在要交邮的答复后填写号码", field="request")
    return shell.done(request, f"已登记交邮 {done} 件", to=ROOT)


def _show(
    request: HttpRequest, *, refusal: RuleViolation | None = None, failed: list[Failed] | None = None, done: int = 0
) -> HttpResponse:
    faults = {one.request.pk: one.refusal for one in failed or []}
    first = next(iter(faults.values()), None)
    rows = outgoing.waiting(actor_of(request))
    context = {
        "rows": [
            (row, Way(row.filing.way), faults.get(row.pk), request.POST.get(f"tracking-{row.pk}", "")) for row in rows
        ],
        "prints": list(Print),
        "most": outgoing.MOST,
        "done_now": done,
    }
    return shell.render(request, "requests/mailing.html", context, refusal=refusal or first)
