"""Accounts on platforms of others (政务新媒体账号): opened, kept, closed. 谁开设谁主办，谁应用谁负责 (S3-57)."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from zwgk.audit.acts import about, act, note
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.publishing.models import ChannelAccount
from zwgk.rules.channels import AccountState
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import Channel

_MAY_KEEP = (Duty.DISCLOSURE_OFFICE, Duty.OFFICE, Duty.PUBLISHER)
#: platforms on which offices have accounts
PLATFORMS = (Channel.WECHAT, Channel.WEIBO, Channel.VIDEO, Channel.FORUM)


@act("publishing.open_account")
def open_account(
    channel: Channel, name: str, *, owner: Unit, keeper: str, opened_on: date, actor: Actor, url: str = ""
) -> ChannelAccount:
    """Enter an account with its owner and its keeper (账号登记). Errors: :class:`BadInput`."""
    actor.must_be(*_MAY_KEEP, over=owner, to="登记账号")
    name, keeper, url = name.strip(), keeper.strip(), url.strip()
    if channel not in PLATFORMS:
        raise BadInput(
            what="没有登记账号", why=f"“{channel.label}”不是开设账号的平台", remedy="请选择平台", field="channel"
        )
    if not name or len(name) > 120:
        raise BadInput(what="没有登记账号", why="账号名称应为1至120字", remedy="请改正", field="name")
    if not keeper or len(keeper) > 120:
        raise BadInput(what="没有登记账号", why="没有写明运维责任人", remedy="请写明科室和岗位", field="keeper")
    if url and not url.startswith(("http://", "https://")):
        raise BadInput(what="没有登记账号", why="主页不是网址", remedy="请以 http:// 或 https:// 开头", field="url")
    try:
        with transaction.atomic():
            account = ChannelAccount.objects.create(
                channel=str(channel), name=name, owner=owner, keeper=keeper, opened_on=opened_on, url=url
            )
    except IntegrityError as error:
        raise BadInput(
            what="没有登记账号", why=f"{channel.label}“{name}”已经登记过", remedy="请核对名称", field="name"
        ) from error
    about(account)
    note(channel=str(channel), owner=owner.pk)
    return account


@act("publishing.change_account")
def change_account(
    account: ChannelAccount, state: AccountState, *, reason: str, on: date, actor: Actor
) -> ChannelAccount:
    """Stop, take up again or close an account with the reason (停更整改、恢复、注销). A closed one stays closed."""
    account = ChannelAccount.objects.select_for_update(of=("self",)).get(pk=account.pk)
    actor.must_be(*_MAY_KEEP, over=account.owner_id, to="变更账号")
    if account.state == AccountState.CLOSED:
        raise BadInput(what="没有变更账号", why="账号已经注销", remedy="重新开设的，请另行登记")
    if not reason.strip() or len(reason.strip()) > 300:
        raise BadInput(what="没有变更账号", why="原因应为1至300字", remedy="请写明原因和审批", field="reason")
    if on < account.opened_on:
        raise BadInput(what="没有变更账号", why="日期比开设早", remedy="请改正日期", field="on")
    account.state, account.note = str(state), reason.strip()
    account.closed_on = on if state is AccountState.CLOSED else None
    account.save(update_fields=["state", "note", "closed_on"])
    note(state=str(state), on=on.isoformat())
    return account
