"""The numbers of an organ's papers (文号): ``清商公开复〔2026〕12号``, in order of issue within the year."""

from __future__ import annotations

from zwgk.inforequests.models import PaperNumber
from zwgk.people.models import Unit
from zwgk.rules.decision_documents import Paper, Remedies, To
from zwgk.rules.document_numbers import DocumentNumber
from zwgk.rules.errors import GateClosed


def next_number(organ: Unit, paper: Paper, *, year: int) -> str:
    """Take the next number; within the act's transaction. Errors: ``GateClosed`` for an organ without 机关代字."""
    if not organ.code:
        raise GateClosed(
            what="不能编号", why=f"{organ.name}没有设置机关代字", remedy="请由系统管理员在机构设置中填写机关代字"
        )
    word = f"{organ.code}公开{_kind(paper)}"
    row, _ = PaperNumber.objects.select_for_update().get_or_create(organ=organ, word=word, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return str(DocumentNumber(word, year, row.last))


def _kind(paper: Paper) -> str:
    if paper.is_reply or paper.key == "withdraw":
        return "复"
    return "告" if paper.to is To.APPLICANT or paper.remedies is Remedies.FULL else "函"
