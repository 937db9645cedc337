"""非公开政府信息目录 in the office: the items with filters, one entered by hand or from a table, one looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from zwgk.documents import queries as papers
from zwgk.documents import reevaluation
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.withheld import forms
from zwgk.people import today as day
from zwgk.publishing.actions import withheld as acts
from zwgk.publishing.withheld import files, queries
from zwgk.publishing.withheld.queries import Filter
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.withheld import ItemKind, ItemState, is_due
from zwgk.rules.withheld_tables import ITEM_HEADINGS

if TYPE_CHECKING:
    from zwgk.publishing.actions.negative_list import Imported
    from zwgk.publishing.models import WithheldItem

ROOT = "/withheld/"


def _wanted(request: HttpRequest) -> Filter:
    get = request.GET
    return Filter(
        state=get.get("state", "") if get.get("state", "") in {str(s) for s in ItemState} else "",
        kind=get.get("kind", "") if get.get("kind", "") in {str(k) for k in ItemKind} else "",
        ground=get.get("ground", "")[:40],
        text=get.get("q", "").strip()[:60],
        due_on=day.today() if "due" in get else None,
        outside="outside" in get,
        entry_id=int(get["entry"]) if get.get("entry", "").isdecimal() and len(get["entry"]) < 10 else None,
    )


def index(request: HttpRequest) -> HttpResponseBase:
    """The catalogue; an item that lies outside the system is entered here, or a table taken in."""
    if request.method != "POST":
        return _index(request)
    actor, today, now = actor_of(request), day.today(), day.now()
    try:
        organ = forms.organ(request, acts.KEEPS_ITEMS)
        if "import" in request.POST:
            lines = forms.lines(
                request, ITEM_HEADINGS, ("title", "ground", "reason", "decided_on"), what="没有导入非公开目录"
            )
            result = acts.import_items(organ, lines, today=today, at=now, actor=actor)
            return _index(request, result=result)
        made = acts.list_item(organ, _known(request), today=today, at=now, actor=actor)
    except RuleViolation as refusal:
        return _index(request, refusal=refusal)
    return shell.done(request, f"已列入：{made.number}", to=f"{ROOT}{made.pk}/")


def _known(request: HttpRequest) -> acts.Known:
    entry = None
    if posted.text(request, "entry"):
        entry = queries.entry(actor_of(request), posted.must_number(request, "entry", "负面清单条目"))
        if entry is None:
            raise BadInput(what="没有列入非公开目录", why="没有这个条目", remedy="请重新选择", field="entry")
    return acts.Known(
        title=posted.text(request, "title"),
        ground_code=posted.text(request, "ground_code"),
        reason=posted.text(request, "ground_reason"),
        decided_on=posted.must_day(request, "decided_on", "确定日期"),
        decided_by=posted.text(request, "decided_by"),
        review_on=posted.day(request, "review_on", "评估日期"),
        doc_number=posted.text(request, "doc_number"),
        unit=forms.unit(request, what="没有列入非公开目录"),
        entry=entry,
        is_secret=posted.flag(request, "is_secret"),
        secret_until=posted.day(request, "secret_until", "保密期限届满日"),
    )


def _index(
    request: HttpRequest, *, refusal: RuleViolation | None = None, result: Imported | None = None
) -> HttpResponse:
    actor, today = actor_of(request), day.today()
    wanted = _wanted(request)
    found = queries.items(actor, wanted, request.GET.get("at", ""))
    context = {
        "page": found,
        "rows": [(row, forms.ground_of(row.ground_code), _is_due(row)) for row in found.rows],
        "wanted": wanted,
        "query": request.GET,
        "numbers": queries.numbers(actor, today=today),
        "states": list(ItemState),
        "kinds": list(ItemKind),
        "grounds": forms.GROUNDS,
        "organs": forms.organs(actor, acts.KEEPS_ITEMS),
        "may_show": any(actor.has(duty) for duty in acts.SHOWS_ITEMS),
        "may_record_secrets": actor.has(Duty.SECRECY),
        "result": result,
        "today": today,
    }
    return shell.render(request, "withheld/items.html", context, refusal=refusal)


def _is_due(row: WithheldItem) -> bool:
    return row.state == ItemState.LISTED and row.review_on is not None and is_due(row.review_on, day.today())


@require_POST
def many(request: HttpRequest) -> HttpResponseBase:
    """Show the ticked items to the public, by title or masked, or take them off again."""
    actor = actor_of(request)
    items = queries.chosen(actor, [int(pk) for pk in request.POST.getlist("item") if pk.isdigit() and len(pk) < 12])
    try:
        if "hide" in request.POST:
            acts.hide_items(items, actor=actor)
            sentence = f"{len(items)} 件不再对外公布"
        else:
            acts.show_items(items, masked="masked" in request.POST, on=day.today(), actor=actor)
            sentence = f"{len(items)} 件已列入对外公布的目录"
    except RuleViolation as refusal:
        return _index(request, refusal=refusal)
    return shell.done(request, sentence, to=ROOT)


def page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One item: on which class it rests, its paper, earlier evaluations, and the next acts."""
    item = queries.item(actor_of(request), pk)
    if item is None:
        raise Http404
    if request.method != "POST":
        return _show(request, item)
    actor, today = actor_of(request), day.today()
    try:
        if "change" in request.POST:
            acts.change_item(
                item,
                unit=forms.unit(request, what="没有调整"),
                review_on=posted.day(request, "review_on", "评估日期"),
                secret_until=posted.day(request, "secret_until", "保密期限届满日"),
                today=today,
                actor=actor,
            )
            sentence = "已调整"
        elif "declassify" in request.POST:
            acts.declassify_item(
                item,
                title=posted.text(request, "title"),
                doc_number=posted.text(request, "doc_number"),
                basis=posted.text(request, "basis"),
                ground_code=posted.text(request, "ground_code"),
                on=today,
                actor=actor,
            )
            sentence = "解密已登记，已到评估日期，请评估能否公开"
        elif "close" in request.POST:
            acts.close_item(
                item,
                reason=posted.text(request, "close_reason"),
                is_public=posted.flag(request, "is_public"),
                on=today,
                actor=actor,
            )
            sentence = "已移出目录"
        else:
            raise BadInput(what="没有办理", why="没有选择办理的事项", remedy="请刷新页面")
    except RuleViolation as refusal:
        return _show(request, item, refusal=refusal)
    return shell.done(request, sentence, to=f"{ROOT}{item.pk}/")


def _show(request: HttpRequest, item: WithheldItem, *, refusal: RuleViolation | None = None) -> HttpResponse:
    actor, today = actor_of(request), day.today()
    listed = item.state == ItemState.LISTED
    keeps = any(actor.may(duty, over=item.organ_id) for duty in acts.KEEPS_ITEMS)
    document = papers.find(actor, item.matter.number) if item.matter else None
    context = {
        "item": item,
        "ground": forms.ground_of(item.ground_code),
        "grounds": [row for row in forms.GROUNDS if row.code != "secret"],
        "document": document,
        "history": reevaluation.history(item),
        "levels": reevaluation.levels(item) if item.level else "",
        "is_due": _is_due(item),
        "superseded": queries.superseded(item, on=today),
        "may_change": listed and keeps,
        "may_declassify": listed and item.is_secret and actor.may(Duty.SECRECY, over=item.organ_id),
        "may_close": keeps and item.matter_id is None and item.state in {ItemState.LISTED, ItemState.OPENING},
    }
    return shell.render(request, "withheld/item.html", context, refusal=refusal)


def download(request: HttpRequest) -> HttpResponseBase:
    """The catalogue as filtered, as a table."""
    actor = actor_of(request)
    rows = queries.exported(actor, _wanted(request), most=files.MOST)
    if len(rows) > files.MOST:
        refusal = BadInput(what="不能导出", why=f"超过{files.MOST}件", remedy="请先筛选，分次导出")
        return _index(request, refusal=refusal)
    data = files.catalogue(rows, title="非公开政府信息目录", organ="", made_on=day.today())
    return forms.table(data, "非公开政府信息目录.xlsx")


def blank(request: HttpRequest) -> HttpResponse:
    """The empty table."""
    return forms.table(files.empty_catalogue(), "非公开政府信息目录空白表.xlsx")
