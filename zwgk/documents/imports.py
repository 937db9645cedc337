"""How papers come in from files: read, recognised, kept; as drafts, or as a migration of what was public already."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils import timezone

from zwgk.documents.actions import attaching, drafting
from zwgk.documents.fields import one_line
from zwgk.documents.models import Document
from zwgk.files import images, intake, store, structure
from zwgk.files.intake import Looked
from zwgk.files.models import File, Purpose
from zwgk.jobs.killpoints import killpoint
from zwgk.people.actor import Actor
from zwgk.people.models import FormerName, Unit, UnitKind
from zwgk.publishing.actions import Migrant, migrate
from zwgk.publishing.content import Content, PublicFile
from zwgk.publishing.models import Clearance, Column, Publication
from zwgk.rules import document_kinds, metadata
from zwgk.rules.errors import BadInput
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
    kept = _kept(read, actor)
    killpoint("import.kept")
    images.keep_images(read.looked.read, actor=actor)
    kind = document_kinds.guess_kind(read.title)
    if kind is None:
        kind = document_kinds.KINDS["circular"]
        result.doubts.append("从标题看不出文种，暂按“通知”建稿")
    try:
        with transaction.atomic():  # the draft and its original together, so that none is without the other
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
            attaching.attach(document, kept, title=read.looked.name, at=at, actor=actor, role="original")
            document.attachments.filter(role="original").update(is_public=False, eyes_needed=False)
    except IntegrityError:  # the same file, brought by two at once
        result.document = Document.objects.select_related("matter").get(import_key=read.key)
        result.was_known = True
        return result
    killpoint("import.attached")
    result.document = document
    return result


def _kept(read: _Read, actor: Actor) -> File:
    """The file's row: the one of an earlier import that was broken off, or a new one."""
    there = File.objects.filter(
        blob__sha256=read.key, name=read.looked.name, purpose=str(Purpose.ORIGINAL), matter_id=None
    ).first()
    if there is not None:
        return there
    return store.keep(read.looked.name, read.looked.data, actor=actor, purpose=Purpose.ORIGINAL, read=read.looked.read)


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
    kept = _kept(read, actor)
    killpoint("import.kept")
    pictures = images.keep_images(read.looked.read, actor=actor)
    meta = read.meta
    published_on = _day(meta.date_published) or _day(meta.date_written) or today
    if published_on > today:
        result.doubts.append(f"文中的日期{published_on}在今天之后，发布日期记为今天")
    index_no = (meta.index_no or "")[:80]
    if index_no and Publication.objects.filter(index_no=index_no).exists():
        result.doubts.append(f"索引号{index_no}已用于另一件公开件，已另编新号")
        index_no = ""
    kind = document_kinds.guess_kind(read.title)
    content = Content(
        title=read.title,
        body_html=read.paper.body_html,
        organ_id=(_organ_of(meta) or organ).pk,
        column_id=column.pk,
        kind=kind.code if kind else "",
        doc_number=(meta.doc_number or "")[:80],
        index_no=index_no,
        issuers=tuple(meta.issuers),
        date_written=_day(meta.date_written),
        source=(meta.publisher or "")[:120],
        files=(
            PublicFile("original", kept.name, kept.sha256, kept.size, kept.mime),
            *(PublicFile("image", one.name, one.sha256, one.size, one.mime) for one in pictures),
        ),
    )
    at = timezone.make_aware(datetime.combine(min(published_on, today), time(9)))
    made = migrate(clearance, [Migrant(key, content, at)], actor=actor)
    # none where another import was just quicker with the same file
    result.publication = made[0] if made else Publication.objects.get(key=key)
    result.was_known = not made
    return result


def _read(name: str, data: bytes) -> _Read:
    looked = intake.look_through(name, data)
    _must_be_writing(looked)
    paper = structure.recognise(looked.read)
    meta = metadata.extract(looked.read.text)
    title = one_line(meta.title or paper.title or looked.name.rpartition(".")[0] or looked.name).strip()[:300]
    return _Read(looked, hashlib.sha256(data).hexdigest(), paper, meta, title)


def _must_be_writing(looked: Looked) -> None:
    """Refuse bytes that were taken for a text because they can be decoded. Errors: :class:`BadInput`."""
    text = looked.read.text
    strange = sum(1 for c in text if c < " " and not c.isspace())
    if strange * 100 > len(text):
        raise BadInput(
            what=f"不能导入“{looked.name}”",
            why="文件里不是可以阅读的文字",
            remedy="请用原来的程序打开，另存为 docx、pdf 或 txt 后再导入",
        )


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
