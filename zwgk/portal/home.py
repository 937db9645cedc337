"""The home page: what was published lately, how to find, how to ask."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse

from zwgk.people import local, public
from zwgk.people.today import today
from zwgk.portal import shell, structured
from zwgk.portal.tree import tree
from zwgk.publishing import queries, shelf
from zwgk.rules.publication import ColumnKind, Validity

LATEST = 18
TOPICS = 16


def home(request: HttpRequest) -> HttpResponse:
    """``/``"""
    site = public.site()
    columns = tree()
    government = site.government if site else None
    on = today()
    counted = queries.standing_since("counters", organ_id=government.pk if government else None, today=on)
    keys = [shelf.key_of_column(root.column.pk) for root in columns.roots]
    shell.depends(request, shelf.COLUMNS, shelf.DAY, shelf.key_of_standing("counters"), *keys)
    latest = queries.latest(LATEST)
    days = [(day, list(rows)) for day, rows in groupby(latest, key=lambda row: row.published_on)]
    statutory = columns.by_kind(ColumnKind.STATUTORY)
    institutions, annual = columns.by_kind(ColumnKind.INSTITUTIONS), columns.by_kind(ColumnKind.ANNUAL)
    total = sum(root.number for root in columns.roots)
    return shell.page(
        request,
        "portal/home.html",
        title="首页",
        section="home",
        site=site,
        structured=structured.script(structured.home(site)),
        description=f"{site.name if site else '政务公开'}：政府文件和信息的公开、查找和申请",
        days=days,
        roots=[root for root in columns.roots if root is not statutory and root.column.kind == ColumnKind.LIST],
        topics=sorted(statutory.children, key=lambda node: -node.number)[:TOPICS] if statutory else [],
        statutory=statutory,
        institutions=institutions,
        annual=annual,
        counted=bool(counted),
        total=total,
        organ_count=public.organs().filter(valid_to=None).count(),
        normative=queries.normative("", validity=str(Validity.IN_FORCE), size=5).rows,
        readings=queries.readings(5),
        reply_days=local.figures_of(government).figure("request.reply", on=on),
    )
