"""新建: a paper begins with an upload or an empty sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zwgk.documents import receiving
from zwgk.documents.actions import drafting
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.documents.finding import base
from zwgk.people import queries as people
from zwgk.people import today as day
from zwgk.people.actor import Actor
from zwgk.rules import document_kinds
from zwgk.rules.document_kinds import Family
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.documents.models import Document
    from zwgk.people.models import Unit

ACCEPTED = ".txt,.html,.htm,.docx,.doc,.wps,.rtf,.pdf,.ofd,.xlsx,.jpg,.jpeg,.png"


def new(request: HttpRequest) -> HttpResponseBase:
    """Upload a file or type; the kind may be left to be told from the title."""
    actor = actor_of(request)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            document = _by_upload(request, actor) if "file" in request.FILES else _by_typing(request, actor)
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, f"已建稿：{document.title}", to=f"{base(document)}edit/")
    context = {
        "official": [k for k in document_kinds.KINDS.values() if k.family is Family.OFFICIAL],
        "others": [k for k in document_kinds.KINDS.values() if k.family is Family.OTHER],
        "accepted": ACCEPTED,
        "kind": request.GET.get("kind", ""),
    }
    return shell.render(request, "documents/new.html", context, refusal=refusal)


def _home(actor: Actor) -> tuple[Unit, Unit | None]:
    """The organ and, where the post is in one, the section of the actor."""
    organ, unit = people.unit(actor.organ_id), people.unit(actor.unit_id)
    if organ is None:
        raise BadInput(what="不能拟稿", why="您的岗位不在任何机关", remedy="请联系安全管理员调整岗位")
    return organ, unit if unit is not None and unit.is_section else None


def _by_upload(request: HttpRequest, actor: Actor) -> Document:
    upload = request.FILES.get("file")
    if upload is None:
        raise BadInput(what="不能建稿", why="没有选择文件", remedy="请选择文件", field="file")
    organ, section = _home(actor)
    received = receiving.draft_from_file(
        upload.name or "文件",
        upload,
        organ=organ,
        section=section,
        on=day.today(),
        at=day.now(),
        actor=actor,
        kind=posted.text(request, "kind"),
    )
    told = request.session.get("imported", {})
    told[received.document.matter.number] = {"found": list(received.found), "doubts": list(received.doubts)}
    request.session["imported"] = dict(list(told.items())[-10:])
    return received.document


def _by_typing(request: HttpRequest, actor: Actor) -> Document:
    organ, section = _home(actor)
    title = posted.text(request, "title")
    code = posted.text(request, "kind")
    if not code:
        guessed = document_kinds.guess_kind(title)
        if guessed is None:
            raise BadInput(what="不能建稿", why="从标题看不出文种", remedy="请选择文种", field="kind")
        code = guessed.code
    kind = document_kinds.KINDS.get(code)
    subtype = document_kinds.guess_subtype(kind, title) if kind else None
    return drafting.create(
        title,
        organ=organ,
        kind=code,
        on=day.today(),
        at=day.now(),
        actor=actor,
        section=section,
        subtype=subtype.code if subtype else "",
        source=organ.name if kind is not None and kind.family is Family.OTHER and kind.code != "reprint" else "",
    )
