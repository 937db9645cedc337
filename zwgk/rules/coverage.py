"""How well a catalogue row or a column is served (覆盖、更新): fresh, due, late, empty; and what a review counts.

依据：国办秘函〔2019〕19号（单项否决：栏目不更新、空白栏目）；《政府信息公开条例》第五十三条（及时更新公开内容）
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from zwgk.rules.catalogue import Frequency
from zwgk.rules.labelled import Labelled


class Served(Labelled):
    """How a row or column stands (更新情况)."""

    FRESH = "fresh", "按期"
    DUE = "due", "临期"
    LATE = "late", "超期"
    EMPTY = "empty", "空白"
    NOTHING = "nothing", "暂无"

    @property
    def wrong(self) -> bool:
        """True for what an inspection would mark."""
        return self in {Served.LATE, Served.EMPTY}


class UpdateClass(Labelled):
    """What kind of column it is for an inspection (栏目更新类别), which sets the longest gap where none is set."""

    NEWS = "news", "动态要闻类"
    NOTICES = "notices", "通知公告、政策文件类"
    FIGURES = "figures", "统计数据类"
    TALK = "talk", "互动交流类"
    PLANS = "plans", "人事、规划计划类"
    STEADY = "steady", "长期公开类"
    OTHER = "", "其他"


@dataclass(frozen=True, slots=True)
class Gap:
    """The longest gap between two updates: ``days`` natural days; ``verified`` whether the basis was read in full."""

    days: int | None
    basis: str
    verified: bool = True


_CHECK = "国办秘函〔2019〕19号"
GAPS: dict[UpdateClass, Gap] = {
    UpdateClass.NEWS: Gap(14, f"{_CHECK}：动态、要闻类栏目2周"),
    UpdateClass.NOTICES: Gap(183, f"{_CHECK}：通知公告、政策文件类栏目6个月"),
    UpdateClass.FIGURES: Gap(92, f"{_CHECK}：办事统计数据3个月"),
    UpdateClass.TALK: Gap(61, f"{_CHECK}：留言公开2个月", verified=False),
    UpdateClass.PLANS: Gap(366, "2015年全国政府网站普查指标：人事、规划计划类1年", verified=False),
    UpdateClass.STEADY: Gap(366, "《政府信息公开条例》第五十三条：内容应当及时更新，本系统按每年复核一次提醒"),
    UpdateClass.OTHER: Gap(None, ""),
}
#: figures at which an inspection fails a site (单项否决)
VETO_STALE_FIRST = 5
VETO_STALE = 10
VETO_EMPTY = 5
HOME_DAYS = 14
#: reminders begin so many days before the gap is over, at most a third of it
NOTICE_DAYS = 14


@dataclass(frozen=True, slots=True)
class Standing:
    """How something is served: ``left`` natural days until the gap is over (negative: since when), None without gap."""

    served: Served
    left: int | None = None
    until: date | None = None


def row_standing(frequency: Frequency, every_days: int | None, number: int, last_on: date | None, on: date) -> Standing:
    """Return how a catalogue row is served on a day.

    A row of 临时公开 with nothing under it waits for its occasion and is not a gap; one of 长期公开 without a period
    only needs to be there. ``number`` counts what is public under it, ``last_on`` is the newest.
    """
    if not number or last_on is None:
        return Standing(Served.NOTHING if frequency is Frequency.AD_HOC else Served.EMPTY)
    return _against(every_days if frequency is not Frequency.AD_HOC else None, last_on, on)


def column_standing(update_class: UpdateClass, days: int | None, last_on: date | None, on: date) -> Standing:
    """Return how a column is served on a day; ``days`` its own longest gap, else its class's; ``last_on`` the newest
    publication or the day on which somebody confirmed that what is there is still right, whichever is later."""
    if last_on is None:
        return Standing(Served.EMPTY)
    return _against(days or GAPS[update_class].days, last_on, on)


def _against(gap: int | None, last_on: date, on: date) -> Standing:
    if gap is None:
        return Standing(Served.FRESH)
    until = last_on + timedelta(days=gap)
    left = (until - on).days
    if left < 0:
        return Standing(Served.LATE, left, until)
    notice = min(NOTICE_DAYS, max(gap // 3, 1))
    return Standing(Served.DUE if left <= notice else Served.FRESH, left, until)


@dataclass(frozen=True, slots=True)
class SiteVerdict:
    """What an inspection would count on this site today, with the figure at which each fails it."""

    stale_first: int
    stale: int
    empty: int

    @property
    def vetoed(self) -> tuple[str, ...]:
        """The items that fail the site, as Chinese sentences without a stop."""
        found = []
        if self.stale_first >= VETO_STALE_FIRST:
            found.append(
                f"动态要闻类和通知公告、政策文件类栏目有{self.stale_first}个逾期未更新（{VETO_STALE_FIRST}个即单项否决）"
            )
        if self.stale >= VETO_STALE:
            found.append(f"应更新未更新的栏目有{self.stale}个（{VETO_STALE}个即单项否决）")
        if self.empty >= VETO_EMPTY:
            found.append(f"空白栏目有{self.empty}个（{VETO_EMPTY}个即单项否决）")
        return tuple(found)


def site_verdict(columns: Iterable[tuple[UpdateClass, Served]]) -> SiteVerdict:
    """Count the columns of a site as an inspection does. 依据：国办秘函〔2019〕19号附件1"""
    rows = list(columns)
    first = {UpdateClass.NEWS, UpdateClass.NOTICES}
    return SiteVerdict(
        stale_first=sum(served is Served.LATE and kind in first for kind, served in rows),
        stale=sum(served is Served.LATE for _, served in rows),
        empty=sum(served is Served.EMPTY for _, served in rows),
    )
