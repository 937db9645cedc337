"""审签流程: the shipped chains, those that offices set themselves, and the form that sets one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.approvals import actions, queries
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import queries as people
from zwgk.rules.approval import CHAIN_BY_CODE, CHAINS, ChainStep, Level
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.own_chains import LEVELS, MOST, SIGNERS


def index(request: HttpRequest) -> HttpResponseBase:
    """Which chain each organ uses; an own one is taken back here."""
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            chain = queries.own_chain(posted.number(request, "drop", "流程"))
            if chain is None:
                raise BadInput(what="不能取消", why="没有这一流程", remedy="请刷新页面")
            actions.drop_chain(chain, actor=actor_of(request))
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, "已恢复原来的流程；已送审的公文不变", to="/settings/chains/")
    own = [
        (
            chain,
            CHAIN_BY_CODE[chain.code].name,
            [(Level(s["level"]), [Duty(d) for d in s["duties"]]) for s in chain.steps],
        )
        for chain in queries.own_chains()
    ]
    return shell.render(request, "settings/chains.html", {"shipped": CHAINS, "own": own}, refusal=refusal)


def chain(request: HttpRequest, code: str) -> HttpResponseBase:
    """Set one; the form begins with the shipped steps, or with an own chain's (``?own=``)."""
    shipped = CHAIN_BY_CODE.get(code)
    if shipped is None:
        raise Http404
    if request.method != "POST":
        return _form(request, code)
    try:
        organ_id = posted.number(request, "organ", "适用机关")
        organ = people.unit(organ_id)
        if organ_id and organ is None:
            raise BadInput(what="没有保存审签流程", why="没有这个机关", remedy="请重新选择", field="organ")
        saved = actions.set_chain(
            code,
            _steps(request),
            organ=organ,
            name=posted.text(request, "name"),
            basis=posted.text(request, "basis"),
            actor=actor_of(request),
        )
    except RuleViolation as refusal:
        return _form(request, code, refusal=refusal)
    return shell.done(request, f"“{saved}”已保存，以后送审的公文按它办理，已送审的不变", to="/settings/chains/")


def _steps(request: HttpRequest) -> list[ChainStep]:
    """The steps as typed; an empty row is left out."""
    steps = []
    for row in range(1, MOST + 1):
        if not posted.text(request, f"level-{row}"):
            continue
        level = posted.choice(request, f"level-{row}", Level, "层级")
        named = [f"duty-{row}", f"duty-{row}-2"]
        duties = [posted.choice(request, name, Duty, "职责") for name in named if posted.text(request, name)]
        steps.append(ChainStep(level, tuple(dict.fromkeys(duties))))
    return steps


def _form(request: HttpRequest, code: str, *, refusal: RuleViolation | None = None) -> HttpResponse:
    own = queries.own_chain(int(typed) if (typed := request.GET.get("own", "")).isdecimal() else None)
    shipped = CHAIN_BY_CODE[code]
    steps: list[tuple[str, list[str]]] = [(str(s.level), [str(d) for d in s.duties]) for s in shipped.steps]
    if own is not None and own.code == code:
        steps = [(s["level"], s["duties"]) for s in own.steps]
    rows = [steps[n] if n < len(steps) else ("", []) for n in range(MOST)]
    context = {
        "shipped": shipped,
        "own": own,
        "rows": [
            (
                *(n, f"level-{n}", level, f"duty-{n}", duties[0] if duties else ""),
                *(f"duty-{n}-2", duties[1] if len(duties) > 1 else ""),
            )
            for n, (level, duties) in enumerate(rows, 1)
        ],
        "levels": LEVELS,
        "signers": SIGNERS,
        "organs": people.organs(),
    }
    return shell.render(request, "settings/chain.html", context, refusal=refusal)
