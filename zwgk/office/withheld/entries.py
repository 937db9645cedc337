"""政务公开负面清单 in the office: the classes, one drafted or taken in from a table, and what may be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.withheld import forms
from zwgk.people import today as day
from zwgk.publishing.actions import negative_list as acts
from zwgk.publishing.withheld import files, queries
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.withheld import EntryFacts, EntryState, next_review
from zwgk.rules.withheld_tables import ENTRY_HEADINGS

if TYPE_CHECKING:
    from zwgk.people.models import Unit
    from zwgk.publishing.models import NegativeEntry

ROOT = "/negative-list/"


def index(request: HttpRequest) -> HttpResponseBase:
    """The classes of my organs and of those above; a new one is drafted here, or a table taken in."""
    if request.method != "POST":
        return _index(request)
    try:
        organ = forms.organ(request, acts.KEEPS_LIST)
        if "import" in request.POST:
            lines = forms.lines(request, ENTRY_HEADINGS, ("name", "matters", "ground"), what="没有导入负面清单")
            result = acts.import_entries(organ, lines, today=day.today(), actor=actor_of(request))
            return _index(request, result=result)
        made = acts.draft_entry(
            organ, _facts(request, organ), unit=_unit(request), today=day.today(), actor=actor_of(request)
        )
    except RuleViolation as refusal:
        return _index(request, refusal=refusal)
    return shell.done(request, "已拟定，审定之后施行并对外公布", to=f"{ROOT}{made.pk}/")


def _facts(request: HttpRequest, organ: Unit) -> EntryFacts:
    today = day.today()
    review_on = posted.day(request, "review_on", "评估日期")
    return EntryFacts(
        name=posted.text(request, "name"),
        matters=posted.text(request, "matters"),
        ground_code=posted.text(request, "ground_code"),
        review_on=review_on or next_review(today, years=queries.cycle(organ, on=today)),
        law=posted.text(request, "law"),
        scope=posted.text(request, "scope"),
        words=posted.text(request, "words"),
    )


def _unit(request: HttpRequest) -> Unit | None:
    return forms.unit(request, what="没有保存负面清单条目")


def _index(
    request: HttpRequest, *, refusal: RuleViolation | None = None, result: acts.Imported | None = None
) -> HttpResponse:
    actor, get = actor_of(request), request.GET
    state = get.get("state", "")
    found = queries.entries(
        actor,
        get.get("at", ""),
        state=state if state in {str(one) for one in EntryState} else "",
        text=get.get("q", "").strip()[:60],
    )
    context = {
        "page": found,
        "rows": [(row, forms.ground_of(row.ground_code)) for row in found.rows],
        "wanted": get,
        "states": list(EntryState),
        "organs": forms.organs(actor, acts.KEEPS_LIST),
        "grounds": forms.GROUNDS,
        "result": result,
        "today": day.today(),
    }
    return shell.render(request, "withheld/entries.html", context, refusal=refusal)


def page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One class: what it says, what rests on it, how it came about, and the next acts."""
    entry = queries.entry(actor_of(request), pk)
    if entry is None:
        raise Http404
    if request.method != "POST":
        return _show(request, entry)
    try:
        sentence, to = _act(request, entry)
    except RuleViolation as refusal:
        return _show(request, entry, refusal=refusal)
    return shell.done(request, sentence, to=to)


def _act(request: HttpRequest, entry: NegativeEntry) -> tuple[str, str]:
    actor, today, now = actor_of(request), day.today(), day.now()
    here = f"{ROOT}{entry.pk}/"
    if "save" in request.POST:
        facts = _facts(request, entry.organ)
        acts.draft_entry(entry.organ, facts, unit=_unit(request), entry=entry, today=today, actor=actor)
        return "已保存", here
    if "confirm" in request.POST:
        acts.confirm_entry(entry, on=today, at=now, actor=actor)
        return "已审定，今天起施行，并已对外公布", here
    if "amend" in request.POST:
        draft = acts.amend_entry(entry, reason=posted.text(request, "reason"), actor=actor)
        return "请修改后审定；审定之前原条目继续施行", f"{ROOT}{draft.pk}/"
    if "remove" in request.POST:
        acts.remove_entry(entry, reason=posted.text(request, "reason"), on=today, at=now, actor=actor)
        return "已删去；依据它不公开的各件已列入待评估", here
    if "review" in request.POST:
        review_on = posted.day(request, "next_on", "下次评估")
        acts.review_entry(entry, reason=posted.text(request, "reason"), review_on=review_on, on=today, actor=actor)
        return "评估已记录：保留", here
    if "drop" in request.POST:
        acts.drop_draft(entry, actor=actor)
        return "已放弃", ROOT
    raise BadInput(what="没有办理", why="没有选择办理的事项", remedy="请刷新页面")


def _show(request: HttpRequest, entry: NegativeEntry, *, refusal: RuleViolation | None = None) -> HttpResponse:
    actor = actor_of(request)
    state = EntryState(entry.state)
    keeps = any(actor.may(duty, over=entry.organ_id) for duty in acts.KEEPS_LIST)
    confirms = any(actor.may(duty, over=entry.organ_id) for duty in acts.CONFIRMS_LIST)
    is_draft, holds = state is EntryState.DRAFT, state is EntryState.CONFIRMED
    context = {
        "entry": entry,
        "state": state,
        "ground": forms.ground_of(entry.ground_code),
        "grounds": forms.GROUNDS,
        "resting": queries.resting_on(entry),
        "later": entry.replaced_by.order_by("pk").last(),
        "may_edit": is_draft and keeps,
        "may_confirm": is_draft and confirms,
        "may_amend": holds and keeps,
        "may_remove": holds and confirms,
        "today": day.today(),
    }
    return shell.render(request, "withheld/entry.html", context, refusal=refusal)


def download(request: HttpRequest) -> HttpResponse:
    """The list as a table."""
    actor = actor_of(request)
    rows = list(queries.entries_for(actor).order_by("organ", "pk")[: files.MOST])
    data = files.negative_list(rows, title="政务公开负面清单", organ="", made_on=day.today())
    return forms.table(data, "政务公开负面清单.xlsx")


def blank(request: HttpRequest) -> HttpResponse:
    """The empty table."""
    return forms.table(files.empty_negative_list(), "负面清单空白表.xlsx")
