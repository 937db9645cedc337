"""Standing clearances, and the site's particulars."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.crossings import site_pages
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
