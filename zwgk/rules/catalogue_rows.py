"""The rows of a catalogue of proactive publication (主动公开基本目录、基层政务公开标准目录): fields, words, faults.

依据：《政府信息公开条例》第二十二条；国办发〔2019〕54号（26 个试点领域标准指引）
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from zwgk.rules.catalogue import Frequency
from zwgk.rules.labelled import Labelled
from zwgk.rules.subjects import FiveOpen

L = TypeVar("L", bound=Labelled)
D = TypeVar("D")


class TrialField(Labelled):
    """The twenty-six fields with a standard table (试点领域); the empty code is the organ's own 基本目录."""

    BASIC = "", "主动公开基本目录"
    PROJECTS = "projects", "重大建设项目"
    TRADING = "trading", "公共资源交易"
    BUDGET = "budget", "财政预决算"
    WORK_SAFETY = "work_safety", "安全生产"
    TAXATION = "taxation", "税收管理"
    LAND = "land", "征地补偿"
    HOUSE_TAKING = "house_taking", "国有土地上房屋征收与补偿"
    HOUSING = "housing", "保障性住房"
    RURAL_HOUSES = "rural_houses", "农村危房改造"
    ECOLOGY = "ecology", "生态环境"
    CULTURE = "culture", "公共文化服务"
    LEGAL_SERVICE = "legal_service", "公共法律服务"
    POVERTY = "poverty", "扶贫（巩固脱贫攻坚成果）"
    DISASTER = "disaster", "救灾"
    FOOD_DRUG = "food_drug", "食品药品监管"
    CITY_ORDER = "city_order", "城市综合执法"
    EMPLOYMENT = "employment", "就业创业"
    SOCIAL_INSURANCE = "social_insurance", "社会保险"
    SOCIAL_RELIEF = "social_relief", "社会救助"
    ELDERLY = "elderly", "养老服务"
    HOUSEHOLD = "household", "户籍管理"
    FARM_SUBSIDY = "farm_subsidy", "涉农补贴"
    EDUCATION = "education", "义务教育"
    HEALTH = "health", "医疗卫生"
    MUNICIPAL = "municipal", "市政服务"
    PLANNING = "planning", "国土空间规划"


#: the twenty-six, without the organ's own catalogue
TRIAL_FIELDS = tuple(field for field in TrialField if field)


class Carrier(Labelled):
    """Channels and carriers of a standard table (公开渠道和载体), in the order in which its boxes stand."""

    SITE = "site", "政府网站"
    GAZETTE = "gazette", "政府公报"
    NEW_MEDIA = "new_media", "两微一端"
    PRESS = "press", "发布会、听证会"
    BROADCAST = "broadcast", "广播电视"
    PAPER = "paper", "纸质媒体"
    READING = "reading", "公开查阅点"
    HALL = "hall", "政务服务中心"
    STATION = "station", "便民服务站"
    ON_SITE = "on_site", "入户、现场"
    BOARD = "board", "社区、村公示栏（电子屏）"
    PUSH = "push", "精准推送"
    OTHER = "other", "其他"


class Manner(Labelled):
    """How a matter is published (公开方式)."""

    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"


class Audience(Labelled):
    """To whom a matter is published (公开对象)."""

    ALL = "all", "全社会"
    SOME = "some", "特定群众"


class Tier(Labelled):
    """At which level a matter is published (公开层级)."""

    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"


class EditionState(Labelled):
    """Where an edition of a catalogue stands (目录版本状态)."""

    DRAFT = "draft", "编制中"
    REVIEW = "review", "待审定"
    APPROVED = "approved", "现行"
    REPLACED = "replaced", "已更新"


#: field → the headings under which offices write it, the first is ours
HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "group": ("一级事项", "公开事项（一级）", "公开事项", "类别"),
        "name": ("二级事项", "公开事项（二级）", "事项名称", "事项"),
        "content": ("公开内容", "公开内容（要素）", "内容要求", "内容"),
        "basis": ("公开依据", "依据"),
        "limit": ("公开时限", "时限"),
        "organ": ("公开主体", "责任单位", "主体"),
        "section": ("责任科室", "承办科室", "科室"),
        "carriers": ("公开渠道和载体", "公开渠道", "渠道"),
        "audience": ("公开对象", "对象"),
        "manner": ("公开方式", "方式"),
        "tiers": ("公开层级", "层级"),
        "dimension": ("五公开", "公开环节"),
        "frequency": ("公开频次", "时间类别", "频次"),
        "every_days": ("更新周期（天）", "更新周期", "周期"),
        "column": ("对应栏目", "栏目"),
        "words": ("归集关键词", "关键词"),
    }
)
LABELS = MappingProxyType({name: headings[0] for name, headings in HEADINGS.items()})
#: what a row must say; the rest may follow
REQUIRED = ("name", "content", "basis", "limit")
LONGEST = MappingProxyType(
    {"group": 120, "name": 200, "content": 2000, "basis": 1000, "limit": 200, "audience_note": 100, "words": 200}
)
#: working days within which art. 26 wants what was formed or changed to be public
STATUTORY_DAYS = 20
_DAYS = re.compile(r"(\d{1,3})\s*个?(工作日|日|天)")
_SPLIT = re.compile(r"[、，,;；/\n■□☑√\s]+")
#: what tables write for a carrier besides its label
_CARRIER_WORDS = {
    "网站": Carrier.SITE,
    "门户网站": Carrier.SITE,
    "公报": Carrier.GAZETTE,
    "微信": Carrier.NEW_MEDIA,
    "微博": Carrier.NEW_MEDIA,
    "政务新媒体": Carrier.NEW_MEDIA,
    "发布会": Carrier.PRESS,
    "听证会": Carrier.PRESS,
    "发布会/听证会": Carrier.PRESS,
    "报纸": Carrier.PAPER,
    "入户": Carrier.ON_SITE,
    "现场": Carrier.ON_SITE,
    "公示栏": Carrier.BOARD,
    "公告栏": Carrier.BOARD,
    "村": Carrier.BOARD,
    "社区": Carrier.BOARD,
    "电子屏": Carrier.BOARD,
}


@dataclass(frozen=True, slots=True)
class RowValues:
    """What one row says, as values. ``organ``, ``section``, ``column`` are names that the tables must know."""

    name: str
    content: str
    basis: str
    limit: str
    group: str = ""
    organ: str = ""
    section: str = ""
    carriers: tuple[Carrier, ...] = (Carrier.SITE,)
    audience: Audience = Audience.ALL
    audience_note: str = ""
    manner: Manner = Manner.PROACTIVE
    tiers: tuple[Tier, ...] = (Tier.COUNTY,)
    dimension: str = ""
    frequency: Frequency = Frequency.LONG_TERM
    every_days: int | None = None
    column: str = ""
    words: str = ""


def faults(row: RowValues) -> list[str]:
    """Return, as Chinese sentences without a stop, why a row cannot stand in a catalogue; empty: it can."""
    found = [f"“{LABELS[name]}”是空的" for name in REQUIRED if not getattr(row, name).strip()]
    for name, most in LONGEST.items():
        length = len(getattr(row, name))
        if length > most:
            found.append(f"“{LABELS.get(name, '对象说明')}”最多{most}字，现为{length}字")
    if row.frequency is Frequency.PERIODIC and not row.every_days:
        found.append("定期公开的事项没有写明更新周期")
    if row.every_days is not None and not 1 <= row.every_days <= 3660:
        found.append(f"更新周期应为1至3660天，现为{row.every_days}天")
    if not row.carriers:
        found.append("没有公开渠道")
    if not row.tiers:
        found.append("没有公开层级")
    return found


def doubts(row: RowValues) -> list[str]:
    """Return what a reviewer should look at: a limit looser than the law's, a person named as audience, no column.

    依据：《政府信息公开条例》第二十六条（法律、法规另有规定的，从其规定）、第二十三条
    """
    found = []
    days = limit_days(row.limit)
    if days is not None and days > STATUTORY_DAYS:
        found.append(f"公开时限{days}个工作日长于《条例》第二十六条的{STATUTORY_DAYS}个工作日，应写明另有规定的依据")
    if row.manner is Manner.PROACTIVE and not row.column:
        found.append("没有对应栏目，公开了也归不到这一项")
    if row.manner is Manner.PROACTIVE and Carrier.SITE not in row.carriers:
        found.append("没有“政府网站”，政府网站是第一公开平台")
    if row.audience is Audience.SOME and row.manner is Manner.PROACTIVE and not row.audience_note:
        found.append("公开对象是特定群众，没有写明是谁")
    return found


def limit_days(text: str) -> int | None:
    """Return the working days that a limit names (``信息形成之日起20个工作日内``); None where it names none."""
    match = _DAYS.search(text)
    return int(match.group(1)) if match and match.group(2) == "工作日" else None


def parsed(cells: Mapping[str, str]) -> tuple[RowValues, list[str]]:
    """Read one line of a table, field → text as typed; returns the row and what could not be understood.

    An empty cell is the field's default. Errors: none, all faults are sentences.
    """
    text = {name: (cells.get(name) or "").strip() for name in HEADINGS}
    wrong: list[str] = []
    carriers = tuple(dict.fromkeys(_each(text["carriers"], _carrier, "公开渠道", wrong))) or (Carrier.SITE,)
    tiers = tuple(dict.fromkeys(_each(text["tiers"], _tier, "公开层级", wrong))) or (Tier.COUNTY,)
    audience, audience_note = _audience(text["audience"])
    every = text["every_days"].removesuffix("天").strip()
    days = int(every) if every.isascii() and every.isdigit() and len(every) <= 5 else None
    if every and days is None:
        wrong.append(f"更新周期应是天数，现为“{every[:20]}”")
    row = RowValues(
        name=text["name"] or text["group"],
        content=text["content"],
        basis=text["basis"],
        limit=text["limit"],
        group=text["group"] if text["name"] else "",
        organ=text["organ"],
        section=text["section"],
        carriers=carriers,
        audience=audience,
        audience_note=audience_note,
        manner=_one(text["manner"], Manner, Manner.PROACTIVE, "公开方式", wrong),
        tiers=tiers,
        dimension=str(_one(text["dimension"], FiveOpen, None, "五公开", wrong) or ""),
        frequency=_one(
            text["frequency"], Frequency, Frequency.PERIODIC if days else Frequency.LONG_TERM, "频次", wrong
        ),
        every_days=days,
        column=text["column"],
        words=text["words"],
    )
    return row, wrong


def _each(text: str, read: Callable[[str], L | None], label: str, wrong: list[str]) -> list[L]:
    found: list[L] = []
    for word in _SPLIT.split(text):
        if not word:
            continue
        value = read(word)
        if value is None:
            wrong.append(f"不认识的{label}“{word[:20]}”")
        else:
            found.append(value)
    return found


def _carrier(word: str) -> Carrier | None:
    for carrier in Carrier:
        if word in (carrier.label, str(carrier)) or word in carrier.label.split("、"):
            return carrier
    return next((carrier for known, carrier in _CARRIER_WORDS.items() if word.startswith(known)), None)


def _tier(word: str) -> Tier | None:
    if word.startswith(("县", "区", "市")):
        return Tier.COUNTY
    return Tier.TOWNSHIP if word.startswith(("乡", "镇", "街道")) else None


def _audience(text: str) -> tuple[Audience, str]:
    if not text or text.startswith(Audience.ALL.label):
        return Audience.ALL, ""
    note = text.removeprefix(Audience.SOME.label).strip("：:（）() ")
    return Audience.SOME, note


def _one(text: str, vocabulary: type[L], default: D, label: str, wrong: list[str]) -> L | D:
    if not text:
        return default
    for member in vocabulary:
        if text in (member.label, str(member)) or member.label.startswith(text):
            return member
    wrong.append(f"不认识的{label}“{text[:20]}”")
    return default


def keywords(words: str) -> tuple[str, ...]:
    """The words by which publications of a shared column are gathered under a row."""
    return tuple(word for word in _SPLIT.split(words) if word)
