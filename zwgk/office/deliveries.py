"""移送档案馆、图书馆: lists, packages, receipts; the reading points (查阅点) that the public page shows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.audit import acts as log
from zwgk.files import store
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import queries as people
from zwgk.people import today as day
from zwgk.publishing import enclosing
from zwgk.publishing.actions import delivering as acts
from zwgk.publishing.leaving import deliveries
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.reading_points import PointKind

if TYPE_CHECKING:
    from zwgk.files.models import File
    from zwgk.publishing.models import Delivery, ReadingPoint

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def index(request: HttpRequest) -> HttpResponseBase:
    """All lists, and the form for the next: to whom, of which organ, of which time."""
    actor = actor_of(request)
    today = day.today()
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            point = next((p for p in deliveries.receivers() if str(p.pk) == posted.text(request, "point")), None)
            organ = people.unit(posted.number(request, "organ", "移送机关"))
            if point is None or organ is None:
                raise BadInput(what="没有制单", why="没有选择接收单位或移送机关", remedy="请选择", field="point")
            made = acts.make_delivery(
                point,
                organ,
                first=posted.must_day(request, "first", "公开日期自"),
                last=posted.must_day(request, "last", "公开日期至"),
                on=today,
                at=day.now(),
                actor=actor,
            )
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, f"清单共 {made.number} 件，移送包正在制作", to=f"/deliveries/{made.pk}/")
    organs = deliveries.organs_of(actor)
    mine = next((unit for unit in organs if unit.pk == actor.organ_id), organs[0] if organs else None)
    since = date(today.year, 1, 1)
    lacking = deliveries.numbers_waiting(mine, since=since, today=today) if mine else {}
    receivers = list(deliveries.receivers())
    context = {
        "page": deliveries.listed(actor, request.GET.get("at", "")),
        "receivers": receivers,
        "lacking": [(point, lacking.get(point.pk, 0)) for point in receivers],
        "organs": organs,
        "mine": mine,
        "first": since,
        "today": today,
        "may": any(actor.has(duty) for duty in acts.MAY_DELIVER),
    }
    return shell.render(request, "deliveries/index.html", context, refusal=refusal)


def _found(request: HttpRequest, pk: int) -> Delivery:
    delivery = deliveries.find(actor_of(request), pk)
    if delivery is None:
        raise Http404
    return delivery


def page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One list: its papers, its package, its receipt."""
    delivery = _found(request, pk)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            sentence = _do(request, delivery)
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, sentence, to=f"/deliveries/{pk}/")
    actor = actor_of(request)
    context = {
        "delivery": delivery,
        "items": deliveries.items(delivery)[:200],
        "shown": 200,
        "gone": deliveries.gone_since(delivery)[:20],
        "outdated": deliveries.outdated(delivery).select_related("publication")[:20],
        "may": any(actor.may(duty, over=delivery.organ_id) for duty in acts.MAY_DELIVER),
        "today": day.today(),
    }
    return shell.render(request, "deliveries/delivery.html", context, refusal=refusal)


def _do(request: HttpRequest, delivery: Delivery) -> str:
    actor = actor_of(request)
    name = posted.text(request, "act")
    if name == "receive":
        receipt: File | None = None
        upload = request.FILES.get("receipt")
        received_on = posted.must_day(request, "received_on", "签收日期")
        if upload is not None and upload.file is not None:
            receipt = enclosing.receipt(upload.name or "回执", upload.file, actor=actor)
        acts.receive_delivery(
            delivery,
            received_on=received_on,
            received_by=posted.text(request, "received_by"),
            today=day.today(),
            receipt=receipt,
            actor=actor,
        )
        return "已登记签收"
    if name == "cancel":
        acts.cancel_delivery(delivery, reason=posted.text(request, "reason"), at=day.now(), actor=actor)
        return "清单已作废，里面的文件可以重新移送"
    raise Http404


def file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """The list as xlsx or docx, the package, the receipt."""
    from zwgk.publishing.leaving import delivery_lists  # loads the writers: only where a list is asked for

    delivery = _found(request, pk)
    title = delivery_lists.title_of(delivery)
    if name == "list.xlsx":
        return _sent(delivery_lists.as_xlsx(delivery), EXCEL, f"{title}.xlsx")
    if name == "list.docx":
        return _sent(delivery_lists.as_docx(delivery), WORD, f"{title}.docx")
    kept = {"package.zip": delivery.package, "receipt": delivery.receipt}.get(name)
    if kept is None:
        raise Http404
    log.read("files.open", kept, actor=actor_of(request))
    response = FileResponse(store.open_file(kept), content_type=kept.mime)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(kept.name)}"
    response["Cache-Control"] = "private, no-store"
    return response


def _sent(data: bytes, mime: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=mime)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response


def points(request: HttpRequest) -> HttpResponseBase:
    """The reading points; entered and changed here, shown on the public page at once."""
    actor = actor_of(request)
    rows = list(deliveries.points())
    chosen = next((row for row in rows if str(row.pk) == (request.POST.get("point") or request.GET.get("point"))), None)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            acts.keep_point(
                chosen,
                posted.choice(request, "kind", PointKind, "类别"),
                host=people.unit(posted.number(request, "host", "主管单位")),
                on=day.today(),
                actor=actor,
                is_open=posted.flag(request, "is_open"),
                **{name: posted.text(request, name) for name in acts.FIELDS},
            )
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, "查阅点已保存，公开页面随即更新", to="/reading-points/")
    context = {
        "points": rows,
        "chosen": chosen,
        "kinds": list(PointKind),
        "fields": _fields(chosen),
        "organs": deliveries.organs_of(actor),
        "missing": deliveries.missing_kinds(),
        "may": any(actor.has(duty) for duty in acts.MAY_KEEP),
    }
    return shell.render(request, "deliveries/points.html", context, refusal=refusal)


def _fields(point: ReadingPoint | None) -> list[tuple[str, str, int, bool, str]]:
    """Name, label, longest text, whether it must be there, what stands there."""
    return [
        (name, label, longest, needed, getattr(point, name) if point else "")
        for name, (longest, needed, label) in acts.FIELDS.items()
    ]
