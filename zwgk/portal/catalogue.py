"""主动公开基本目录 and the standard tables: by organ, field and audience; each matter with what is public under it.

依据：《政府信息公开条例》第十二条（目录）、第二十二条；国办发〔2019〕54号
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse

from zwgk.people.today import today
from zwgk.portal import shell
from zwgk.portal.columns import Line, place_of
from zwgk.portal.parts import PLATFORM
from zwgk.portal.rates import limited
from zwgk.portal.shell import Crumb, Tags
from zwgk.publishing import shelf
from zwgk.publishing.arranging import catalogue, catalogue_files
from zwgk.rules.catalogue_rows import Audience, Tier, TrialField

if TYPE_CHECKING:
    from zwgk.publishing.arranging.catalogue import InForce

HOME = Crumb("主动公开基本目录", "/gongkai/mulu/")
_FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def index(request: HttpRequest) -> HttpResponse:
    """``/gongkai/mulu/``: the catalogues in force, by organ and field."""
    editions = catalogue.in_force()
    organs = catalogue.organs_with(editions)
    fields = list(dict.fromkeys(edition.field for edition in editions if edition.field))
    wanted_organ, wanted_field = request.GET.get("organ", ""), request.GET.get("field", "")
    if wanted_organ and wanted_organ not in {str(pk) for pk, _ in organs}:
        raise Http404
    if wanted_field and wanted_field not in {str(field) for field in fields}:
        raise Http404
    shown = [
        edition
        for edition in editions
        if wanted_organ in {"", str(edition.organ)} and wanted_field in {"", str(edition.field)}
    ]
    return shell.page(
        request,
        "portal/catalogue/index.html",
        title="主动公开基本目录",
        section="open",
        crumbs=[PLATFORM, Crumb("主动公开基本目录")],
        tags=Tags("主动公开基本目录", "政府信息公开", "各机关主动公开基本目录和试点领域标准目录"),
        basic=[edition for edition in shown if edition.field is TrialField.BASIC],
        standard=[edition for edition in shown if edition.field is not TrialField.BASIC],
        organs=organs,
        fields=fields,
        wanted_organ=wanted_organ,
        wanted_field=wanted_field,
        robots=not request.GET,
    )


def _edition(pk: int) -> InForce:
    found = catalogue.in_force(pk=pk)
    if not found:
        raise Http404
    return found[0]


def table(request: HttpRequest, pk: int) -> HttpResponse:
    """``/gongkai/mulu/<pk>/``: one catalogue as a table, narrowed by audience and level."""
    edition = _edition(pk)
    audience, tier = request.GET.get("audience", ""), request.GET.get("tier", "")
    if audience and audience not in {str(one) for one in Audience}:
        raise Http404
    if tier and tier not in {str(one) for one in Tier}:
        raise Http404
    rows = list(catalogue.rows_of(edition.pk))
    lines = catalogue.lines(rows, today())
    shown = [
        line
        for line in lines
        if (not audience or line.row.audience == audience) and (not tier or tier in line.row.tiers)
    ]
    shell.depends(request, shelf.key_of_organ(edition.organ))
    return shell.page(
        request,
        "portal/catalogue/table.html",
        title=edition.title,
        section="open",
        crumbs=[PLATFORM, HOME, Crumb(edition.title)],
        tags=Tags("主动公开基本目录", "政府信息公开", edition.title),
        edition=edition,
        lines=shown,
        total=len(lines),
        audiences=list(Audience),
        tiers=list(Tier),
        audience=audience,
        tier=tier,
        base=request.path,
        robots=not request.GET,
    )


def matter(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """``/gongkai/mulu/<pk>/<number>/``: one matter and what is public under it, newest first."""
    edition = _edition(pk)
    row = catalogue.rows_of(edition.pk).filter(item__number=number).first()
    if row is None:
        raise Http404
    cursor = place_of(request)
    found = catalogue.under(row, cursor)
    shell.depends(request, shelf.key_of_organ(edition.organ))
    return shell.page(
        request,
        "portal/catalogue/matter.html",
        title=row.name,
        section="open",
        crumbs=[PLATFORM, HOME, Crumb(edition.title, f"/gongkai/mulu/{pk}/"), Crumb(row.name)],
        tags=Tags("主动公开基本目录", "政府信息公开", f"{edition.title}：{row.name}"),
        edition=edition,
        line=catalogue.lines([row], today())[0],
        row=row,
        rows=[Line(one) for one in found.rows],
        older=found.older,
        newer=found.newer if cursor else "",
        base=request.path,
        with_column=True,
        robots=not request.GET,
    )


@limited("catalogue files", 20, per=60)
def download(request: HttpRequest, pk: str, form: str) -> HttpResponse:
    """``/gongkai/mulu/<pk>/mulu.xlsx`` and ``.docx``: the catalogue as a file, made from the edition in force."""
    edition = _edition(int(pk))
    rows = list(catalogue.rows_of(edition.pk))
    if form not in _FORMS:
        raise Http404
    data = (catalogue_files.xlsx if form == "xlsx" else catalogue_files.docx)(edition, rows)
    response = HttpResponse(data, content_type=_FORMS[form], headers={"Cache-Control": "no-cache"})
    response["Content-Disposition"] = catalogue_files.disposition(f"{edition.title}.{form}")
    return response
