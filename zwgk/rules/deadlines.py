"""The kinds of clocks (期限种类), one row each: which figure, what starts it, what stops it, what may change it.

Rooms read these rows; a new deadline is a row here, its figure in :mod:`zwgk.rules.figures`, and a start and a stop in
the acts. Names of events are the acts' own words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zwgk.rules.clock import Due
from zwgk.rules.labelled import Labelled
from zwgk.rules.limits import InForce, LocalFigure, in_force
from zwgk.rules.periods import Unit, period, yearly
from zwgk.rules.workdays import WorkCalendar


class Subject(Labelled):
    """What kind of matter a clock runs over."""

    PUBLICATION = "publication", "主动公开"
    REQUEST = "request", "依申请公开"
    LETTER = "letter", "信件"
    RESPONSE = "response", "回应关切"
    DECISION = "decision", "决策公开"
    SUPERVISION = "supervision", "监督考核"
    ANNUAL = "annual", "年度报告"
    ENFORCEMENT = "enforcement", "执法公示"
    REMEDY = "remedy", "救济"


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One kind of clock. ``figure`` is a key of the figures; ``starts`` and ``stops`` name events in Chinese.

    ``pausable``: consultations are not counted. ``extension``: the figure that bounds an extension, if it may have one.
    ``restarts``: events that start it anew in full. ``minimum``: not a last day but the earliest day on which the next
    step may come. ``advisory``: an aim inside a wider limit; passing it warns but is no delay.
    """

    key: str
    label: str
    subject: Subject
    figure: str
    starts: str
    stops: str
    basis: str
    pausable: bool = False
    extension: str | None = None
    restarts: tuple[str, ...] = ()
    minimum: bool = False
    advisory: bool = False


_CORRECTED, _PAID = "收到补正", "缴费"
_INTERACTION = "《毕节市文化广电旅游局政民互动制度》第六条"

_PUBLISHING = (
    DeadlineRule(
        "publish", "公开", Subject.PUBLICATION, "publish.deadline", "信息形成", "公开", "《政府信息公开条例》第二十六条"
    ),
    DeadlineRule(
        "publish_update",
        "更新公开内容",
        Subject.PUBLICATION,
        "publish.update_deadline",
        "信息变更",
        "更新公开件",
        "《政府信息公开条例》第二十六条",
    ),
    DeadlineRule(
        "handover",
        "移交发布科室",
        Subject.PUBLICATION,
        "publish.handover",
        "签发（按设置）",
        "移交",
        "《楚雄州商务局政务公开工作实施方案》四（一）4",
    ),
    DeadlineRule(
        "handover_normative",
        "移交发布科室（规范性文件）",
        Subject.PUBLICATION,
        "publish.handover_normative",
        "签发（按设置）",
        "移交",
        "《楚雄州商务局政务公开工作实施方案》四（一）4",
    ),
    DeadlineRule(
        "disclosure_review",
        "评估审查不予公开信息",
        Subject.PUBLICATION,
        "disclosure.review_cycle",
        "确定不予公开或者上次审查",
        "审查",
        "《政府信息公开条例》第十八条",
    ),
    DeadlineRule(
        "interpretation",
        "发布解读材料",
        Subject.PUBLICATION,
        "interpret.deadline",
        "文件公开",
        "解读公开",
        "国办发〔2016〕80号",
    ),
)

_REQUESTS = (
    DeadlineRule(
        "reply",
        "答复",
        Subject.REQUEST,
        "request.reply",
        "收到申请",
        "发出答复",
        "《政府信息公开条例》第三十三条",
        pausable=True,
        extension="request.extension_max",
        restarts=(_CORRECTED, _PAID),
    ),
    DeadlineRule(
        "correction_notice",
        "补正告知",
        Subject.REQUEST,
        "request.correction_notice",
        "收到申请",
        "发出补正告知",
        "《政府信息公开条例》第三十条",
    ),
    DeadlineRule(
        "correction",
        "申请人补正",
        Subject.REQUEST,
        "request.correction_period",
        "申请人收到补正告知",
        "收到补正",
        "《政府信息公开条例》第三十条",
    ),
    DeadlineRule(
        "record_correction",
        "更正本人信息",
        Subject.REQUEST,
        "request.record_correction",
        "收到更正申请",
        "更正并告知",
        "《政府信息公开条例》第四十一条",
    ),
    DeadlineRule(
        "transfer",
        "转交业务科室",
        Subject.REQUEST,
        "request.transfer",
        "收到申请",
        "转交",
        "《毕节市文化广电旅游局政府信息依申请公开制度》第三条",
    ),
    DeadlineRule(
        "section_draft",
        "业务科室提供答复内容",
        Subject.REQUEST,
        "request.section_draft",
        "收到申请（按设置）",
        "提交答复内容",
        "《毕节市文化广电旅游局政府信息依申请公开制度》第三条",
        pausable=True,
        restarts=(_CORRECTED, _PAID),
    ),
    DeadlineRule(
        "third_party",
        "第三方回复意见",
        Subject.REQUEST,
        "request.third_party",
        "第三方收到征求意见书",
        "第三方答复",
        "《政府信息公开条例》第三十二条",
    ),
    DeadlineRule(
        "joint_organ",
        "共同制作机关回复意见",
        Subject.REQUEST,
        "request.joint_organ",
        "该机关收到征求意见书",
        "该机关答复",
        "《政府信息公开条例》第三十四条",
    ),
    DeadlineRule(
        "fee_payment",
        "缴纳信息处理费",
        Subject.REQUEST,
        "fee.payment",
        "收到收费通知",
        "缴费",
        "国办函〔2020〕109号第六条",
    ),
)


def _letter(key: str, label: str, figure: str, basis: str = _INTERACTION, *, advisory: bool = False) -> DeadlineRule:
    return DeadlineRule(key, label, Subject.LETTER, figure, "收到信件", "回复", basis, advisory=advisory)


_LETTERS = (
    _letter("letter_consult", "政策咨询回复", "letters.consult"),
    _letter("letter_complaint_target", "投诉求助回复（目标）", "letters.complaint_target", advisory=True),
    _letter("letter_complaint", "投诉求助回复", "letters.complaint_limit"),
    _letter("letter_investigate", "需调查处理的回复", "letters.investigate"),
    _letter("letter_hard", "重难件回复（目标）", "letters.hard", advisory=True),
    _letter("letter_hard_extended", "重难件回复", "letters.hard_extended"),
    _letter("letter_veto", "留言回应（单项否决）", "letters.veto", "国办秘函〔2019〕19号"),
)

_OTHERS = (
    DeadlineRule(
        "incident_release",
        "突发事件首次发布",
        Subject.RESPONSE,
        "incident.first_release",
        "事件发生",
        "首次发布",
        "国办发〔2016〕80号",
    ),
    DeadlineRule(
        "incident_conference",
        "突发事件新闻发布会",
        Subject.RESPONSE,
        "incident.press_conference",
        "事件发生",
        "举行新闻发布会",
        "国办发〔2016〕61号",
    ),
    DeadlineRule(
        "opinion_reply",
        "政务舆情回应",
        Subject.RESPONSE,
        "opinion.reply_other",
        "舆情发现",
        "回应",
        "国办发〔2016〕61号",
    ),
    DeadlineRule(
        "predecision",
        "公开征求意见",
        Subject.DECISION,
        "predecision.period_min",
        "草案公布",
        "征求意见结束",
        "国务院令第713号第十五条",
        minimum=True,
    ),
    DeadlineRule(
        "predecision_local",
        "预公开",
        Subject.DECISION,
        "predecision.period_max_local",
        "草案公布",
        "预公开结束",
        "《毕节市文化广电旅游局重大行政决策事项预公开制度》五",
    ),
    DeadlineRule(
        "legality_review",
        "合法性审查",
        Subject.DECISION,
        "legality_review.min",
        "送审",
        "出具审查意见",
        "国务院令第713号第二十六条",
        minimum=True,
    ),
    DeadlineRule(
        "hearing_material",
        "听证材料送达",
        Subject.DECISION,
        "hearing.material",
        "送达听证材料",
        "举行听证会",
        "国务院令第713号第十六条",
        minimum=True,
    ),
    DeadlineRule(
        "rectify",
        "评议整改",
        Subject.SUPERVISION,
        "rectify.period",
        "收到评议意见",
        "报送整改措施",
        "《毕节市文化广电旅游局政府信息公开民主监督评议制度》第七条",
    ),
    DeadlineRule(
        "annual_department",
        "部门年报公布",
        Subject.ANNUAL,
        "annual.department_due",
        "年度结束",
        "年报公布",
        "《政府信息公开条例》第四十九条",
    ),
    DeadlineRule(
        "annual_government",
        "政府年报公布",
        Subject.ANNUAL,
        "annual.government_due",
        "年度结束",
        "年报公布",
        "《政府信息公开条例》第四十九条",
    ),
    DeadlineRule(
        "enforcement_result",
        "执法结果公开",
        Subject.ENFORCEMENT,
        "enforcement.result",
        "作出执法决定",
        "公开",
        "国办发〔2018〕118号",
    ),
    DeadlineRule(
        "enforcement_licence",
        "许可、处罚公开",
        Subject.ENFORCEMENT,
        "enforcement.licence_penalty",
        "作出决定",
        "公开",
        "国办发〔2018〕118号",
    ),
    DeadlineRule(
        "penalty_withdraw",
        "撤回处罚公开",
        Subject.ENFORCEMENT,
        "enforcement.penalty_withdraw",
        "处罚决定变更、撤销",
        "撤回公开并说明理由",
        "《行政处罚法》第四十八条",
    ),
    DeadlineRule(
        "reconsideration",
        "申请行政复议",
        Subject.REMEDY,
        "remedy.reconsideration",
        "送达答复",
        "申请复议",
        "《行政复议法》第二十条",
    ),
    DeadlineRule(
        "litigation",
        "提起行政诉讼",
        Subject.REMEDY,
        "remedy.litigation_direct",
        "送达答复",
        "起诉",
        "《行政诉讼法》第四十六条",
    ),
    DeadlineRule(
        "litigation_after",
        "不服复议起诉",
        Subject.REMEDY,
        "remedy.litigation_after",
        "收到复议决定",
        "起诉",
        "《行政诉讼法》第四十五条",
    ),
    DeadlineRule(
        "respondent_simple",
        "复议答辩（简易）",
        Subject.REMEDY,
        "remedy.respondent_simple",
        "收到复议申请书副本",
        "提交答复",
        "《行政复议法》第五十四条",
    ),
    DeadlineRule(
        "respondent_ordinary",
        "复议答辩（普通）",
        Subject.REMEDY,
        "remedy.respondent_ordinary",
        "收到复议申请书副本",
        "提交答复",
        "《行政复议法》第四十八条",
    ),
)

DEADLINES: Mapping[str, DeadlineRule] = {rule.key: rule for rule in (*_PUBLISHING, *_REQUESTS, *_LETTERS, *_OTHERS)}


def figure_of(
    key: str, on: date, local: Sequence[LocalFigure] = (), settings: Mapping[str, str] | None = None
) -> InForce:
    """Return the figure in force for a kind of clock on the day it starts. Errors: ``KeyError`` for an unknown kind."""
    return in_force(DEADLINES[key].figure, on, local, settings)


def due_for(
    key: str,
    start: date,
    calendar: WorkCalendar,
    local: Sequence[LocalFigure] = (),
    settings: Mapping[str, str] | None = None,
) -> Due | None:
    """Return when a clock of this kind, started on ``start``, is due; ``None`` where nobody sets a figure.

    A yearly report is due on its fixed day in the year after ``start`` (the report year). Pauses, extensions and
    restarts are the business of :func:`zwgk.rules.clock.due`. Errors: ``KeyError`` for an unknown kind; ``BadInput``
    for kinds measured in hours, whose start is a moment (:func:`zwgk.rules.periods.hours`).
    """
    figure = figure_of(key, start, local, settings)
    if figure.value is None:
        return None
    if figure.unit is Unit.MONTH_DAY:
        return Due(yearly(str(figure.value), start.year + 1), firm=True)
    return period(start, figure.number, figure.unit, calendar)
