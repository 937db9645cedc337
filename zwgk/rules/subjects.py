"""Classifications (分类): subjects, form of text, audience, the five publicities, key areas. All are editable
defaults."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from zwgk.rules.document_kinds import OFFICIAL
from zwgk.rules.labelled import Labelled


@dataclass(frozen=True, slots=True)
class Subject:
    """A class of subjects (主题分类): code of two digits, of four below; ``parent`` the code above or ""."""

    code: str
    label: str
    parent: str = ""


#: The 22 classes of the State Council's policy library with their second level; classes 22 has none.
_SUBJECTS = (
    ("01", "国务院组织机构",
        "国务院 国务院办公厅 组成部门 直属特设机构 直属机构 办事机构 直属事业单位 部委管理的国家局 议事协调机构 其他"),
    ("02", "综合政务", "政务公开 政务督查 应急管理 电子政务 文秘工作 保密工作 信访 参事、文史 其他"),
    ("03", "国民经济管理、国有资产监管", "宏观经济 经济体制改革 统计 物价 国有资产监管 重大建设项目 其他"),
    ("04", "财政、金融、审计", "财政 税务 银行 货币（含外汇） 证券 保险 社会信用体系建设 审计 其他"),
    ("05", "国土资源、能源", "土地 矿产 水资源 海洋 煤炭 石油与天然气 电力 其他"),
    ("06", "农业、林业、水利", "农业、畜牧业、渔业 林业 水利 其他"),
    ("07", "工业、交通",
        "机械制造与重工业 轻工纺织 化工 国防工业 航天、航空 信息产业（含电信） 公路 水运 铁路 民航 邮政 其他"),
    ("08", "商贸、海关、旅游", "对外经贸合作 国内贸易（含供销） 海关 检验、检疫 旅游 其他"),
    ("09", "市场监管、安全生产监管", "工商 质量监督 标准 食品药品监管 安全生产监管 其他"),
    ("10", "城乡建设、环境保护",
        "城市规划 城乡建设（含住房） 环境监测、保护与治理 节能与资源综合利用 气象、水文、测绘、地震 其他"),
    ("11", "科技、教育", "科技 教育 知识产权 其他"),
    ("12", "文化、广电、新闻出版", "文化 文物 新闻出版 广播、电影、电视 其他"),
    ("13", "卫生、体育", "卫生 医药管理 体育 其他"),
    ("14", "人口与计划生育、妇女儿童工作", "人口与计划生育 妇女儿童 其他"),
    ("15", "劳动、人事、监察", "劳动就业 社会保障 人事工作 军转安置 监察 纠正行业不正之风 其他"),
    ("16", "公安、安全、司法", "公安 国家安全 司法 其他"),
    ("17", "民政、扶贫、救灾", "减灾救灾 优抚安置 社会福利 行政区划与地名 社团管理 扶贫 其他"),
    ("18", "民族、宗教", "民族事务 宗教事务"),
    ("19", "对外事务", "外交、外事 国际条约、国际组织 其他"),
    ("20", "港澳台侨工作", "港澳工作 对台工作 侨务工作"),
    ("21", "国防", "国防建设 国防动员"),
    ("22", "其他", ""),
)  # fmt: skip


def _expanded() -> dict[str, Subject]:
    rows: dict[str, Subject] = {}
    for code, label, below in _SUBJECTS:
        rows[code] = Subject(code, label)
        for number, name in enumerate(below.split(), 1):
            inner = f"{code}{number:02d}"
            rows[inner] = Subject(inner, name, code)
    return rows


#: code → subject, both levels in order.
SUBJECTS = MappingProxyType(_expanded())


def top_subjects() -> tuple[Subject, ...]:
    """Return the 22 classes (一级主题)."""
    return tuple(row for row in SUBJECTS.values() if not row.parent)


def subjects_below(code: str) -> tuple[Subject, ...]:
    """Return the second level of a class (二级主题), empty where it has none."""
    return tuple(row for row in SUBJECTS.values() if row.parent == code)


def subject_path(code: str) -> str:
    """Return the printed path (主题分类), e.g. 「综合政务 > 政务公开」. Errors: ``KeyError`` for an unknown code."""
    row = SUBJECTS[code]
    return f"{SUBJECTS[row.parent].label} > {row.label}" if row.parent else row.label


#: 体裁分类: the fifteen kinds of official documents and what is none of them.
GENRES: tuple[str, ...] = (
    *(kind.label for kind in OFFICIAL),
    "规划",
    "计划",
    "方案",
    "办法",
    "细则",
    "图表",
    "名单",
    "动态",
    "解读",
    "其他",
)

#: 服务对象分类: group → audiences.
AUDIENCES = MappingProxyType(
    {
        "公民": ("婴幼儿", "未成年人", "学生", "青年", "妇女", "老年人", "残疾人", "退役军人", "失业人员",
            "低收入人口", "外来务工人员"),
        "企业": ("设立", "变更", "纳税", "投资", "融资", "招投标", "知识产权", "环保安全", "劳动用工", "注销"),
        "三农": ("农民", "农业经营主体", "村集体"),
        "涉外": ("外商投资", "出入境", "港澳台侨"),
        "公职人员": ("招考录用", "人事任免", "培训"),
        "社会组织": ("社会团体", "民办非企业单位", "基金会"),
    }
)  # fmt: skip


class FiveOpen(Labelled):
    """The five publicities (五公开)."""

    DECISION = "decision", "决策公开"
    EXECUTION = "execution", "执行公开"
    MANAGEMENT = "management", "管理公开"
    SERVICE = "service", "服务公开"
    RESULT = "result", "结果公开"


@dataclass(frozen=True, slots=True)
class KeyArea:
    """A key area (重点领域) and its items."""

    code: str
    label: str
    items: tuple[str, ...]


#: Five aspects with nineteen items in all.
KEY_AREAS = (
    KeyArea("powers", "行政权力运行", ("行政审批", "行政处罚", "权力清单和责任清单", "行政执法")),
    KeyArea("funds", "财政资金管理使用", ("财政预决算", "“三公”经费", "财政专项资金", "政府债务", "财政审计")),
    KeyArea("resources", "公共资源配置", ("征地信息", "国有土地上房屋征收", "保障性住房", "公共资源交易")),
    KeyArea("services", "公共服务", ("教育", "医疗卫生", "就业和社会保障")),
    KeyArea("supervision", "公共监管", ("环境保护", "安全生产", "食品药品安全")),
)

#: The 26 fields of the grass-roots standard (基层政务公开标准化试点领域, 国办发〔2019〕54号).
STANDARD_FIELDS = (
    "重大建设项目", "公共资源交易", "财政预决算", "安全生产", "税收管理", "征地补偿", "国有土地上房屋征收与补偿",
        "保障性住房",
    "农村危房改造", "生态环境", "公共文化服务", "公共法律服务", "扶贫", "救灾", "食品药品监管", "城市综合执法",
        "就业创业",
    "社会保险", "社会救助", "养老服务", "户籍管理", "涉农补贴", "义务教育", "医疗卫生", "市政服务", "国土空间规划",
)  # fmt: skip

#: What the public looks at most (权、钱、人、事), a set of tags.
FOCUS_TAGS = ("权", "钱", "人", "事")
