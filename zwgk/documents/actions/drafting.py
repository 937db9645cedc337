"""Writing a document: opened, typed, kept as versions, furnished with attachments and bases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from zwgk.audit.acts import about, act, note
from zwgk.documents import charge, linking, withholding
from zwgk.documents.fields import must_fit_fields, one_line
from zwgk.documents.models import (
    BasisLink,
    Document,
    DocumentVersion,
    Draft,
    JointIssuer,
    NumberEntry,
)
from zwgk.files import body
from zwgk.matters import keeping
from zwgk.people.actor import Actor
from zwgk.people.models import Unit, UnitKind
from zwgk.publishing.models import Publication
from zwgk.rules import document_kinds, secrecy
from zwgk.rules.document_flow import FLOW, WRITING, Stage
from zwgk.rules.document_flow import WRITERS as WRITERS
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, Stale
from zwgk.rules.publication import LinkKind
from zwgk.search import outbox
from zwgk.search.store import OFFICE

MAX_TITLE = 300


@act("documents.create")
def create(
    title: str,
    *,
    organ: Unit,
    kind: str,
    on: date,
    at: datetime,
    actor: Actor,
    body_html: str = "",
    section: Unit | None = None,
    import_key: str | None = None,
    **head: object,
) -> Document:
    """Open a document (拟稿). ``head`` are fields of the head (columns of :data:`HEAD`).

    Errors: :class:`BadInput` (title, unknown kind), ``Classified`` where title or text bear a mark of secrecy: nothing
    of it is kept then.
    """
    actor.must_be(*WRITERS, over=organ, to="拟稿")
    charge.must_be_at_home(actor, WRITERS, organ=organ.pk, section=section.pk if section else None, to="拟稿")
    title = _title(title)
    html = body.sanitise(body_html)
    secrecy.must_be_open("\n".join((title, body.text_of(html))), "文稿")
    if kind not in document_kinds.KINDS:
        raise BadInput(what="不能拟稿", why=f"没有“{kind}”这一文种", remedy="请重新选择文种", field="kind")
    unknown = set(head) - HEAD
    if unknown:
        raise TypeError(f"not fields of the head: {unknown}")
    must_fit_fields(Document, head, what="不能保存文稿")
    bearer = Document.objects.filter(organ=organ, doc_number=head["doc_number"]) if head.get("doc_number") else None
    if bearer is not None and (other := bearer.select_related("matter").first()):
        raise BadInput(
            what="不能拟稿",
            why=f"文号{other.doc_number}已用于《{other.title}》（{other.matter.number}）",
            remedy="如是同一份文件，请打开已有的那一份；否则请改正文号",
            field="doc_number",
        )
    matter = keeping.open_matter(
        "document",
        "文",
        title,
        owner=organ,
        stage=Stage.DRAFTING,
        on=on,
        at=at,
        section=section,
        handler_id=actor.post_id,
    )
    document = Document.objects.create(
        matter=matter,
        kind=kind,
        organ=organ,
        drafter_id=actor.post_id,
        title=title,
        import_key=import_key,
        **head,
    )
    Draft.objects.create(
        document=document, body_html=html, saved_at=at, saved_by=actor.signature, saved_by_post=actor.post_id
    )
    if actor.post_id is not None:
        _back_to_writer(document, at=at, label="拟稿")
    outbox.enqueue(matter.number, index=OFFICE)
    about(document)
    note(kind=kind, imported=import_key is not None)
    return document


HEAD = frozenset(
    {
        "subtype",
        "is_normative",
        "is_policy",
        "is_important",
        "is_incoming",
        "addressees",
        "copy_to",
        "chain_code",
        "column",
        "column_id",
        "subject_code",
        "dimension",
        "keywords",
        "source",
        "source_url",
        "visibility",
        "manner",
        "effective_on",
        "expires_on",
        "date_written",
        "doc_number",
        "signed_on",
        "index_no",
    }
)
#: what an editor may change of the head; numbers and days are given by later acts
EDITABLE = HEAD - {"doc_number", "signed_on", "index_no", "date_written"}


def must_be_writing(document: Document, act_name: str, actor: Actor) -> Document:
    """The document locked and in a writing stage, the actor allowed. Errors: ``WrongStage``, ``NotAllowed``."""
    charge.must(actor, *WRITERS, document=document, to="修改文稿")
    matter = keeping.locked(document.matter)
    FLOW.must_be_open(act_name, Stage(matter.stage))
    document = Document.objects.select_related("organ", "draft").get(pk=document.pk)
    document.matter = matter
    return document


@act("documents.save")
def save(
    document: Document,
    *,
    title: str,
    body_html: str,
    revision: int,
    at: datetime,
    actor: Actor,
    **head: object,
) -> Draft:
    """Save the working text (保存). ``revision`` is the one the editor began with.

    Errors: :class:`Stale` where somebody saved in between: nothing is overwritten, the caller keeps what was typed;
    ``Classified``, :class:`BadInput`.
    """
    document = must_be_writing(document, "edit", actor)
    title = _title(title)
    html = body.sanitise(body_html)
    secrecy.must_be_open("\n".join((title, body.text_of(html))), "文稿")
    unknown = set(head) - EDITABLE
    if unknown:
        raise TypeError(f"not fields an editor may change: {unknown}")
    must_fit_fields(Document, head, what="没有保存")
    changed = Draft.objects.filter(document=document, revision=revision).update(
        body_html=html,
        revision=revision + 1,
        saved_at=at,
        saved_by=actor.signature,
        saved_by_post=actor.post_id,
    )
    if not changed:
        other = Draft.objects.get(document=document)
        raise Stale(
            what="没有保存",
            why=f"{other.saved_by}在{other.saved_at.astimezone():%H:%M}保存过这份文稿，您打开的是更早的一稿",
            remedy="您输入的内容仍在页面上；请先看对方的修改，再合并保存",
        )
    document.title = title
    for name, value in head.items():
        setattr(document, name, value)
    document.save()
    document.matter.title = title
    document.matter.touched_at = at
    document.matter.save(update_fields=["title", "touched_at"])
    outbox.enqueue(document.matter.number, index=OFFICE)
    note(revision=revision + 1, characters=len(html))
    return Draft.objects.get(document=document)


@act("documents.keep_version")
def keep_version(document: Document, *, remark: str, at: datetime, actor: Actor) -> DocumentVersion:
    """Keep the working text as an immutable version (存一稿); the same text is not kept twice in a row."""
    charge.must(actor, *WRITERS, document=document, to="保存版本")
    keeping.locked(document.matter)
    return snapshot(Document.objects.get(pk=document.pk), remark=remark, at=at, by=actor.signature)


def snapshot(document: Document, *, remark: str, at: datetime, by: str) -> DocumentVersion:
    """Keep the working text as a version, or return the last one where nothing changed since."""
    draft = Draft.objects.get(document=document)
    digest = body.digest(draft.body_html, document.title)
    last = document.versions.order_by("-no").first()
    if last is not None and last.digest == digest:
        return last
    return DocumentVersion.objects.create(
        document=document,
        no=(last.no if last else 0) + 1,
        title=document.title,
        body_html=draft.body_html,
        digest=digest,
        note=remark[:200],
        by=by,
        at=at,
    )


@act("documents.link")
def link(
    document: Document,
    kind: LinkKind,
    *,
    actor: Actor,
    publication: Publication | None = None,
    text: str = "",
    doc_number: str = "",
    articles: str = "",
    until: date | None = None,
) -> BasisLink:
    """Link to a paper this one rests on, interprets, ends, amends or extends (依据、关联). Errors: :class:`BadInput`.

    ``articles``: which (“第三条”), "" the whole; ``until``: the new last day of an extension.
    """
    document = must_be_writing(document, "edit", actor)
    if publication is None and not text.strip():
        raise BadInput(
            what="没有关联", why="没有写明文件名称", remedy="请选择本站文件，或填写文件名称和文号", field="text"
        )
    fields = {"text": text.strip()[:300], "doc_number": doc_number.strip()}
    must_fit_fields(BasisLink, fields, what="没有关联")
    linking.must_be_told(document, kind, publication, articles=articles.strip(), until=until)
    row, _ = BasisLink.objects.update_or_create(
        document=document,
        kind=str(kind),
        publication=publication,
        text=fields["text"],
        doc_number=fields["doc_number"],
        defaults={"articles": articles.strip(), "until": until},
    )
    note(kind=str(kind), ours=publication is not None)
    return row


@act("documents.unlink")
def unlink(link_row: BasisLink, *, actor: Actor) -> Document:
    """Take a link away again."""
    document = must_be_writing(link_row.document, "edit", actor)
    note(kind=link_row.kind)
    link_row.delete()
    return document


@act("documents.set_joint_issuers")
def set_joint_issuers(document: Document, names: Iterable[str], *, actor: Actor) -> list[JointIssuer]:
    """Set the further issuing organs in their order (联合发文); known organs are linked, others kept by name."""
    document = must_be_writing(document, "edit", actor)
    JointIssuer.objects.filter(document=document).delete()
    rows, lead = [], document.organ.name  # the lead organ stands first anyway
    wanted = [name for name in dict.fromkeys(n.strip() for n in names) if name and name != lead]
    for order, name in enumerate(wanted):
        must_fit_fields(JointIssuer, {"name": name}, what="没有保存联合发文机关")
        unit = Unit.objects.exclude(kind=UnitKind.SECTION).filter(name=name, valid_to=None).first()
        rows.append(JointIssuer.objects.create(document=document, unit=unit, name=name, order=order))
    keeping.involve_just(document.matter, [row.unit for row in rows if row.unit is not None], "联合发文")
    note(number=len(rows))
    return rows


@act("documents.drop")
def drop(document: Document, *, reason: str, on: date, at: datetime, actor: Actor) -> Document:
    """Give a draft up (作废); it stays for the record, its number, if any, is void."""
    document = must_be_writing(document, "drop", actor)
    if not reason.strip():
        raise BadInput(what="不能作废", why="没有理由", remedy="请写明理由", field="reason")
    if document.publication_id is not None:
        raise BadInput(
            what="不能作废",
            why="该文件已经公开，正在办理更正",
            remedy="请改好后重新送审；不宜再公开的，请在公开件页面撤回",
        )
    withholding.must_not_be_reopened(document, what="不能作废")
    NumberEntry.objects.filter(document=document, void_on=None).update(void_on=on, void_reason=reason.strip()[:300])
    keeping.no_longer_wait(document.matter)
    keeping.move(document.matter, Stage.DROPPED, at=at, closed_on=on)
    return document


def _back_to_writer(document: Document, *, at: datetime, label: str) -> None:
    keeping.no_longer_wait(document.matter)
    keeping.wait_for(
        document.matter,
        "documents.write",
        label,
        unit=document.matter.section or document.organ,
        duty=Duty.DRAFTER,
        at=at,
        post=document.drafter,
    )


def back_to_writer(document: Document, stage: Stage, *, at: datetime, label: str) -> None:
    """Let the paper lie with its drafter again, in a writing stage."""
    assert stage in WRITING
    keeping.move(document.matter, stage, at=at)
    _back_to_writer(document, at=at, label=label)


def _title(title: str) -> str:
    title = " ".join(one_line(title).split())
    if not title or len(title) > MAX_TITLE:
        raise BadInput(
            what="不能保存文稿", why=f"标题应为1至{MAX_TITLE}字，现为{len(title)}字", remedy="请修改标题", field="title"
        )
    return title
