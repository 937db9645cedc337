"""规范性文件清理: the four verdicts, what is proposed from the facts, and what a verdict must say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zwgk.rules.errors import BadInput
from zwgk.rules.labelled import Labelled
from zwgk.rules.publication import Validity
from zwgk.rules.validity_dates import is_trial


class CleanupStage(Labelled):
    """Where a batch stands (清理环节). That it is public is told by the decision's own publication."""

    COLLECTING = "collecting", "单位提出意见"
    DECIDING = "deciding", "法制审定"
    SETTLING = "settling", "审定汇总中"
    DECIDED = "decided", "待起草决定"
    DRAFTED = "drafted", "决定已起草"


class Verdict(Labelled):
    """What becomes of a paper (清理意见). The four lists of the result go in this order."""

    KEEP = "keep", "保留"
    AMEND = "amend", "修改"
    REPEAL = "repeal", "废止"
    DECLARE = "declare", "宣布失效"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a paper: its state, its last day, whether a basis of it has ended, when it took effect."""

    title: str
    validity: Validity
    begun_on: date | None = None
    last_on: date | None = None
    ended_bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed verdict with its reason, a Chinese sentence without a stop; people decide."""

    verdict: Verdict
    why: str


def propose(known: Known, *, cutoff_on: date, term_years: int) -> Proposal:
    """Propose a verdict (清理建议) for the state of ``cutoff_on``. ``term_years``: how long papers of this kind usually
    hold here. Errors: none.
    """
    if known.last_on is not None and known.last_on <= cutoff_on:
        return Proposal(Verdict.DECLARE, f"有效期已于{known.last_on}届满")
    if known.ended_bases:
        return Proposal(Verdict.REPEAL, f"所依据的文件已不再有效：{'、'.join(known.ended_bases[:3])}")
    if known.last_on is None and known.begun_on is not None:
        years = (
            cutoff_on.year
            - known.begun_on.year
            - ((cutoff_on.month, cutoff_on.day) < (known.begun_on.month, known.begun_on.day))
        )
        if years >= term_years:
            kind = "暂行（试行）" if is_trial(known.title) else ""
            return Proposal(
                Verdict.AMEND, f"{kind}没有写明有效期，已施行{years}年，超过一般的{term_years}年，建议评估后修改"
            )
    if known.validity is Validity.AMENDED:
        return Proposal(Verdict.KEEP, "已作过修改，现行有效")
    return Proposal(Verdict.KEEP, "现行有效，没有发现应当修改或废止的情形")


def must_be_complete(
    verdict: Verdict, *, reason: str, until: date | None, last_on: date | None, today: date, articles: str = ""
) -> None:
    """Refuse a verdict without reason, or an extension that extends nothing (清理意见须写明理由).

    ``until``: for 保留, a new last day. Errors: :class:`BadInput`.
    """
    what = f"不能提出“{verdict.label}”"
    if verdict is not Verdict.KEEP and len(reason.strip()) < 4:
        raise BadInput(what=what, why="没有写明理由", remedy="请写明依据哪项规定、为什么", field="reason")
    if len(reason) > 300 or len(articles) > 300:
        raise BadInput(what=what, why="理由和条款最多300字", remedy="请缩短", field="reason")
    if verdict is Verdict.KEEP and last_on is not None and last_on < today:
        raise BadInput(
            what=what,
            why=f"有效期已于{last_on}届满，已经失效",
            remedy="确需继续实施的，请重新制定并公布",
            field="verdict",
        )
    if until is None:
        return
    if verdict is not Verdict.KEEP:
        raise BadInput(what=what, why="只有保留的文件才能延长有效期", remedy="请清空“延长至”", field="until")
    if last_on is None or until <= last_on:
        why = "这份文件没有有效期" if last_on is None else f"{until}不晚于现在的届满日{last_on}"
        raise BadInput(what=what, why=why, remedy="请清空或改正“延长至”", field="until")
