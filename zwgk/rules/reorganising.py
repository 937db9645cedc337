"""Changes of organisation (机构变更): which kinds there are, what each needs, and what cannot be.

Plain rules over names and days; which rows follow is the rooms' affair.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.rules.labelled import Labelled

#: a change may be entered so long after its day; older ones are history and come in with the list of units
LONGEST_AGO = 366 * 5
BASIS = "《地方各级人民政府机构设置和编制管理条例》（国务院令第486号）第九条"


class ChangeKind(Labelled):
    """What becomes of organs (机构变更种类)."""

    RENAME = "rename", "更名"
    MERGE = "merge", "合并"
    SPLIT = "split", "分设"
    ABOLISH = "abolish", "撤销"
    TAKE_OVER = "take_over", "职能承接"
    PLATE = "plate", "加挂牌子"
    UNPLATE = "unplate", "摘牌"


class ChangeState(Labelled):
    """How far a change has been carried out (办理进度)."""

    RUNNING = "running", "正在转移"
    DONE = "done", "已完成"
    UNDOING = "undoing", "正在撤回"
    UNDONE = "undone", "已撤回"


#: kinds after which the organ is no more
ENDING = frozenset({ChangeKind.MERGE, ChangeKind.ABOLISH})
#: what each kind does, in a sentence for whoever chooses
MEANING: Mapping[ChangeKind, str] = {
    ChangeKind.RENAME: "同一个机关换名称，原名称留作曾用名，仍可检索",
    ChangeKind.MERGE: "一个或几个机关并入另一个已有的或新设的机关",
    ChangeKind.SPLIT: "把一些科室分出来，另设机关；原机关保留或不再保留",
    ChangeKind.ABOLISH: "机关不再保留，由另一机关承接其未了事项",
    ChangeKind.TAKE_OVER: "一些科室连同职能划入另一个已有的机关，两个机关都保留",
    ChangeKind.PLATE: "机关另挂一块牌子（双牌子），两个名称都能检索",
    ChangeKind.UNPLATE: "摘下加挂的牌子，该名称留作曾用名",
}


@dataclass(frozen=True, slots=True)
class Body:
    """An organ as far as a change must know it. ``above``: the organs it belongs to; ``below``: organs under it."""

    pk: int
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    above: frozenset[int] = frozenset()
    below: frozenset[int] = frozenset()
    #: the day of its last change, if any
    changed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change as somebody wants it. ``new`` are names of organs to be made with it."""

    kind: ChangeKind
    on: date
    basis: str
    number: str
    formers: Sequence[Body]
    successors: Sequence[Body] = ()
    new: Sequence[str] = ()
    #: the new name (更名), or the plate (牌子)
    name: str = ""
    #: whether the organ that is split goes on
    stays: bool = False
    #: sections that go elsewhere
    sections: int = 0
    #: whether anything open waits there
    has_open: bool = False


def must_be_possible(wanted: Wanted, *, today: date) -> None:
    """Refuse a change that cannot be: no basis, an impossible day, a circle, a missing or superfluous successor.

    Errors: ``BadInput`` at the field; ``LimitExceeded`` for a day too far back.
    依据:《地方各级人民政府机构设置和编制管理条例》（国务院令第486号）第九条
    """
    what = f"不能办理{wanted.kind.label}"
    _days(wanted, what, today)
    if not wanted.basis.strip() or not wanted.number.strip():
        raise BadInput(
            what=what,
            why="没有写明批准文件的名称和文号",
            remedy=f"请填写机构改革方案、三定规定或批复，依据{BASIS}",
            field="basis" if not wanted.basis.strip() else "number",
        )
    ends = wanted.kind in ENDING or (wanted.kind is ChangeKind.SPLIT and not wanted.stays)
    for one in wanted.formers:
        if one.valid_to is not None:
            raise BadInput(
                what=what, why=f"“{one.name}”已于{one.valid_to}不再保留", remedy="请选择现有的机关", field="formers"
            )
    for one in wanted.successors:
        if one.valid_to is not None:
            raise BadInput(
                what=what,
                why=f"“{one.name}”已于{one.valid_to}不再保留，不能承接",
                remedy="请选择现有的机关",
                field="successor",
            )
    if wanted.kind in {ChangeKind.RENAME, ChangeKind.PLATE, ChangeKind.UNPLATE}:
        _name(wanted, what)
        return
    _no_circle(wanted, what)
    number = len(wanted.successors) + len(wanted.new)
    if wanted.kind is ChangeKind.MERGE and number != 1:
        raise BadInput(
            what=what,
            why="并入的机关应当恰好一个",
            remedy="请选择一个已有的机关，或填写一个新机关的名称",
            field="successor",
        )
    if wanted.kind is ChangeKind.MERGE and len(wanted.formers) == 1 and wanted.new:
        raise BadInput(
            what=what,
            why="只有一个机关，换成一个新名称就是更名",
            remedy="请改选“更名”，或再选一个被合并的机关",
            field="formers",
        )
    if wanted.kind is ChangeKind.SPLIT and number == 0:
        raise BadInput(what=what, why="没有写明分设出哪个机关", remedy="请填写分设机关的名称", field="successor")
    if wanted.kind is ChangeKind.TAKE_OVER and (len(wanted.successors) != 1 or wanted.new):
        raise BadInput(what=what, why="承接机关应当是一个已有的机关", remedy="请选择承接机关", field="successor")
    if wanted.kind in {ChangeKind.SPLIT, ChangeKind.TAKE_OVER} and not ends and not wanted.sections:
        raise BadInput(what=what, why="没有选择划出的科室", remedy="请至少选择一个科室", field="sections")
    if wanted.kind is ChangeKind.ABOLISH and number > 1:
        raise BadInput(
            what=what, why="承接机关多于一个", remedy="请选择一个承接机关；分给几个机关的，请用分设", field="successor"
        )
    if wanted.kind is ChangeKind.ABOLISH and number == 0 and wanted.has_open:
        raise BadInput(
            what=what, why="还有未办结的事项、在任的岗位或公开的信息", remedy="请选择承接机关", field="successor"
        )


def _days(wanted: Wanted, what: str, today: date) -> None:
    if wanted.on > today:
        raise BadInput(
            what=what,
            why=f"生效日{wanted.on}还没有到（今天{today}）",
            remedy="请在生效当日或以后办理；现在可以先预览",
            field="on",
        )
    if (today - wanted.on).days > LONGEST_AGO:
        raise LimitExceeded(what=what, why=f"生效日{wanted.on}在五年以前", remedy="请核对日期", field="on")
    for one in (*wanted.formers, *wanted.successors):
        if one.valid_from is not None and wanted.on < one.valid_from:
            raise BadInput(
                what=what,
                why=f"生效日{wanted.on}早于“{one.name}”的设立日期{one.valid_from}",
                remedy="请核对日期",
                field="on",
            )
        if one.changed_on is not None and wanted.on < one.changed_on:
            raise BadInput(
                what=what,
                why=f"“{one.name}”在{one.changed_on}已有一次变更，生效日{wanted.on}在它之前",
                remedy="机构变更按先后办理，请核对日期",
                field="on",
            )


def _name(wanted: Wanted, what: str) -> None:
    name = wanted.name.strip()
    if len(wanted.formers) != 1:
        raise BadInput(what=what, why="应当恰好选择一个机关", remedy="请只选一个机关", field="formers")
    if not name:
        raise BadInput(what=what, why="没有填写名称", remedy="请填写全称", field="name")
    if wanted.kind is not ChangeKind.UNPLATE and name == wanted.formers[0].name:
        raise BadInput(what=what, why="与现在的名称相同", remedy="请填写另一个名称", field="name")


def _no_circle(wanted: Wanted, what: str) -> None:
    formers = {one.pk: one for one in wanted.formers}
    if not formers:
        raise BadInput(what=what, why="没有选择机关", remedy="请选择发生变更的机关", field="formers")
    for one in wanted.successors:
        if one.pk in formers:
            raise BadInput(
                what=what,
                why=f"“{one.name}”既是被变更的机关，又是承接机关，成了循环",
                remedy="请选择另一个承接机关；保留原机关的并入，只选被并入的机关",
                field="successor",
            )
        inside = [former.name for former in wanted.formers if former.pk in one.above]
        if inside and wanted.kind is not ChangeKind.TAKE_OVER and not wanted.stays:
            raise BadInput(
                what=what,
                why=f"“{one.name}”本来就在“{inside[0]}”之下，上级并入下级成了循环",
                remedy="请先调整隶属关系，或选择另一个承接机关",
                field="successor",
            )
    for former in wanted.formers:
        others = formers.keys() & former.above
        if others:
            raise BadInput(
                what=what,
                why=f"“{former.name}”属于同时变更的“{formers[next(iter(others))].name}”",
                remedy="请分两次办理，先下级后上级",
                field="formers",
            )


def last_of(start: int, became: Mapping[int, Collection[int]]) -> list[int]:
    """Who does today what ``start`` did: its successors followed to the end, in order, each once.

    A circle in the rows (which acts refuse to make) ends the walk instead of going round for ever.
    """
    found: list[int] = []
    seen: set[int] = set()
    ahead = [start]
    while ahead:
        now = ahead.pop(0)
        if now in seen:
            continue
        seen.add(now)
        following = [one for one in became.get(now, ()) if one not in seen]
        if not following and now != start and now not in found:
            found.append(now)
        ahead.extend(following)
    return found
