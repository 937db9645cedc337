"""Files brought to a document: a paper that becomes a draft, attachments, pictures, scans of signed sheets.

Files are looked through before anything is kept (涉密不上网); nothing is read or rendered inside a transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from zwgk.documents import charge, queries
from zwgk.documents.actions import attaching, drafting, signing
from zwgk.documents.models import Attachment, Document
from zwgk.files import images, intake, store, structure
from zwgk.files.models import File, Purpose
from zwgk.files.outgoing import sent_as
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.rules import document_kinds, metadata
from zwgk.rules.document_flow import FLOW, Stage
from zwgk.rules.errors import BadInput
from zwgk.rules.normative import RULES, Review


@dataclass(frozen=True)
class Received:
    """A draft made of a file: the document, what was read of its head, and sentences on what is doubtful."""

    document: Document
    found: tuple[str, ...]
    doubts: tuple[str, ...]


def draft_from_file(
    name: str,
    data: bytes | IO[bytes],
    *,
    organ: Unit,
    section: Unit | None,
    on: date,
    at: datetime,
    actor: Actor,
    kind: str = "",
) -> Received:
    """Open a draft from a file (导入拟稿): text, tables and pictures kept, title, number and date read from the head.

    ``kind`` "": told from the title. Errors: as ``intake.look_through`` and ``drafting.create``; nothing is kept then.
    """
    looked = intake.look_through(name, data)
    paper = structure.recognise(looked.read)
    head = metadata.extract(looked.read.text)
    title = paper.title or head.title or looked.name.rpartition(".")[0]
    known = document_kinds.KINDS[kind] if kind in document_kinds.KINDS else document_kinds.guess_kind(title)
    doubts = [*head.doubts, *looked.read.unread, *(hint.reason for hint in looked.hints)]
    if known is None:
        known = document_kinds.KINDS["circular"]
        doubts.append("从标题看不出文种，暂按“通知”建稿")
    subtype = document_kinds.guess_subtype(known, title)
    fields: dict[str, Any] = {"subtype": subtype.code if subtype else ""}
    if paper.addressee:
        fields["addressees"] = paper.addressee.rstrip("：:")[:500]
    if head.doc_number and known.family is document_kinds.Family.OFFICIAL:
        fields["doc_number"] = head.doc_number
        doubts.append(f"文件上已有文号{head.doc_number}，签发后不再编号；如是来文的文号，请作废后重新拟稿")
    if head.date_written:
        fields["date_written"] = head.date_written
    document = drafting.create(
        title,
        organ=organ,
        kind=known.code,
        on=on,
        at=at,
        actor=actor,
        body_html=paper.body_html,
        section=section,
        **fields,
    )
    store.keep(
        looked.name, looked.data, actor=actor, purpose=Purpose.DRAFT, matter_id=document.matter_id, read=looked.read
    )
    images.keep_images(looked.read, actor=actor, matter_id=document.matter_id)
    if looked.clean is None:
        doubts.append("本机没有安装病毒扫描程序，文件未经扫描")
    found = [f"标题：{title}", f"文种：{known.label}"]
    found += [f"文号：{head.doc_number}"] if head.doc_number else []
    found += [f"主送：{paper.addressee}"] if paper.addressee else []
    found += [f"成文日期：{head.date_written}"] if head.date_written else []
    found += [f"署名：{'、'.join(paper.signatures)}"] if paper.signatures else []
    found += [f"略去页眉页码等 {len(paper.stripped)} 处"] if paper.stripped else []
    return Received(document, tuple(found), tuple(dict.fromkeys(doubts)))


def attach(document: Document, name: str, data: IO[bytes], *, title: str, at: datetime, actor: Actor) -> Attachment:
    """Take a file in and add it as an attachment (上传附件)."""
    _may_write(document, actor)
    return attaching.attach(document, _taken(document, name, data, actor), title=title, at=at, actor=actor)


def replace(attachment: Attachment, name: str, data: IO[bytes], *, at: datetime, actor: Actor) -> Attachment:
    """Take a file in and put it in an attachment's place (替换附件)."""
    _may_write(attachment.document, actor)
    file = _taken(attachment.document, name, data, actor)
    return attaching.replace_attachment(attachment, file, at=at, actor=actor)


def opinion(document: Document, review: Review, name: str, data: IO[bytes], *, actor: Actor) -> File:
    """Take in the opinion of a step before signing (意见书): kept for the record, never put out."""
    charge.must(actor, *RULES[review].duties, document=document, to=f"记录“{review.label}”")
    FLOW.must_be_open("review", Stage(document.matter.stage))
    return intake.take(name, data, actor=actor, purpose=Purpose.EVIDENCE, matter_id=document.matter_id).file


def _may_write(document: Document, actor: Actor) -> None:
    """Ask before a file is kept; the act that uses the file asks again under its lock."""
    charge.must(actor, *drafting.WRITERS, document=document, to="修改文稿")
    FLOW.must_be_open("edit", Stage(document.matter.stage))


def _taken(document: Document, name: str, data: IO[bytes], actor: Actor) -> File:
    taken = intake.take(name, data, actor=actor, purpose=Purpose.ATTACHMENT, matter_id=document.matter_id)
    sent_as(taken.file)  # here, so that the release has nothing to open
    return taken.file


def picture(document: Document, data: bytes, *, alt: str, actor: Actor) -> File:
    """Keep a picture for the body (插入图片). Errors: :class:`BadInput` without a text for those who cannot see it."""
    _may_write(document, actor)
    if not alt.strip():
        raise BadInput(
            what="没有插入图片",
            why="图片没有替代文字，读屏软件读不出（无障碍环境建设法第二十九条）",
            remedy="请用一句话写明图片内容",
            field="alt",
        )
    return images.keep_image(data, alt, actor=actor, matter_id=document.matter_id)


def scan(document: Document, code: str, name: str, data: IO[bytes], *, at: datetime, actor: Actor) -> None:
    """Take the scan of a signed sheet in and lay it to its sheet (扫描回传)."""
    sheet = queries.sheet(document, code)
    if sheet is None:
        raise BadInput(what="没有上传", why=f"没有编码为“{code}”的处理签", remedy="请核对编码", field="code")
    taken = intake.take(name, data, actor=actor, purpose=Purpose.SCAN, matter_id=document.matter_id)
    signing.attach_scan(sheet, file_id=taken.file.pk, at=at, actor=actor)
