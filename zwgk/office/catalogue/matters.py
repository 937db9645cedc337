"""What stands under a matter of the catalogue, and the maps that show where nothing does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import public
from zwgk.people import queries as people
from zwgk.people import today as day
from zwgk.publishing import desk
from zwgk.publishing.actions import filing as acts
from zwgk.publishing.arranging import catalogue, catalogue_desk, places
from zwgk.rules.coverage import Served
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.people.actor import Actor
    from zwgk.people.models import Unit
    from zwgk.publishing.arranging.places import Health
    from zwgk.publishing.models import CatalogueRow

#: organs side by side on the map; more scroll within their frame
ACROSS = 60


def coverage(request: HttpRequest) -> HttpResponse:
    """覆盖图: the law's nodes by organ, then every catalogue in force with its gaps."""
    actor, today = actor_of(request), day.today()
    mine = {organ.pk for organ in catalogue_desk.organs_of(actor)}
    organs = [organ for organ in catalogue.subject_organs() if organ.pk in mine][:ACROSS]
    drawn = catalogue_desk.coverage_map(organs, today)
    editions = [edition for edition in catalogue.in_force() if edition.organ in mine]
    context = {
        "map": drawn,
        "shares": drawn.shares(),
        "catalogues": catalogue_desk.summary(editions, today),
        "without": [
            organ for organ in organs if organ.pk not in {edition.organ for edition in editions if not edition.field}
        ],
    }
    return shell.render(request, "catalogue/coverage.html", context)


def gaps(request: HttpRequest, pk: int) -> HttpResponse:
    """One catalogue in force, row by row: fresh, due, late, empty, without anybody who answers."""
    found = catalogue.in_force(pk=pk)
    if not found or not catalogue_desk.organs_of(actor_of(request)).filter(pk=found[0].organ).exists():
        raise Http404
    lines = catalogue.lines(list(catalogue_desk.rows(found[0].pk).filter(manner="proactive")), day.today())
    show = request.GET.get("show", "")
    shown = [line for line in lines if _fits(line, show)]
    counts = catalogue.tally(lines)
    tabs = [("", "全部", counts["total"])]
    tabs += [(str(one), one.label, counts[str(one)]) for one in Served if counts[str(one)]]
    tabs.append(("nobody", "没有责任人", counts["nobody"]))
    context = {"edition": found[0], "lines": shown, "tabs": tabs, "show": show, "counts": counts}
    return shell.render(request, "catalogue/gaps.html", context)


def _fits(line: catalogue.Line, show: str) -> bool:
    return not show or (line.has_nobody if show == "nobody" else line.under.standing.served == show)


def matter(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One matter in force: what is public under it, what could be filed, by number or from the column."""
    actor = actor_of(request)
    row = catalogue_desk.matter(actor, pk)
    if row is None:
        raise Http404
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            sentence = _file(request, actor, row)
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, sentence, to=f"/registers/matters/{pk}/")
    page = catalogue.under(row, request.GET.get("at", ""))
    context = {
        "row": row,
        "line": catalogue.lines([row], day.today())[0],
        "page": page,
        "filed": {one.publication_id for one in catalogue.filings(row)[:500]},
        "unfiled": catalogue_desk.unfiled(row),
    }
    return shell.render(request, "catalogue/matter.html", context, refusal=refusal)


def _file(request: HttpRequest, actor: Actor, row: CatalogueRow) -> str:
    number = posted.must_number(request, "publication", "公开件编号")
    if "unfile" in request.POST:
        filing = catalogue_desk.filing(row, number)
        if filing is None:
            raise BadInput(what="没有移出", why="它不在这个事项下", remedy="请刷新页面")
        acts.unfile(filing, at=day.now(), actor=actor)
        return "已移出"
    publication = catalogue_desk.publication(actor, number)
    if publication is None:
        raise BadInput(
            what="没有归入",
            why=f"没有编号为{number}的公开件，或者不在您的工作范围内",
            remedy="请核对页面地址 /p/ 后面的数字",
            field="publication",
        )
    acts.file_under(row.item, publication, at=day.now(), actor=actor)
    return f"“{publication.title}”已归入这个事项"


def columns(request: HttpRequest) -> HttpResponseBase:
    """栏目更新和责任: which columns are late or empty, who answers for each in which organ; looked through here."""
    actor, today = actor_of(request), day.today()
    site = public.site()
    organ = _organ(request, actor)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            sentence = _charge(request, actor)
        except RuleViolation as one:
            refusal = one
        else:
            return shell.done(request, sentence, to=f"/registers/columns/?organ={organ.pk if organ else ''}")
    government = site.government.pk if site else None
    of_site = organ is None or organ.pk == government
    found = (
        places.health(today, site_organ=government) if of_site else places.own_health(organ.pk if organ else 0, today)
    )
    order = [Served.LATE, Served.EMPTY, Served.DUE, Served.FRESH, Served.NOTHING]
    found.sort(key=lambda one: (order.index(one.standing.served), one.standing.left or 0))
    context = {
        "health": found,
        "verdict": places.verdict(found) if of_site else None,
        "organ": organ,
        "organs": catalogue_desk.organs_of(actor),
        "charges": list(places.charges_of(organ.pk)) if organ else [],
        "chargeable": list(places.chargeable(organ.pk)) if organ else [],
        "sections": people.sections(organ) if organ else [],
        "staff": catalogue_desk.staff_for(organ.pk) if organ else [],
        "uncharged": sum(not one.who for one in found),
    }
    return shell.render(request, "catalogue/columns.html", context, refusal=refusal)


def columns_to_mind(actor: Actor, today: date) -> list[Health]:
    """Columns that are empty, late or soon due, for the inbox of informant and 公开办; nothing is asked for others."""
    if not (actor.has(Duty.INFORMANT) or actor.has(Duty.DISCLOSURE_OFFICE)):
        return []
    site = public.site()
    return places.reminders(actor, today, site_organ=site.government.pk if site else None)


def _organ(request: HttpRequest, actor: Actor) -> Unit | None:
    typed = request.POST.get("organ") or request.GET.get("organ") or ""
    if typed.isdigit():
        found = catalogue_desk.organs_of(actor).filter(pk=int(typed)).first()
        if found is None:
            raise Http404
        return found
    if actor.has(Duty.DISCLOSURE_OFFICE):
        site = public.site()
        return site.government if site else None
    return catalogue_desk.organs_of(actor).filter(pk=actor.organ_id or 0).first()


def _charge(request: HttpRequest, actor: Actor) -> str:
    organ = people.unit(posted.must_number(request, "organ", "机关"))
    column = desk.column(posted.must_number(request, "column", "栏目"))
    if organ is None or column is None:
        raise BadInput(what="没有保存", why="没有选择机关或栏目", remedy="请从列表中选择", field="column")
    if "confirm" in request.POST:
        acts.confirm_column(column, organ, on=day.today(), actor=actor)
        return f"“{column}”已复核"
    section = people.unit(posted.number(request, "section", "责任科室"))
    post = people.post(posted.number(request, "post", "信息员"))
    acts.put_in_charge(column, organ, section=section, post=post, actor=actor)
    return f"“{column}”的责任已登记"
