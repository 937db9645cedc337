"""Every figure that a rule may set (规则数值): its national value, basis, unit, direction and validity, one row each.

Where the law leaves a figure open there is a row without a national value, so that a locality's own figure has a place.
``verified`` is ``False`` where the basis is known but its text was not read again when the row was written.
Where the law changed there are two rows of one key, told apart by their dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zwgk.rules.labelled import Labelled
from zwgk.rules.periods import Unit

#: A number in the row's unit, or ``MM-DD`` for a fixed day of the year.
Value = int | str


class Direction(Labelled):
    """In which direction a local figure may differ from the national one."""

    LOWER = "lower", "只能更短（更少）"
    HIGHER = "higher", "只能更长（更多）"
    EARLIER = "earlier", "只能更早"
    FIXED = "fixed", "不得另行规定"
    CONFLICT = "conflict", "与法定最低期限冲突，须区分事项"


@dataclass(frozen=True, slots=True)
class Limit:
    """One figure; ``national`` is ``None`` where no national rule sets it. Dates: first and last day in force.

    ``suggested``: what we take where the law asks for something reasonable or regular and nobody has set a figure; it
    binds nobody and a local figure replaces it in either direction.
    """

    key: str
    label: str
    unit: Unit
    direction: Direction
    national: Value | None = None
    basis: str = ""
    verified: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""
    suggested: Value | None = None

    def in_force(self, on: date) -> bool:
        """Return whether the row is in force on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


_REGULATION = date(2019, 5, 15)  # 国务院令第711号 in force
_FIRST_REGULATION = date(2008, 5, 1)  # 国务院令第492号 in force, until the day before
_UNTIL_REGULATION = date(2019, 5, 14)
_DECISIONS = date(2019, 9, 1)  # 国务院令第713号 in force
_OPENNESS = date(2016, 11, 10)  # 国办发〔2016〕80号
_OPINION = date(2016, 7, 30)  # 国办发〔2016〕61号
_ENFORCEMENT = date(2018, 12, 5)  # 国办发〔2018〕118号
_SITES = date(2019, 4, 1)  # 国办秘函〔2019〕19号
_PENALTIES = date(2021, 7, 15)  # 行政处罚法 (2021)
_RECONSIDERATION = date(2024, 1, 1)  # 行政复议法 (2023)
_LITIGATION = date(2015, 5, 1)  # 行政诉讼法 (2014)
_FEE = date(2021, 1, 1)  # 国办函〔2020〕109号

_WD, _ND, _MONTHS, _HOURS = Unit.WORKING_DAYS, Unit.NATURAL_DAYS, Unit.MONTHS, Unit.HOURS
_TIMES, _PERCENT = Unit.TIMES_PER_YEAR, Unit.PERCENT
_LOWER, _HIGHER, _FIXED, _EARLIER = Direction.LOWER, Direction.HIGHER, Direction.FIXED, Direction.EARLIER

_NO_NATIONAL_TERM = "国家没有统一规定，各地多为三至五年、暂行和试行一至二年、届满前六个月评估"


def _gkxx(article: str) -> str:
    return f"《政府信息公开条例》（国务院令第711号）{article}"


def _old_gkxx(article: str) -> str:
    return f"《政府信息公开条例》（国务院令第492号）{article}"


#: The figures of the first 条例 for what was formed or received before 2019-05-15; not read again.
_BEFORE_2019 = (
    ("publish.deadline", "主动公开期限", _WD, _LOWER, 20, "第十八条"),
    ("publish.update_deadline", "信息变更更新期限", _WD, _LOWER, 20, "第十八条"),
    ("request.reply", "答复期限", _WD, _LOWER, 15, "第二十四条"),
    ("request.extension_max", "延长答复期限上限", _WD, _LOWER, 15, "第二十四条"),
    ("annual.department_due", "部门年报报送并公布", Unit.MONTH_DAY, _EARLIER, "03-31", "第三十一条"),
    ("annual.government_due", "政府年报公布", Unit.MONTH_DAY, _EARLIER, "03-31", "第三十一条"),
)

_PUBLISHING = (
    Limit("publish.deadline", "主动公开期限", _WD, _LOWER, 20, _gkxx("第二十六条"), valid_from=_REGULATION),
    Limit("publish.update_deadline", "信息变更更新期限", _WD, _LOWER, 20, _gkxx("第二十六条"), valid_from=_REGULATION),
    Limit("publish.handover", "文件移交发布科室期限", Unit.DAYS, _LOWER, note="未写明工作日或者自然日，由设置决定"),
    Limit(
        "publish.handover_normative",
        "规范性文件移交发布科室期限",
        Unit.DAYS,
        _LOWER,
        note="未写明工作日或者自然日，由设置决定",
    ),
    Limit(
        "interpret.deadline",
        "解读材料发布期限",
        _WD,
        _LOWER,
        3,
        "国办发〔2016〕80号",
        verified=False,
        valid_from=_OPENNESS,
    ),
    Limit("normative.term", "行政规范性文件有效期", Unit.YEARS, _LOWER, note=_NO_NATIONAL_TERM, suggested=5),
    Limit("normative.term_trial", "暂行、试行文件有效期", Unit.YEARS, _LOWER, note=_NO_NATIONAL_TERM, suggested=2),
    Limit("normative.expiry_notice", "有效期届满前提醒评估", _MONTHS, _HIGHER, note=_NO_NATIONAL_TERM, suggested=6),
    Limit("interpret.leader_min", "主要负责人年度解读次数", _TIMES, _HIGHER),
)

_REQUESTS = (
    Limit("request.transfer", "申请转交业务科室期限", _WD, _LOWER),
    Limit("request.section_draft", "业务科室提供答复内容期限", _WD, _LOWER, note="起算日由设置决定"),
    Limit("request.reply", "答复期限", _WD, _LOWER, 20, _gkxx("第三十三条"), valid_from=_REGULATION),
    Limit(
        "request.extension_max",
        "延长答复期限上限",
        _WD,
        _LOWER,
        20,
        _gkxx("第三十三条"),
        valid_from=_REGULATION,
        note="须经政府信息公开工作机构负责人同意并告知申请人",
    ),
    Limit("request.correction_notice", "补正告知期限", _WD, _LOWER, 7, _gkxx("第三十条"), valid_from=_REGULATION),
    Limit(
        "request.correction_period",
        "申请人补正期限",
        _WD,
        _HIGHER,
        note="《政府信息公开条例》第三十条只要求合理",
        suggested=10,
    ),
    Limit(
        "request.record_correction", "更正本人信息的办理期限", _WD, _LOWER, note="《政府信息公开条例》第四十一条未规定"
    ),
    Limit("request.third_party", "第三方回复意见期限", _WD, _FIXED, 15, _gkxx("第三十二条"), valid_from=_REGULATION),
    Limit(
        "request.joint_organ",
        "共同制作机关回复意见期限",
        _WD,
        _FIXED,
        15,
        _gkxx("第三十四条"),
        valid_from=_REGULATION,
        note="逾期未提出意见的，视为同意公开",
    ),
    Limit(
        "fee.payment",
        "信息处理费缴纳期限",
        _ND,
        _FIXED,
        30,
        "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第六条",
        verified=False,
        valid_from=_FEE,
    ),
)

_LETTERS = (
    Limit("letters.consult", "政策咨询类留言回复", _WD, _LOWER, suggested=3),
    Limit("letters.complaint_target", "投诉求助类留言回复（目标）", _WD, _LOWER, suggested=5),
    Limit("letters.complaint_limit", "投诉求助类留言回复（上限）", _WD, _LOWER, suggested=7),
    Limit("letters.investigate", "需调查处理留言回复", _WD, _LOWER, suggested=10),
    Limit("letters.hard", "重难件回复", _WD, _LOWER, suggested=15),
    Limit("letters.hard_extended", "重难件回复（延长）", _WD, _LOWER, note="延长须经批准", suggested=30),
    Limit("letters.veto", "留言超期未回应单项否决", _MONTHS, _LOWER, 3, "国办秘函〔2019〕19号", valid_from=_SITES),
)

_RESPONSE = (
    Limit(
        "incident.first_release",
        "重大突发事件首次权威发布",
        _HOURS,
        _LOWER,
        5,
        "国办发〔2016〕80号",
        valid_from=_OPENNESS,
    ),
    Limit(
        "incident.press_conference",
        "重大突发事件新闻发布会",
        _HOURS,
        _LOWER,
        24,
        "国办发〔2016〕61号；国办发〔2016〕80号",
        valid_from=_OPINION,
    ),
    Limit("opinion.reply_other", "其他政务舆情回应", _HOURS, _LOWER, 48, "国办发〔2016〕61号", valid_from=_OPINION),
)

_DECISION_MAKING = (
    Limit(
        "predecision.period_min",
        "重大决策、涉企文件、规章公开征求意见最短期限",
        _ND,
        _HIGHER,
        30,
        "《重大行政决策程序暂行条例》（国务院令第713号）第十五条；《优化营商环境条例》第六十二条；"
        "《规章制定程序条例》第十五条",
        valid_from=_DECISIONS,
        note="只有公开说明理由才可以缩短",
    ),
    Limit(
        "predecision.period_max_local",
        "预公开时间上限（本地）",
        _WD,
        Direction.CONFLICT,
        note="法定最低期限适用的事项，以法定期限为准；其他事项按本地期限",
    ),
    Limit(
        "legality_review.min",
        "合法性审查时间",
        _WD,
        _HIGHER,
        7,
        "《重大行政决策程序暂行条例》（国务院令第713号）第二十六条",
        valid_from=_DECISIONS,
    ),
    Limit(
        "hearing.material",
        "听证材料送达提前",
        _ND,
        _HIGHER,
        7,
        "《重大行政决策程序暂行条例》（国务院令第713号）第十六条",
        valid_from=_DECISIONS,
    ),
)

_SUPERVISION = (
    Limit(
        "disclosure.review_cycle",
        "不予公开信息定期评估审查周期",
        Unit.YEARS,
        _LOWER,
        note="《政府信息公开条例》第十八条只要求定期",
        suggested=1,
    ),
    Limit("rectify.period", "评议整改期限", _MONTHS, _LOWER),
    Limit("appraise.per_year", "民主评议次数", _TIMES, _HIGHER),
    Limit("evaluation.online_per_year", "网上测评次数", _TIMES, _HIGHER),
    Limit("bulletin.per_year", "信息公开月报", _TIMES, _HIGHER),
    Limit(
        "site_check.per_year",
        "政府网站监测次数",
        _TIMES,
        _HIGHER,
        4,
        "国办秘函〔2019〕19号（省级、部门按季度）",
        verified=False,
        valid_from=_SITES,
    ),
    Limit(
        "assess.weight_min",
        "政务公开考核分值权重",
        _PERCENT,
        _HIGHER,
        4,
        "国办发〔2016〕80号",
        verified=False,
        valid_from=_OPENNESS,
    ),
    Limit("assess.key_area_share_min", "重点信息占任务数比例", _PERCENT, _HIGHER),
    Limit(
        "annual.department_due",
        "部门年报报送并公布",
        Unit.MONTH_DAY,
        _EARLIER,
        "01-31",
        _gkxx("第四十九条"),
        valid_from=_REGULATION,
    ),
    Limit(
        "annual.government_due",
        "政府年报公布",
        Unit.MONTH_DAY,
        _EARLIER,
        "03-31",
        _gkxx("第四十九条"),
        valid_from=_REGULATION,
    ),
    Limit("report.head_hears", "主要领导听取汇报次数", _TIMES, _HIGHER),
    Limit("report.deputy_studies", "分管领导专题研究次数", _TIMES, _HIGHER),
    Limit("training.cycle", "政务公开人员轮训周期", Unit.YEARS, _LOWER),
    Limit("staff.township_dedicated", "乡镇专职人员数", Unit.PERSONS, _HIGHER),
)

_SERVICES = (
    Limit("hr.market_analysis_per_year", "人力资源市场供求分析发布", _TIMES, _HIGHER),
    Limit("service.material_cut", "办事材料减少比例", _PERCENT, _HIGHER),
    Limit("service.once_items", "最多跑一次高频事项", Unit.ITEMS, _HIGHER),
    Limit("enforcement.result", "行政执法结果公开", _WD, _LOWER, 20, "国办发〔2018〕118号", valid_from=_ENFORCEMENT),
    Limit(
        "enforcement.licence_penalty",
        "行政许可、行政处罚公开",
        _WD,
        _LOWER,
        7,
        "国办发〔2018〕118号",
        valid_from=_ENFORCEMENT,
    ),
    Limit(
        "enforcement.penalty_withdraw",
        "处罚决定变更撤回公开",
        _WD,
        _LOWER,
        3,
        "《行政处罚法》第四十八、八十五条",
        valid_from=_PENALTIES,
    ),
)

_REMEDIES = (
    Limit(
        "remedy.reconsideration",
        "申请行政复议期限",
        _ND,
        _FIXED,
        60,
        "《行政复议法》第二十条",
        valid_from=_RECONSIDERATION,
    ),
    Limit(
        "remedy.litigation_direct",
        "直接起诉期限",
        _MONTHS,
        _FIXED,
        6,
        "《行政诉讼法》第四十六条",
        valid_from=_LITIGATION,
    ),
    Limit(
        "remedy.litigation_after",
        "复议后起诉期限",
        _ND,
        _FIXED,
        15,
        "《行政诉讼法》第四十五条",
        valid_from=_LITIGATION,
    ),
    Limit(
        "remedy.respondent_simple",
        "复议简易程序被申请人答复",
        _WD,
        _FIXED,
        5,
        "《行政复议法》第五十四、八十八条",
        valid_from=_RECONSIDERATION,
    ),
    Limit(
        "remedy.respondent_ordinary",
        "复议普通程序被申请人答复",
        _WD,
        _FIXED,
        10,
        "《行政复议法》第四十八、八十八条",
        valid_from=_RECONSIDERATION,
    ),
)

LIMITS: tuple[Limit, ...] = (
    *_PUBLISHING,
    *_REQUESTS,
    *_LETTERS,
    *_RESPONSE,
    *_DECISION_MAKING,
    *_SUPERVISION,
    *_SERVICES,
    *_REMEDIES,
    *(
        Limit(
            key,
            label,
            unit,
            direction,
            national,
            _old_gkxx(article),
            verified=False,
            valid_from=_FIRST_REGULATION,
            valid_to=_UNTIL_REGULATION,
        )
        for key, label, unit, direction, national, article in _BEFORE_2019
    ),
)

#: Every key in order of first mention.
KEYS: tuple[str, ...] = tuple(dict.fromkeys(limit.key for limit in LIMITS))
