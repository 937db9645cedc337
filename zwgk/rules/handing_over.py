"""Handing over a post (工作交接): why, in which stages, who signs, and when the list is complete."""

from __future__ import annotations

from collections.abc import Collection

from zwgk.rules.labelled import Labelled


class HandoverCause(Labelled):
    """Why a post is handed over (交接原因)."""

    MOVE = "move", "调动"
    LEAVE = "leave", "离职"
    RETIRE = "retire", "退休"
    ROTATE = "rotate", "轮岗"
    LONG_LEAVE = "long_leave", "长期离岗"


class HandoverStage(Labelled):
    """Where a hand-over stands (交接进度)."""

    LISTING = "listing", "正在列清单"
    SIGNING = "signing", "待签字"
    DONE = "done", "已交接"
    DROPPED = "dropped", "已取消"


class HandoverRole(Labelled):
    """In which part somebody signs (签字身份)."""

    GIVER = "giver", "移交人"
    TAKER = "taker", "接收人"
    SUPERVISOR = "supervisor", "监交人"


class LineOutcome(Labelled):
    """How a line of the list ended (交接结果)."""

    HANDED = "handed", "已移交"
    SETTLED = "settled", "交接前已办结"


def missing(takers: Collection[int], signed: Collection[tuple[HandoverRole, int]], *, giver: int) -> list[str]:
    """Whose signatures are still missing, as words: 移交人, 接收人（还差2人）, 监交人. Empty: all have signed.

    ``takers``: the posts that take something; ``signed``: roles with the posts that signed; ``giver``: the giver's
    post. Errors: none.
    """
    found = []
    if (HandoverRole.GIVER, giver) not in signed:
        found.append(HandoverRole.GIVER.label)
    open_ones = [post for post in set(takers) if (HandoverRole.TAKER, post) not in signed]
    if open_ones:
        found.append(f"{HandoverRole.TAKER.label}（还差{len(open_ones)}人）")
    if not any(role is HandoverRole.SUPERVISOR for role, _ in signed):
        found.append(HandoverRole.SUPERVISOR.label)
    return found
