"""Kinds of what is published: the fifteen 公文文种 and the others (动态、通知公告、转载 …)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

from zwgk.rules.disclosure import Disclosure
from zwgk.rules.labelled import Labelled


class Direction(Labelled):
    """Which way a document goes (行文方向)."""

    UP = "up", "上行文"
    LEVEL = "level", "平行文"
    DOWN = "down", "下行文"


class Family(Labelled):
    """Which way to publication a kind takes (办理方式)."""

    OFFICIAL = "official", "公文"  # 拟制、审签、编号、用印
    OTHER = "other", "其他信息"  # 三审三校


#: Metadata (元数据) by name and label, as on the page of a document.
METADATA = MappingProxyType(
    {
        "title": "标题",
        "doc_number": "文号",
        "issuers": "发文机关",
        "date_written": "成文日期",
        "addressees": "主送机关",
        "signer": "签发人",
        "index_no": "索引号",
        "subject": "主题分类",
        "catalogue": "公文目录",
        "date_published": "发布日期",
        "source": "信息来源",
        "source_url": "原文链接",
        "author": "作者",
        "basis": "解读的文件",
    }
)


@dataclass(frozen=True, slots=True)
class Subtype:
    """A narrower kind (子类) with the attribute proposed for it, None where the kind's own holds."""

    code: str
    label: str
    default: Disclosure | None = None
    title: str = ""  # pattern by which a title is known


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind (文种).

    ``normative`` says whether a 规范性文件 may be of this kind; ``default`` the attribute proposed before the wizard is
    asked; ``item_reason`` that its not being published needs ground and reason for each single piece, never for the
    class;
    ``required`` names of :data:`METADATA`.
    """

    code: str
    label: str
    family: Family
    directions: frozenset[Direction]
    normative: bool
    default: Disclosure
    required: tuple[str, ...]
    use: str
    subtypes: tuple[Subtype, ...] = ()
    item_reason: bool = False

    def subtype(self, code: str) -> Subtype | None:
        """Return the subtype of this code, None where the kind has none such."""
        return next((one for one in self.subtypes if one.code == code), None)


_UP, _LEVEL, _DOWN = (frozenset({direction}) for direction in Direction)
_EVERY = _UP | _LEVEL | _DOWN
_BASE = ("title", "doc_number", "issuers", "date_written", "index_no", "subject")
_SENT = (*_BASE, "addressees")
_UPWARD = (*_SENT, "signer")
_PLAIN = ("title", "date_published", "source")
_O = Family.OFFICIAL

_ROWS = (
    DocumentKind(
        "resolution", "决议", _O, _DOWN, False, Disclosure.PUBLIC, _BASE, "会议讨论通过的重大决策事项"
    ),
    DocumentKind(
        "decision", "决定", _O, _DOWN, True, Disclosure.PUBLIC, _BASE,
        "对重要事项作出决策和部署、奖惩有关单位和人员、变更或者撤销下级机关不适当的决定事项",
        (Subtype("award", "表彰奖励决定", None, r"表彰|奖励|嘉奖"), Subtype("repeal", "废止修改决定",
            Disclosure.PUBLIC, r"废止|修改|失效")),
    ),
    DocumentKind(
        "order", "命令（令）", _O, _DOWN, False, Disclosure.PUBLIC, ("title", "doc_number", "issuers", "date_written",
            "signer"),
        "公布行政法规和规章、宣布施行重大强制性措施、批准授予和晋升衔级、嘉奖有关单位和人员",
    ),
    DocumentKind("gazette", "公报", _O, _DOWN, False, Disclosure.PUBLIC, _BASE, "公布重要决定或者重大事项"),
    DocumentKind(
        "proclamation", "公告", _O, _DOWN, True, Disclosure.PUBLIC, _BASE, "向国内外宣布重要事项或者法定事项",
        (Subtype("consultation", "征求意见公告", Disclosure.PUBLIC, r"征求.*意见"), Subtype("recruitment",
            "招考录用公告", Disclosure.PUBLIC, r"招考|招聘|录用|遴选")),
    ),
    DocumentKind("notice_to_public", "通告", _O, _DOWN, True, Disclosure.PUBLIC, _BASE,
        "在一定范围内公布应当遵守或者周知的事项"),
    DocumentKind(
        "opinion", "意见", _O, _EVERY, True, Disclosure.PUBLIC, _SENT, "对重要问题提出见解和处理办法",
        (Subtype("implementation", "实施意见", Disclosure.PUBLIC, r"实施意见|指导意见|若干意见"),),
    ),
    DocumentKind(
        "circular", "通知", _O, _LEVEL | _DOWN, True, Disclosure.PUBLIC, _SENT,
        "发布、传达要求下级机关执行和有关单位周知或者执行的事项，批转、转发公文",
        (
            Subtype("issue", "印发通知", Disclosure.PUBLIC, r"印发|发布|公布"),
            Subtype("forward", "批转、转发通知", None, r"批转|转发"),
            Subtype("meeting", "会议通知", Disclosure.ON_REQUEST, r"召开.*(?:会|会议)|会议.*通知|参加.*会"),
            Subtype("training", "培训通知", Disclosure.ON_REQUEST, r"举办.*(?:培训|研讨)|参加.*培训"),
            Subtype("personnel", "任免通知", Disclosure.PUBLIC, r"任职|免职|任免"),
            Subtype("work_points", "年度工作要点", Disclosure.PUBLIC, r"工作要点"),
            Subtype("general", "一般工作通知", Disclosure.ON_REQUEST, r"做好|报送|上报|填报|开展.*自查|召集|值班|放假"),
        ),
    ),
    DocumentKind("bulletin", "通报", _O, _DOWN, False, Disclosure.PUBLIC, _SENT,
        "表彰先进、批评错误、传达重要精神和告知重要情况"),
    DocumentKind(
        "report", "报告", _O, _UP, False, Disclosure.ON_REQUEST, _UPWARD,
            "向上级机关汇报工作、反映情况，回复上级机关的询问",
        (Subtype("undecided", "未定事项的报告", None),), item_reason=True,
    ),
    DocumentKind(
        "request", "请示", _O, _UP, False, Disclosure.ON_REQUEST, _UPWARD, "向上级机关请求指示、批准",
        (Subtype("undecided", "未定事项的请示", None),), item_reason=True,
    ),
    DocumentKind("reply", "批复", _O, _DOWN, False, Disclosure.PUBLIC, _SENT, "答复下级机关请示事项"),
    DocumentKind("motion", "议案", _O, _LEVEL, False, Disclosure.PUBLIC, _SENT,
        "各级人民政府按照法律程序向同级人大或者其常委会提请审议事项"),
    DocumentKind(
        "letter", "函", _O, _LEVEL, False, Disclosure.ON_REQUEST, _SENT,
            "不相隶属机关之间商洽工作、询问和答复问题、请求批准和答复审批事项",
        (
            Subtype("inter_department", "部门间商洽函", None, r"商请|征求|商洽"),
            Subtype("proposal_reply", "建议提案答复函", Disclosure.PUBLIC, r"(?:建议|提案).*(?:答复|复函)"),
            Subtype("reply", "复函", None, r"复函"),
        ),
        item_reason=True,
    ),
    DocumentKind(
        "minutes", "纪要", _O, _LEVEL | _DOWN, False, Disclosure.ON_REQUEST, ("title", "issuers", "date_written",
            "index_no", "subject"),
        "记载会议主要情况和议定事项", (Subtype("decisions", "议定事项涉及公众利益的纪要", Disclosure.PUBLIC),),
            item_reason=True,
    ),
    DocumentKind("news", "动态", Family.OTHER, frozenset(), False, Disclosure.PUBLIC, (*_PLAIN, "author"),
        "本机关工作情况的报道"),
    DocumentKind("announcement", "通知公告", Family.OTHER, frozenset(), False, Disclosure.PUBLIC, (*_PLAIN, "issuers"),
        "不编文号的通知、公示和公告"),
    DocumentKind("reprint", "转载", Family.OTHER, frozenset(), False, Disclosure.PUBLIC, (*_PLAIN, "source_url"),
        "转载上级机关或者权威媒体的信息，写明来源和原文链接"),
    DocumentKind("interpretation", "政策解读", Family.OTHER, frozenset(), False, Disclosure.PUBLIC, (*_PLAIN, "basis"),
        "对已公布文件的解读，与文件相互链接"),
    DocumentKind("response", "回应关切", Family.OTHER, frozenset(), False, Disclosure.PUBLIC, _PLAIN,
        "回应社会关切、澄清不实信息"),
    DocumentKind("data", "统计与数据", Family.OTHER, frozenset(), False, Disclosure.PUBLIC, (*_PLAIN, "subject"),
        "统计信息、预决算、名单等数据"),
    DocumentKind("annual_report", "年度报告", Family.OTHER, frozenset(), False, Disclosure.PUBLIC, ("title", "issuers",
        "date_published"), "政府信息公开工作年度报告"),
)  # fmt: skip

#: code → kind, the fifteen 公文文种 first.
KINDS = MappingProxyType({row.code: row for row in _ROWS})

#: The fifteen kinds of the 《党政机关公文处理工作条例》(中办发〔2012〕14号).
OFFICIAL = tuple(row for row in _ROWS if row.family is Family.OFFICIAL)

#: The eleven kinds that bureaus' own rules usually name.
USUAL = tuple(
    KINDS[code]
    for code in (
        "decision", "proclamation", "notice_to_public", "circular", "bulletin", "request", "report", "motion", "reply",
        "opinion", "letter",
    )
)  # fmt: skip

_TAIL = re.compile(r"(?:[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]|[\s\u3000]|第[〇零一二三四五六七八九十百\d]+号)+$")
_ENDINGS = (
    ("order", r"(?:人民政府|国务院|[省市县区部局]|主席|嘉奖|通缉)令"),
    ("annual_report", r"(?:政府信息公开|信息公开|网站)(?:工作)?年度报告|年度报告"),
    ("interpretation", r"(?:政策|文件|图文|图解|专家|一图读懂)?解读|解读材料|答记者问|政策问答"),
    ("minutes", r"纪要"),
    ("proclamation", r"公告"),
    ("notice_to_public", r"通告"),
    ("gazette", r"公报"),
    ("resolution", r"决议"),
    ("decision", r"决定"),
    ("circular", r"通知"),
    ("bulletin", r"通报"),
    ("reply", r"批复"),
    ("request", r"请示"),
    ("motion", r"议案"),
    ("opinion", r"(?<!征求)(?<!公众)(?<!反馈)(?<!审核)(?<!审查)意见"),
    ("report", r"的报告"),
    ("letter", r"(?:的|复)函"),
)


def guess_kind(title: str) -> DocumentKind | None:
    """Tell the kind from a title (「关于…的通知」 → 通知); brackets and numbers at the end are passed over.

    None where the title names no kind. Errors: none.
    """
    bare = _TAIL.sub("", title.strip())
    if re.match(r"^一图读懂|^图解|^解读", bare):
        return KINDS["interpretation"]
    for code, ending in _ENDINGS:
        if re.search(rf"(?:{ending})$", bare):
            return KINDS[code]
    return None


def guess_subtype(kind: DocumentKind, title: str) -> Subtype | None:
    """Tell the subtype from a title, None where none fits; 印发 goes before what the issued paper is about."""
    about = re.sub(r"《[^》]*》", "", title)
    fitting = [one for one in kind.subtypes if one.title and re.search(one.title, about)]
    points = kind.subtype("work_points")
    if points is not None and re.search(points.title, title):
        return points
    return fitting[0] if fitting else None


def default_disclosure(kind: DocumentKind, subtype: Subtype | None = None) -> Disclosure:
    """Return the attribute proposed by kind and subtype alone (按文种默认); the criteria decide, this only proposes."""
    if subtype is not None and subtype.default is not None:
        return subtype.default
    return kind.default


def missing_metadata(kind: DocumentKind, present: frozenset[str] | set[str]) -> tuple[str, ...]:
    """Return the labels of required metadata that are not there, in the order of the kind's row."""
    return tuple(METADATA[name] for name in kind.required if name not in present)
