"""遮盖 in all parts at once and on the pages of attachments: found words, findings of a kind, ticked lines, areas."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from zwgk.audit import acts as log
from zwgk.documents import parts, queries, spotting
from zwgk.documents.actions import covering
from zwgk.documents.parts import Spot
from zwgk.files.redaction.areas import WHOLE, Area, Box, PageLayout, covers
from zwgk.files.redaction.burning import png
from zwgk.files.redaction.pdf_pages import KEPT_DOTS, seen
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.documents import redaction
from zwgk.office.documents.finding import base, found, head
from zwgk.people import today as day
from zwgk.rules import privacy
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.documents.models import Attachment, Document

SCREEN_DOTS = 110
SHOWN = 300
"""Places that one page lists; “全部遮盖” takes the others as well."""


@require_GET
def find(request: HttpRequest, number: str) -> HttpResponse:
    """Where words, or findings of one kind, stand in all parts, to tick them or take them all."""
    return _found(request, found(request, number))


def _found(request: HttpRequest, document: Document, *, refusal: RuleViolation | None = None) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    words, kind = asked.get("words", "").strip()[:200], asked.get("kind", "")
    places = _places(document, words, kind)
    context = {
        **head(request, document),
        **redaction.around(request, document),
        "words": words,
        "kind": kind,
        "asked": f"“{words}”" if words else _label(kind),
        "places": [(place, written(place.spot)) for place in places[:SHOWN]],
        "number": len(places),
        "more": max(0, len(places) - SHOWN),
    }
    return shell.render(request, "documents/redact_find.html", context, refusal=refusal)


def _places(document: Document, words: str, kind: str) -> list[spotting.Found]:
    if words:
        return spotting.words(document, words)
    try:
        return spotting.of_kind(document, privacy.Kind(kind)) if kind else []
    except ValueError:
        return []


def _label(kind: str) -> str:
    try:
        return privacy.Kind(kind).label
    except ValueError:
        return ""


@require_POST
def everywhere(request: HttpRequest, number: str) -> HttpResponseBase:
    """Mark the ticked places, or (“全部遮盖”) every place where the words or the kind are found."""
    document = found(request, number)
    words, kind = posted.text(request, "words")[:200], posted.text(request, "kind")
    try:
        if "all" in request.POST:
            spots = [place.spot for place in _places(document, words, kind)]
            if not spots:
                raise BadInput(
                    what="没有标注",
                    why=f"正文和附件里没有（或者已经都遮盖了）{f'“{words}”' if words else _label(kind)}",
                    remedy="请核对要找的文字；扫描件要先识别文字，没有识别出的要逐页框选",
                    field="words",
                )
        else:
            spots = [_spot(text) for text in request.POST.getlist("spots")]
            _must_fit(document, spots)
        added = covering.cover(document, spots, **_ground(request))
    except RuleViolation as refusal:
        return _found(request, document, refusal=refusal)
    return shell.done(request, f"已标注 {added} 处", to=f"{base(document)}redact/")


def _ground(request: HttpRequest) -> dict[str, Any]:
    return {
        "ground_code": posted.text(request, "ground_code"),
        "reason": posted.text(request, "reason"),
        "at": day.now(),
        "actor": actor_of(request),
    }


def written(spot: Spot) -> str:
    """A place as a form sends it: attachment (0: the body), then block and offsets, or page and edges."""
    if spot.box is not None:
        box = spot.box
        return f"{spot.attachment_id}:{spot.page}:{box.left}:{box.top}:{box.right}:{box.bottom}"
    return f"{spot.attachment_id or 0}:{spot.block_id}:{spot.start}:{spot.end}"


def _spot(text: str) -> Spot:
    fields = text.split(":")
    try:
        if len(fields) == 6:
            attachment, page, left, top, right, bottom = map(int, fields)
            return Spot(attachment, page=page, box=Box(left, top, right, bottom))
        attachment_id, block_id, start, end = fields
        return Spot(int(attachment_id) or None, block_id[:12], int(start), int(end))
    except ValueError as error:
        raise BadInput(what="没有标注", why="选中的地方写得不对", remedy="请刷新页面后重新勾选") from error


def _must_fit(document: Document, spots: list[Spot]) -> None:
    """Refuse a place that its attachment has not; reads files."""
    for pk in {spot.attachment_id for spot in spots if spot.attachment_id is not None}:
        attachment = queries.attachment(document, pk)
        if attachment is None:
            raise BadInput(what="没有标注", why="附件已被替换或删除", remedy="请刷新页面")
        mine = [spot for spot in spots if spot.attachment_id == pk]
        covering.must_be_on_pages(attachment, [spot for spot in mine if spot.box is not None])
        covering.must_be_in_text(attachment, [spot for spot in mine if spot.box is None])


def part(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """One attachment: its text to be marked by passages, or its pages by lines and areas."""
    document = found(request, number)
    attachment = queries.attachment(document, pk)
    if attachment is None or not attachment.is_public:
        raise Http404
    try:
        if not parts.attachment_is_paged(attachment):
            if request.method == "POST":
                return redaction.mark_text(request, document, attachment)
            return redaction.show(request, document, attachment=attachment)
        if request.method == "POST":
            return _mark_page(request, document, attachment)
        return _page(request, document, attachment)
    except RuleViolation as refusal:
        return redaction.show(request, document, refusal=refusal)


def _number(request: HttpRequest) -> int:
    typed = (request.POST if request.method == "POST" else request.GET).get("page", "1")
    return int(typed) if typed.isascii() and typed.isdigit() and 0 < len(typed) < 6 else 1


def _page(
    request: HttpRequest, document: Document, attachment: Attachment, *, refusal: RuleViolation | None = None
) -> HttpResponse:
    with parts.open_pages(attachment) as pages:
        number = min(max(1, _number(request)), pages.count)
        count = pages.count
        width, height = pages.size(number)
        layout = parts.readings(attachment).get(number) or seen(
            pages.layout(number), pages.image(number, KEPT_DOTS)
        )  # fmt: skip
    marks = list(parts.marks(attachment))
    here = [mark for mark in marks if mark.page == number]
    order = covering.reading_of(attachment)
    reading = order is not None and order.state in {"waiting", "running"}
    context = {
        **head(request, document),
        **redaction.around(request, document, attachment),
        "attachment": attachment,
        "number": number,
        "count": count,
        "pages": range(1, count + 1),
        "marked_pages": {mark.page for mark in marks},
        "across": round(width),
        "down": round(height),
        "lines": _lines(layout, attachment, here),
        "state": str(layout.state),
        "boxes": [(mark, parts.box_of(mark), _told(parts.box_of(mark))) for mark in here],
        "order": order,
        "making": reading,
        "reading": reading,
        "read_failed": order.last_error if order is not None and order.state == "failed" else "",
    }
    return shell.render(request, "documents/redact_pages.html", context, refusal=refusal)


def _lines(layout: PageLayout, attachment: Attachment, marks: list[Any]) -> list[tuple[str, str, bool, Box]]:
    """Each line: its words, the spot that covers it, whether it is covered already, its box."""
    areas = [Area(mark.page, parts.box_of(mark), "", "") for mark in marks]
    found_lines = []
    for line in layout.lines:
        box = line.box.with_margin()
        gone = all(covers(areas, glyph) is not None for glyph in line.glyphs if glyph.box.surface)
        found_lines.append((line.text.strip(), written(Spot(attachment.pk, page=layout.number, box=box)), gone, box))
    return found_lines


def _told(box: Box) -> str:
    """Where an area lies, in words."""
    if box == Box(0, 0, WHOLE, WHOLE):
        return "整页"
    left, top, right, bottom = (f"{edge / 100:.0f}%" for edge in (box.left, box.top, box.right, box.bottom))
    return f"左{left}、上{top} 至 右{right}、下{bottom}"


def _mark_page(request: HttpRequest, document: Document, attachment: Attachment) -> HttpResponseBase:
    """Cover the ticked lines and the area that was drawn or typed, or the whole page."""
    number = _number(request)
    try:
        spots = [_spot(text) for text in request.POST.getlist("spots")]
        if posted.flag(request, "whole"):
            spots = [Spot(attachment.pk, page=number, box=Box(0, 0, WHOLE, WHOLE))]
        edges = [_share(request, name, label) for name, label in EDGES]
        if all(edge is not None for edge in edges):
            left, top, right, bottom = (edge or 0 for edge in edges)
            spots.append(Spot(attachment.pk, page=number, box=Box(left, top, right, bottom)))
        elif any(edge is not None for edge in edges):
            raise BadInput(what="没有标注", why="区域的四个数字没有填全", remedy="请填全左、上、右、下", field="left")
        if any(spot.attachment_id != attachment.pk or spot.box is None for spot in spots):
            raise BadInput(what="没有标注", why="选中的地方不在这个附件里", remedy="请刷新页面后重新选择")
        covering.must_be_on_pages(attachment, spots)
        added = covering.cover(document, spots, **_ground(request))
    except RuleViolation as refusal:
        return _page(request, document, attachment, refusal=refusal)
    return shell.done(request, f"已标注 {added} 处", to=f"{address(document, attachment)}?page={number}")


EDGES = (("left", "左"), ("top", "上"), ("right", "右"), ("bottom", "下"))


def _share(request: HttpRequest, name: str, label: str) -> int | None:
    """A typed percentage in ten-thousandths, None where it is empty."""
    typed = posted.text(request, name)
    if not typed:
        return None
    try:
        share = Decimal(typed)
    except InvalidOperation:
        share = Decimal(-1)
    if not 0 <= share <= 100:
        raise BadInput(
            what="没有标注", why=f"“{label}”应是0至100之间的数，现为“{typed[:12]}”", remedy="请改正数字", field=name
        )
    return int(share * 100)


def address(document: Document, attachment: Attachment) -> str:
    """Where an attachment is marked."""
    return f"{base(document)}redact/files/{attachment.pk}/"


@require_GET
def picture(request: HttpRequest, number: str, pk: int, page: int) -> HttpResponse:
    """One page of an attachment as a picture; the log says who looked at it."""
    document = found(request, number)
    attachment = queries.attachment(document, pk)
    if attachment is None:
        raise Http404
    try:
        with parts.open_pages(attachment) as pages:
            if not 1 <= page <= pages.count:
                raise Http404
            data = png(_small(pages.image(page, SCREEN_DOTS)))
    except RuleViolation as refusal:
        raise Http404 from refusal
    log.read("files.open", attachment.file, actor=actor_of(request))
    response = HttpResponse(data, content_type="image/png")
    response["Cache-Control"] = "private, max-age=600"
    return response


def _small(image: Any) -> Any:
    """A picture of many million pixels is shown smaller; the area that is drawn on it is the same."""
    image.thumbnail((1600, 2400))
    return image


@require_POST
def read_pages(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """Have the scanned pages recognised."""
    document = found(request, number)
    attachment = queries.attachment(document, pk)
    if attachment is None:
        raise Http404
    try:
        covering.order_reading(attachment, actor=actor_of(request))
    except RuleViolation as refusal:
        return _page(request, document, attachment, refusal=refusal)
    return redirect(f"{address(document, attachment)}?page={_number(request)}")


@require_POST
def uncover(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """Take a mark of an attachment away."""
    document = found(request, number)
    mark = queries.attachment_mark(document, pk)
    to = f"{base(document)}redact/"
    if mark is not None:
        covering.uncover(mark, actor=actor_of(request))
        to = f"{to}files/{mark.attachment_id}/" + (f"?page={mark.page}" if mark.page else "")
    return shell.done(request, "已取消标注", to=to)
