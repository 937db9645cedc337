"""The whole case as one PDF (案卷合订本): cover, table of contents, the papers in order, page numbers, closing note."""

from __future__ import annotations

from collections.abc import Sequence

from zwgk.files.writers.bound import Bindable, bound
from zwgk.files.writers.elements import chinese_date
from zwgk.files.writers.tables import PrintedForm, forms_pdf
from zwgk.inforequests.filed.contents import Piece
from zwgk.inforequests.models import ArchivedCase, InfoRequest
from zwgk.rules.archiving import Term
from zwgk.rules.outcomes import OUTCOMES

TITLE = "政府信息公开申请案卷"


def pdf(request: InfoRequest, pieces: Sequence[Piece]) -> bytes:
    """Bind the pieces. Errors: ``BadInput`` as the writers give them."""
    organ = request.organ.name
    papers = [Bindable(p.title, p.name, p.data, p.doc_number, chinese_date(p.on) if p.on else "") for p in pieces]
    outside = forms_pdf((_cover(request), _note(request, len(pieces))), organ=organ)
    return bound(outside, papers, title=f"{TITLE}（{request.matter.number}）", organ=organ)


def _cover(request: InfoRequest) -> PrintedForm:
    file = ArchivedCase.objects.filter(request=request).first()
    outcome = OUTCOMES[request.outcome].label if request.outcome else "办理中"
    lines = (
        ("档号", file.archival_number if file else "", 16),
        ("登记编号", request.matter.number, 14),
        ("申请编号", request.filing.number, 14),
        ("申请人", request.filing.masked_name, 14),
        ("内容", request.filing.description[:160], 40),
        ("收到申请之日", chinese_date(request.received_on) if request.received_on else "", 14),
        ("答复之日", chinese_date(request.answered_on) if request.answered_on else "", 14),
        ("答复结果", outcome, 14),
        ("保管期限", Term(file.term).label if file else "", 14),
    )
    return PrintedForm(TITLE, lines, request.organ.name)


def _note(request: InfoRequest, count: int) -> PrintedForm:
    file = ArchivedCase.objects.filter(request=request).first()
    lines = (
        ("卷内文件情况说明", f"本卷共{count}件。\n（有缺损、修改、补充、移出等情况的，在此写明）", 100),
        ("立卷人", file.filed_by if file else "", 16),
        ("立卷日期", chinese_date(file.filed_on) if file else "", 16),
        ("检查人", "", 16),
        ("检查日期", "　　　年　　月　　日", 16),
    )
    return PrintedForm("备考表", lines, request.matter.number)
