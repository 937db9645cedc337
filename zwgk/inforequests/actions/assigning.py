"""Who handles a request (指定经办人), and what the 公开工作机构 is told when nobody moves it (提请督促)."""

from __future__ import annotations

from datetime import date, datetime

from zwgk.audit.acts import act, note
from zwgk.inforequests import moving, pressing
from zwgk.inforequests.models import InfoRequest
from zwgk.matters.models import Remark
from zwgk.notices.sending import NoticeKind, notify
from zwgk.people.actor import Actor, actor_for
from zwgk.people.models import Post
from zwgk.rules.errors import BadInput
from zwgk.rules.inforequest import WORKERS


@act("inforequests.assign")
def assign(request: InfoRequest, *, to: Post, on: date, at: datetime, actor: Actor, words: str = "") -> InfoRequest:
    """Name who handles the request; the line that waits goes into that inbox, and the person is told.

    Errors: :class:`BadInput` for a post that may not work on requests of this organ or section, or has ended.
    依据:《政府信息公开条例》第四、四十五条
    """
    request = moving.opened(request, "assign", actor)
    if (to.unit.organ_id or to.unit_id) != request.organ_id or (to.valid_to is not None and to.valid_to < on):
        raise BadInput(what="不能指定经办人", why=f"{to}不在本机关在任", remedy="请选择本机关在任的岗位", field="to")
    section = request.matter.section_id
    handler = actor_for(to, today=on)
    if not any(handler.reaches(duty, organ=request.organ_id, section=section) for duty in WORKERS if handler.has(duty)):
        raise BadInput(
            what="不能指定经办人",
            why=f"{to}没有办理这件申请的职责（{'、'.join(duty.label for duty in WORKERS)}）",
            remedy="请选择承办科室或者公开工作机构的岗位",
            field="to",
        )
    before = request.matter.handler_id
    request.matter.handler = to
    request.matter.save(update_fields=["handler"])
    moving.pass_lines(request)
    if words.strip():
        text = f"指定{to}经办：{words.strip()[:300]}"
        Remark.objects.create(matter=request.matter, post_id=actor.post_id, by=actor.signature, at=at, text=text)
    if to.pk != actor.post_id:
        notify(
            [to.pk],
            kind=NoticeKind.TASK,
            text=f"请您经办{request.matter.number}",
            url=f"/requests/{request.matter.number}/",
            matter_id=request.matter_id,
            actor=actor,
        )
    moving.stayed(request, at=at)
    note(before=before, after=to.pk)
    return request


@act("inforequests.escalate")
def escalate(request: InfoRequest, *, words: str, on: date, at: datetime, actor: Actor) -> InfoRequest:
    """Lay a case that does not move before the 政府信息公开工作主管部门 (提请督促): it stands in its inbox and is told.

    The line stays until the case moves on. Errors: :class:`BadInput` without words, or where it lies there already.
    依据:《政府信息公开条例》第四十七条
    """
    request = moving.opened(request, "escalate", actor)
    said = moving.must_say(words, "提请督促的事项", "words", what="不能提请督促")
    if request.matter.waiting.filter(act=pressing.ESCALATED).exists():
        raise BadInput(what="不能提请督促", why="已经提请督促，还没有新的进展", remedy="请先办理；办理后自动销去")
    pressing.press(request, said, at=at, actor=actor)
    note(due_on=request.matter.next_due and request.matter.next_due.isoformat(), on=on.isoformat())
    return request
