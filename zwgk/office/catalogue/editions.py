"""公开目录: editions drafted, imported, approved; their rows one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.files.readers import read_bytes
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import queries as people
from zwgk.people import today as day
from zwgk.publishing.actions import catalogue as acts
from zwgk.publishing.actions import importing
from zwgk.publishing.actions.catalogue import Placed
from zwgk.publishing.arranging import catalogue, catalogue_desk, catalogue_files
from zwgk.rules import catalogue_rows, catalogue_tables
from zwgk.rules.catalogue import Frequency
from zwgk.rules.catalogue_rows import Audience, Carrier, EditionState, Manner, RowValues, Tier, TrialField
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.subjects import FiveOpen

if TYPE_CHECKING:
    from zwgk.publishing.models import CatalogueEdition, CatalogueRow

ROOT = "/registers/catalogues/"
#: rejects shown on the page; the others are counted
SHOWN_REJECTS = 100


def home(request: HttpRequest) -> HttpResponse:
    """清单目录: where the catalogue, the map, the columns, the five publicities and the topics are kept."""
    return shell.render(request, "catalogue/home.html", {})


def index(request: HttpRequest) -> HttpResponseBase:
    """The catalogues of the actor's organs; a new edition is begun here."""
    actor = actor_of(request)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            organ = people.unit(posted.must_number(request, "organ", "机关"))
            if organ is None or not catalogue_desk.organs_of(actor).filter(pk=organ.pk).exists():
                raise BadInput(what="不能编制目录", why="没有选择机关", remedy="请从列表中选择", field="organ")
            field = (
                posted.choice(request, "field", TrialField, "领域")
                if posted.text(request, "field")
                else TrialField.BASIC
            )
            edition = acts.begin_edition(organ, field, reason=posted.text(request, "reason"), actor=actor)
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, f"已开始第{edition.no}版，请逐项核对", to=_address(edition))
    wanted = request.GET.get("organ", "")
    organ_id = int(wanted) if wanted.isdigit() else None
    context = {
        "editions": [(row, EditionState(row.state)) for row in catalogue_desk.editions(actor, organ_id=organ_id)[:300]],
        "organs": catalogue_desk.organs_of(actor),
        "fields": catalogue_rows.TRIAL_FIELDS,
        "wanted": wanted,
    }
    return shell.render(request, "catalogue/index.html", context, refusal=refusal)


def _address(edition: CatalogueEdition) -> str:
    return f"{ROOT}{edition.pk}/"


def template(request: HttpRequest) -> HttpResponse:
    """The empty table to fill in."""
    response = HttpResponse(
        catalogue_files.template(),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = catalogue_files.disposition("公开目录空白表.xlsx")
    return response


def _found(request: HttpRequest, pk: int) -> CatalogueEdition:
    edition = catalogue_desk.edition(actor_of(request), pk)
    if edition is None:
        raise Http404
    return edition


def page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One edition with its rows, what is doubtful in them, and what may be done with it now."""
    edition = _found(request, pk)
    if request.method != "POST":
        return _page(request, edition)
    actor, now = actor_of(request), day.now()
    try:
        if "import" in request.POST:
            result = _import(request, edition)
            return _page(request, edition, result=result)
        if "submit" in request.POST:
            acts.submit_edition(edition, at=now, actor=actor)
            sentence = "已送审，请由有保密审查或领导职责的同事审定"
        elif "approve" in request.POST:
            acts.approve_edition(edition, on=day.today(), at=now, actor=actor)
            sentence = "已审定，目录已对外公布"
        elif "return" in request.POST:
            acts.return_edition(edition, reason=posted.text(request, "reason"), actor=actor)
            sentence = "已退回编制人"
        elif "drop_row" in request.POST:
            row = catalogue_desk.row(edition.pk, posted.must_number(request, "drop_row", "事项"))
            if row is None:
                raise BadInput(what="没有删去", why="没有这个事项", remedy="请刷新页面")
            acts.drop_row(row, actor=actor)
            sentence = "已删去事项"
        elif "drop" in request.POST:
            acts.drop_edition(edition, actor=actor)
            return shell.done(request, "已放弃这一版", to=ROOT)
        else:
            raise Http404
    except RuleViolation as refusal:
        return _page(request, edition, refusal=refusal)
    return shell.done(request, sentence, to=_address(edition))


def _page(
    request: HttpRequest,
    edition: CatalogueEdition,
    *,
    refusal: RuleViolation | None = None,
    result: importing.Imported | None = None,
) -> HttpResponse:
    edition = _found(request, edition.pk)
    rows = list(catalogue_desk.rows(edition.pk))
    state = EditionState(edition.state)
    doubts = catalogue_desk.doubtful(rows)
    context = {
        "edition": edition,
        "state": state,
        "rows": [(row, doubts.get(row.pk, [])) for row in rows],
        "doubtful": len(doubts),
        "nobody": sum(row.post_id is None for row in rows),
        "is_draft": state is EditionState.DRAFT,
        "is_review": state is EditionState.REVIEW,
        "is_approved": state is EditionState.APPROVED,
        "field": TrialField(edition.catalogue.field),
        "result": result,
        "rejects": result.rejects[:SHOWN_REJECTS] if result else [],
    }
    return shell.render(request, "catalogue/edition.html", context, refusal=refusal)


def _import(request: HttpRequest, edition: CatalogueEdition) -> importing.Imported:
    what = "不能导入目录"
    upload = request.FILES.get("file")
    if upload is None:
        raise BadInput(what=what, why="没有选择文件", remedy="请选择 xlsx 文件", field="file")
    if not (upload.name or "").lower().endswith((".xlsx", ".xls")):
        raise BadInput(what=what, why="不是 Excel 表格", remedy="请选择 xlsx 文件", field="file")
    read = read_bytes(upload.name or "目录.xlsx", upload.read())
    if not read.tables:
        raise BadInput(what=what, why="文件里没有表格", remedy="请核对文件", field="file")
    table = catalogue_tables.read(read.tables[0])
    return importing.import_rows(edition, table.lines, actor=actor_of(request))


def row(request: HttpRequest, pk: int, row_pk: int) -> HttpResponseBase:
    """One matter of a draft; number 0 is a new one."""
    edition = _found(request, pk)
    found = catalogue_desk.row(edition.pk, row_pk) if row_pk else None
    if row_pk and found is None:
        raise Http404
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            acts.put_row(edition, _placed(request, edition), actor=actor_of(request), row=found)
        except RuleViolation as one:
            refusal = one
        else:
            return shell.done(request, "事项已保存", to=_address(edition))
    organ = edition.catalogue.organ
    context = {
        "edition": edition,
        "row": found,
        "organs": [organ, *catalogue_desk.organs_of(actor_of(request)).exclude(pk=organ.pk)],
        "sections": people.sections(organ),
        "staff": catalogue_desk.staff_for(organ.pk),
        "columns": catalogue_desk.columns_for(organ.pk),
        "carriers": list(Carrier),
        "audiences": list(Audience),
        "manners": list(Manner),
        "tiers": list(Tier),
        "dimensions": list(FiveOpen),
        "frequencies": list(Frequency),
        "chosen_carriers": request.POST.getlist("carriers") if refusal else (found.carriers if found else ["site"]),
        "chosen_tiers": request.POST.getlist("tiers") if refusal else (found.tiers if found else ["county"]),
    }
    return shell.render(request, "catalogue/row.html", context, refusal=refusal)


def _placed(request: HttpRequest, edition: CatalogueEdition) -> Placed:
    organ = people.unit(posted.number(request, "organ", "公开主体")) or edition.catalogue.organ
    section = people.unit(posted.number(request, "section", "责任科室"))
    post = people.post(posted.number(request, "post", "责任人"))
    column_pk = posted.number(request, "column", "对应栏目")
    column = next((one for one in catalogue_desk.columns_for(organ.pk) if one.pk == column_pk), None)
    carriers = tuple(one for one in Carrier if str(one) in request.POST.getlist("carriers"))
    tiers = tuple(one for one in Tier if str(one) in request.POST.getlist("tiers"))
    dimension = posted.text(request, "dimension")
    values = RowValues(
        name=posted.text(request, "name"),
        content=posted.text(request, "content"),
        basis=posted.text(request, "basis"),
        limit=posted.text(request, "limit"),
        group=posted.text(request, "group"),
        carriers=carriers,
        audience=posted.choice(request, "audience", Audience, "公开对象"),
        audience_note=posted.text(request, "audience_note"),
        manner=posted.choice(request, "manner", Manner, "公开方式"),
        tiers=tiers,
        dimension=dimension if dimension in {str(one) for one in FiveOpen} else "",
        frequency=posted.choice(request, "frequency", Frequency, "公开频次"),
        every_days=posted.number(request, "every_days", "更新周期"),
        words=posted.text(request, "words"),
    )
    return Placed(values, organ, section, post, column)


def download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """An edition as xlsx or docx, whatever its state: for the meeting that discusses it."""
    edition = _found(request, pk)
    rows: list[CatalogueRow] = list(catalogue_desk.rows(edition.pk))
    named = catalogue.InForce(
        pk=edition.pk,
        catalogue=edition.catalogue_id,
        organ=edition.catalogue.organ_id,
        organ_name=edition.catalogue.organ.name,
        field=TrialField(edition.catalogue.field),
        no=edition.no,
        on=edition.in_force_on,
        note=edition.note,
        rows=len(rows),
    )
    data = (catalogue_files.xlsx if form == "xlsx" else catalogue_files.docx)(named, rows)
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = catalogue_files.disposition(f"{named.title}第{edition.no}版.{form}")
    response["Cache-Control"] = "private, no-store"
    return response
