"""What is missing from a document or disagrees in it (完整性、一致性检查), as ``rules.release_checks`` judges."""

from __future__ import annotations

from datetime import date

from zwgk.documents import texts
from zwgk.documents.models import Document
from zwgk.files import body
from zwgk.rules import document_kinds
from zwgk.rules.release_checks import Fault, Item, warnings

#: given by later acts: nobody is asked for them before the paper is signed
GIVEN_LATER = frozenset({"doc_number", "date_written", "signer"})
#: given by publishing itself, or by the column
GIVEN_BY_THE_SITE = frozenset({"index_no", "catalogue", "date_published"})
#: what to do about each, in the words of the editor's page
REMEDIES = {
    "title": "请修改标题或核对日期、编号",
    "text": "请在正文中改正",
    "doc_number": "请核对文号和日期",
    "date_written": "请核对成文日期",
    "index_no": "请核对索引号和日期",
    "addressees": "请在“主送”中填写",
    "subject": "请在“主题分类”中选择",
    "source": "请在“来源”中填写",
    "source_url": "请在“来源链接”中填写原文网址",
    "basis": "请在“依据和关联”中关联被解读的文件",
}


def faults(document: Document, *, today: date) -> list[Fault]:
    """What is missing or disagrees now, most serious first; what later acts give is not asked for yet."""
    kind = document_kinds.KINDS[document.kind]
    html = texts.working_text(document)
    required = set(kind.required) - GIVEN_BY_THE_SITE
    if document.signed_on is None:
        required -= GIVEN_LATER
    present = {"issuers", "author"} | ({"signer"} if document.signed_on else set())
    if document.addressees or "addressee" in {block.cls for block in body.blocks(html)}:
        present.add("addressees")
    if document.links.exists():
        present.add("basis")
    text = body.text_of(html)
    item = Item(
        kind,
        document.title,
        text or ("见附件" if texts.outgoing_attachments(document) else ""),
        doc_number=document.doc_number,
        index_no=document.index_no,
        issuers=(document.organ.name,),
        subject=document.subject_code,
        date_written=document.date_written,
        source=document.source,
        source_url=document.source_url,
        present=frozenset(present),
    )
    return warnings(item, today, required=required)


def proposal(document: Document, fault: Fault) -> str | None:
    """What one click may put into the field at fault, or None: the organ as the source of its own news."""
    if fault.field == "source" and document.kind != "reprint":
        return document.organ.name
    return None
