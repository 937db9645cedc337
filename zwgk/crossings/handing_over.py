"""A hand-over goes round: everybody who must sign is told, and the finished list is printed (工作交接清单)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zwgk.files.writers.elements import chinese_date
from zwgk.files.writers.tables import PrintedColumn, PrintedTable, tables_docx, tables_pdf
from zwgk.notices.sending import NoticeKind, notify, notify_duty
from zwgk.people import actions as people
from zwgk.people import handovers
from zwgk.people.actor import Actor
from zwgk.people.models import Handover
from zwgk.rules.duties import Duty
from zwgk.rules.handing_over import HandoverRole, HandoverStage, LineOutcome

FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_COLUMNS = (
    PrintedColumn("序号", 0.6, centred=True),
    PrintedColumn("类别", 1.6),
    PrintedColumn("内容", 4.2),
    PrintedColumn("现状", 1.5),
    PrintedColumn("期限", 1.2, centred=True),
    PrintedColumn("接收人", 1.8),
    PrintedColumn("备注", 1.8),
    PrintedColumn("结果", 1.1, centred=True),
)


def submit(handover: Handover, *, text: str, actor: Actor) -> Handover:
    """Lay the list before those who sign (``people.submit_handover``) and tell them."""
    with transaction.atomic():
        handover = people.submit_handover(handover, text=text, actor=actor)
        takers = set(handover.lines.values_list("taker", flat=True))
        _tell({pk for pk in takers if pk} | {handover.post_id}, handover, "请签字", actor)
        over = handover.post.unit
        sentence = f"{_title(handover)}待监交签字"
        duty = Duty.SECTION_HEAD if over.is_section else Duty.LEADER
        notify_duty(duty, over=over, kind=NoticeKind.TASK, text=sentence, url=_url(handover), actor=actor)
    return handover


def sign(handover: Handover, *, role: HandoverRole, at: datetime, actor: Actor, word: str = "") -> Handover:
    """Sign in one's part (``people.sign_handover``); when it was the last, the takers are told what is theirs now."""
    with transaction.atomic():
        handover = people.sign_handover(handover, role=role, at=at, actor=actor, word=word)
        if handover.stage == HandoverStage.DONE:
            takers = {pk for pk in handover.lines.values_list("taker", flat=True) if pk}
            _tell(takers | {handover.post_id}, handover, "已全部签字，交接完成", actor)
    return handover


def _title(handover: Handover) -> str:
    return f"{handover.post.user.name}的工作交接清单"


def _url(handover: Handover) -> str:
    return f"/handover/{handover.pk}/"


def _tell(posts: Iterable[int], handover: Handover, what: str, actor: Actor) -> None:
    notify(posts, kind=NoticeKind.TASK, text=f"{_title(handover)}：{what}", url=_url(handover), actor=actor)


def printed(handover: Handover, form: str) -> bytes:
    """The list as ``docx`` or ``pdf``, with who signed when; unsigned parts have room for a pen."""
    post = handover.post
    organ = str(post.unit.organ or post.unit)
    rows: list[list[str]] = []
    for label, lines in handovers.lines(handover):
        for line in lines:
            rows.append(
                [
                    str(len(rows) + 1),
                    label,
                    line.title,
                    line.state,
                    line.due_on.isoformat() if line.due_on else "",
                    f"{line.taker.user.name}（{line.taker.unit.name}{line.taker.title}）" if line.taker else "",
                    line.remark,
                    LineOutcome(line.outcome).label if line.outcome else "",
                ]
            )
    above = (
        f"移交人：{post.user.name}（{post.unit.full_name}{post.title}）　　原因：{handover.get_cause_display()}　　"
        f"在岗至：{chinese_date(handover.last_day)}",
        *([f"说明：{handover.note}"] if handover.note else []),
    )
    below = (f"共{len(rows)}项", *_signed(handover))
    table = PrintedTable("工作交接清单", _COLUMNS, rows, above, below)
    return tables_pdf([table], organ=organ) if form == "pdf" else tables_docx([table], organ=organ)


def _signed(handover: Handover) -> list[str]:
    found = []
    signatures = list(handover.signatures.order_by("pk"))
    for role in HandoverRole:
        mine = [s for s in signatures if s.role == role]
        for s in mine:
            day = chinese_date(timezone.localtime(s.at).date())
            found.append(f"{role.label}：{s.by}　{day}{f'（{s.word}）' if s.word else ''}")
        if not mine:
            found.append(f"{role.label}：　　　　　　　　　　　　年　　月　　日")
    return found
