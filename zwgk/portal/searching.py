"""Search: the box, filters with their numbers, passages, other spellings, and what to do when nothing is found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from zwgk.people import public
from zwgk.portal import shell
from zwgk.portal.rates import limited
from zwgk.portal.shell import Crumb
from zwgk.portal.tree import PLACES, tree
from zwgk.publishing import addresses, queries
from zwgk.rules import document_kinds
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import Validity
from zwgk.search import queries as searches
from zwgk.search.queries import Filters, Found, Order

PER_PAGE = 10
MAX_TEXT = 200
#: code of a document kind → its word; what old sites called a kind stays as it came
KINDS = {code: row.label for code, row in document_kinds.KINDS.items()}
#: values of one facet that are shown
VALUES = 12
#: a whole 发文字号 that was typed: 清政规〔2026〕4号 with any brackets
_DOC_NUMBER = re.compile(
    r"\s*([^\s\d〔〕\[\]()（）【】]{2,20})\s*[〔\[(（【]\s*(\d{4})\s*[〕\])）】]\s*(?:第)?0*(\d{1,5})\s*号\s*\Z"
)

FACETS = (
    ("kind", "类别"),
    ("validity", "有效性"),
    ("year", "发布年份"),
    ("organ", "发布机关"),
    ("column", "栏目"),
)


@dataclass(frozen=True)
class Choice:
    """One value of a facet: its label, its number, where choosing or dropping it leads."""

    label: str
    number: int
    url: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    choices: tuple[Choice, ...]
    more: int


@limited("search", 60, per=60)
def search(request: HttpRequest) -> HttpResponseBase:
    """``/search/?q=…``: one page of finds; an exact 发文字号 leads straight to its paper."""
    text, filters, _ = asked_for(request)
    if not text:
        return _page(request, text, None, (), Order.RELEVANCE)
    number = _exact(text)
    if number is not None and "all" not in request.GET:
        return redirect(addresses.publication(number))
    order = Order.DATE if request.GET.get("order") == Order.DATE else Order.RELEVANCE
    try:
        found = searches.search(
            text,
            filters=filters,
            order=order,
            after=request.GET.get("after", ""),
            limit=PER_PAGE,
            with_facets=True,
        )
    except BadInput as error:
        if error.field != "after":
            raise
        return redirect(f"/search/?{urlencode({'q': text})}")  # an old bookmark: begin at the first page
    return _page(request, text, found, _facets(request, found, filters), order)


def asked_for(request: HttpRequest) -> tuple[str, Filters, dict[str, str]]:
    """The words and filters of a request, also those of its feed; the filters once more as the address has them."""
    given = {name: request.GET.get(name, "")[:60] for name, _ in FACETS}
    kept = {name: value for name, value in given.items() if value}
    return request.GET.get("q", "").strip()[:MAX_TEXT], _filters(given), kept


def _exact(text: str) -> int | None:
    """The number of the one live paper that bears exactly this 发文字号, however its brackets were typed."""
    match = _DOC_NUMBER.match(text)
    if not match:
        return None
    rows = list(queries.by_doc_number(f"{match[1]}〔{match[2]}〕{match[3]}号")[:2])
    return rows[0].pk if len(rows) == 1 else None


def _page(
    request: HttpRequest, text: str, found: Found | None, facets: tuple[Facet, ...], order: Order
) -> HttpResponseBase:
    on_later_page = bool(request.GET.get("after"))
    kept = {name: value for name, _ in FACETS if (value := request.GET.get(name, ""))}
    base = {"q": text, **kept}
    return shell.page(
        request,
        "portal/search.html",
        title=f"搜索“{text}”" if text else "搜索",
        crumbs=[Crumb("搜索")],
        robots=False,
        q=text,
        found=found,
        facets=facets,
        filtered=bool(kept),
        order=str(order),
        later=on_later_page,
        next=_address({**base, "order": _order(order), "after": found.after}) if found and found.after else "",
        first=_address({**base, "order": _order(order)}),
        by_relevance=_address(base),
        by_date=_address({**base, "order": str(Order.DATE)}),
        unfiltered=_address({"q": text}),
        feed=f"/search/feed.xml?{urlencode(base)}" if text else "",
        follow=f"/dingyue/?{urlencode({'what': 'search:', 'words': text, **kept})}",
        suggestion=_address({"q": found.suggestion}) if found and found.suggestion else "",
        loosened=[(word, number, _address({"q": word})) for word, number in found.loosened] if found else [],
        validities={str(v): v.label for v in Validity},
        kinds=KINDS,
        columns=tree().roots if found is None or not found.hits else (),
        places=PLACES,
    )


def _order(order: Order) -> str:
    return str(order) if order is Order.DATE else ""


def _address(values: dict[str, str]) -> str:
    return f"/search/?{urlencode({name: value for name, value in values.items() if value})}"


def _facets(request: HttpRequest, found: Found, filters: Filters) -> tuple[Facet, ...]:
    names = _names(found)
    order = request.GET.get("order", "")
    shown = []
    for name, label in FACETS:
        chosen = getattr(filters, name)
        values = [(value, number) for value, number in found.facets.get(name, ()) if value and names(name, value)]
        if name == "year":
            values.sort(reverse=True)
        choices = tuple(
            Choice(
                names(name, value),
                number,
                _address({"q": found.text, **_chosen(filters, name, "" if value == chosen else value), "order": order}),
                value == chosen,
            )
            for value, number in values[:VALUES]
        )
        if len(choices) > 1 or any(choice.chosen for choice in choices):
            shown.append(Facet(name, label, choices, max(0, len(values) - VALUES)))
    return tuple(shown)


def _chosen(filters: Filters, name: str, value: str) -> dict[str, str]:
    return {facet: getattr(filters, facet) for facet, _ in FACETS} | {name: value}


def _filters(values: dict[str, str]) -> Filters:
    return Filters(
        organ=values["organ"],
        column=values["column"],
        kind=values["kind"],
        year=values["year"],
        validity=values["validity"],
    )


class _Names:
    """How the values of facets are called; organs and columns are read once where any is counted."""

    def __init__(self, found: Found) -> None:
        self.organs = {str(u.pk): str(u) for u in public.organs()} if found.facets.get("organ") else {}
        self.columns = {str(c.pk): c.name for c in queries.columns()} if found.facets.get("column") else {}
        self.validities = {str(v): v.label for v in Validity}

    def __call__(self, name: str, value: str) -> str:
        if name == "organ":
            return self.organs.get(value, "")
        if name == "column":
            return self.columns.get(value, "")
        if name == "validity":
            return self.validities.get(value, "")
        if name == "kind":
            return KINDS.get(value, value)
        return f"{value}年" if name == "year" else value


def _names(found: Found) -> _Names:
    return _Names(found)
