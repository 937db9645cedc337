"""Pages of changes of organs: the list, a form that tells beforehand what will move, one change with its progress."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.crossings import reorganising
from zwgk.crossings.reorganising import labels
from zwgk.jobs import queries as jobs
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import today as day
from zwgk.people.reorganising import queries
from zwgk.people.reorganising.planning import NewOrgan, Plan
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.reorganising import MEANING, ChangeKind, ChangeState
from zwgk.ui.paging import page_of

SALT = "office.organ_change"
#: how long a plan that was looked at may wait for the second click, in seconds
PATIENCE = 3600
#: organs that one change may begin from, and may make
MOST_FORMERS, MOST_NEW = 6, 3
PER_PAGE = 20
_SEVERAL = frozenset({ChangeKind.MERGE})
_WITH_SECTIONS = frozenset({ChangeKind.SPLIT, ChangeKind.TAKE_OVER})
_BY_NAME = frozenset({ChangeKind.RENAME, ChangeKind.PLATE, ChangeKind.UNPLATE})


def index(request: HttpRequest) -> HttpResponse:
    """All changes, the latest first, and which kinds there are."""
    found = page_of(queries.changes(), request.GET.get("after", ""), by=("on", "id"), size=PER_PAGE)
    context = {
        "found": found,
        "kinds": [(kind, MEANING[kind]) for kind in ChangeKind],
        "may": actor_of(request).has(Duty.SYSTEM_ADMIN),
    }
    return shell.render(request, "organs/index.html", context)


def new(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Type a change, look at what will move, carry it out with a second click. Nothing is written before that."""
    try:
        chosen = ChangeKind(kind)
    except ValueError as error:
        raise Http404 from error
    if request.method != "POST":
        return _form(request, chosen)
    try:
        if "held" in request.POST:
            made = reorganising.reorganise(_held(request), today=day.today(), at=day.now(), actor=actor_of(request))
            return shell.done(request, f"{chosen.label}已生效，各项内容正在后台转移", to=f"/settings/organs/{made.pk}/")
        plan = _typed(request, chosen)
        told = reorganising.preview(plan, today=day.today())
    except RuleViolation as refusal:
        return _form(request, chosen, refusal=refusal)
    lines = [
        (line.unit, told.layout.names.get(line.to or 0) or line.unit.name, told.layout.names.get(line.organ or 0, ""))
        for line in told.layout.lines
    ]
    context = {
        "kind": chosen,
        "plan": plan,
        "told": told,
        "lines": lines,
        "ends": plan.ends,
        "held": "" if told.not_yet else signing.dumps(_as_data(plan), salt=SALT, compress=True),
    }
    return shell.render(request, "organs/preview.html", context)


def page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One change: what became of whom, what has followed, how far it is; taken back here the same day."""
    change = queries.change(pk)
    if change is None:
        raise Http404
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            reorganising.take_back(
                change,
                reason=posted.text(request, "reason"),
                today=day.today(),
                at=day.now(),
                actor=actor_of(request),
            )
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, "已撤回，各项内容正在后台移回", to=f"/settings/organs/{pk}/")
    counts = queries.moved_counts(pk)
    undoing = change.state in {str(ChangeState.UNDOING), str(ChangeState.UNDONE)}
    context = {
        "change": change,
        "lines": list(change.lines.order_by("-is_organ", "pk")),
        "made": list(change.made.select_related("unit")),
        "moved": [(label, counts[what]) for what, label in labels().items() if counts.get(what)],
        "job": jobs.of(reorganising.RETURN if undoing else reorganising.FOLLOW, str(pk)),
        "may_take_back": actor_of(request).has(Duty.SYSTEM_ADMIN)
        and change.state == ChangeState.DONE
        and change.decided_on == day.today(),
    }
    return shell.render(request, "organs/change.html", context, refusal=refusal)


def _form(request: HttpRequest, kind: ChangeKind, *, refusal: RuleViolation | None = None) -> HttpResponse:
    asked = request.POST.getlist("former") if request.method == "POST" else request.GET.getlist("former")
    formers = [int(one) for one in asked if one.isascii() and one.isdecimal()][:MOST_FORMERS]
    organs = reorganising.candidates()
    first = next((unit for unit in organs if unit.pk in formers), None)
    context: dict[str, Any] = {
        "kind": kind,
        "meaning": MEANING[kind],
        "organs": organs,
        "formers": [(number, formers[number - 1] if number <= len(formers) else None) for number in range(1, 5)]
        if kind in _SEVERAL
        else [(1, formers[0] if formers else None)],
        "several": kind in _SEVERAL,
        "first": first,
        "by_name": kind in _BY_NAME,
        "renames": kind is ChangeKind.RENAME,
        "with_sections": kind in _WITH_SECTIONS,
        "splits": kind is ChangeKind.SPLIT,
        "takes": kind in {ChangeKind.MERGE, ChangeKind.ABOLISH, ChangeKind.TAKE_OVER},
        "makes": _makes(kind),
        "ways": [(n - 1, f"新设的机关 {n}") for n in range(1, MOST_NEW + 1)]
        if kind is ChangeKind.SPLIT
        else [(0, "划入承接机关")],
        "sections": [(one, f"section-{one.pk}") for one in queries.sections_of([first.pk])]
        if first and kind in _WITH_SECTIONS
        else [],
        "plates": queries.plates_of(first) if first and kind is ChangeKind.UNPLATE else [],
        "today": day.today(),
    }
    return shell.render(request, "organs/new.html", context, refusal=refusal)


def _makes(kind: ChangeKind) -> list[tuple[int, tuple[tuple[str, str, int], ...]]]:
    """The fields of the organs that a change of this kind may make: (name, label, most characters)."""
    most = {ChangeKind.MERGE: 1, ChangeKind.SPLIT: MOST_NEW}.get(kind, 0)
    return [
        (
            n,
            (
                (f"new-{n}", "全称", 120),
                (f"new-{n}-short", "简称", 60),
                (f"new-{n}-code", "机关代字", 40),
                (f"new-{n}-uscc", "统一社会信用代码", 18),
            ),
        )
        for n in range(1, most + 1)
    ]


def _typed(request: HttpRequest, kind: ChangeKind) -> Plan:
    """The plan as typed. Errors: ``BadInput`` at the field."""
    formers: list[int] = []
    for typed in request.POST.getlist("former")[:MOST_FORMERS]:
        if typed.isascii() and typed.isdecimal() and int(typed) not in formers:
            formers.append(int(typed))
    fresh = tuple(
        NewOrgan(
            posted.text(request, f"new-{n}")[:120],
            posted.text(request, f"new-{n}-short")[:60],
            posted.text(request, f"new-{n}-code")[:40],
            posted.text(request, f"new-{n}-uscc")[:18],
        )
        for n in range(1, MOST_NEW + 1)
        if posted.text(request, f"new-{n}")
    )
    sections = {}
    for name in request.POST:
        chosen = posted.text(request, name)
        if name.startswith("section-") and chosen.isdecimal() and name[8:].isdecimal():
            sections[int(name[8:])] = int(chosen)
    return Plan(
        kind=kind,
        on=posted.must_day(request, "on", "生效日"),
        basis=posted.text(request, "basis")[:300],
        number=posted.text(request, "number")[:80],
        formers=tuple(formers),
        successor=posted.number(request, "successor", "承接机关") if kind not in _BY_NAME else None,
        new=fresh,
        sections=sections,
        name=posted.text(request, "name")[:120],
        short_name=posted.text(request, "short_name")[:60],
        code=posted.text(request, "code")[:40],
        stays=posted.flag(request, "stays"),
    )


def _as_data(plan: Plan) -> dict[str, Any]:
    return {
        "kind": str(plan.kind),
        "on": plan.on.isoformat(),
        "basis": plan.basis,
        "number": plan.number,
        "formers": list(plan.formers),
        "successor": plan.successor,
        "new": [[one.name, one.short_name, one.code, one.uscc] for one in plan.new],
        "sections": {str(pk): number for pk, number in plan.sections.items()},
        "name": plan.name,
        "short_name": plan.short_name,
        "code": plan.code,
        "stays": plan.stays,
    }


def _held(request: HttpRequest) -> Plan:
    """The very plan that was looked at. Errors: :class:`BadInput` where it waited too long."""
    try:
        data = signing.loads(posted.text(request, "held"), salt=SALT, max_age=PATIENCE)
    except signing.BadSignature as error:
        raise BadInput(what="没有办理", why="预览已过期", remedy="请重新填写并预览") from error
    return Plan(
        **{
            **data,
            "kind": ChangeKind(data["kind"]),
            "on": date.fromisoformat(data["on"]),
            "formers": tuple(data["formers"]),
            "new": tuple(NewOrgan(*one) for one in data["new"]),
            "sections": {int(pk): number for pk, number in data["sections"].items()},
        }
    )
