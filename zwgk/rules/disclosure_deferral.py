"""Deferral (暂缓公开): secrecy undecided, or a special cause that ends. Two states, never a fifth attribute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zwgk.rules.errors import BadInput
from zwgk.rules.labelled import Labelled


class DeferralKind(Labelled):
    """Why nothing can be published yet (暂缓原因)."""

    SECRECY_UNDECIDED = "secrecy_undecided", "待定密"
    SPECIAL_CAUSE = "special_cause", "特殊原因"


@dataclass(frozen=True, slots=True)
class Deferral:
    """One deferral (暂缓记录).

    待定密: ``referred_to`` and ``referred_on`` record the referral (提请确定) to the competent department or the
    保密行政管理部门, ``follow_up_on`` the day to ask again. 特殊原因: ``reason`` names the cause, ``ends_when`` what
    ends it.
    """

    kind: DeferralKind
    begun_on: date
    reason: str
    referred_to: str = ""
    referred_on: date | None = None
    follow_up_on: date | None = None
    ends_when: str = ""


def must_be_complete(deferral: Deferral) -> None:
    """Refuse a deferral that would let a document sleep (暂缓须有下文). Errors: :class:`BadInput`.

    依据: 《条例》第十七条第三款（不能确定的，应当报有关主管部门或者保密行政管理部门确定）、第二十六条
    """
    if len(deferral.reason.strip()) < 4:
        raise _refusal("没有写明暂缓的原因", "请写明原因", "reason")
    if deferral.kind is DeferralKind.SPECIAL_CAUSE:
        if not deferral.ends_when.strip():
            raise _refusal(
                "没有写明特殊原因何时算消除，原因消除后须立即公开", "请写明以什么情况为原因消除", "ends_when"
            )
        return
    if not deferral.referred_to.strip() or deferral.referred_on is None:
        raise _refusal(
            "不能确定是否涉密的，应当报有关主管部门或者保密行政管理部门确定（《条例》第十七条），没有提请记录",
            "请填写提请确定的部门和日期",
            "referred_to",
        )
    if deferral.follow_up_on is None or deferral.follow_up_on <= deferral.referred_on:
        raise _refusal("没有写明提请之后再次询问结果的日期", "请填写晚于提请日期的跟进日期", "follow_up_on")


def follow_up_due(deferral: Deferral, today: date) -> bool:
    """Whether the result of the referral must be asked after today (到期跟进)."""
    return deferral.follow_up_on is not None and today >= deferral.follow_up_on


def publish_on(deferral: Deferral, ended_on: date) -> date:
    """Return the day on which the document must go out: the very day its cause ends (原因消除后立即公开).

    For 待定密 this is the day of the determination 「不属于国家秘密」. Errors: :class:`BadInput` where it ends before
    it begins.
    """
    if ended_on < deferral.begun_on:
        raise BadInput(
            what="不能结束暂缓",
            why=f"结束日期{ended_on.isoformat()}早于暂缓开始日期{deferral.begun_on.isoformat()}",
            remedy="请核对日期",
            field="ended_on",
        )
    return ended_on


def _refusal(why: str, remedy: str, field: str) -> BadInput:
    return BadInput(what="不能暂缓公开", why=why, remedy=remedy, field=field)
