"""规范性文件库: what is in force now (the first answer), what was in force on a day, and what has ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse

from zwgk.portal import shell
from zwgk.portal.columns import Line, place_of
from zwgk.portal.shell import Crumb, Tags
from zwgk.portal.tree import tree
from zwgk.publishing import in_force, queries, shelf
from zwgk.rules.dates import EARLIEST, LATEST
from zwgk.rules.publication import Validity

CURRENT, ALL = "", "all"


@dataclass(frozen=True)
class Choice:
    """One choice of states: its code in the address, its word, the states."""

    code: str
    label: str
    states: frozenset[Validity]


#: 现行有效 comes first and unasked; an amended paper is in force as well
CHOICES: Sequence[Choice] = (
    Choice(CURRENT, "现行有效", in_force.CURRENT),
    *(
        Choice(str(state), state.label, frozenset({state}))
        for state in (Validity.AMENDED, Validity.NOT_YET, Validity.REPEALED, Validity.DECLARED, Validity.EXPIRED)
    ),
    Choice(ALL, "全部", frozenset()),
)


def policy(request: HttpRequest) -> HttpResponse:
    """``/zhengce/``: 规范性文件 by validity or as of a day (``?as_of=2023-06-01``), and the latest readings."""
    chosen = next((choice for choice in CHOICES if choice.code == request.GET.get("validity", CURRENT)), None)
    if chosen is None:
        raise Http404
    typed = request.GET.get("as_of", "").strip()
    as_of = _day(typed)
    cursor = place_of(request)
    found = in_force.library(cursor, states=chosen.states, as_of=as_of)
    states = in_force.states_on(found.rows, as_of) if as_of else {}
    columns = tree()
    shell.depends(request, *(shelf.key_of_column(root.column.pk) for root in columns.roots))
    return shell.page(
        request,
        "portal/policy.html",
        title="政策与解读",
        section="policy",
        crumbs=[Crumb("政策与解读")],
        tags=Tags("政策与解读", "政策文件", "行政规范性文件及其有效性、解读材料"),
        rows=[Line(row, states.get(row.pk)) for row in found.rows],
        older=found.older,
        newer=found.newer if cursor else "",
        base=request.path,
        extra=f"&as_of={as_of}" if as_of else f"&validity={chosen.code}" if chosen.code else "",
        choices=CHOICES,
        chosen=chosen,
        as_of=as_of,
        typed=typed,
        misread=bool(typed) and as_of is None,
        readings=queries.readings(10),
        robots=not request.GET,
    )


def _day(typed: str) -> date | None:
    """The day asked for; None for nothing and for what is no day of ours (the page says so)."""
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None
