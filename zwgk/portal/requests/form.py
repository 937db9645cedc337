"""The application form and its receipt (申请表、回执): no account, sent once however often the button is pressed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from zwgk.inforequests import intake
from zwgk.people import local, public
from zwgk.people.today import now, today
from zwgk.portal import shell
from zwgk.portal.parts import PLATFORM
from zwgk.portal.rates import limited
from zwgk.portal.requests import forms, pictured, visits
from zwgk.portal.requests.before import HERE, REQUESTS, proposed, public_already, takers
from zwgk.portal.requests.forms import Sent
from zwgk.portal.shell import Crumb
from zwgk.rules.applicants import MAX_DESCRIPTION, ApplicantClass, Form, Way
from zwgk.rules.errors import RuleViolation

if TYPE_CHECKING:
    from zwgk.people.models import Unit

RECEIPT = f"{HERE}huizhi/"


@limited("request-form", 12, per=600, only="POST")
def form(request: HttpRequest) -> HttpResponseBase:
    """``/gongkai/shenqing/tianxie/``: the form. Whatever is refused, what was typed stands there again."""
    if request.method != "POST":
        return _page(request, forms.begun(request), None)
    given = forms.sent(request)
    try:
        applicant, wish = given.applicant(), given.wish()
        if intake.receipt_of(given.values["token"]) is None:
            forms.must_show_identity(given)
        intake.file_request(
            applicant,
            wish,
            organ_id=given.organ_id,
            token=given.values["token"],
            at=now(),
            proofs=given.pictures,
            needs_help=given.values["needs_help"],
        )
    except RuleViolation as refusal:
        return _page(request, given, refusal)
    answer = redirect(RECEIPT)
    visits.remember(answer, visits.RECEIPT, given.values["token"])
    return answer


def _page(request: HttpRequest, given: Sent, refusal: RuleViolation | None) -> HttpResponse:
    words = given.values["description"].strip()
    site = public.site()
    figures = local.figures_of(site.government if site else None)
    on = today()
    organs: list[Unit] = takers()
    likely = proposed(words)
    if len(given.values["token"]) < 16:
        given.values["token"] = intake.new_token()
    return visits.private(
        shell.page(
            request,
            "portal/requests/form.html",
            title="申请公开政府信息",
            section="request",
            site=site,
            crumbs=[PLATFORM, REQUESTS, Crumb("填写申请表")],
            value=given.values,
            refusal=refusal,
            wrong=(refusal.field or "") if refusal else "",
            organs=organs,
            likely=likely,
            hits=public_already(words),
            kinds=list(ApplicantClass),
            proofs=forms.PERSON_PROOFS,
            forms=list(Form),
            ways=[way for way in Way if way is not Way.FAX],
            most=MAX_DESCRIPTION,
            most_proofs=intake.MAX_PROOFS,
            most_bytes=intake.MAX_PROOF_BYTES,
            most_megabytes=intake.MAX_PROOF_BYTES // 1024 // 1024,
            reply=figures.figure("request.reply", on=on),
            mails=bool(settings.ENV.email_url),
            status=400 if refusal else 200,
            robots=False,
        )
    )


def receipt(request: HttpRequest) -> HttpResponseBase:
    """``/gongkai/shenqing/huizhi/``: number and code, to be written down, kept as a picture, put into a calendar."""
    shown = _kept(request)
    if shown is None:
        return redirect("/jindu/")
    return visits.private(
        shell.page(
            request,
            "portal/requests/receipt.html",
            title="申请已经提交",
            section="request",
            crumbs=[PLATFORM, REQUESTS, Crumb("回执")],
            receipt=shown,
            has_picture=pictured.possible(),
            look_on=_look_on(),
            mails=bool(settings.ENV.email_url),
            robots=False,
        )
    )


def picture(request: HttpRequest) -> HttpResponseBase:
    """``/gongkai/shenqing/huizhi/huizhi.png``: the receipt as a picture for the telephone's album."""
    shown = _kept(request)
    if shown is None:
        return redirect("/jindu/")
    if not pictured.possible():
        raise Http404
    site = public.site()
    lines = _lines(shown, site.name if site else "政务公开")
    address = shell.absolute("/jindu/", site)
    return _download(pictured.receipt(lines, address), "image/png", f"申请回执{shown.number}.png")


def calendar(request: HttpRequest) -> HttpResponseBase:
    """``/gongkai/shenqing/huizhi/tixing.ics``: the day on which to look; the code does not stand in it."""
    shown = _kept(request)
    if shown is None:
        return redirect("/jindu/")
    site = public.site()
    data = pictured.reminder(
        uid=f"{shown.number}-look@{(site.domain if site else '') or 'zwgk'}",
        on=_look_on(),
        title=f"查看政府信息公开申请 {shown.number} 的进展",
        text=f"向{shown.organ}提出的申请。凭申请编号和查询码查看。",
        url=shell.absolute("/jindu/", site),
        at=shown.filed_at,
    )
    return _download(data, "text/calendar; charset=utf-8", f"申请{shown.number}提醒.ics")


def close(request: HttpRequest) -> HttpResponseBase:
    """``/gongkai/shenqing/huizhi/guanbi/``: for shared computers: the browser forgets the receipt."""
    answer = redirect(HERE)
    if request.method == "POST":
        visits.forget(answer, visits.RECEIPT)
    return answer


def _kept(request: HttpRequest) -> intake.Receipt | None:
    kept = visits.kept(request, visits.RECEIPT)
    return intake.receipt_of(kept[0]) if kept else None


def _look_on() -> date:
    """The day from which there is something to see: staff confirm within a working day; a holiday moves it on."""
    day = today() + timedelta(days=3)
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def _lines(shown: intake.Receipt, site: str) -> list[tuple[str, str]]:
    filed = timezone.localtime(shown.filed_at)
    return [
        ("", site),
        ("", "政府信息公开申请回执"),
        ("受理机关", shown.organ),
        ("提交时间", f"{filed.year}年{filed.month}月{filed.day}日{filed:%H:%M}"),
        ("申请编号", shown.number),
        ("查询码", shown.code or "已重新领取，以新查询码为准"),
    ]


def _download(data: bytes, mime: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=mime)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return answer
