"""What must come before a 行政规范性文件 is signed: consultation, fair competition, legality, collective discussion."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.labelled import Labelled


class Review(Labelled):
    """The steps before signing (前置程序), in their order."""

    CONSULTATION = "consultation", "公开征求意见"
    FAIR_COMPETITION = "fair_competition", "公平竞争审查"
    LEGALITY = "legality", "合法性审核"
    MEETING = "meeting", "集体讨论"


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """One step: its basis, what is asked for, who records it, whether it holds for one text only.

    ``of_one_text``: whoever examined or discussed a text did so for just this text; changed, it is asked for again.
    """

    review: Review
    basis: str
    asks: str
    duties: tuple[Duty, ...]
    of_one_text: bool


_WRITERS = (Duty.DRAFTER, Duty.SECTION_HEAD, Duty.OFFICE)

REVIEWS: tuple[ReviewRule, ...] = (
    ReviewRule(
        Review.CONSULTATION,
        "国办发〔2018〕37号；《优化营商环境条例》第六十二条",
        "征求意见稿的网址和起止日期；依法不公开征求意见的，写明理由",
        (*_WRITERS, Duty.LEGAL),
        of_one_text=False,
    ),
    ReviewRule(
        Review.FAIR_COMPETITION,
        "《公平竞争审查条例》（国务院令第783号）；《优化营商环境条例》第六十三条",
        "审查结论、审查人和日期；不涉及经营者经济活动的，写明判断的理由",
        (*_WRITERS, Duty.LEGAL),
        of_one_text=False,
    ),
    ReviewRule(
        Review.LEGALITY,
        "国办发〔2018〕37号；国办发〔2018〕115号",
        "政策法规岗位的审核意见、审核人和日期",
        (Duty.LEGAL,),
        of_one_text=True,
    ),
    ReviewRule(
        Review.MEETING,
        "国办发〔2018〕37号",
        "会议名称、日期和讨论结果",
        (Duty.OFFICE,),
        of_one_text=True,
    ),
)
RULES = {rule.review: rule for rule in REVIEWS}
#: what must be done before the legality review begins (先征求意见、再审核)
BEFORE_LEGALITY = (Review.CONSULTATION, Review.FAIR_COMPETITION)


@dataclass(frozen=True, slots=True)
class Told:
    """What was recorded of a step; "" and None where a field does not belong to it."""

    passed: bool = True
    opinion: str = ""
    by: str = ""
    on: date | None = None
    link: str = ""
    first_on: date | None = None
    last_on: date | None = None
    why_not: str = ""
    meeting: str = ""


def must_be_told(review: Review, told: Told, *, shortest_days: int, today: date) -> None:
    """Refuse a record that leaves out what the step asks for, or that lies in the future.

    ``shortest_days``: the shortest consultation in natural days (公开征求意见最短期限); a shorter one needs its reason.
    Errors: :class:`BadInput` at the field.
    """
    what = f"没有记录“{review.label}”"
    if told.on is not None and told.on > today:
        raise BadInput(what=what, why="日期在今天之后", remedy="请在办完之后再记录", field="on")
    if review is Review.CONSULTATION:
        _must_be_consulted(what, told, shortest_days, today)
        return
    if not told.opinion.strip():
        raise BadInput(what=what, why="没有写明意见或结果", remedy="请写明", field="opinion")
    if told.on is None:
        raise BadInput(what=what, why="没有填写日期", remedy="请填写日期", field="on")
    if review is Review.MEETING and not told.meeting.strip():
        raise BadInput(what=what, why="没有填写会议名称", remedy="请填写会议名称", field="meeting")
    if review is not Review.MEETING and not told.by.strip():
        raise BadInput(what=what, why="没有填写审查人", remedy="请填写审查人", field="by")


def _must_be_consulted(what: str, told: Told, shortest_days: int, today: date) -> None:
    why_not = told.why_not.strip()
    if not told.link.strip():
        if len(why_not) < 8:
            raise BadInput(
                what=what,
                why="没有征求意见稿的网址，也没有写明不公开征求意见的理由",
                remedy="请填写网址和起止日期；依法需要保密或者不涉及群众切身利益的，写明理由",
                field="why_not",
            )
        return
    if told.first_on is None or told.last_on is None or told.last_on < told.first_on:
        raise BadInput(what=what, why="起止日期没有填全，或截止早于开始", remedy="请填写起止日期", field="last_on")
    if told.last_on > today:
        raise BadInput(what=what, why="征求意见还没有结束", remedy=f"请在{told.last_on}之后再记录结果", field="last_on")
    days = (told.last_on - told.first_on).days + 1
    if days < shortest_days and len(why_not) < 8:
        raise BadInput(
            what=what,
            why=f"公开征求意见一般不少于{shortest_days}日，现为{days}日，没有说明理由",
            remedy="请写明缩短的理由",
            field="why_not",
        )


def must_be_done(open_ones: Collection[Review], *, to: str) -> None:
    """Refuse while a step is open. Errors: :class:`GateClosed`, naming what is still missing, in its order.

    依据：国办发〔2018〕37号；国办发〔2018〕115号；《公平竞争审查条例》
    """
    missing = [rule for rule in REVIEWS if rule.review in open_ones]
    if missing:
        raise GateClosed(
            what=f"不能{to}",
            why=f"规范性文件还没有完成：{'、'.join(rule.review.label for rule in missing)}（{missing[0].basis}）",
            remedy="请在“前置程序”中补办并记录；不是规范性文件的，退回起草人改正",
            field="reviews",
        )
