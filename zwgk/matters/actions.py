"""What anybody on a matter may do: remark, pass on."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from zwgk.audit.acts import act, note
from zwgk.matters import keeping, queries
from zwgk.matters.models import Matter, Remark, Watch
from zwgk.people.actor import Actor
from zwgk.people.models import Post
from zwgk.rules.errors import BadInput, NotAllowed

MAX_REMARK = 2000


@act("matters.remark")
def remark(matter: Matter, *, text: str, at: datetime, actor: Actor) -> Remark:
    """Leave a word for colleagues (备注). Errors: :class:`BadInput`, :class:`NotAllowed` where the matter is not
    visible.
    """
    _must_see(matter, actor, "备注")
    text = text.strip()
    if not text or len(text) > MAX_REMARK:
        raise BadInput(
            what="没有保存备注",
            why=f"备注应为1至{MAX_REMARK}字，现为{len(text)}字",
            remedy="请修改后再保存",
            field="text",
        )
    note(length=len(text))
    return Remark.objects.create(matter=matter, post_id=actor.post_id, by=actor.signature, at=at, text=text)


@act("matters.pass_on")
def pass_on(matter: Matter, *, to: Post, reason: str, at: datetime, actor: Actor) -> Matter:
    """Hand the handling of a matter to a colleague of the same organ (转办). The reason stays as a remark.

    Errors: :class:`NotAllowed` for who is not of the organ in charge (a countersigning unit sees, but passes nothing
    on); :class:`BadInput` for a post elsewhere or left, and for a closed matter.
    """
    _must_see(matter, actor, "转办")
    matter = keeping.locked(matter)
    if not queries.answers_for(actor, matter):
        raise NotAllowed(what="不能转办", why="该事项由其他机关或科室承办", remedy="请联系承办单位的经办人")
    if matter.closed_on is not None:
        raise BadInput(what="不能转办", why="该事项已经办结", remedy="请刷新页面查看最新进展")
    if (to.unit.organ_id or to.unit_id) != matter.owner_id:
        raise BadInput(what="不能转办", why="对方不在本机关任职", remedy="请选择本机关的岗位", field="to")
    if to.valid_to is not None and to.valid_to < timezone.localdate(at):
        raise BadInput(what="不能转办", why="对方已离任", remedy="请选择在任的岗位", field="to")
    before = matter.handler_id
    matter.handler = to
    matter.touched_at = at
    matter.save(update_fields=["handler", "touched_at"])
    matter.waiting.filter(post=before).exclude(post=None).update(post=to)
    reason = reason.strip()[:MAX_REMARK]
    if reason:
        Remark.objects.create(
            matter=matter, post_id=actor.post_id, by=actor.signature, at=at, text=f"转办给{to}：{reason}"
        )
    note(before=before, after=to.pk, reason_given=bool(reason))
    return matter


@act("matters.watch")
def watch(matter: Matter, on: bool, *, at: datetime, actor: Actor) -> bool:
    """Follow a matter, or no longer (关注、取消关注); returns whether that changed anything. Errors: ``NotAllowed``."""
    if not on:
        return bool(Watch.objects.filter(matter=matter, post__in=actor.posts).delete()[0])
    _must_see(matter, actor, "关注")
    if actor.post_id is None:
        raise NotAllowed(what="不能关注", why="没有选择岗位", remedy="请先选择本次登录的岗位")
    _, made = Watch.objects.get_or_create(matter=matter, post_id=actor.post_id, defaults={"since": at})
    return made


def _must_see(matter: Matter, actor: Actor, to: str) -> None:
    if not queries.visible_to(actor).filter(pk=matter.pk).exists():
        raise NotAllowed(what=f"不能{to}", why="该事项不在您的工作范围内", remedy="请联系承办科室")
