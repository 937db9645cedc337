"""Calendars, rule packs with their conflicts, local figures, standing clearances, the site's particulars."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.crossings import site_pages
from zwgk.deadlines import actions as deadlines
from zwgk.deadlines.calendars import calendar_for
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import public
from zwgk.people import queries as people_queries
from zwgk.people import today as day
from zwgk.publishing import actions as publishing
from zwgk.publishing import desk
from zwgk.publishing.clearing import STANDING_CLASSES
from zwgk.rules import metadata_block
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.figures import LIMITS
from zwgk.rules.limits import SETTINGS
from zwgk.rules.rule_packs import PACKS, rule_pack

MAX_TABLE = 1_000_000
SITE_FIELDS: tuple[tuple[str, str], ...] = (
    ("name", "网站名称"),
    ("short", "简称（印章字取第一个字）"),
    ("domain", "网站域名"),
    ("site_id", "网站标识码"),
    ("host_unit", "主办单位"),
    ("operator", "承办单位"),
    ("phone", "联系电话"),
    ("icp", "ICP备案号"),
    ("police", "公安备案号"),
    ("index_pattern", "索引号格式"),
)


def calendars(request: HttpRequest) -> HttpResponseBase:
    """The years whose table is known; importing one counts every open clock again and lists what moved."""
    refusal: RuleViolation | None = None
    moved = None
    if request.method == "POST":
        try:
            moved = deadlines.import_calendar(_table(request), at=day.now(), actor=actor_of(request))
        except RuleViolation as found:
            refusal = found
    calendar = calendar_for(None)
    context = {"tables": reversed(calendar.tables), "local": calendar.local, "moved": moved}
    return shell.render(request, "settings/calendars.html", context, refusal=refusal)


def _table(request: HttpRequest) -> dict[str, Any]:
    upload = request.FILES.get("file")
    if upload is None or not upload.size:
        raise BadInput(what="没有导入", why="没有选择文件", remedy="请选择放假安排的 JSON 文件", field="file")
    if upload.size > MAX_TABLE:
        raise BadInput(what="没有导入", why="文件超过1MB，不像放假安排", remedy="请核对文件", field="file")
    try:
        data = json.loads(upload.read().decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BadInput(
            what="没有导入", why=f"文件不是 JSON（{str(error)[:80]}）", remedy="请核对文件内容", field="file"
        ) from error
    if not isinstance(data, dict):
        raise BadInput(what="没有导入", why="文件里不是一份放假安排", remedy="请核对文件内容", field="file")
    return data


def packs(request: HttpRequest) -> HttpResponseBase:
    """The chosen pack, where it collides with the law, local figures, what is left open."""
    site = public.site()
    refusal: RuleViolation | None = None
    if request.method == "POST" and site is not None:
        try:
            if "pack" in request.POST:
                code = posted.text(request, "pack")
                if code not in {pack.code for pack in PACKS}:
                    raise BadInput(what="没有选择规则包", why="没有这个规则包", remedy="请重新选择", field="pack")
                site_pages.set_site(site, at=day.now(), actor=actor_of(request), rule_pack=code)
                sentence = "规则包已选定；新起算的期限按它的数值，已在走的不变"
            else:
                sentence = _local(request)
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, sentence, to="/settings/rules/")
    chosen = rule_pack(site.rule_pack) if site else PACKS[0]
    context = {
        "packs": PACKS,
        "chosen": chosen,
        "conflicts": chosen.conflicts,
        "collisions": chosen.collisions(day.today()),
        "figures": chosen.figures,
        "local": people_queries.local_rules(),
        "limits": LIMITS,
        "open_points": SETTINGS,
    }
    return shell.render(request, "settings/packs.html", context, refusal=refusal)


def _local(request: HttpRequest) -> str:
    key, typed = posted.text(request, "key"), posted.text(request, "value")
    options = {point.key: dict(point.options) for point in SETTINGS}
    known = {row.key for row in LIMITS}
    if key not in known and key not in options:
        raise BadInput(what="没有保存", why="没有这项规则", remedy="请从列表中选择", field="key")
    if key in options and typed not in options[key]:
        raise BadInput(
            what="没有保存", why="不是可选的做法", remedy=f"请选择：{'、'.join(options[key].values())}", field="value"
        )
    value: object = typed if key in options else posted.must_number(request, "value", "数值")
    site_pages.set_local_rule(
        key,
        value,
        basis=posted.text(request, "basis"),
        at=day.now(),
        actor=actor_of(request),
        valid_from=posted.day(request, "valid_from", "自"),
    )
    return "本地数值已保存；比国家规定宽的不起作用，页面上会列出"


def standing(request: HttpRequest) -> HttpResponseBase:
    """Standing clearances: classes of generated data approved once, with an end."""
    if request.method != "POST":
        return _standing(request)
    actor, today = actor_of(request), day.today()
    try:
        if "revoke" in request.POST:
            row = desk.clearance(posted.number(request, "revoke", "清单"))
            if row is None:
                raise BadInput(what="不能撤销", why="没有这项清单", remedy="请刷新页面")
            publishing.revoke_clearance(row, reason=posted.text(request, "reason"), at=day.now(), actor=actor)
            return shell.done(request, "已撤销，相关页面不再生成", to="/settings/standing/")
        publishing.approve_standing(
            posted.text(request, "class"),
            organ=people_queries.unit(posted.number(request, "organ", "机关")),
            basis=posted.text(request, "basis"),
            on=today,
            valid_to=posted.must_day(request, "valid_to", "有效至"),
            actor=actor,
        )
    except RuleViolation as refusal:
        return _standing(request, refusal=refusal)
    return shell.done(request, "已批准", to="/settings/standing/")


def _standing(request: HttpRequest, *, refusal: RuleViolation | None = None) -> HttpResponse:
    context = {
        "rows": desk.standing_clearances()[:200],
        "classes": STANDING_CLASSES.items(),
        "organs": people_queries.organs(),
        "today": day.today(),
    }
    return shell.render(request, "settings/standing.html", context, refusal=refusal)


def site(request: HttpRequest) -> HttpResponseBase:
    """The site's particulars: what page tags and the foot of the portal say."""
    row = public.site()
    refusal: RuleViolation | None = None
    if request.method == "POST" and row is not None:
        try:
            if "lines" in request.POST:
                site_pages.arrange_metadata(row, _lines(request), at=day.now(), actor=actor_of(request))
                sentence = "著录项已保存，公开页面随后更新"
            else:
                fields = {name: posted.text(request, name) for name, _ in SITE_FIELDS}
                site_pages.set_site(row, at=day.now(), actor=actor_of(request), **fields)
                sentence = "网站信息已保存"
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, sentence, to="/settings/site/")
    context = {
        "fields": [(name, label, getattr(row, name, "")) for name, label in SITE_FIELDS],
        "row": row,
        "lines": list(enumerate(metadata_block.arranged(row.metadata_block), 1)) if row else [],
        "compulsory": metadata_block.COMPULSORY,
    }
    return shell.render(request, "settings/site.html", context, refusal=refusal)


def _lines(request: HttpRequest) -> list[dict[str, Any]]:
    """The lines as typed, in the order of their numbers; equal numbers keep the order they had."""
    rows = []
    for line in metadata_block.LINES:
        row = {
            "key": line.key,
            "label": posted.text(request, f"label-{line.key}"),
            "shown": posted.flag(request, f"shown-{line.key}"),
        }
        rows.append((posted.must_number(request, f"place-{line.key}", f"“{line.label}”的次序"), row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]
