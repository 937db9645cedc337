"""The statutory catalogue (法定主动公开内容): the platform's parts, the tree of articles 20 and 21, the fields of 指南
and 目录."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from zwgk.rules.labelled import Labelled


class Part(Labelled):
    """The four parts of the platform, named exactly so (政府信息公开平台, 国办公开办函〔2019〕61号)."""

    GUIDE = "guide", "政府信息公开指南"
    RULES = "rules", "政府信息公开制度"
    CONTENT = "content", "法定主动公开内容"
    REPORTS = "reports", "政府信息公开年报"


class OrganLevel(Labelled):
    """Which organ a node binds (公开主体)."""

    CITY = "city", "设区的市级人民政府"
    COUNTY = "county", "县级人民政府"
    DEPARTMENT = "department", "县级以上人民政府部门"
    TOWNSHIP = "township", "乡镇人民政府、街道办事处"


class Frequency(Labelled):
    """How often a node is looked after (公开时间类别)."""

    LONG_TERM = "long_term", "长期公开"
    PERIODIC = "periodic", "定期公开"
    AD_HOC = "ad_hoc", "临时公开"


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the tree (目录节点).

    ``explanation`` is the line shown on top, so that no node is bare; ``every_months`` the period of a 定期 node after
    which
    its owner is reminded, None for the others; ``parent`` the code above or "".
    """

    code: str
    title: str
    article: str
    organs: frozenset[OrganLevel]
    explanation: str
    frequency: Frequency
    every_months: int | None = None
    parent: str = ""


#: Columns every new site starts with (默认栏目).
DEFAULT_COLUMNS = ("主动公开", "重点公开", "政策解读", "舆情回应")

#: What a 政府信息公开指南 says (《条例》第十二条).
GUIDE_FIELDS = MappingProxyType(
    {
        "classification": "政府信息的分类",
        "arrangement": "政府信息的编排体系",
        "access": "政府信息的获取方式",
        "office_name": "政府信息公开工作机构的名称",
        "office_address": "办公地址",
        "office_hours": "办公时间",
        "phone": "联系电话",
        "fax": "传真号码",
        "internet": "互联网联系方式",
        "procedure": "申请公开的程序",
        "remedies": "监督和救济方式",
    }
)

#: The statutory ones among them; procedure and remedies are practice.
GUIDE_STATUTORY = tuple(GUIDE_FIELDS)[:9]

#: The columns of a 政府信息公开目录 (《条例》第十二条).
CATALOGUE_FIELDS = MappingProxyType(
    {
        "index_no": "索引",
        "title": "名称",
        "summary": "内容概述",
        "date_written": "生成日期",
        "organ": "公开机关",
        "where": "查询途径",
    }
)
CATALOGUE_STATUTORY = ("index_no", "title", "summary", "date_written")

_ALL = frozenset(OrganLevel)
_UPPER = frozenset({OrganLevel.CITY, OrganLevel.COUNTY, OrganLevel.DEPARTMENT})
_TOWN = frozenset({OrganLevel.TOWNSHIP})
_LONG, _PERIOD, _ANY = Frequency

#: Number, title, organs, explanation, frequency, months: the fifteen items of article 20.
_ARTICLE_20 = (
    ("规章和规范性文件", _ALL, "本机关制定的规章、行政规范性文件及其清理结果和有效性", _LONG, None),
    ("机关职能和机构设置", _ALL, "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名", _LONG, None),
    ("规划及相关政策", _ALL, "国民经济和社会发展规划、专项规划、区域规划及相关政策", _LONG, None),
    ("统计信息", _ALL, "国民经济和社会发展统计信息", _PERIOD, 12),
    ("行政许可和其他对外管理服务事项", _ALL, "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果", _LONG,
        None),
    ("行政处罚和行政强制", _ALL, "实施行政处罚、行政强制的依据、条件、程序以及具有一定社会影响的行政处罚决定", _LONG,
        None),
    ("财政预算、决算", _ALL, "财政预算、决算信息和部门预算、决算信息", _PERIOD, 12),
    ("行政事业性收费", _ALL, "行政事业性收费项目及其依据、标准", _LONG, None),
    ("政府集中采购", _ALL, "政府集中采购项目的目录、标准及实施情况", _PERIOD, 6),
    ("重大建设项目", _ALL, "重大建设项目的批准和实施情况", _PERIOD, 3),
    ("民生政策及实施情况", _ALL, "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况", _PERIOD, 6),
    ("突发公共事件应对", _ALL, "突发公共事件的应急预案、预警信息及应对情况", _ANY, None),
    ("监督检查情况", _ALL, "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况", _PERIOD, 3),
    ("公务员招考录用", _ALL, "公务员招考的职位、名额、报考条件等事项以及录用结果", _ANY, None),
    ("其他应当主动公开的信息", _ALL, "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息", _ANY, None),
)  # fmt: skip

#: Article 21: cities, counties and their departments; then townships.
_ARTICLE_21 = (
    ("municipal_works", "市政建设", _UPPER, _PERIOD, 6),
    ("public_service", "公共服务", _UPPER, _LONG, None),
    ("public_welfare", "公益事业", _UPPER, _PERIOD, 6),
    ("land", "土地征收", _UPPER | _TOWN, _ANY, None),
    ("housing", "房屋征收", _UPPER | _TOWN, _ANY, None),
    ("public_order", "治安管理", _UPPER, _PERIOD, 6),
    ("relief", "社会救助", _UPPER | _TOWN, _PERIOD, 3),
    ("agriculture", "农业农村工作政策", _TOWN, _LONG, None),
    ("irrigation", "农田水利工程建设运营", _TOWN, _PERIOD, 12),
    ("land_contracts", "农村土地承包经营权流转", _TOWN, _PERIOD, 12),
    ("homesteads", "宅基地使用情况审核", _TOWN, _PERIOD, 3),
    ("village_levies", "筹资筹劳", _TOWN, _PERIOD, 12),
)  # fmt: skip

#: The second level below some items of article 20: parent item, code, title, explanation.
_SECOND = (
    (1, "rules", "规章", "现行有效的规章"),
    (1, "normative", "行政规范性文件", "现行有效、已废止、已失效的行政规范性文件"),
    (1, "cleaning", "文件清理结果", "规章和规范性文件的清理结果"),
    (2, "functions", "机关职能", "主要职责和“三定”规定"),
    (2, "leaders", "领导信息", "负责人姓名和分工"),
    (2, "sections", "内设机构", "内设机构、直属单位的职责和联系方式"),
    (2, "contact", "联系方式", "办公地址、办公时间、联系电话"),
    (5, "licences", "行政许可", "许可的依据、条件、程序和办理结果"),
    (5, "services", "其他对外管理服务", "服务事项的依据、条件、程序和办理结果"),
    (6, "penalties", "行政处罚", "处罚的依据、条件、程序和具有一定社会影响的决定"),
    (6, "coercion", "行政强制", "强制的依据、条件、程序"),
    (7, "budget", "预算", "政府预算、部门预算"),
    (7, "accounts", "决算", "政府决算、部门决算"),
    (7, "three_expenses", "“三公”经费", "“三公”经费预算和决算"),
    (11, "poverty", "巩固脱贫攻坚和乡村振兴", "帮扶政策、资金、项目和成效"),
    (11, "education", "教育", "招生入学、教育资助等政策及实施情况"),
    (11, "health", "医疗卫生", "医疗服务、医保等政策及实施情况"),
    (11, "social_security", "社会保障", "社会保险、社会救助等政策及实施情况"),
    (11, "employment", "促进就业", "就业创业政策及实施情况"),
    (12, "plans", "应急预案", "突发公共事件应急预案"),
    (12, "warnings", "预警信息", "突发公共事件预警信息"),
    (12, "handling", "应对情况", "突发公共事件的应对和处置情况"),
    (13, "environment", "环境保护", "环境保护监督检查情况"),
    (13, "public_health", "公共卫生", "公共卫生监督检查情况"),
    (13, "work_safety", "安全生产", "安全生产监督检查情况"),
    (13, "food_drugs", "食品药品", "食品药品监督检查情况"),
    (13, "products", "产品质量", "产品质量监督检查情况"),
    (14, "recruitment", "招考公告", "职位、名额、报考条件"),
    (14, "results", "录用结果", "录用公示和结果"),
)  # fmt: skip
_NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")


def _tree() -> dict[str, Node]:
    rows: dict[str, Node] = {}
    for number, (title, organs, explanation, frequency, months) in enumerate(_ARTICLE_20, 1):
        code = f"20.{number:02d}"
        article = f"第二十条第（{_NUMBERS[number - 1]}）项"
        rows[code] = Node(code, title, article, organs, explanation, frequency, months)
        for parent, name, inner_title, inner_explanation in _SECOND:
            if parent == number:
                inner = f"{code}.{name}"
                rows[inner] = Node(
                    inner, inner_title, article, organs, inner_explanation, frequency, months, parent=code
                )
    for name, title, organs, frequency, months in _ARTICLE_21:
        code = f"21.{name}"
        rows[code] = Node(code, title, "第二十一条", organs, f"{title}方面的政府信息", frequency, months)
    return rows


#: code → node, parents before children.
NODES = MappingProxyType(_tree())


def nodes_for(level: OrganLevel) -> tuple[Node, ...]:
    """Return the nodes that bind an organ of this level, in order (应当公开的目录). 依据:
    《条例》第二十条、第二十一条."""
    return tuple(node for node in NODES.values() if level in node.organs)


def children(code: str) -> tuple[Node, ...]:
    """Return the nodes directly below, "" giving the roots."""
    return tuple(node for node in NODES.values() if node.parent == code)


def address_of(code: str) -> str:
    """Return the address of a node's column (栏目地址): ``20.05.licences`` → ``t20-05-licences``."""
    return "t" + code.replace(".", "-").replace("_", "-")


def line_for_empty(node: Node, organ: str) -> str:
    """Return the sentence a node shows while nothing is in it (空栏目说明): there are no bare columns."""
    when = {
        Frequency.LONG_TERM: "有此类信息时将及时公开，并保持更新",
        Frequency.PERIODIC: "将按规定的周期公开",
        Frequency.AD_HOC: "产生此类信息后将及时公开",
    }[node.frequency]
    return (
        f"本栏目公开{organ}的{node.explanation}（《中华人民共和国政府信息公开条例》{node.article}）。"
        f"目前没有此类信息，{when}。"
    )


@dataclass(frozen=True, slots=True)
class Coverage:
    """How an organ's catalogue compares with what it must have (目录核对): codes, each list in order of the tree."""

    missing: tuple[str, ...]
    extra: tuple[str, ...]
    empty: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing and nothing empty."""
        return not self.missing and not self.empty


def coverage(level: OrganLevel, contents: Mapping[str, int], required: Iterable[str] | None = None) -> Coverage:
    """Compare an organ's nodes (code → number of publications) with the nodes it must have.

    ``required`` replaces the statutory list where a locality has its own template (目录内容规范); it may add nodes,
    and what
    it leaves out of the statutory roots is still missing.
    """
    statutory = [node.code for node in nodes_for(level) if not node.parent]
    wanted = list(dict.fromkeys([*statutory, *(required if required is not None else ())]))
    allowed = set(wanted) | {node.code for node in nodes_for(level)}
    return Coverage(
        missing=tuple(code for code in wanted if code not in contents),
        extra=tuple(code for code in contents if code not in allowed),
        empty=tuple(code for code in wanted if code in contents and _count_below(code, contents) == 0),
    )


def _count_below(code: str, contents: Mapping[str, int]) -> int:
    return sum(count for other, count in contents.items() if other == code or other.startswith(f"{code}."))


def missing_guide_fields(guide: Mapping[str, str]) -> tuple[str, ...]:
    """Return the labels of the statutory fields a 指南 lacks. 依据: 《条例》第十二条."""
    return tuple(GUIDE_FIELDS[name] for name in GUIDE_STATUTORY if not guide.get(name, "").strip())
