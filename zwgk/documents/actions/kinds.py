"""Another kind for a draft (更改文种): what was filled stays, what depends on the kind follows."""

from __future__ import annotations

from datetime import date, datetime

from zwgk.audit.acts import act, note
from zwgk.documents.actions import reviewing
from zwgk.documents.actions.drafting import must_be_writing
from zwgk.documents.models import Document
from zwgk.people.actor import Actor
from zwgk.rules import document_kinds
from zwgk.rules.document_kinds import Family
from zwgk.rules.errors import BadInput
from zwgk.search import outbox
from zwgk.search.store import OFFICE


@act("documents.change_kind")
def change_kind(document: Document, kind: str, *, on: date, at: datetime, actor: Actor) -> Document:
    """Give a draft another kind (更改文种).

    Text, head, attachments and the proposed attribute stay. The subtype is told anew from the title, the chain of
    sign-off is chosen anew where the way differs, and a mark as 规范性文件 falls where the kind cannot bear it. Errors:
    :class:`BadInput` for an unknown kind, and where a number or a public page says that it is a paper of its kind.
    """
    document = must_be_writing(document, "edit", actor)
    new = document_kinds.KINDS.get(kind)
    if new is None:
        raise BadInput(what="没有更改文种", why=f"没有“{kind}”这一文种", remedy="请重新选择文种", field="kind")
    old = document_kinds.KINDS[document.kind]
    if new is old:
        raise BadInput(what="没有更改文种", why=f"现在就是“{old.label}”", remedy="请选择另一个文种", field="kind")
    if new.family is not old.family and (document.doc_number or document.publication_id is not None):
        bears = f"已编为{document.doc_number}" if document.doc_number else "已经公开"
        raise BadInput(
            what="没有更改文种",
            why=f"这份{old.label}{bears}，不能改为“{new.label}”",
            remedy="请作废这一份，另行拟稿",
            field="kind",
        )
    subtype = document_kinds.guess_subtype(new, document.title)
    document.kind = new.code
    document.subtype = subtype.code if subtype else ""
    if new.family is not old.family:
        document.chain_code = ""
    unmarked = document.is_normative and not new.normative
    document.is_normative = document.is_normative and new.normative
    document.save(update_fields=["kind", "subtype", "chain_code", "is_normative"])
    if new.family is Family.OFFICIAL:
        reviewing.set_gates(document, at=at)
    outbox.enqueue(document.matter.number, index=OFFICE)
    note(before=old.code, after=new.code, no_longer_normative=unmarked, on=str(on))
    return document
