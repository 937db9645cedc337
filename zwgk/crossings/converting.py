"""依申请公开 → 主动公开: what was given to one applicant becomes a draft for everybody (条例第四十四条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zwgk.documents import queries as documents
from zwgk.documents import receiving
from zwgk.documents.actions import drafting
from zwgk.documents.models import Document
from zwgk.files import store
from zwgk.inforequests.actions import converting
from zwgk.inforequests.models import InfoRequest, Material
from zwgk.people.actor import Actor
from zwgk.rules import document_kinds
from zwgk.rules.errors import BadInput


@dataclass(frozen=True)
class Converted:
    """The draft, and how many of the materials given were laid to it as attachments."""

    document: Document
    attached: int


def publish_for_everybody(
    request: InfoRequest, *, title: str, kind: str, because: str, on: date, at: datetime, actor: Actor
) -> Converted:
    """Open a draft with what was given and keep that it came from this request; from here it goes like every paper.

    Nothing of the applicant goes along. Errors: ``BadInput``, ``NotAllowed``, ``Classified``; nothing is made then.
    """
    if kind not in document_kinds.KINDS:
        raise BadInput(what="不能转为主动公开", why="没有选择文种", remedy="请选择", field="kind")
    with transaction.atomic():
        document = drafting.create(
            title, organ=request.organ, kind=kind, on=on, at=at, actor=actor, section=request.matter.section
        )
        converting.convert(request, document.matter, because=because, on=on, at=at, actor=actor)
    materials = Material.objects.filter(item__request=request, is_given=True).select_related("file__blob")
    attached = 0
    for material in materials.order_by("item__no", "pk"):
        with store.open_file(material.file) as stream:
            receiving.attach(document, material.file.name, stream, title=material.title, at=at, actor=actor)
        attached += 1
    return Converted(documents.find(actor, document.matter.number) or document, attached)
