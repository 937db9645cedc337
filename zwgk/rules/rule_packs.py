"""Selectable rule packs (规则包): what five localities set for themselves, and where that collides with today's law.

A pack is chosen once by an installation and gives local figures; the law still wins (:mod:`zwgk.rules.limits`). The
clause of each figure names its paper, because one of the papers has two articles of one number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zwgk.rules.figures import Value
from zwgk.rules.limits import SETTINGS, Conflict, Level, LocalFigure, Setting, in_force


@dataclass(frozen=True, slots=True)
class LawConflict:
    """A local rule that collides with current law (与现行法不一致): what it says, what the law says, what we do.

    ``since``: the day from which the law has said so; ``None`` where it always did.
    """

    code: str
    packs: tuple[str, ...]
    clause: str
    rule: str
    law: str
    behaviour: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class RulePack:
    """One locality's rules: its paper, its figures, and the requirements by which they are cited (S0 … S4)."""

    code: str
    name: str
    document: str
    figures: tuple[LocalFigure, ...] = ()

    @property
    def conflicts(self) -> tuple[LawConflict, ...]:
        """The collisions with current law that concern this pack."""
        return tuple(row for row in LAW_CONFLICTS if self.code in row.packs)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """What this pack leaves open and the organ must choose."""
        mine = {figure.key for figure in self.figures}
        return tuple(point for point in SETTINGS if mine.intersection(point.governs))

    def collisions(self, on: date) -> list[Conflict]:
        """Return every figure of the pack that does not simply hold on that day."""
        keys = dict.fromkeys(figure.key for figure in self.figures)
        return [conflict for key in keys for conflict in in_force(key, on, self.figures).conflicts]


def _figures(document: str, level: Level, rows: Sequence[tuple[str, Value, str]]) -> tuple[LocalFigure, ...]:
    return tuple(LocalFigure(key, value, f"《{document}》{clause}", level=level) for key, value, clause in rows)


_BENGBU = "蚌埠市《关于全面推进政务公开工作的实施意见》"
_CHUXIONG = "楚雄州商务局政务公开工作实施方案"
_RONGXIAN = "荣县2019年政务公开工作要点"
_BIJIE = "毕节市文化广电旅游局"

_WORK, _ON_REQUEST = f"{_BIJIE}政府信息公开工作制度", f"{_BIJIE}政府信息依申请公开制度"
_INTERACTION, _INTERPRETATION = f"{_BIJIE}政民互动制度", f"{_BIJIE}政府信息公开政策解读制度"
_PREVIEW, _APPRAISAL = f"{_BIJIE}重大行政决策事项预公开制度", f"{_BIJIE}政府信息公开民主监督评议制度"

NATIONAL = RulePack("national", "国家规定", "法律、行政法规和国务院办公厅文件")

PACKS: tuple[RulePack, ...] = (
    NATIONAL,
    RulePack(
        "S0",
        "蚌埠市（2016）",
        _BENGBU,
        _figures(
            "关于全面推进政务公开工作的实施意见",
            Level.CITY,
            (
                ("evaluation.online_per_year", 4, "五（二十五）"),
                ("training.cycle", 3, "五（二十四）"),
                ("staff.township_dedicated", 1, "五（二十三）"),
            ),
        ),
    ),
    RulePack(
        "S1",
        "滁州市（2014）",
        "滁州市加强政务公开情况",
        _figures(
            "滁州市加强政务公开情况",
            Level.CITY,
            (("bulletin.per_year", 12, "定远县部分"), ("assess.key_area_share_min", 40, "市级部分")),
        ),
    ),
    RulePack(
        "S2",
        "楚雄州商务局",
        _CHUXIONG,
        _figures(
            _CHUXIONG,
            Level.ORGAN,
            (
                ("publish.handover", 3, "四（一）4"),
                ("publish.handover_normative", 5, "四（一）4"),
                ("interpret.deadline", 3, "三（八）"),
                ("interpret.leader_min", 1, "三（八）"),
                ("incident.press_conference", 24, "三（九）"),
                ("report.head_hears", 1, "五（一）"),
                ("report.deputy_studies", 1, "五（一）"),
            ),
        ),
    ),
    RulePack(
        "S3",
        "荣县（2019）",
        _RONGXIAN,
        _figures(
            _RONGXIAN,
            Level.COUNTY,
            (
                ("site_check.per_year", 4, "四（一）"),
                ("assess.weight_min", 4, "五（一）"),
                ("hr.market_analysis_per_year", 4, "一（三）"),
                ("service.material_cut", 60, "二（四）"),
                ("service.once_items", 100, "二（四）"),
            ),
        ),
    ),
    RulePack(
        "S4",
        "毕节市文化广电旅游局（2020）",
        "毕文广旅通〔2020〕90号",
        (
            *_figures(
                _WORK,
                Level.ORGAN,
                (
                    ("publish.deadline", 5, "第十七条（第一个）"),
                    ("publish.update_deadline", 10, "第十七条（第一个）"),
                    ("annual.department_due", "01-31", "第十九条"),
                ),
            ),
            *_figures(
                _ON_REQUEST,
                Level.ORGAN,
                (
                    ("request.transfer", 3, "第三条"),
                    ("request.section_draft", 10, "第三条"),
                    ("request.reply", 20, "第三条"),
                    ("request.extension_max", 20, "第三条"),
                    ("request.correction_notice", 7, "第四条（八）"),
                ),
            ),
            *_figures(
                _INTERACTION,
                Level.ORGAN,
                (
                    ("letters.consult", 3, "第六条"),
                    ("letters.complaint_target", 5, "第六条"),
                    ("letters.complaint_limit", 7, "第六条"),
                    ("letters.investigate", 10, "第六条"),
                    ("letters.hard", 15, "第六条"),
                    ("letters.hard_extended", 30, "第六条"),
                ),
            ),
            *_figures(_INTERPRETATION, Level.ORGAN, (("interpret.deadline", 3, "第六条（四）"),)),
            *_figures(_PREVIEW, Level.ORGAN, (("predecision.period_max_local", 7, "五"),)),
            *_figures(_APPRAISAL, Level.ORGAN, (("rectify.period", 1, "第七条"), ("appraise.per_year", 1, "第八条"))),
        ),
    ),
)

_REGULATION = date(2019, 5, 15)

LAW_CONFLICTS: tuple[LawConflict, ...] = (
    LawConflict(
        "own_needs",
        ("S4",),
        "依申请公开制度第五条",
        "与申请人自身生产、生活、科研等特殊需要无关的，可以不予提供",
        "2019年修订的《政府信息公开条例》第二十七条已取消这一条件",
        "2019年5月15日以后收到的申请，不能选择这一理由",
        _REGULATION,
    ),
    LawConflict(
        "only_specific_subjects",
        ("S4",),
        "依申请公开制度第一条",
        "只对涉及特定主体权利义务的信息依申请公开，正在审议、讨论的除外",
        "不予公开的情形只限《政府信息公开条例》第十三条至第十六条",
        "只作为说明文字，不作为不予公开的理由",
        _REGULATION,
    ),
    LawConflict(
        "consultation_as_extension",
        ("S4",),
        "依申请公开制度第四条（五）",
        "涉及第三方或者难以确定的，作延期答复",
        "征求意见所需时间不计算在期限内，与延长答复期限是两回事（《条例》第三十二、三十三条）",
        "征求意见和延期分别登记、分别计算",
        _REGULATION,
    ),
    LawConflict(
        "secret_and_not_government",
        ("S4",),
        "依申请公开制度第四条（四）",
        "涉密信息与非履职信息用同一种答复",
        "两者理由不同，年度报告中也分属不同的行",
        "作为两种不同的处理结果",
        _REGULATION,
    ),
    LawConflict(
        "split_requests",
        ("S4",),
        "依申请公开制度第四条（十）",
        "内容繁多难以区分的，要求按一事一申请重新申请",
        "不是不予公开的理由，只能作为补正或者计费时的拆分",
        "只能通过一次补正告知提出",
        _REGULATION,
    ),
    LawConflict(
        "blanket_minutes",
        ("S4",),
        "公文公开属性源头认定制度二（二）",
        "未定的请示、报告，部门间函件和各类会议纪要可以不予公开",
        "《条例》第十六条第二款只针对过程性信息且为“可以”；涉及公众利益调整的决定属于第十九条范围",
        "逐件选择理由并说明，不按文种一概不公开",
        _REGULATION,
    ),
    LawConflict(
        "deferred_secrecy",
        ("S4",),
        "政府信息公开工作制度第八条",
        "尚未定密的，暂缓公开",
        "不能确定是否可以公开的，应当报有关主管部门或者保密行政管理部门确定（《条例》第十七条第三款）",
        "暂缓须有报请确定的记录和跟进日期",
        _REGULATION,
    ),
    LawConflict(
        "extension_approver",
        ("S4",),
        "依申请公开制度第三条",
        "延长答复期限由分管业务的领导同意",
        "须经政府信息公开工作机构负责人同意（《条例》第三十三条）",
        "必须有工作机构负责人同意，可以另加分管领导",
        _REGULATION,
    ),
    LawConflict(
        "preview_at_most_seven",
        ("S4",),
        "重大行政决策事项预公开制度五",
        "预公开时间不超过7个工作日",
        "重大行政决策、规章、涉企文件公开征求意见一般不少于30日"
        "（国务院令第713号第十五条；《优化营商环境条例》第六十二条；《规章制定程序条例》第十五条）",
        "法定最低期限适用的事项按30日，缩短须公开说明理由；其他事项按本地期限",
        date(2019, 9, 1),
    ),
    LawConflict(
        "annual_report_contents",
        ("S2", "S4"),
        "年度报告内容的规定",
        "按旧的内容清单编写年度报告",
        "格式以国办公开办函〔2021〕30号为准",
        "使用国家统一格式",
        date(2021, 9, 26),
    ),
    LawConflict(
        "fourth_attribute",
        ("S2", "S4"),
        "楚雄州商务局方案四（一）；毕节公文公开属性源头认定制度",
        "公开属性分四种（含删减后公开）或者三种",
        "国办发〔2016〕80号规定三种",
        "删减后公开按区分处理后主动公开对待：保留原件，另制公开件，计入主动公开",
        date(2016, 11, 10),
    ),
    LawConflict(
        "negative_list",
        ("S0",),
        "一（二）、四（十八）",
        "建立负面清单，清单所列不公开",
        "不予公开的信息应当定期评估审查（《条例》第十八条）",
        "清单每一条都有复查日期",
        _REGULATION,
    ),
    LawConflict(
        "notify_rights_holder",
        ("S4",),
        "政府信息公开工作制度第十条",
        "决定公开涉及第三方的信息时，通知权利人",
        "须书面告知第三方决定公开的内容和理由（《条例》第三十二条）",
        "生成书面告知书，写明内容和理由",
        _REGULATION,
    ),
    LawConflict(
        "no_remedies",
        ("S0", "S1", "S2", "S3", "S4"),
        "全文",
        "没有写明复议、诉讼等救济途径",
        "答复应当写明救济途径和期限；依据《条例》第十四至十六条不予公开的，须先申请行政复议（《行政复议法》第二十三条）",
        "所有决定文书自动附救济告知",
        date(2024, 1, 1),
    ),
    LawConflict(
        "identity_number",
        ("S4",),
        "依申请公开制度第二条",
        "申请须填写身份证号",
        "条例要求的是身份证明（《条例》第二十九条）；个人信息应当最小化处理",
        "要求提供身份证明，尽量少存，输出时遮盖",
        _REGULATION,
    ),
)

_BY_CODE = {pack.code: pack for pack in PACKS}


def rule_pack(code: str) -> RulePack:
    """Return the pack of that code (national, S0 … S4). Errors: ``KeyError``."""
    return _BY_CODE[code]
