"""The tables of the annual report: rows and columns with their official names (年度报告的表格).

依据：国办公开办函〔2021〕30号（2021年度起）；国办公开办函〔2019〕60号（试行格式，2019、2020年度）。
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from zwgk.rules.labelled import Labelled

FORMAT_BASIS: Final = "国办公开办函〔2021〕30号"
TRIAL_BASIS: Final = "国办公开办函〔2019〕60号"
TRIAL_YEARS: Final = (2019, 2020)


class Layout(Labelled):
    """The format in force for a year (年度报告格式)."""

    TRIAL = "trial", "试行格式（国办公开办函〔2019〕60号）"
    CURRENT = "current", "现行格式（国办公开办函〔2021〕30号）"


def layout_of(year: int) -> Layout:
    """The format in force for a report year: the trial one for 2019 and 2020, the present one from 2021 on."""
    return Layout.TRIAL if year in TRIAL_YEARS else Layout.CURRENT


@dataclass(frozen=True, slots=True)
class Row:
    """A numeric row of the table of requests; ``group`` is the heading above it, "" where it stands alone."""

    key: str
    label: str
    group: str = ""


#: columns of the table of requests (申请人情况)
PERSONS: Final[dict[str, str]] = {
    "natural_person": "自然人",
    "org_commercial": "商业企业",
    "org_research": "科研机构",
    "org_public_welfare": "社会公益组织",
    "org_legal_service": "法律服务机构",
    "org_other": "其他",
}
TOTAL: Final = "total"
COLUMNS: Final[dict[str, str]] = {**PERSONS, TOTAL: "总计"}

_DENIED, _UNABLE, _NOT_PROCESSED, _OTHER = "（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理"

#: the results of a year: every case stands in just one of them
RESULTS: Final[tuple[Row, ...]] = (
    Row("granted", "（一）予以公开"),
    Row("partially_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    Row("denied_state_secret", "1.属于国家秘密", _DENIED),
    Row("denied_prohibited_by_law", "2.其他法律行政法规禁止公开", _DENIED),
    Row("denied_three_safety_one_stability", "3.危及“三安全一稳定”", _DENIED),
    Row("denied_third_party_rights", "4.保护第三方合法权益", _DENIED),
    Row("denied_internal_affairs", "5.属于三类内部事务信息", _DENIED),
    Row("denied_process_information", "6.属于四类过程性信息", _DENIED),
    Row("denied_enforcement_files", "7.属于行政执法案卷", _DENIED),
    Row("denied_special_query", "8.属于行政查询事项", _DENIED),
    Row("unable_not_held", "1.本机关不掌握相关政府信息", _UNABLE),
    Row("unable_needs_creation", "2.没有现成信息需要另行制作", _UNABLE),
    Row("unable_still_unclear", "3.补正后申请内容仍不明确", _UNABLE),
    Row("not_processed_petition", "1.信访举报投诉类申请", _NOT_PROCESSED),
    Row("not_processed_repeat", "2.重复申请", _NOT_PROCESSED),
    Row("not_processed_publication", "3.要求提供公开出版物", _NOT_PROCESSED),
    Row("not_processed_excessive", "4.无正当理由大量反复申请", _NOT_PROCESSED),
    Row("not_processed_reissue", "5.要求行政机关确认或重新出具已获取信息", _NOT_PROCESSED),
    Row("other_not_corrected", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", _OTHER),
    Row("other_fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", _OTHER),
    Row("other_other", "3.其他", _OTHER),
)
#: the one row of the trial format in the place of the three of （六）
TRIAL_OTHER: Final = Row("other", "（六）其他处理")
NEW, CARRIED_OVER = "new_received", "carried_over"
RESULTS_TOTAL, CARRIED_FORWARD = "results_total", "carried_forward"


def results(layout: Layout) -> tuple[Row, ...]:
    """The rows that （七）总计 adds up."""
    if layout is Layout.CURRENT:
        return RESULTS
    return (*(row for row in RESULTS if row.group != _OTHER), TRIAL_OTHER)


def request_rows(layout: Layout) -> tuple[Row, ...]:
    """All numeric rows of the table of requests, from top to bottom: 25, or 23 in the trial format."""
    return (
        Row(NEW, "一、本年新收政府信息公开申请数量"),
        Row(CARRIED_OVER, "二、上年结转政府信息公开申请数量"),
        *results(layout),
        Row(RESULTS_TOTAL, "（七）总计"),
        Row(CARRIED_FORWARD, "四、结转下年度继续办理"),
    )


#: groups and columns of the table of remedies (行政复议、行政诉讼)
REMEDIES: Final[dict[str, str]] = {
    "reconsideration": "行政复议",
    "litigation_direct": "行政诉讼（未经复议直接起诉）",
    "litigation_after_reconsideration": "行政诉讼（复议后起诉）",
}
ENDS: Final[dict[str, str]] = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
}
REMEDY_COLUMNS: Final[dict[str, str]] = {**ENDS, TOTAL: "总计"}


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the table of what is made public on one's own account; ``money`` in 万元 may have decimals."""

    key: str
    heading: str
    columns: dict[str, str]
    rows: dict[str, str]
    money: frozenset[str] = frozenset()


_DECISIONS = {"decisions_this_year": "本年处理决定数量"}
_DOCUMENTS = {"rules": "规章", "normative_documents": "行政规范性文件"}
_LICENCES = {"administrative_licences": "行政许可"}
_FORCE = {"administrative_penalties": "行政处罚", "administrative_coercion": "行政强制"}

BLOCKS: Final[tuple[Block, ...]] = (
    Block(
        "art20_1",
        "第二十条第（一）项",
        {"issued_this_year": "本年制发件数", "repealed_this_year": "本年废止件数", "in_force": "现行有效件数"},
        _DOCUMENTS,
    ),
    Block("art20_5", "第二十条第（五）项", _DECISIONS, _LICENCES),
    Block("art20_6", "第二十条第（六）项", _DECISIONS, _FORCE),
    Block(
        "art20_8",
        "第二十条第（八）项",
        {"amount_this_year": "本年收费金额（单位：万元）"},
        {"administrative_fees": "行政事业性收费"},
        frozenset({"amount_this_year"}),
    ),
)
_COMPARED = {"items_last_year": "上一年项目数量", "change_this_year": "本年增/减", **_DECISIONS}
TRIAL_BLOCKS: Final[tuple[Block, ...]] = (
    Block(
        "art20_1",
        "第二十条第（一）项",
        {
            "made_this_year": "本年新制作数量",
            "disclosed_this_year": "本年新公开数量",
            "disclosed_in_all": "对外公开总数量",
        },
        {"rules": "规章", "normative_documents": "规范性文件"},
    ),
    Block("art20_5", "第二十条第（五）项", _COMPARED, {**_LICENCES, "other_services": "其他对外管理服务事项"}),
    Block("art20_6", "第二十条第（六）项", _COMPARED, _FORCE),
    Block(
        "art20_8",
        "第二十条第（八）项",
        {"items_last_year": "上一年项目数量", "change_this_year": "本年增/减"},
        {"administrative_fees": "行政事业性收费"},
    ),
    Block(
        "art20_9",
        "第二十条第（九）项",
        {"projects": "采购项目数量", "amount": "采购总金额"},
        {"government_procurement": "政府集中采购"},
        frozenset({"amount"}),
    ),
)
#: may be below zero: what was added or fell away within the year
CHANGES: Final = frozenset({"change_this_year"})


def blocks(layout: Layout) -> tuple[Block, ...]:
    """The blocks of chapter two."""
    return BLOCKS if layout is Layout.CURRENT else TRIAL_BLOCKS
