"""What is withheld (不公开的信息): the two lists, when each entry is looked at again, and what an entry must say.

负面清单 names classes of information that the law allows to be withheld; 非公开政府信息目录 names the items one by one.
Neither is a ground by itself: every row and every item cites one of the statutory grounds (``rules.grounds``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zwgk.rules import document_kinds, grounds
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.labelled import Labelled
from zwgk.rules.periods import months_later

#: how long before a review is due its unit is told, and how long after it the last reminder comes. Units: days.
SOON_DAYS, LATE_DAYS = 30, 30
#: grounds that let a document be withheld, or a passage of one
LISTABLE = tuple(row.code for row in grounds.document_grounds())
_CITED = re.compile(r"《[^《》]{2,60}》")
_BLANK = re.compile(r"[\s\u3000。，、；的]+")


class EntryState(Labelled):
    """Where a class of the 负面清单 stands. In force are confirmed ones from their first day until they end."""

    DRAFT = "draft", "待审定"
    CONFIRMED = "confirmed", "施行中"
    REPLACED = "replaced", "已修订"
    REMOVED = "removed", "已删去"


class ItemKind(Labelled):
    """Why an item is not public (公开情形)."""

    WITHHELD = "withheld", "不予公开"
    ON_REQUEST = "on_request", "依申请公开"
    DEFERRED = "deferred", "暂缓公开"


class ItemState(Labelled):
    """Where an item of the 非公开政府信息目录 stands."""

    PROPOSED = "proposed", "待列入"
    LISTED = "listed", "在列"
    OPENING = "opening", "转公开办理中"
    RELEASED = "released", "已公开"
    STRUCK = "struck", "已移出"

    @property
    def is_open(self) -> bool:
        """Whether the item still stands for something that is not public."""
        return self in {ItemState.PROPOSED, ItemState.LISTED, ItemState.OPENING}


class RoundStage(Labelled):
    """Where a round of re-evaluation stands (评估环节)."""

    COLLECTING = "collecting", "评估进行中"
    FINISHED = "finished", "评估完毕"


class Verdict(Labelled):
    """What a re-evaluation comes to (评估结论)."""

    KEEP = "keep", "继续不公开"
    PUBLIC = "public", "转为公开"
    REDACTED = "redacted", "删减后公开"
    ON_REQUEST = "on_request", "转为依申请公开"

    @property
    def opens(self) -> bool:
        """Whether something of the item goes to the public."""
        return self in {Verdict.PUBLIC, Verdict.REDACTED}

    @property
    def disclosure(self) -> Disclosure | None:
        """The attribute that follows; None where the item stays as it is."""
        return None if self is Verdict.KEEP else Disclosure(str(self))


class Told(Labelled):
    """Which reminder of a review was the last (提醒阶段); once each."""

    NOT = "", "未提醒"
    SOON = "soon", "临近评估日期"
    DUE = "due", "到评估日期"
    LATE = "late", "超过评估日期"


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What a class of the 负面清单 says. ``law``: a provision beside the 条例; ``words``: in the titles it covers."""

    name: str
    matters: str
    ground_code: str
    review_on: date
    law: str = ""
    scope: str = ""
    words: str = ""


def next_review(on: date, *, years: int) -> date:
    """The day on which an item is looked at again (评估日期): a cycle after ``on``. Units: years. Errors: none.

    依据: 《政府信息公开条例》第十八条（定期评估审查；周期由本地规定）
    """
    return months_later(on, 12 * max(years, 1))


def reminder(review_on: date, today: date) -> Told:
    """Which reminder fits the day: a month before, on the day, a month after; 未提醒 before all that."""
    if today >= review_on + timedelta(days=LATE_DAYS):
        return Told.LATE
    if today >= review_on:
        return Told.DUE
    return Told.SOON if today >= review_on - timedelta(days=SOON_DAYS) else Told.NOT


def is_due(review_on: date, today: date) -> bool:
    """Whether an item should be looked at again by now (到期应评估)."""
    return today >= review_on


def may_confirm(levels: Collection[str]) -> tuple[Duty, ...]:
    """Which duties confirm a re-evaluation of what was decided at these levels (codes of duties): the same, and the
    head of the organ above all. What was decided outside the system is the head's.
    """
    same = tuple(duty for duty in Duty if str(duty) in levels)
    return tuple(dict.fromkeys((*same, Duty.LEADER)))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a class (“纪要、通报” or a comma between) by which titles are recognised."""
    return tuple(dict.fromkeys(word for word in re.split(r"[、，,；;\s\u3000]+", text) if word))


def fits(*, ground_code: str, words: str, wanted_ground: str, title: str) -> bool:
    """Whether a class supports withholding a paper: the same ground, and one of its words in the title if it has any.

    ``wanted_ground`` is what the paper itself cites. Two provisions of 第十六条第二款 are two grounds here.
    """
    if ground_code != wanted_ground:
        return False
    named = words_of(words)
    return not named or any(word in title for word in named)


def must_be_an_entry(facts: EntryFacts, *, today: date, years: int) -> None:
    """Refuse a class that the law does not carry (负面清单条目). ``years``: the cycle of re-evaluation here.

    A whole kind of paper (“会议纪要”) is no class: 第十六条 says “可以”, item by item. Errors: :class:`BadInput`.
    依据: 《政府信息公开条例》第十三条至第十六条、第十八条
    """
    what = "没有保存负面清单条目"
    for value, label, most, field in (
        (facts.name, "名称", 120, "name"),
        (facts.matters, "事项范围", 500, "matters"),
        (facts.law, "其他依据", 300, "law"),
        (facts.scope, "不公开的内容", 300, "scope"),
        (facts.words, "标题用字", 120, "words"),
    ):
        if len(value) > most:
            raise BadInput(what=what, why=f"“{label}”最多{most}字，现为{len(value)}字", remedy="请缩短", field=field)
    if len(_BLANK.sub("", facts.name)) < 2:
        raise BadInput(what=what, why="没有写明名称", remedy="请填写这一类信息的名称", field="name")
    kinds = {kind.label for kind in document_kinds.KINDS.values()}
    for value, field in ((facts.name, "name"), (facts.matters, "matters")):
        bare = _BLANK.sub("", value).removeprefix("各种").removeprefix("所有").removesuffix("类")
        if bare in kinds or bare.removeprefix("会议") in kinds:
            raise BadInput(
                what=what,
                why=f"“{value.strip()}”只是文种，《条例》第十六条规定的是“可以”不予公开，不能按文种一概不公开",
                remedy="请写明哪些内容不公开",
                field=field,
            )
    if len(_BLANK.sub("", facts.matters)) < 6:
        raise BadInput(
            what=what,
            why="没有写明具体是哪些事项，负面清单要“细化明确不予公开范围”",
            remedy="请写明事项和内容，如“未作出决定的招商项目谈判底价、比选方案”",
            field="matters",
        )
    if facts.ground_code not in LISTABLE:
        raise BadInput(
            what=what,
            why="没有选择法定依据，不予公开以《条例》第十四条至第十六条规定的情形为限",
            remedy="请选择一项依据",
            field="ground",
        )
    if facts.ground_code == "forbidden_by_law" and not _CITED.search(facts.law):
        raise BadInput(
            what=what,
            why="“法律、行政法规禁止公开”没有写明是哪部法律、行政法规（规章和其他文件不能作为依据）",
            remedy="请写明，如“《中华人民共和国反洗钱法》第七条”",
            field="law",
        )
    must_be_reviewed_by(facts.review_on, today=today, years=years, what=what)


def must_be_reviewed_by(review_on: date, *, today: date, years: int, what: str) -> None:
    """Refuse a review that is past, or further off than the cycle here. Errors: :class:`BadInput`."""
    if review_on <= today:
        raise BadInput(what=what, why=f"评估日期{review_on}不在今天之后", remedy="请改为以后的日期", field="review_on")
    last = next_review(today, years=years)
    if review_on > last:
        raise BadInput(
            what=what,
            why=f"评估日期{review_on}超过了评估周期（{years}年，最晚{last}），不予公开的信息应当定期评估审查",
            remedy="请改早（《政府信息公开条例》第十八条）",
            field="review_on",
        )


def must_be_an_item(
    *, is_secret: bool, title: str, ground_code: str, reason: str, decided_on: date, today: date
) -> None:
    """Refuse an item that says too little, or of a secret one too much (非公开政府信息目录).

    A record of a secret (涉密) bears neither title nor number: it only says that there is one. Errors:
    :class:`BadInput`.
    """
    what = "没有列入非公开目录"
    if decided_on > today:
        raise BadInput(what=what, why=f"确定日期{decided_on}在今天之后", remedy="请核对日期", field="decided_on")
    if is_secret:
        if title.strip():
            raise BadInput(
                what=what,
                why="涉密信息只登记有此一件，不登记题名和文号（涉密不上网）",
                remedy="请清空题名和文号",
                field="title",
            )
        if ground_code != "secret":
            raise BadInput(what=what, why="涉密信息的依据应为“国家秘密”", remedy="请改选依据", field="ground")
        return
    if ground_code == "secret":
        raise BadInput(
            what=what, why="依据是“国家秘密”而没有标明涉密", remedy="请勾选“涉密”，并清空题名和文号", field="ground"
        )
    if not 2 <= len(title.strip()) <= 300:
        raise BadInput(what=what, why="题名应为2至300字", remedy="请填写题名", field="title")
    if ground_code not in LISTABLE:
        raise BadInput(what=what, why="没有选择法定依据", remedy="请选择一项依据", field="ground")
    if not 4 <= len(reason.strip()) <= 500:
        raise BadInput(
            what=what,
            why="没有逐件写明理由（4至500字）",
            remedy="请写明这一件的具体内容为什么不宜公开",
            field="reason",
        )


def must_be_argued(
    verdict: Verdict, *, reason: str, kind: ItemKind, is_secret: bool, supported: bool, what: str
) -> None:
    """Refuse a verdict without its reason, or one that the item cannot bear (评估意见).

    ``supported``: the class of the 负面清单 on which the item rested is still in force, or it rested on none.
    Errors: :class:`BadInput`.
    """
    length = len(reason.strip())
    if length < 4 or length > 300:
        raise BadInput(what=what, why="没有写明理由（4至300字）", remedy="请写明情形有没有变化、为什么", field="reason")
    if is_secret and verdict is not Verdict.KEEP:
        raise BadInput(
            what=what,
            why="这一件登记为涉密，没有解密的不能公开",
            remedy="请先按规定办理解密并在目录中登记，再作评估",
            field="verdict",
        )
    if verdict is Verdict.ON_REQUEST and kind is ItemKind.ON_REQUEST:
        raise BadInput(what=what, why="它现在就是依申请公开", remedy="没有变化的请选“继续不公开”", field="verdict")
    if verdict is Verdict.KEEP and not supported and length < 10:
        raise BadInput(
            what=what,
            why="原来对应的负面清单条目已经修订或者删去，清单外的事项原则上应当公开",
            remedy="请具体写明为什么仍不公开（不少于10字），或改为公开",
            field="reason",
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """How a round came out (评估结果)."""

    total: int
    kept: int
    opened: int
    on_request: int

    @property
    def words(self) -> str:
        """One Chinese sentence without a stop."""
        parts = [f"评估{self.total}件，继续不公开{self.kept}件"]
        if self.opened:
            parts.append(f"转为公开{self.opened}件")
        if self.on_request:
            parts.append(f"转为依申请公开{self.on_request}件")
        return "，".join(parts)


def tally(verdicts: Sequence[str]) -> Tally:
    """Count verdicts (codes; "" for none yet)."""
    decided = [Verdict(code) for code in verdicts if code]
    return Tally(
        len(verdicts),
        sum(one is Verdict.KEEP for one in decided),
        sum(one.opens for one in decided),
        sum(one is Verdict.ON_REQUEST for one in decided),
    )
