"""From a signed document to the content that goes out, and the question whether it may."""

from __future__ import annotations

from datetime import date, datetime

from zwgk.documents import completeness, filed, renditions, rounds, texts
from zwgk.documents.actions import checking, copying, redacting, reviewing
from zwgk.documents.models import Attachment, Document, RedactedCopy
from zwgk.files.models import File
from zwgk.files.outgoing import sent_as
from zwgk.matters import keeping
from zwgk.publishing import clearing
from zwgk.publishing.content import Content, PublicFile, PublicLink
from zwgk.publishing.models import Clearance, FileRole
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.errors import GateClosed, NotCleared
from zwgk.rules.normative import Review
from zwgk.rules.publication import LinkKind, Validity, Visibility

INTERPRETATION = "interpretation"
PRE_PUBLICATION = "pre_publication"


def must_be_releasable(document: Document, *, on: date | None = None, by: str = "") -> None:
    """Refuse unless everything that must come before a release is done for this very text.

    Signed in a round over this text, reviewed for secrecy, no weighty finding open, unread pages seen by a second
    person, a redacted copy read again, no gate open; of what is no 公文 the three readings and corrections, the last by
    whoever signs as ``by``. ``on``: the day, for what must not lie ahead of it. Errors: :class:`NotCleared`,
    :class:`GateClosed`.
    """
    what = "不能公开"
    disclosure = Disclosure(document.disclosure)
    if not disclosure.reaches_the_public:
        raise NotCleared(
            what=what,
            why=f"公开属性是“{disclosure.label}”",
            remedy="属性有误的，请按更正程序重新审签；依申请公开的转入内部登记",
        )
    digest = texts.digest(document)
    approved = document.matter.approvals.filter(state="approved").order_by("-round").first()
    if approved is None or document.disclosure_decided_on is None:
        raise NotCleared(what=what, why="还没有签发", remedy="请先送审签发")
    if approved.digest != digest:
        raise NotCleared(what=what, why="正文、标题或附件在签发之后有改动", remedy="请重新送审")
    review = document.secrecy_reviews.filter(digest=digest).order_by("-pk").first()
    if review is None or review.result in {"closed", "undecided"}:
        raise NotCleared(what=what, why="没有对这一稿的保密审查结论（先审查、后公开）", remedy="请补办保密审查")
    if review.result == "partly" and disclosure is not Disclosure.REDACTED:
        raise NotCleared(
            what=what, why=f"保密审查结论是“{review.get_result_display()}”，不能全文公开", remedy="请改为删减后公开"
        )
    _must_be_complete(document, what, on or document.signed_on or date.max)
    rounds.must_be_done(document, approved, proofs=by)
    reviewing.must_be_reviewed(document, list(Review), to="公开")
    keeping.must_be_passed(document.matter, INTERPRETATION, PRE_PUBLICATION, to="公开")
    for attachment in texts.outgoing_attachments(document):
        if attachment.eyes_needed and attachment.eyes_at is None:
            raise GateClosed(
                what=what,
                why=f"附件“{attachment.title}”有没有读出的页，还没有第二人逐页查看",
                remedy="请由另一位同事查看后核对",
            )
    if disclosure is Disclosure.REDACTED:
        _copy_must_be_ready(document, what)
    else:
        open_ones = checking.blocking(document)
        if open_ones:
            raise GateClosed(
                what=what,
                why=f"还有{len(open_ones)}处须处理的提示：{open_ones[0].why}",
                remedy="请修改，或由两人写明理由保留",
            )


def _must_be_complete(document: Document, what: str, today: date) -> None:
    """Nothing without which the page would mislead: a title, a text, a day that has come, a reprint's source."""
    kept = set(document.findings.filter(state="kept", kind="complete").values_list("code", flat=True))
    for fault in completeness.faults(document, today=today):
        if fault.blocking and fault.field not in kept:
            remedy = completeness.REMEDIES.get(fault.field, "请核对")
            raise GateClosed(what=what, why=fault.text, remedy=f"请退回修改：{remedy}", field=fault.field)


def _copy_must_be_ready(document: Document, what: str) -> RedactedCopy:
    copy = redacting.current_copy(document)
    if copy is None:
        raise GateClosed(what=what, why="还没有按现在的标注制作公开文本", remedy="请标注删减处并制作公开文本")
    if copy.read_at is None:
        raise GateClosed(what=what, why="公开文本还没有复读", remedy="请由另一位同事复读遮盖件")
    left = copying.personal_data_left(document, copy)
    if left is not None:
        part, kind, masked = left
        raise GateClosed(what=what, why=f"{part}里还有{kind}（{masked}）", remedy="请补充标注后重新制作")
    return copy


def content_of(document: Document) -> Content:
    """The content that goes out: the working text, or the redacted copy; with files, links and metadata."""
    disclosure = Disclosure(document.disclosure)
    copy = _copy_must_be_ready(document, "不能公开") if disclosure is Disclosure.REDACTED else None
    html = copy.body_html if copy is not None else texts.working_text(document)
    files = [file for a in texts.outgoing_attachments(document) for file in _public_files(a, copy)]
    scan = filed.goes_out(document)
    if scan is not None:
        name = f"{document.title[:120]}（盖章扫描件）.pdf"
        files.append(PublicFile(str(FileRole.ORIGINAL), name, scan.sha256, scan.size, scan.mime))
    for address in renditions.body_images(html):
        files += _image(address)
    if copy is not None:
        files += [_rendition(role, copy.proof["files"][role]) for role in ("pdf", "docx")]
    if document.column_id is None:
        raise GateClosed(what="不能公开", why="没有选择栏目", remedy="请选择要发布的栏目")
    validity = ""
    if document.is_normative or document.effective_on:
        today = document.disclosure_decided_on or date.min
        validity = str(
            Validity.NOT_YET if document.effective_on and document.effective_on > today else Validity.IN_FORCE
        )
    return Content(
        title=document.title,
        body_html=html,
        organ_id=document.organ_id,
        column_id=document.column_id,
        kind=document.kind,
        disclosure=document.disclosure,
        visibility=Visibility(document.visibility),
        doc_number=document.doc_number,
        index_no=document.index_no,
        issuers=renditions.issuers(document),
        date_written=document.date_written,
        effective_on=document.effective_on,
        expires_on=document.expires_on,
        validity=validity,
        is_normative=document.is_normative,
        dimension=document.dimension,
        subject_code=document.subject_code,
        source=document.source or document.organ.name,
        source_url=document.source_url,
        keywords=document.keywords,
        meta={
            "note": f"（{disclosure.label}）",
            "addressees": document.addressees,
            "paper": renditions.on_paper(document),
        },
        files=tuple(files),
        links=tuple(
            PublicLink(LinkKind(row.kind), row.publication_id, row.text, row.doc_number, "", row.articles, row.until)
            for row in document.links.all()
        ),
    )


def _public_files(attachment: Attachment, copy: RedactedCopy | None) -> list[PublicFile]:
    """The attachment, or the files that were made anew in its place."""
    made = copying.made_of(copy, attachment) if copy is not None else None
    if made is None:
        return [_public_file(attachment)]
    role = str(FileRole.ORIGINAL if attachment.role == "original" else FileRole.ATTACHMENT)
    return [
        PublicFile(role, file.name, file.sha256, file.size, file.mime, file.text)
        for file in (made.file, made.spoken)
        if file is not None
    ]


def _public_file(attachment: Attachment) -> PublicFile:
    file = attachment.file
    role = FileRole.ORIGINAL if attachment.role == "original" else FileRole.ATTACHMENT
    suffix = "." + file.name.rpartition(".")[2] if "." in file.name else ""
    name = attachment.title if attachment.title.endswith(suffix) else f"{attachment.title}{suffix}"
    goes = sent_as(file)
    return PublicFile(str(role), name, goes.sha256, goes.size, file.mime, file.text)


def _rendition(role: str, file_id: int) -> PublicFile:
    file = File.objects.select_related("blob").get(pk=file_id)
    return PublicFile(role, file.name, file.sha256, file.size, file.mime)


def _image(address: str) -> list[PublicFile]:
    sha256 = address.rsplit("/", 1)[-1].partition(".")[0]
    file = File.objects.filter(blob__sha256=sha256).select_related("blob").first()
    return [PublicFile(str(FileRole.IMAGE), file.name, file.sha256, file.size, file.mime)] if file else []


def clearance_for(document: Document, content: Content, *, by: str, on: date) -> Clearance:
    """The clearance that the signatures and reviews amount to: it binds exactly this content."""
    review = document.secrecy_reviews.filter(digest=texts.digest(document)).order_by("-pk").first()
    approval = document.matter.approvals.filter(state="approved").order_by("-round").first()
    if review is None or approval is None:
        raise NotCleared(what="不能公开", why="没有审签或保密审查记录", remedy="请先送审")
    leader = approval.steps.order_by("-order").first()
    return clearing.reviewed(
        content.digest,
        subject=document.title,
        basis="保守国家秘密法第三十五条；政府信息公开条例第十七条",
        approved_by=(leader.signed_by if leader else "") or by,
        approved_on=document.disclosure_decided_on or on,
        organ_id=document.organ_id,
        matter_id=document.matter_id,
        details={
            "secrecy_review": review.pk,
            "reviewed_by": review.by,
            "approval": approval.pk,
            "round": approval.round,
            "kept_findings": document.findings.filter(state="kept", severity="block").count(),
        },
    )


def release_moment(at: datetime, planned: datetime | None) -> datetime:
    """When the page says it was published: now, or the planned moment that has just come."""
    return planned if planned is not None and planned <= at else at
