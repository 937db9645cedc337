"""What the person may do against a decision (救济告知), by ground and by day: the law changed twice.

The organ and the court are data of the place; the words and the periods are the law's.
依据:《行政复议法》第十一、二十、二十二、二十三、三十四条;《行政诉讼法》第四十五、四十六条;法释〔2025〕8号
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zwgk.rules.clock import Due
from zwgk.rules.errors import GateClosed
from zwgk.rules.labelled import Labelled
from zwgk.rules.limits import in_force
from zwgk.rules.outcomes import OUTCOMES
from zwgk.rules.periods import period
from zwgk.rules.workdays import WorkCalendar


class Way(Labelled):
    """Which way is open (救济途径)."""

    FREE = "free", "复议或者起诉"
    RECONSIDERATION_FIRST = "reconsideration_first", "先复议、后起诉"
    NONE = "none", "不能单独复议、起诉"


class Standing(Labelled):
    """What the deciding organ is: who reconsiders, and which court is competent, follows from it (机关层级)."""

    DEPARTMENT = "department", "地方人民政府工作部门"
    TOWNSHIP = "township", "乡镇人民政府"
    COUNTY_UP = "county_up", "县级以上地方人民政府"
    VERTICAL = "vertical", "垂直领导机关"


@dataclass(frozen=True, slots=True)
class Edition:
    """One wording of the notice with the days on which a decision must bear it."""

    valid_from: date
    first_for_refusals: bool
    basis: str
    note: str = ""


#: newest first
EDITIONS: tuple[Edition, ...] = (
    Edition(
        date(2025, 6, 1),
        True,
        "《中华人民共和国行政复议法》第二十条、第二十三条，《中华人民共和国行政诉讼法》第四十五条、第四十六条，法释〔2025〕8号第一条",
        "依《条例》第十四、十五、十六条不予公开（含部分公开中不予公开的部分）的，先申请行政复议",
    ),
    Edition(
        date(2024, 1, 1),
        True,
        "《中华人民共和国行政复议法》第二十条、第二十三条，《中华人民共和国行政诉讼法》第四十五条、第四十六条",
        "行政复议法修订施行，不予公开的先申请行政复议",
    ),
    Edition(
        date(2019, 5, 15),
        False,
        "《中华人民共和国行政复议法》第九条，《中华人民共和国行政诉讼法》第四十五条、第四十六条",
        "修订前：可以复议，也可以直接起诉",
    ),
)


@dataclass(frozen=True, slots=True)
class Bodies:
    """Where to turn here (本地的复议机关和法院), as an organ keeps it; ``online`` the address of 网上复议."""

    reconsideration: str
    court: str
    online: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    """The notice that stands in the decision (救济告知), and the way it names."""

    way: Way
    text: str
    basis: str


@dataclass(frozen=True, slots=True)
class LastDays:
    """The last days for the person (救济期限届满日): 复议, and court at once where that is open."""

    reconsideration: Due
    litigation: Due | None


def edition(on: date) -> Edition:
    """Return the wording in force for a decision of that day; before the regulation of 2019 the oldest."""
    return next((row for row in EDITIONS if row.valid_from <= on), EDITIONS[-1])


def way(outcome_codes: Iterable[str], on: date, *, withheld_grounds: Iterable[str] = ()) -> Way:
    """Return the way against a decision: one refused part under articles 14 to 16 is enough for 复议前置.

    ``withheld_grounds``: grounds of the withheld parts of a partial publication (codes of :mod:`zwgk.rules.grounds`).
    Errors: ``KeyError`` for unknown codes. 依据:《行政复议法》第二十三条第一款第（四）项;法释〔2025〕8号第一条
    """
    grounds = list(withheld_grounds)
    codes = [*outcome_codes, *(f"refuse_{ground}" for ground in grounds if ground != "special_query")]
    refused = any(OUTCOMES[code].reconsideration_first for code in codes)
    return Way.RECONSIDERATION_FIRST if refused and edition(on).first_for_refusals else Way.FREE


def notice(chosen: Way, bodies: Bodies, on: date, *, served_online: bool = False) -> Remedy:
    """Return the text of the notice.

    ``served_online``: the decision goes out by internet; then the way to apply for 复议 online must stand in it
    (《行政复议法》第二十二条). Errors: ``GateClosed`` naming what the place has not set.
    """
    row = edition(on)
    wanted = [("行政复议机关", bodies.reconsideration), ("管辖法院", bodies.court)]
    if served_online and row.valid_from >= date(2024, 1, 1):
        wanted.append(("网上申请行政复议的途径", bodies.online))
    missing = [label for label, value in wanted if not value.strip()]
    if missing:
        raise GateClosed(
            what="不能出具答复",
            why=f"救济告知缺少{'、'.join(missing)}",
            remedy="请由公开工作机构在设置中填写本机关的复议机关、法院和网上复议地址",
            field="bodies",
        )
    online = f"，也可以通过{bodies.online}网上申请" if bodies.online and row.valid_from >= date(2024, 1, 1) else ""
    if chosen is Way.RECONSIDERATION_FIRST:
        text = (
            f"如对本答复中不予公开的决定不服，应当先自收到本答复之日起60日内向{bodies.reconsideration}申请行政复议{online}；"
            f"对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向{bodies.court}提起行政诉讼。"
        )
    elif chosen is Way.FREE:
        text = (
            f"如对本答复不服，可以自收到本答复之日起60日内向{bodies.reconsideration}申请行政复议{online}，"
            f"或者自收到本答复之日起6个月内向{bodies.court}提起行政诉讼。"
        )
    else:
        text = "本告知是办理过程中的程序性告知，不能单独申请行政复议或者提起行政诉讼。"
    return Remedy(chosen, text, row.basis)


def last_days(served_on: date, chosen: Way, calendar: WorkCalendar) -> LastDays:
    """Return the last days, counted from the day after service; a day off at the end moves on to a working day.

    依据:《行政复议法》第二十条;《行政诉讼法》第四十六条;《民法典》第二百零一至二百零三条
    """
    # the law before 2024 set 60 days as well (旧法第九条); its row begins with the new one
    first = in_force("remedy.reconsideration", max(served_on, EDITIONS[1].valid_from))
    direct = in_force("remedy.litigation_direct", served_on)
    return LastDays(
        period(served_on, first.number, first.unit, calendar),
        period(served_on, direct.number, direct.unit, calendar) if chosen is Way.FREE else None,
    )


def after_reconsideration(received_on: date, calendar: WorkCalendar) -> Due:
    """Return the last day for court after the 复议 decision: 15 days. 依据:《行政诉讼法》第四十五条"""
    figure = in_force("remedy.litigation_after", received_on)
    return period(received_on, figure.number, figure.unit, calendar)


def who_reconsiders(standing: Standing) -> str:
    """Return, in words, which organ is competent for 复议 (行政复议机关).

    依据:《行政复议法》第二十四至二十八条
    """
    return {
        Standing.DEPARTMENT: "本级人民政府",
        Standing.TOWNSHIP: "上一级人民政府",
        Standing.COUNTY_UP: "上一级人民政府",
        Standing.VERTICAL: "上一级主管部门",
    }[standing]


def which_court(standing: Standing) -> str:
    """Return, in words, which court is competent (管辖法院). 依据:《行政诉讼法》第十四、十五、十八条"""
    return "中级人民法院" if standing is Standing.COUNTY_UP else "基层人民法院"
