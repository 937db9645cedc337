"""Documents as the office's own search index takes them in; a hit is shown only to those who may see the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zwgk.documents import texts
from zwgk.documents.models import Document
from zwgk.files import body
from zwgk.people.models import UnitPath
from zwgk.search.document import SearchDoc
from zwgk.search.sources import Display, Source

CHUNK = 500


def load(keys: Sequence[str]) -> Iterable[SearchDoc]:
    """The documents whose matters' numbers are ``keys``."""
    rows = Document.objects.filter(matter__number__in=list(keys)).select_related("matter", "organ", "draft")
    above: dict[int, list[str]] = {}
    for path in UnitPath.objects.filter(below__in={d.organ_id for d in rows}).order_by("depth"):
        above.setdefault(path.below_id, []).append(str(path.above_id))
    for document in rows:
        yield SearchDoc(
            key=document.matter.number,
            title=document.title,
            body=body.text_of(document.draft.body_html),
            attachments=[a.file.text for a in texts.live_attachments(document) if a.file.text],
            doc_number=document.doc_number,
            organs=above.get(document.organ_id, []),
            organ_names=[document.organ.name, document.organ.short_name],
            kind=document.kind,
            subject=document.subject_code,
            published_on=document.date_written or document.matter.opened_on,
            attribute=document.disclosure,
        )


def keys() -> Iterable[str]:
    """Every document, in order."""
    last = 0
    while True:
        chunk = list(Document.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "matter__number")[:CHUNK])
        if not chunk:
            return
        yield from (number for _, number in chunk)
        last = chunk[-1][0]


def display(keys: Sequence[str]) -> Mapping[str, Display]:
    """What a hit shows; the page asks ``queries.visible_to`` besides."""
    return {
        d.matter.number: Display(
            key=d.matter.number,
            title=d.title,
            doc_number=d.doc_number,
            organ=str(d.organ),
            url=f"/documents/{d.matter.number}/",
            published_on=str(d.date_written or d.matter.opened_on),
            kind=d.kind,
        )
        for d in Document.objects.filter(matter__number__in=list(keys)).select_related("matter", "organ")
    }


SOURCE = Source(load=load, keys=keys, display=display)
