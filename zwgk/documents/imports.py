"""How papers come in from files: read, recognised, kept; as drafts, or as a migration of what was public already."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from zwgk.documents.actions import drafting
from zwgk.documents.models import Document
from zwgk.files import images, intake, store, structure
from zwgk.files.intake import Looked
from zwgk.files.models import Purpose
from zwgk.jobs.killpoints import killpoint
from zwgk.people.actor import Actor
from zwgk.people.models import FormerName, Unit, UnitKind
from zwgk.publishing.actions import Migrant, migrate
from zwgk.publishing.content import Content, PublicFile
from zwgk.publishing.models import Clearance, Column, Publication
from zwgk.rules import document_kinds, metadata
from zwgk.rules.metadata import Metadata


@dataclass
class Imported:
    """What became of one file: the draft or publication made (or found), what was taken, what is doubted."""

    name: str
    title: str = ""
    document: Document | None = None
    publication: Publication | None = None
    was_known: bool = False
    taken: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Read:
    looked: Looked
    key: str
    paper: structure.Structure
    meta: Metadata
    title: str


def draft_from_file(
    name: str,
    data: bytes,
    *,
    organ: Unit,
    on: date,
    at: datetime,
    actor: Actor,
    section: Unit | None = None,
    column: Column | None = None,
) -> Imported:
    """Take in a file and open a draft of what it says (导入文稿); the same file twice gives the draft made before.

    Errors: those of ``intake.look_through`` (``Classified`` before anything is kept) and of ``drafting.create``.
    """
    read = _read(name, data)
    existing = Document.objects.filter(import_key=read.key).select_related("matter").first()
    result = _described(read, name)
    if existing is not None:
        result.document, result.was_known = existing, True
        return result
    kept = store.keep(read.looked.name, read.looked.data, actor=actor, purpose=Purpose.ORIGINAL, read=read.looked.read)
    killpoint("import.kept")
    images.keep_images(read.looked.read, actor=actor)
    kind = document_kinds.guess_kind(read.title) or document_kinds.KINDS["circular"]
    document = drafting.create(
        read.title,
        organ=_organ_of(read.meta) or organ,
        kind=kind.code,
        on=on,
        at=at,
        actor=actor,
        body_html=read.paper.body_html,
        section=section,
        column=column,
        import_key=read.key,
        addressees=read.paper.addressee.rstrip("：:")[:500],
        is_normative=False,
    )
    killpoint("import.created")
    drafting.attach(document, kept, title=read.looked.name, at=at, actor=actor, role="original")
    document.attachments.filter(role="original").update(is_public=False, eyes_needed=False)
    result.document = document
    return result


def publish_from_file(
    name: str, data: bytes, *, organ: Unit, column: Column, today: date, clearance: Clearance, actor: Actor
) -> Imported:
    """Take in a file that was public already on an old site (历史迁移) and publish it under the migration's
    clearance.
    """
    read = _read(name, data)
    result = _described(read, name)
    key = f"file:{read.key[:40]}"
    existing = Publication.objects.filter(key=key).first()
    if existing is not None:
        result.publication, result.was_known = existing, True
        return result
    kept = store.keep(read.looked.name, read.looked.data, actor=actor, purpose=Purpose.ORIGINAL, read=read.looked.read)
    images.keep_images(read.looked.read, actor=actor)
    meta = read.meta
    published_on = _day(meta.date_published) or _day(meta.date_written) or today
    kind = document_kinds.guess_kind(read.title)
    content = Content(
        title=read.title,
        body_html=read.paper.body_html,
        organ_id=(_organ_of(meta) or organ).pk,
        column_id=column.pk,
        kind=kind.code if kind else "",
        doc_number=meta.doc_number or "",
        index_no=meta.index_no or "",
        issuers=tuple(meta.issuers),
        date_written=_day(meta.date_written),
        source=meta.publisher or "",
        files=(PublicFile("original", kept.name, kept.sha256, kept.size, kept.mime),),
    )
    at = timezone.make_aware(datetime.combine(min(published_on, today), time(9)))
    made = migrate(clearance, [Migrant(key, content, at)], actor=actor)
    result.publication = made[0]
    return result


def _read(name: str, data: bytes) -> _Read:
    looked = intake.look_through(name, data)
    paper = structure.recognise(looked.read)
    meta = metadata.extract(looked.read.text)
    title = (meta.title or paper.title or looked.name.rpartition(".")[0] or looked.name).strip()[:300]
    return _Read(looked, hashlib.sha256(data).hexdigest(), paper, meta, title)


def _described(read: _Read, name: str) -> Imported:
    meta = read.meta
    taken = {
        "标题": read.title,
        "文号": meta.doc_number or "",
        "发文机关": "、".join(meta.issuers),
        "成文日期": str(meta.date_written or ""),
        "发布日期": str(meta.date_published or ""),
        "索引号": meta.index_no or "",
    }
    doubts = [*meta.doubts, *read.looked.read.unread, *(hint.reason for hint in read.looked.hints)]
    doubts += [f"已略去网页残留：{one.text[:30]}" for one in read.paper.stripped]
    return Imported(name, read.title, taken={k: v for k, v in taken.items() if v}, doubts=list(dict.fromkeys(doubts)))


def _organ_of(meta: Metadata) -> Unit | None:
    for name in meta.issuers:
        unit = Unit.objects.exclude(kind=UnitKind.SECTION).filter(name=name, valid_to=None).first()
        if unit is None:
            former = FormerName.objects.filter(name=name).select_related("unit").first()
            unit = former.unit if former else None
        if unit is not None:
            return unit
    return None


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    return date.fromisoformat(value) if isinstance(value, str) and value else None
