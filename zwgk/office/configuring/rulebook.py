"""规则包和本地数值: what is in force here and why, where it collides with the law, a change told before it is saved."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.audit import queries as audit
from zwgk.crossings import rulebook
from zwgk.crossings.rulebook import Told
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import public
from zwgk.people import queries as people
from zwgk.people import today as day
from zwgk.rules import limits
from zwgk.rules import rulebook as rules
from zwgk.rules.errors import BadInput, LimitExceeded, RuleViolation
from zwgk.rules.figures import KEYS
from zwgk.rules.limits import SETTINGS, LocalFigure
from zwgk.rules.rule_packs import PACKS, rule_pack

SALT = "office.rules"
PATIENCE = 3600
HERE = "/settings/rules/"
#: acts that change the rules, with their words
_ACTS = {
    "people.set_local_rule": "设定本地数值",
    "people.end_local_rule": "废止本地数值",
    "people.choose_rule_pack": "选用规则包",
}
HISTORY = 40


def page(request: HttpRequest) -> HttpResponseBase:
    """The figures in force, conflicts, our own figures; a change is looked at first and saved with a second click."""
    if request.method != "POST":
        return _page(request)
    try:
        if "held" in request.POST:
            return shell.done(request, _save(request), to=HERE)
        if "end" in request.POST:
            return shell.done(request, _end(request), to=HERE)
        wanted = _wanted(request)
        told = _told(request, wanted)
    except RuleViolation as refusal:
        return _page(request, refusal=refusal)
    context = {
        "wanted": wanted,
        "name": rule_pack(wanted["pack"]).name if "pack" in wanted else rules.label_of(wanted["key"]),
        "told": told,
        "held": signing.dumps(wanted, salt=SALT),
    }
    return shell.render(request, "settings/rules_told.html", context)


def _wanted(request: HttpRequest) -> dict[str, Any]:
    """The change as typed. Errors: ``BadInput`` at the field."""
    if "pack" in request.POST:
        return {"pack": posted.text(request, "pack"), "reason": posted.text(request, "reason")[:300]}
    key, typed = posted.text(request, "key"), posted.text(request, "value")
    value = rules.read_value(key, typed)
    first = posted.day(request, "valid_from", "自") or day.today()
    basis = posted.text(request, "basis")[:300]
    if key in KEYS:
        with contextlib.suppress(LimitExceeded):  # looser than the law: it will be told, and does not hold
            limits.must_be_usable(LocalFigure(key, value, basis, first), first)
    return {
        "key": key,
        "value": value,
        "basis": basis,
        "unit": posted.number(request, "unit", "适用机关"),
        "valid_from": first.isoformat(),
    }


def _told(request: HttpRequest, wanted: dict[str, Any]) -> Told:
    actor, today = actor_of(request), day.today()
    if "pack" in wanted:
        return rulebook.tell_pack(_site(), wanted["pack"], reason=wanted["reason"], on=today, at=day.now(), actor=actor)
    return rulebook.tell_figure(**_figure(wanted), at=day.now(), actor=actor)


def _save(request: HttpRequest) -> str:
    try:
        wanted = signing.loads(posted.text(request, "held"), salt=SALT, max_age=PATIENCE)
    except signing.BadSignature as error:
        raise BadInput(what="没有保存", why="预览已过期", remedy="请重新填写并预览") from error
    actor, today = actor_of(request), day.today()
    if "pack" in wanted:
        moved = rulebook.choose_pack(
            _site(), wanted["pack"], reason=wanted["reason"], on=today, at=day.now(), actor=actor
        )
        return f"规则包已选定，{moved}个期限的届满日随之变动；今天以前起算的期限不变"
    moved = rulebook.set_figure(**_figure(wanted), at=day.now(), actor=actor)
    return f"本地数值已保存，{moved}个期限的届满日随之变动"


def _end(request: HttpRequest) -> str:
    rule = people.local_rule(posted.must_number(request, "end", "本地数值"))
    if rule is None:
        raise BadInput(what="不能废止", why="没有这项数值", remedy="请刷新页面")
    on = posted.day(request, "end_on", "废止日") or day.today()
    reason = posted.text(request, "end_reason")
    moved = rulebook.end_figure(rule, on=on, reason=reason, at=day.now(), actor=actor_of(request))
    return f"“{rules.label_of(rule.key)}”的本地数值已废止，{moved}个期限的届满日随之变动"


def _figure(wanted: dict[str, Any]) -> dict[str, Any]:
    unit = people.unit(wanted["unit"]) if wanted["unit"] else None
    if wanted["unit"] and unit is None:
        raise BadInput(what="没有保存", why="没有这个机关", remedy="请重新选择", field="unit")
    return {
        "key": wanted["key"],
        "value": wanted["value"],
        "basis": wanted["basis"],
        "unit": unit,
        "valid_from": date.fromisoformat(wanted["valid_from"]),
    }


def _site() -> Any:
    site = public.site()
    if site is None:
        raise BadInput(what="没有保存", why="本系统还没有初始化", remedy="请先运行 zwgk init")
    return site


def _page(request: HttpRequest, *, refusal: RuleViolation | None = None) -> HttpResponse:
    today = day.today()
    site = public.site()
    chosen = rule_pack(site.rule_pack) if site else PACKS[0]
    asked = request.GET.get("organ", "")
    organ = people.unit(int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else None
    organ = organ or (site.government if site else None)
    rows = rules.table(rulebook.in_force(organ, on=today), on=today)
    only_ours = request.GET.get("all", "") == ""
    local = list(people.local_rules_ever())
    context = {
        "packs": PACKS,
        "chosen": chosen,
        "conflicts": chosen.conflicts,
        "organ": organ,
        "organs": people.organs(),
        "rows": [row for row in rows if row.stand is not rules.Stand.OPEN] if only_ours else rows,
        "only_ours": only_ours,
        "number": len(rows),
        "not_holding": [(row.label, sentence) for row in rows for sentence in row.conflicts],
        "local": [(rule, rules.label_of(rule.key), _state(rule, today)) for rule in local],
        "limits": [(key, rules.label_of(key)) for key in KEYS],
        "open_points": SETTINGS,
        "history": _history(),
    }
    return shell.render(request, "settings/rules.html", context, refusal=refusal)


def _state(rule: Any, today: date) -> str:
    if rule.valid_to is not None and rule.valid_to < today:
        return "已失效"
    if rule.valid_from is not None and rule.valid_from > today:
        return "尚未生效"
    return "生效中"


def _history() -> list[dict[str, Any]]:
    """Who changed what, the latest first: from the log, which nobody can change."""
    found: list[Any] = []
    for act in _ACTS:
        found += audit.found(act=act).order_by("-pk")[:HISTORY]
    rows = []
    for entry in sorted(found, key=lambda one: -one.pk)[:HISTORY]:
        details = entry.details
        if entry.act == "people.choose_rule_pack":
            what = f"{_pack_name(details.get('before'))} → {_pack_name(details.get('after'))}"
        else:
            what = rules.label_of(str(details.get("key", "")))
            what += f"：{details['value']}" if "value" in details else ""
        rows.append(
            {"at": entry.at, "by": entry.by, "act": _ACTS[entry.act], "what": what, "why": details.get("because", "")}
        )
    return rows


def _pack_name(code: object) -> str:
    return next((pack.name for pack in PACKS if pack.code == code), str(code))
