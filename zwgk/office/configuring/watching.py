"""The keepers' pages: background work, the log, the state of the installation."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from zwgk.audit import export, queries, verifying
from zwgk.jobs import actions as jobs
from zwgk.jobs import queries as job_queries
from zwgk.office import filters, posted, shell
from zwgk.office.access import actor_of
from zwgk.office.words import ACTS
from zwgk.people import today as day
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.ui.paging import page_of

SHOWN_FAULTS = 50


def background(request: HttpRequest) -> HttpResponseBase:
    """Jobs by state; a failed one is tried again or closed."""
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            job = job_queries.listed().filter(pk=posted.must_number(request, "job", "任务")).first()
            if job is None:
                raise BadInput(what="没有办理", why="没有这个任务", remedy="请刷新页面")
            if "close" in request.POST:
                jobs.give_up(job, actor=actor_of(request))
                sentence = "任务已关闭"
            else:
                jobs.retry(job, actor=actor_of(request))
                sentence = "任务已重新排队"
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, sentence, to="/settings/jobs/")
    state = request.GET.get("state", "")
    counts = job_queries.counts()
    context = {
        "page": page_of(job_queries.listed(state), request.GET.get("at", ""), by=("created_at", "id"), size=50),
        "counts": [
            (code, label, counts.get(code, 0))
            for code, label in (("waiting", "等待"), ("running", "进行中"), ("failed", "失败"))
        ],
        "state": state,
        "lag": job_queries.lag(),
        "may": actor_of(request).has(Duty.SYSTEM_ADMIN),
    }
    return shell.render(request, "settings/jobs.html", context, refusal=refusal)


def log(request: HttpRequest) -> HttpResponseBase:
    """The auditor's list: filtered, taken out as CSV, the chain verified."""
    usual = filters.opened(request, "log")
    if usual is not None:
        return usual
    get = request.GET
    entries = queries.found(
        act=get.get("act", ""),
        by=get.get("by", "").strip(),
        since=_day(get.get("since", "")),
        until=_day(get.get("until", "")),
        object_id=get.get("object", "").strip(),
    )
    if request.method == "POST" and "export" in request.POST:
        lines = export.download(entries, actor=actor_of(request))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="audit-{day.today():%Y%m%d}.csv"'
        return response
    faults: list[str] | None = None
    if request.method == "POST":
        faults = [fault for _, fault in zip(range(SHOWN_FAULTS), verifying.faults(), strict=False)]
    page = page_of(entries, get.get("at", ""), by=("at", "id"), size=60)
    context = {
        **filters.strip(request, "log"),
        "page": page,
        "rows": [(entry, ACTS.get(entry.act, entry.act)) for entry in page.rows],
        "acts": [(code, ACTS.get(code, code)) for code in queries.acts()],
        "wanted": get,
        "faults": faults,
    }
    return shell.render(request, "settings/log.html", context)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def state(request: HttpRequest) -> HttpResponseBase:
    """What every room says of itself, as ``zwgk check`` prints it."""
    from zwgk.office.discovering import lines

    rows = list(lines())
    context = {
        "rows": rows,
        "wrong": sum(not right for right, _, _ in rows),
        "database": connection.vendor,
        "env": [(name, settings.ENV.sources.get(name, "")) for name in sorted(settings.ENV.values)],
    }
    return shell.render(request, "settings/state.html", context)


def index(request: HttpRequest) -> HttpResponseBase:
    """What there is to set, by whose duty it is."""
    return shell.render(request, "settings/index.html", {"failed": job_queries.failed().count()})
