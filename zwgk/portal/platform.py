"""政府信息公开: the platform's overview and its four parts.

依据：国办公开办函〔2019〕61号（四个部分）；《政府信息公开条例》第十二条（指南）、第二十条和第二十一条（法定主动公开内容）
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from zwgk.people import local, public
from zwgk.people.today import today
from zwgk.portal import shell
from zwgk.portal.columns import list_page
from zwgk.portal.parts import PARTS, PLATFORM
from zwgk.portal.requests.before import offices
from zwgk.portal.shell import Crumb, Tags
from zwgk.portal.tree import tree
from zwgk.publishing import queries, shelf
from zwgk.rules.publication import ColumnKind


def overview(request: HttpRequest) -> HttpResponse:
    """``/gongkai/``: four parts and the entrance for applications."""
    columns = tree()
    shell.depends(request, shelf.COLUMNS, *(shelf.key_of_column(root.column.pk) for root in columns.roots))
    numbers = {part.code: (node.number if (node := columns.by_kind(ColumnKind(part.code))) else 0) for part in PARTS}
    return shell.page(
        request,
        "portal/platform/overview.html",
        title="政府信息公开",
        section="open",
        crumbs=[Crumb("政府信息公开")],
        parts=PARTS,
        numbers=numbers,
        statutory=columns.by_kind(ColumnKind.STATUTORY),
        latest=queries.latest(8),
        description="政府信息公开指南、政府信息公开制度、法定主动公开内容、政府信息公开年报和依申请公开",
        tags=Tags("政府信息公开", "政府信息公开", "政府信息公开平台", "政府信息公开"),
    )


def guide(request: HttpRequest) -> HttpResponse:
    """``/gongkai/zhinan/``: the guide, made from the organisation's data under its standing clearance."""
    site = public.site()
    government = site.government if site else None
    on = today()
    cleared = queries.standing_since("guide", organ_id=government.pk if government else None, today=on)
    here = local.figures_of(government)
    shell.depends(request, shelf.DAY, shelf.key_of_standing("guide"))
    columns = tree()
    return shell.page(
        request,
        "portal/platform/guide.html",
        title="政府信息公开指南",
        section="open",
        site=site,
        crumbs=[PLATFORM, Crumb("政府信息公开指南")],
        tags=Tags("政府信息公开指南", "政府信息公开", "政府信息公开的分类、编排、获取方式和工作机构"),
        parts=PARTS,
        part="guide",
        cleared=cleared,
        offices=offices() if cleared else [],
        government=public.profile(government.pk) if government and cleared else None,
        statutory=columns.by_kind(ColumnKind.STATUTORY),
        reply=here.figure("request.reply", on=on),
        extension=here.figure("request.extension_max", on=on),
        correction=here.figure("request.correction_notice", on=on),
        publish=here.figure("publish.deadline", on=on),
        reconsideration=here.figure("remedy.reconsideration", on=on),
    )


def statutory(request: HttpRequest) -> HttpResponse:
    """``/gongkai/fading/``: the tree of articles 20 and 21, with numbers; an empty node says why it is empty."""
    columns = tree()
    root = columns.by_kind(ColumnKind.STATUTORY)
    if root:
        shell.depends(request, shelf.key_of_column(root.column.pk))
    return shell.page(
        request,
        "portal/platform/statutory.html",
        title="法定主动公开内容",
        section="open",
        crumbs=[PLATFORM, Crumb("法定主动公开内容")],
        tags=Tags("法定主动公开内容", "政府信息公开", "条例第二十条、第二十一条规定的主动公开内容"),
        parts=PARTS,
        part="statutory",
        root=root,
        latest=queries.list_of(root.column.pk, "", size=8).rows if root else [],
    )


def institutions(request: HttpRequest) -> HttpResponse:
    """``/gongkai/zhidu/``: laws and rules on government information, listed."""
    return _listed(request, ColumnKind.INSTITUTIONS)


def annual(request: HttpRequest) -> HttpResponse:
    """``/gongkai/nianbao/``: the yearly reports, and nothing else."""
    return _listed(request, ColumnKind.ANNUAL)


def _listed(request: HttpRequest, kind: ColumnKind) -> HttpResponse:
    columns = tree()
    node = columns.by_kind(kind)
    part = next(part for part in PARTS if part.code == kind)
    crumbs = [PLATFORM, Crumb(part.label)]
    if node is None:
        return shell.page(
            request,
            "portal/platform/unset.html",
            title=part.label,
            section="open",
            crumbs=crumbs,
            tags=Tags(part.label, "政府信息公开", part.about),
            parts=PARTS,
            part=part.code,
            about=part.about,
        )
    return list_page(request, columns, node, crumbs=crumbs, parts=PARTS, part=part.code)
