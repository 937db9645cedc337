"""What the keeper of the system does with chains (审签流程); a round that runs keeps the steps it was begun with."""

from __future__ import annotations

from collections.abc import Sequence

from zwgk.approvals.models import Chain
from zwgk.audit.acts import about, act, note
from zwgk.people.actor import Actor
from zwgk.people.models import SiteSettings, Unit
from zwgk.rules.approval import CHAIN_BY_CODE, ChainStep
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, Stale
from zwgk.rules.own_chains import must_hold

_LONGEST_NAME, _LONGEST_BASIS = 80, 300


@act("approvals.set_chain")
def set_chain(
    code: str, steps: Sequence[ChainStep], *, organ: Unit | None, name: str, basis: str, actor: Actor
) -> Chain:
    """Set an office's own chain in place of the shipped one of the same code, for papers sent from now on.

    ``organ``: for it and all below it; None for the whole site. Errors: :class:`BadInput` at the field.
    """
    actor.must_be(Duty.SYSTEM_ADMIN, over=organ or _whole_site(), to="设置审签流程")
    if code not in CHAIN_BY_CODE:
        raise BadInput(what="没有保存审签流程", why="没有这一流程", remedy="请刷新页面")
    if organ is not None and (organ.is_section or organ.valid_to is not None):
        raise BadInput(what="没有保存审签流程", why="只能为现有的机关设置", remedy="请选择机关", field="organ")
    if not name.strip() or len(name.strip()) > _LONGEST_NAME:
        raise BadInput(
            what="没有保存审签流程", why=f"名称应有1至{_LONGEST_NAME}个字", remedy="请填写名称", field="name"
        )
    if not basis.strip() or len(basis.strip()) > _LONGEST_BASIS:
        raise BadInput(
            what="没有保存审签流程",
            why="没有写明依据，或依据过长",
            remedy="请填写本机关的制度名称和条款",
            field="basis",
        )
    must_hold(code, steps)
    data = [{"level": str(step.level), "duties": [str(duty) for duty in step.duties]} for step in steps]
    chain, made = Chain.objects.update_or_create(
        organ=organ,
        code=code,
        defaults={"name": name.strip(), "basis": basis.strip(), "steps": data, "is_active": True},
    )
    about(chain)
    note(code=code, organ=organ.pk if organ else None, made=made, levels=[row["level"] for row in data])
    return chain


@act("approvals.drop_chain")
def drop_chain(chain: Chain, *, actor: Actor) -> Chain:
    """Go back to the chain above it, or the shipped one; rounds that run go on as they were begun."""
    actor.must_be(Duty.SYSTEM_ADMIN, over=chain.organ or _whole_site(), to="取消审签流程")
    chain = Chain.objects.select_for_update(of=("self",)).get(pk=chain.pk)
    if not chain.is_active:
        raise Stale(what="不能取消", why="这一流程已经取消", remedy="请刷新页面")
    chain.is_active = False
    chain.save(update_fields=["is_active"])
    note(code=chain.code)
    return chain


def _whole_site() -> int | None:
    return SiteSettings.objects.values_list("government", flat=True).first()
