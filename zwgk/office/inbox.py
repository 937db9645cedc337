"""待办: what waits for me, by due day, in five groups with colour and word."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages as dj_messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from zwgk.deadlines.calendars import calendar_for
from zwgk.matters import actions as matter_actions
from zwgk.matters import queries
from zwgk.notices import actions as notice_actions
from zwgk.notices import queries as notices
from zwgk.office import filters, posted, shell
from zwgk.office.access import actor_of
from zwgk.office.catalogue.matters import columns_to_mind
from zwgk.office.standins import banner
from zwgk.people import queries as people
from zwgk.people import today as day
from zwgk.people.actor import Actor
from zwgk.publishing import desk
from zwgk.rules import inforequest, lights
from zwgk.rules.cleaning import CleanupStage
from zwgk.rules.document_flow import Stage
from zwgk.rules.errors import RuleViolation
from zwgk.rules.labelled import Labelled
from zwgk.rules.lights import Light, Standing
from zwgk.rules.withheld import RoundStage
from zwgk.rules.workdays import WorkCalendar

if TYPE_CHECKING:
    from zwgk.matters.models import Waiting

KINDS = {
    "document": "公文",
    "inforequest": "申请",
    "letter": "信件",
    "task": "任务",
    "register": "清单",
    "cleanup": "清理",
    "reevaluation": "评估",
}
#: where a kind of matter is opened, and the words of its stages
PLACES = {
    "document": "documents",
    "cleanup": "cleanups",
    "reevaluation": "reevaluations",
    "inforequest": "requests",
}
STAGES: dict[str, type[Labelled]] = {
    "document": Stage,
    "cleanup": CleanupStage,
    "reevaluation": RoundStage,
    "inforequest": inforequest.Stage,
}
#: filters of the tab bar: code, label
FILTERS: tuple[tuple[str, str], ...] = (
    ("", "全部"),
    ("sign", "等我签"),
    ("late", "已超期"),
    ("today", "今天到期"),
    ("document", "公文"),
    ("inforequest", "申请"),
    ("week", "五个工作日内到期"),
)
#: filters that ask how the clock stands
LIGHTS = {"late": Light.OVERDUE, "today": Light.TODAY, "soon": Light.SOON}
#: nearest due first; who has more waiting filters, or works off the first hundred
MAX_SHOWN = 100

NOTES = {
    Light.OVERDUE: "已过期限，请先办",
    Light.TODAY: "今天办完即为按时",
    Light.SOON: "剩 5 个工作日以内",
    Light.NORMAL: "剩 6 个工作日以上",
}


@dataclass(frozen=True)
class Line:
    """One line: what waits, how its clock stands, where it is opened."""

    waiting: Waiting
    standing: Standing | None
    kind: str
    stage: str
    url: str


@dataclass
class Group:
    """The lines of one light."""

    light: Light | None
    label: str
    note: str
    lines: list[Line] = field(default_factory=list)

    @property
    def code(self) -> str:
        return str(self.light) if self.light else "none"


def address(kind: str, number: str) -> str:
    """Where a matter is opened."""
    return f"/{PLACES.get(kind, 'matters')}/{number}/"


def stage_label(kind: str, stage: str) -> str:
    """The word of a matter's stage."""
    return STAGES[kind](stage).label if kind in STAGES else stage


def index(request: HttpRequest) -> HttpResponseBase:
    """The inbox."""
    usual = filters.opened(request, "inbox")
    if usual is not None:
        return usual
    actor = actor_of(request)
    today = day.today()
    lines = lines_of(actor)
    wanted = request.GET.get("show", "")
    word = request.GET.get("q", "").strip()
    tabs = [(code, label, sum(_fits(line, code) for line in lines)) for code, label in FILTERS]
    shown = [line for line in lines if _fits(line, wanted) and _holds(line, word)]
    context = {
        **filters.strip(request, "inbox"),
        "standing": banner.standing_of(actor),
        "groups": _grouped(shown),
        "counts": _grouped(lines),
        "tabs": tabs,
        "wanted": wanted,
        "word": word,
        "total": len(lines),
        "more": len(lines) == MAX_SHOWN,
        "most": MAX_SHOWN,
        "colleagues": people.staff_of(actor.organ_id).exclude(pk__in=actor.posts),
        "unexplained": desk.unexplained(actor)[:5],
        "stale_columns": columns_to_mind(actor, today),
    }
    return shell.render(request, "inbox.html", context)


def lines_of(actor: Actor) -> list[Line]:
    """What waits for the actor, nearest due first, a hundred lines at most."""
    today, calendar = day.today(), calendar_for(None)
    return [_line(waiting, today, calendar) for waiting in queries.inbox(actor)[:MAX_SHOWN]]


def _line(waiting: Waiting, today: date, calendar: WorkCalendar) -> Line:
    matter = waiting.matter
    due = waiting.due_on
    return Line(
        waiting,
        lights.standing(due, today, calendar) if due else None,
        KINDS.get(matter.kind, matter.kind),
        stage_label(matter.kind, matter.stage),
        address(matter.kind, matter.number),
    )


def _fits(line: Line, code: str) -> bool:
    if code == "sign":
        return line.waiting.act == "approvals.sign"
    if code in LIGHTS:
        return line.standing is not None and line.standing.light is LIGHTS[code]
    if code == "week":
        return line.standing is not None and line.standing.light is not Light.NORMAL
    return not code or line.waiting.matter.kind == code


def _holds(line: Line, word: str) -> bool:
    return not word or word in f"{line.waiting.matter.number}{line.waiting.matter.title}{line.waiting.label}"


def _grouped(lines: list[Line]) -> list[Group]:
    groups: list[Group] = []
    for light in (Light.OVERDUE, Light.TODAY, Light.SOON, Light.NORMAL, Light.PAUSED):
        mine = [line for line in lines if line.standing and line.standing.light is light]
        if mine:
            groups.append(Group(light, light.label, NOTES.get(light, ""), mine))
    rest = [line for line in lines if line.standing is None]
    if rest:
        groups.append(Group(None, "没有期限", "按到达先后", rest))
    return groups


@require_POST
def pass_on(request: HttpRequest) -> HttpResponseBase:
    """Hand the ticked matters to a colleague of the organ (批量转办); what cannot be passed on says why."""
    actor = actor_of(request)
    chosen = [int(pk) for pk in request.POST.getlist("matter") if pk.isdigit()][:MAX_SHOWN]
    colleague = people.staff_of(actor.organ_id).filter(pk=posted.number(request, "to", "同事") or 0).first()
    rows = list(queries.visible_to(actor).filter(pk__in=chosen).order_by("pk"))
    if colleague is None or not rows:
        what = "没有选择同事" if colleague is None else "没有勾选事项"
        dj_messages.error(request, f"没有转办：{what}。")
        return redirect("/")
    done = 0
    for matter in rows:
        try:
            matter_actions.pass_on(
                matter, to=colleague, reason=posted.text(request, "reason"), at=day.now(), actor=actor
            )
        except RuleViolation as refusal:
            dj_messages.error(request, f"{matter.number} 没有转办：{refusal.why}。{refusal.remedy}。")
        else:
            done += 1
    return shell.done(request, f"已转办 {done} 件给{colleague.user.name}", to="/") if done else redirect("/")


def messages(request: HttpRequest) -> HttpResponseBase:
    """站内消息: what was told to my post; a visit with 全部已读 marks them."""
    actor = actor_of(request)
    if request.method == "POST":
        notice_actions.mark_all_read(actor=actor)
        return shell.done(request, "消息已全部标为已读", to="/messages/")
    return shell.render(request, "messages.html", {"notices": notices.inbox(actor)[:100]})
