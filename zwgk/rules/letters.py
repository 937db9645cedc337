"""Letters from the public (群众来信、网民留言): their kinds, their limits, and a proposal of the kind from the words.

依据：政民互动制度第六条（政策咨询 3 个工作日，投诉求助 5 至 7 个，需调查处理 10 个，重难件 15 或 30 个）；
《政府信息公开条例》第三十三条（实为申请公开政府信息的，20 个工作日）。
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zwgk.rules.clock import Due, due
from zwgk.rules.labelled import Labelled
from zwgk.rules.limits import LocalFigure, in_force
from zwgk.rules.workdays import WorkCalendar


class LetterKind(Labelled):
    """Kinds of letters by what they ask for (信件类别)."""

    CONSULTATION = "consultation", "政策咨询"
    COMPLAINT = "complaint", "投诉求助"
    INVESTIGATION = "investigation", "需调查处理"
    DIFFICULT = "difficult", "重难件"
    INFO_REQUEST = "info_request", "实为政府信息公开申请"


#: the figures of each kind: what is aimed at, and the outer limit
FIGURES: Final[dict[LetterKind, tuple[str, str]]] = {
    LetterKind.CONSULTATION: ("letters.consult", "letters.consult"),
    LetterKind.COMPLAINT: ("letters.complaint_target", "letters.complaint_limit"),
    LetterKind.INVESTIGATION: ("letters.investigate", "letters.investigate"),
    LetterKind.DIFFICULT: ("letters.hard", "letters.hard_extended"),
    LetterKind.INFO_REQUEST: ("request.reply", "request.reply"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal that the dispatcher confirms: the kind, and why, in a sentence. ``denounces`` asks for the guard."""

    kind: LetterKind
    reason: str
    denounces: bool


@dataclass(frozen=True, slots=True)
class Clocks:
    """Until when a letter is to be answered: what is aimed at, and the outer limit."""

    target: Due
    limit: Due


@dataclass(frozen=True, slots=True)
class _Sign:
    """Words that speak for a kind, with their weight; in the title they weigh twice."""

    kind: LetterKind
    weight: int
    words: re.Pattern[str]


def _sign(kind: LetterKind, weight: int, pattern: str) -> _Sign:
    return _Sign(kind, weight, re.compile(pattern))


_K = LetterKind
_PAPERS: Final = (
    r"(?:文件|批复|批文|合同|协议|台账|明细|清单|名单|名册|会议纪要|纪要|报告|档案|方案|公告|依据|记录|鉴定|评估|材料|信息|"
    r"决算|预算|账目|复印件|复制件|电子版|扫描件|图纸|数据)"
)
_SIGNS: Final[tuple[_Sign, ...]] = (
    # 申请公开政府信息
    _sign(
        _K.INFO_REQUEST,
        6,
        r"(?:申请|要求|请求|请)[^，。；？：:]{0,14}?公开(?!征求|透明|招标|招聘|道歉|处理|曝光)|申请信息公开",
    ),
    _sign(
        _K.INFO_REQUEST,
        5,
        r"(?:根据|依据|按照)《?(?:中华人民共和国)?政府信息公开条例》?",
    ),
    _sign(
        _K.INFO_REQUEST,
        5,
        r"(?:申请|要求|需要|请求|希望|想|请)(?:贵?[局府委办县市区镇乡]|[你贵]单位|有关部门)?(?:依法)?(?:向我(?:们|方)?)?(?:获取|提供|查阅|复制|索取|"
        rf"给我|寄送)[^，。；？]{{0,40}}?{_PAPERS}",
    ),
    _sign(
        _K.INFO_REQUEST,
        4,
        r"信息公开申请(?!表|流程|方式|怎)|依申请公开(?:以下|下列|如下)|"
        r"申请(?:的)?(?:政府)?信息(?:内容|描述|名称)|(?:纸质|电子)(?:件|版|形式)(?:提供|答复|回复|邮寄)",
    ),
    _sign(
        _K.INFO_REQUEST,
        2,
        rf"公开[^，。；？]{{0,30}}?(?:项目|地块|年度|村)[^，。；？]{{0,20}}?{_PAPERS}",
    ),
    # 重难件
    _sign(
        _K.DIFFICULT,
        4,
        r"遗留(?:问题|下来)|历史遗留|烂尾|久拖不决|悬而未决|长期(?:得不到|未能?|没有|无法)(?:得到)?解决",
    ),
    _sign(
        _K.DIFFICULT,
        4,
        r"(?:互相|相互)推(?:诿|脱|卸)|踢皮球|推来推去|部门之间|各部门都说|都说不归",
    ),
    _sign(
        _K.DIFFICULT,
        2,
        r"(?:20[01]\d|19\d\d)年[^。]{4,60}(?:至今|到现在|迄今|直到现在)|上访|维权[^，。]{0,6}年|无数次|说法不一|没有哪个部门|没人(?:敢)?接手",
    ),
    _sign(
        _K.DIFFICULT,
        3,
        r"(?:涉及|牵涉|找了?|跑了?|跑遍)[^，。；]{0,12}(?:多个|好几个|[三四五六七八九十]个|几个)(?:部门|"
        r"单位|局)",
    ),
    _sign(
        _K.DIFFICULT,
        3,
        r"(?:多次|反复|一直|无数次|屡次|连续|年年|到处)(?:向?[^，。；]{0,16})?(?:反映|投诉|上访|信访|举报|"
        r"求助)[^。]{0,24}(?:未|没|无果|不管|仍|依然|石沉)",
    ),
    _sign(
        _K.DIFFICULT,
        3,
        r"(?:已经?|至今|拖了|长达|等了|近|超过)[^，。；]{0,6}(?:[三四五六七八九十]|\d{2}|[3-9])(?:多|余)?年",
    ),
    _sign(
        _K.DIFFICULT,
        3,
        r"(?:数百|上百|[一二三四五六七八九两]百|几百|数十|几十|\d{2,}|全体|全村|整个小区)(?:多|余)?(?:名|户|位|家)?(?:业主|村民|居民|"
        r"职工|购房者|农民工|群众|家庭|户)",
    ),
    _sign(
        _K.DIFFICULT,
        2,
        r"(?:拆迁|征收|征地)[^，。；]{0,12}(?:补偿|安置)[^，。]{0,16}(?:未|没|至今|不到位|迟迟)|"
        r"(?:不动产权?证|房产证|土地证)[^，。；]{0,14}(?:未|没|办不|无法|至今|迟迟)|改制|破产|"
        r"产权(?:纠纷|不清)|逾期(?:未)?交(?:房|付)",
    ),
    # 需调查处理
    _sign(
        _K.INVESTIGATION,
        5,
        r"举报|检举|揭发|控告",
    ),
    _sign(
        _K.INVESTIGATION,
        4,
        r"贪污|受贿|行贿|挪用|套取|骗取|冒领|侵占|截留|私分|虚报|优亲厚友|吃拿卡要|以权谋私|滥用职权|徇私|"
        r"弄虚作假|暗箱操作|围标|串标",
    ),
    _sign(
        _K.INVESTIGATION,
        3,
        r"偷排|直排|非法(?:排|采|占|经营|集资|倾倒|捕|营运|砍)|违法(?:占|建|用|经营|行为|转包)|"
        r"违规(?:收费|建|操作|招|补课|施工|倾倒)|违建|私自(?:占|搭|砍|改)|私搭乱建|无证|无照|假冒|伪劣|假药|"
        r"过期(?:食品|药)|超标排放|乱砍|盗采|黑(?:诊所|作坊|车|网吧)|造假|虚假宣传|传销|未批先建|"
        r"偷(?:税|工减料)|乱收费",
    ),
    _sign(
        _K.INVESTIGATION,
        3,
        r"(?:请|希望|恳请|要求|望)[^，。；]{0,14}(?:调查|查处|彻查|严查|核查|查实|立案|追责|问责|检查处理|"
        r"依法处理)",
    ),
    _sign(
        _K.INVESTIGATION,
        2,
        r"污染|中毒|死鱼|刺鼻|偷工减料|质量(?:问题|不合格)|不合格",
    ),
    # 投诉求助
    _sign(
        _K.COMPLAINT,
        4,
        r"投诉|求助|"
        r"(?:请|希望|恳请|盼|望)[^，。；？]{0,16}(?:帮助|帮忙|解决|协调|尽快|维修|修复|处理|修一下|改善|"
        r"安装|清理|整治|救助|给个说法)",
    ),
    _sign(
        _K.COMPLAINT,
        3,
        r"扰民|噪音|噪声|油烟|停水|停电|断水|断电|断网|漏水|渗水|不热|不亮|坏了|破损|坑洼|积水|堵塞|塌陷|"
        r"垃圾(?:成堆|无人|没人|满地|遍地)|无人(?:管|清)|没人(?:管|清|修|处理)|乱停|乱扔|占道|臭味|异味|"
        r"恶臭|野狗|飞线",
    ),
    _sign(
        _K.COMPLAINT,
        3,
        r"拖欠|欠薪|讨薪|不退|拒不|不发|未发放|没(?:有)?(?:收到|领到|拿到|发)|少发|漏发|多收|扣(?:了|费)|"
        r"态度(?:恶劣|差|不好)|推诿|不作为|刁难|不给(?:办|退|解决|开)|强制(?:消费|收费)",
    ),
    _sign(
        _K.COMPLAINT,
        2,
        r"困难|影响(?:了)?(?:正常)?(?:生活|休息|出行|学习)|安全隐患|出行不便|苦不堪言|不合理|停发|吵得|睡不着|怎么办|没有生活来源|太慢|一直没有?人|损失",
    ),
    # 政策咨询
    _sign(
        _K.CONSULTATION,
        5,
        r"咨询|请教|请问|想问|问一下|想了解|想知道",
    ),
    _sign(
        _K.CONSULTATION,
        3,
        r"(?:需要|要)(?:带|提供|准备|提交)?(?:什么|哪些)(?:材料|手续|证件|资料|条件)|"
        r"(?:怎么|怎样|如何)(?:申请|办理|办|领取|报名|缴|查询|计算|认定|报销|参保|转|申报|提出|操作|补)|"
        r"在哪(?:里|儿)?(?:办|领|申请|查|交|报)|什么(?:时候|条件|标准|政策|流程|时间)|"
        r"多少(?:钱|元|分|天|年)|几(?:月|号|点)",
    ),
    _sign(
        _K.CONSULTATION,
        2,
        r"是否|能否|可否|可不可以|能不能|有没有|是不是|可以吗|要不要|需不需要|哪(?:个|些|里|儿|家)|多少|几[天个]|何时|吗\s*$|[？?]",
    ),
    _sign(
        _K.CONSULTATION,
        2,
        r"建议",
    ),
)
_DENOUNCES: Final = re.compile(
    r"举报|检举|揭发|控告|贪污|受贿|挪用|套取|骗取|冒领|侵占|截留|优亲厚友|吃拿卡要|以权谋私|滥用职权|徇私|不作为|态度恶劣"
)
#: asks how to apply, and is no application
_HOW_TO_ASK: Final = re.compile(
    r"(?:怎么|怎样|如何|哪里|在哪)[^，。；？]{0,10}(?:申请|提交|提出)[^，。；？]{0,10}(?:信息公开|公开)|"
    r"(?:信息公开|依申请公开)(?:申请)?[^，。；？]{0,12}(?:怎么|怎样|如何|流程|要多久|需要什么|需要哪些)"
)
#: where two weigh the same, the one with the longer inquiry before it
_ORDER: Final = (_K.INFO_REQUEST, _K.DIFFICULT, _K.INVESTIGATION, _K.COMPLAINT, _K.CONSULTATION)
#: below this weight nothing is said to be difficult or an application
_LEAST: Final = {_K.DIFFICULT: 5, _K.INFO_REQUEST: 5}


def propose(title: str, text: str) -> Proposal:
    """Propose the kind of a letter from its words; a person decides.

    Signs of each kind are weighed, each once, doubled in the title. A letter that neither asks nor accuses is taken as
    投诉求助: it tells of something, and somebody should look.
    """
    weights = dict.fromkeys(LetterKind, 0)
    said: dict[LetterKind, list[str]] = {kind: [] for kind in LetterKind}
    for sign in _SIGNS:
        for where, factor in ((title, 2), (text, 1)):
            found = sign.words.search(where)
            if found is not None:
                weights[sign.kind] += sign.weight * factor
                said[sign.kind].append(found[0].strip()[:16])
                break
    if _HOW_TO_ASK.search(f"{title}\n{text}"):
        weights[_K.INFO_REQUEST] -= 8
        weights[_K.CONSULTATION] += 3
    for kind, least in _LEAST.items():
        if weights[kind] < least:
            weights[kind] = 0
    if weights[_K.DIFFICULT]:  # a difficult matter is also a complaint: what makes it difficult decides
        weights[_K.DIFFICULT] += max(weights[_K.COMPLAINT], weights[_K.INVESTIGATION]) // 2
    kind = max(_ORDER, key=lambda one: (weights[one], -_ORDER.index(one)))
    if not weights[kind]:
        kind = _K.COMPLAINT  # who asks for nothing tells of something
    words = "、".join(f"“{word}”" for word in dict.fromkeys(said[kind]) if word)
    reason = f"文中有{words}" if words else "没有提问，也没有举报、申请公开等字样"
    return Proposal(kind, f"{reason}，建议按“{kind.label}”办理", _DENOUNCES.search(f"{title}\n{text}") is not None)


def clocks(kind: LetterKind, received_on: date, calendar: WorkCalendar, local: Sequence[LocalFigure] = ()) -> Clocks:
    """Count until when a letter of a kind is to be answered, from the day after it came."""
    target, limit = (
        due(received_on, in_force(key, received_on, local=local).number, calendar) for key in FIGURES[kind]
    )
    return Clocks(target, limit)
