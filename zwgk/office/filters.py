"""常用筛选: the lists' saved filters as a strip above each list, and the page where one's own are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import actions, desk, queries
from zwgk.publishing import desk as publications
from zwgk.rules import document_kinds
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zwgk.people.models import SavedFilter

PAGE = "/account/filters/"


@dataclass(frozen=True)
class FilteredList:
    """A list whose filters may be saved: where it is, its name, which words of the address narrow it."""

    address: str
    label: str
    fields: tuple[str, ...]


LISTS: dict[str, FilteredList] = {
    "inbox": FilteredList("/", "待办", ("show", "q")),
    "documents": FilteredList("/documents/", "公文公开", ("show", "disclosure", "kind", "q", "mine", "late")),
    "requests": FilteredList(
        "/requests/",
        "依申请公开",
        ("show", "due", "outcome", "class", "channel", "organ", "year", "from", "to", "q", "mine", "watched"),
    ),
    "publications": FilteredList("/publications/", "已公开的信息", ("state", "column", "organ", "q")),
    "log": FilteredList("/settings/log/", "操作日志", ("act", "by", "object", "since", "until")),
}


@dataclass(frozen=True)
class Kept:
    """A saved filter on the strip."""

    row: SavedFilter
    url: str
    is_own: bool
    is_here: bool


def canonical(code: str, query: Mapping[str, Any]) -> str:
    """The words of an address that narrow the list, in one order: what is saved, and what is compared."""
    return urlencode([(name, str(query[name])) for name in LISTS[code].fields if query.get(name)])


def opened(request: HttpRequest, code: str) -> HttpResponseRedirect | None:
    """Where a list opens with nothing asked: to the filter that its reader made the usual one, if any."""
    if request.method != "GET" or request.GET:
        return None
    own = next((f for f in desk.filters(actor_of(request), code) if f.is_default and _is_mine(request, f)), None)
    return redirect(f"{LISTS[code].address}?{own.query}") if own else None


def strip(request: HttpRequest, code: str) -> dict[str, Any]:
    """What the strip above a list shows: the filters, which of them is on, what of it no longer exists."""
    here = canonical(code, request.GET)
    rows = [
        Kept(row, f"{LISTS[code].address}?{row.query}", _is_mine(request, row), row.query == here)
        for row in desk.filters(actor_of(request), code)
    ]
    return {
        "kept_filters": rows,
        "kept_page": code,
        "kept_query": here,
        "kept_all": f"{LISTS[code].address}?f=0",
        "kept_faults": faults(code, request.GET),
        "kept_name": next((row.row.name for row in rows if row.is_here), ""),
        "kept_unit": desk.unit_of(actor_of(request)),
    }


def _is_mine(request: HttpRequest, row: SavedFilter) -> bool:
    return row.user_id == request.user.pk


def faults(code: str, query: Mapping[str, Any]) -> list[str]:
    """What a list is asked to narrow by and no longer exists, as sentences; the list then finds nothing by it."""
    found = []
    column, organ = query.get("column", ""), query.get("organ", "")
    if code == "publications" and column:
        row = publications.column_ever(int(column)) if column.isascii() and column.isdigit() else None
        if row is None:
            found.append("条件里的栏目已不存在，请另选栏目后重新保存")
        elif row.merged_into is not None:
            found.append(f"条件里的栏目“{row}”已并入“{row.merged_into}”，请改选后重新保存")
    if code == "publications" and organ:
        unit = queries.unit_ever(int(organ)) if organ.isascii() and organ.isdigit() else None
        if unit is None:
            found.append("条件里的机关已不存在，请另选机关后重新保存")
        elif unit.valid_to is not None:
            into = f"，并入“{unit.merged_into}”" if unit.merged_into else ""
            found.append(f"条件里的机关“{unit}”已于{unit.valid_to}撤销{into}，请改选后重新保存")
    if code == "documents" and query.get("kind") and query["kind"] not in document_kinds.KINDS:
        found.append("条件里的文种已不存在，请改选后重新保存")
    if code == "documents" and query.get("disclosure") and query["disclosure"] not in set(map(str, Disclosure)):
        found.append("条件里的公开属性已不存在，请改选后重新保存")
    return found


def page(request: HttpRequest) -> HttpResponseBase:
    """Save the filter of a list, make one the usual one, drop one; all of one's own under one another."""
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            sentence, to = _do(request)
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, sentence, to=to)
    rows = [
        (row, LISTS[row.page], f"{LISTS[row.page].address}?{row.query}", _is_mine(request, row), _faults(row))
        for row in desk.filters(actor_of(request))
        if row.page in LISTS
    ]
    context = {"rows": rows, "kept_page": posted.text(request, "page"), "kept_query": posted.text(request, "query")}
    return shell.render(request, "mywork/filters.html", context, refusal=refusal)


def _faults(row: SavedFilter) -> list[str]:
    return faults(row.page, QueryDict(row.query).dict())


def _do(request: HttpRequest) -> tuple[str, str]:
    actor = actor_of(request)
    act = posted.text(request, "act")
    if act == "save":
        code = posted.text(request, "page")
        if code not in LISTS:
            raise BadInput(what="没有保存筛选", why="没有这个列表", remedy="请从列表页保存")
        query = canonical(code, QueryDict(posted.text(request, "query")).dict())
        found = actions.save_filter(
            code,
            posted.text(request, "filter_name"),
            query,
            is_default=posted.flag(request, "default"),
            shared_with=desk.unit_of(actor) if posted.flag(request, "share") else None,
            actor=actor,
        )
        return f"筛选“{found.name}”已保存", f"{LISTS[code].address}?{found.query}"
    own = desk.own_filter(actor, posted.number(request, "filter", "筛选"))
    if own is None:
        raise BadInput(what="没有办理", why="没有这个筛选，或它是同事共享的", remedy="请刷新页面")
    if act == "drop":
        actions.drop_filter(own, actor=actor)
        return f"筛选“{own.name}”已删除", PAGE
    on = act == "default"
    actions.set_default_filter(own, on, actor=actor)
    return ("打开列表时就用这个筛选" if on else "打开列表时不再用这个筛选"), PAGE
