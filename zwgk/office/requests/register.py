"""依申请公开: the desk by stage and by day, the register with its filters and its table, many taken in hand at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from zwgk.deadlines.calendars import calendar_for
from zwgk.inforequests import queries, registering, statistics
from zwgk.inforequests.actions import assigning
from zwgk.inforequests.opening_cases import KIND
from zwgk.matters import actions as matter_actions
from zwgk.matters import queries as matters
from zwgk.office import diary, filters, posted, shell
from zwgk.office.access import actor_of
from zwgk.office.documents.books import sheet
from zwgk.people import public
from zwgk.people import queries as people
from zwgk.people import today as day
from zwgk.rules import lights
from zwgk.rules.annual_report.layout import COLUMNS, Layout, request_rows
from zwgk.rules.applicants import ApplicantClass
from zwgk.rules.errors import RuleViolation
from zwgk.rules.inforequest import DESK, ENDED, OPEN, Stage
from zwgk.rules.lights import DEFAULT_THRESHOLDS, Standing
from zwgk.rules.outcomes import OUTCOMES, Group
from zwgk.rules.receipt import Channel

if TYPE_CHECKING:
    from django.db.models import Q

    from zwgk.inforequests.models import InfoRequest
    from zwgk.inforequests.queries import Filter, ReplyDay

ROOT = "/requests/"
MOST_AT_ONCE = 100
#: the tabs: code, label, stages
TABS: tuple[tuple[str, str, frozenset[Stage]], ...] = (
    ("", "在办", OPEN),
    ("confirm", "待确认", frozenset({Stage.TO_CONFIRM})),
    ("registered", "登记", frozenset({Stage.REGISTERED})),
    ("correcting", "待补正", frozenset({Stage.CORRECTING})),
    ("handling", "办理", frozenset({Stage.HANDLING, Stage.PAYING})),
    ("review", "审核", frozenset({Stage.REVIEW})),
    ("leaving", "用印送达", frozenset({Stage.SEALING, Stage.DELIVERING})),
    ("ended", "已办结", ENDED),
    ("all", "登记簿", frozenset()),
)
_YEARS = 40


@dataclass(frozen=True)
class Row:
    """One line: the request, what it asks for, how its clocks stand, whether the reader follows it."""

    request: InfoRequest
    asked: str
    stage: str
    standing: Standing | None
    reply: ReplyDay | None
    outcome: str
    is_watched: bool


def index(request: HttpRequest) -> HttpResponseBase:
    """The list: by stage, or what is due, narrowed by whatever the reader chooses."""
    usual = filters.opened(request, "requests")
    if usual is not None:
        return usual
    return _index(request)


def _index(request: HttpRequest, *, refusal: RuleViolation | None = None) -> HttpResponse:
    actor, today, get = actor_of(request), day.today(), request.GET
    tab = next((t for t in TABS if t[0] == get.get("show", "")), TABS[0])
    wanted = _wanted(request, tab[2], today)
    found = queries.listed(actor, wanted, get.get("at", ""))
    figures = queries.numbers(actor, today=today, soon_by=_soon_by(today))
    numbers = {code: sum(figures.by_stage.get(str(s), 0) for s in stages) for code, _, stages in TABS if stages <= OPEN}
    organs = organs_of(request)
    is_desk = any(actor.has(duty) for duty in DESK)
    context = {
        **filters.strip(request, "requests"),
        "rows": _rows(request, found.rows, today),
        "page": found,
        "tabs": [(code, label, numbers.get(code) if code != "all" else None) for code, label, _ in TABS],
        "tab": tab[0],
        "numbers": figures,
        "wanted": get,
        "groups": [(group, [o for o in OUTCOMES.values() if o.group is group]) for group in Group],
        "classes": list(ApplicantClass),
        "channels": list(Channel),
        "organs": organs if len(organs) > 1 else [],
        "years": range(today.year, today.year - 8, -1),
        "colleagues": people.staff_of(actor.organ_id) if is_desk else [],
        "is_desk": is_desk,
        "cell": _cell(get.get("cell", "")),
        "today": today,
    }
    return shell.render(request, "requests/register.html", context, refusal=refusal)


def _wanted(request: HttpRequest, stages: frozenset[Stage], today: date) -> Filter:
    get = request.GET
    words = get.get("q", "").strip()[:60]
    is_number = words.startswith("申") or (len(words) == 15 and words[:8].isdigit())
    chosen = get.get("outcome", "")
    cell = _cell(get.get("cell", ""))
    group = {o.code for o in OUTCOMES.values() if str(o.group) == chosen}
    return queries.Filter(
        stages=tuple(sorted(map(str, stages))) if not words else (),
        organ_id=_pk(get.get("organ", "")),
        outcomes=tuple(sorted(group)) or ((chosen,) if chosen in OUTCOMES else ()),
        applicant_class=get.get("class", "") if get.get("class", "") in set(map(str, ApplicantClass)) else "",
        channel=get.get("channel", "") if get.get("channel", "") in set(map(str, Channel)) else "",
        number=words if is_number else "",
        words="" if is_number else words,
        year=_year(get.get("year", "")),
        received_from=_day(get.get("from", "")),
        received_to=_day(get.get("to", "")),
        overdue_on=today if get.get("due") == "late" else None,
        due_by={"today": today, "soon": _soon_by(today)}.get(get.get("due", "")),
        paused=get.get("due") == "paused",
        among=cell.condition if cell else None,
        mine="mine" in get,
        watched="watched" in get,
    )


@dataclass(frozen=True)
class Counted:
    """A figure of the statistics whose requests are listed."""

    condition: Q
    label: str


def _cell(typed: str) -> Counted | None:
    """The figure of an address (``2026.granted.total``), None for anything else."""
    year, row, column = [*typed.split("."), "", ""][:3]
    if _year(year) is None:
        return None
    condition = statistics.cases(int(year), row, column or "total")
    if condition is None:
        return None
    rows = {line.key: f"{line.group}　{line.label}".strip() for line in request_rows(Layout.CURRENT)}
    kind, _, value = column.partition("-")
    words = {"late": "超期", "total": ""}.get(column, COLUMNS.get(column, ""))
    if kind == "month":
        words = f"{value}月"
    elif kind == "channel" and value in set(map(str, Channel)):
        words = Channel(value).label
    return Counted(condition, f"{year}年　{rows[row]}　{words}".strip())


def _soon_by(today: date) -> date:
    return calendar_for(None).add_workdays(today, DEFAULT_THRESHOLDS.soon)


def _pk(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def _year(typed: str) -> int | None:
    now = day.today().year
    return int(typed) if typed.isascii() and typed.isdigit() and now - _YEARS <= int(typed[:4]) <= now else None


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def organs_of(request: HttpRequest) -> list[tuple[int, str]]:
    """The organs from which the reader sees requests: one has no choice to make."""
    reached = matters.reach(actor_of(request)).wide
    return [(unit.pk, str(unit)) for unit in public.organs() if unit.pk in reached]


def _rows(request: HttpRequest, rows: Sequence[InfoRequest], today: date) -> list[Row]:
    days = queries.reply_days(rows)
    watched = matters.watched(actor_of(request), [row.matter_id for row in rows])
    calendar = calendar_for(None)
    found = []
    for row in rows:
        reply, matter = days.get(row.pk), row.matter
        standing = None
        if matter.closed_on is None and reply is not None and reply.is_paused:
            standing = lights.standing(reply.due_on, today, calendar, paused=True)
        elif matter.closed_on is None and matter.next_due is not None:
            standing = lights.standing(matter.next_due, today, calendar)
        outcome = OUTCOMES[row.outcome].label if row.outcome else ""
        stage = Stage(matter.stage).label
        found.append(Row(row, registering.asked(row), stage, standing, reply, outcome, matter.pk in watched))
    return found


def export(request: HttpRequest) -> HttpResponseBase:
    """The register as the filter narrows it, as a table."""
    actor = actor_of(request)
    tab = next((t for t in TABS if t[0] == request.GET.get("show", "")), TABS[0])
    wanted = _wanted(request, tab[2], day.today())
    organ = people.unit(wanted.organ_id or actor.organ_id)
    name = organ.name if organ else ""
    year = f"{wanted.year}年" if wanted.year else ""
    try:
        data = registering.xlsx(actor, wanted, title=f"{name}{year}政府信息公开申请登记簿", organ=name)
    except RuleViolation as refusal:
        return _index(request, refusal=refusal)
    return sheet(data, f"{year}政府信息公开申请登记簿.xlsx")


def due_days(request: HttpRequest) -> HttpResponse:
    """The days of the reader's own open requests as a calendar file: what waits in the inbox."""
    actor = actor_of(request)
    lines = matters.inbox(actor).filter(due_on__isnull=False, matter__kind=KIND)[:500]
    return diary.as_file(lines, "requests.ics")


@require_POST
def many(request: HttpRequest) -> HttpResponseBase:
    """Name who handles the ticked requests, follow them, or lay them before the office in charge; each on its own."""
    actor = actor_of(request)
    chosen = [int(pk) for pk in request.POST.getlist("request") if pk.isdigit() and len(pk) < 12][:MOST_AT_ONCE]
    rows = list(queries.visible_to(actor).filter(pk__in=chosen).order_by("pk"))
    to = people.staff_of(actor.organ_id).filter(pk=posted.number(request, "to", "经办人") or 0).first()
    act = next((name for name in ("assign", "watch", "unwatch", "escalate") if name in request.POST), "")
    if not rows or not act or (act == "assign" and to is None):
        messages.error(
            request, "没有办理：没有选择经办人。" if rows and act == "assign" else "没有办理：没有勾选申请。"
        )
        return redirect(ROOT)
    done, now, today = 0, day.now(), day.today()
    for row in rows:
        try:
            if act == "assign" and to is not None:
                assigning.assign(row, to=to, words=posted.text(request, "words"), on=today, at=now, actor=actor)
            elif act == "escalate":
                assigning.escalate(row, words=posted.text(request, "words"), on=today, at=now, actor=actor)
            else:
                matter_actions.watch(row.matter, act == "watch", at=now, actor=actor)
        except RuleViolation as refusal:
            messages.error(request, f"{row.matter.number} 没有办理：{refusal.why}。{refusal.remedy}。")
        else:
            done += 1
    said = {
        "assign": f"已指定{to.user.name}经办 {done} 件" if to else "",
        "watch": f"已关注 {done} 件",
        "unwatch": f"已取消关注 {done} 件",
        "escalate": f"已提请督促 {done} 件",
    }
    return shell.done(request, said[act], to=ROOT) if done else redirect(ROOT)
