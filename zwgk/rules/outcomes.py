"""How a request may end (答复结果): one row each, read by choice list, decision document, statistics and annual report.

依据:《政府信息公开条例》第十四至十六、三十、三十五至三十九条;国办公开办函〔2021〕30号
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from zwgk.rules.errors import BadInput
from zwgk.rules.grounds import GROUNDS
from zwgk.rules.labelled import Labelled


class Group(Labelled):
    """The six groups of the annual report's third table (年报第三表), as the clerk clicks them."""

    GRANTED = "granted", "予以公开"
    PARTIAL = "partially_granted", "部分公开"
    DENIED = "denied", "不予公开"
    UNABLE = "unable", "无法提供"
    NOT_PROCESSED = "not_processed", "不予处理"
    OTHER = "other", "其他处理"

    @property
    def plain(self) -> str:
        """The same in words that anybody understands."""
        return _PLAIN[self]


_PLAIN = {
    Group.GRANTED: "可以给您",
    Group.PARTIAL: "部分可以给您",
    Group.DENIED: "依法不能给您",
    Group.UNABLE: "我们没有",
    Group.NOT_PROCESSED: "不按信息公开办理",
    Group.OTHER: "申请已经终结",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way for a request, or an item of it, to end.

    ``report_row``: key of the row of table 3; ``document``: key of the paper that tells it
    (:mod:`zwgk.rules.decision_documents`); ``needs``: facts that the handler must give, by the elements' keys there;
    ``ground``: the ground of refusal it rests on; ``own_choice`` False where an act of the file makes it and nobody
    picks it from a list (不补正、不缴费、撤回).
    """

    code: str
    label: str
    group: Group
    article: str
    report_row: str
    document: str
    needs: tuple[str, ...] = ()
    ground: str = ""
    own_choice: bool = True

    @property
    def basis(self) -> str:
        """The basis as cited (依据); the regulation where the article is one of its own."""
        if not self.article:
            return ""
        return self.article if self.article.startswith("《") else f"《中华人民共和国政府信息公开条例》{self.article}"

    @property
    def reconsideration_first(self) -> bool:
        """True for a refusal under articles 14 to 16, which must go to 行政复议 before court (复议前置)."""
        return bool(self.ground) and GROUNDS[self.ground].reconsideration_first

    @property
    def gives(self) -> bool:
        """True where the applicant gets something."""
        return self.group in {Group.GRANTED, Group.PARTIAL}


def _refusal(code: str, *needs: str) -> Outcome:
    row = GROUNDS[code]
    return Outcome(
        f"refuse_{code}",
        row.label,
        Group.DENIED,
        row.article,
        row.report_row,
        "reply_refused",
        ("reason", "evidence", *needs),
        code,
    )


_FEE = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第六条"

_ROWS: tuple[Outcome, ...] = (
    Outcome(
        "reply_published",
        "已经主动公开",
        Group.GRANTED,
        "第三十六条第（一）项",
        "granted",
        "reply_published",
        ("place",),
    ),
    Outcome(
        "reply_granted", "予以公开", Group.GRANTED, "第三十六条第（二）项", "granted", "reply_granted", ("materials",)
    ),
    Outcome(
        "reply_partial",
        "部分公开",
        Group.PARTIAL,
        "第三十七条",
        "partially_granted",
        "reply_partial",
        ("materials", "withheld_parts"),
    ),
    *(_refusal(code) for code in ("secret", "forbidden_by_law", "three_safety_one_stability")),
    _refusal("third_party", "third_party_history"),
    *(_refusal(code) for code in ("internal_affairs", "process_info", "enforcement_file")),
    Outcome(
        "reply_special",
        "依特别规定查询",
        Group.DENIED,
        "第三十六条第（七）项",
        "denied_special_query",
        "reply_special",
        ("special_law", "right_office"),
        "special_query",
    ),
    Outcome(
        "reply_not_exist",
        "信息不存在",
        Group.UNABLE,
        "第三十六条第（四）项",
        "unable_not_held",
        "reply_not_exist",
        ("search",),
    ),
    Outcome(
        "reply_not_ours",
        "不属于本机关负责公开",
        Group.UNABLE,
        "第三十六条第（五）项",
        "unable_not_held",
        "reply_not_ours",
        ("reason",),
    ),
    Outcome(
        "reply_no_ready",
        "没有现成信息，需要加工、分析",
        Group.UNABLE,
        "第三十八条",
        "unable_needs_creation",
        "reply_no_ready",
        ("reason",),
    ),
    Outcome(
        "reply_unclear",
        "补正后仍不明确",
        Group.UNABLE,
        "第三十条",
        "unable_still_unclear",
        "reply_unclear",
        ("correction_history", "reason"),
    ),
    Outcome(
        "reply_petition",
        "信访、投诉、举报类",
        Group.NOT_PROCESSED,
        "第三十九条第一款",
        "not_processed_petition",
        "reply_petition",
        ("right_channel",),
    ),
    Outcome(
        "reply_repeat",
        "重复申请",
        Group.NOT_PROCESSED,
        "第三十六条第（六）项",
        "not_processed_repeat",
        "reply_repeat",
        ("earlier_reply",),
    ),
    Outcome(
        "reply_publication",
        "公开出版物",
        Group.NOT_PROCESSED,
        "第三十九条第二款",
        "not_processed_publication",
        "reply_publication",
        ("where_to_get",),
    ),
    Outcome(
        "reply_excess",
        "无正当理由大量反复申请",
        Group.NOT_PROCESSED,
        "第三十五条",
        "not_processed_excessive",
        "reply_excess",
        ("frequency", "reasons_history", "reason"),
    ),
    Outcome(
        "reply_reissue",
        "要求确认或者重新出具已获取信息",
        Group.NOT_PROCESSED,
        "国办公开办函〔2021〕30号",
        "not_processed_reissue",
        "reply_reissue",
        ("earlier_reply",),
    ),
    Outcome(
        "closed_not_corrected",
        "逾期不补正",
        Group.OTHER,
        "第三十条",
        "other_not_corrected",
        "closed_not_corrected",
        ("correction_history",),
        own_choice=False,
    ),
    Outcome(
        "closed_not_paid",
        "逾期未缴费",
        Group.OTHER,
        _FEE,
        "other_fee_unpaid",
        "closed_not_paid",
        ("fee_history",),
        own_choice=False,
    ),
    Outcome("withdrawn", "申请人撤回", Group.OTHER, "", "other_other", "withdraw", (), own_choice=False),
    Outcome("other", "其他", Group.OTHER, "", "other_other", "reply_other", ("reason",)),
)

#: code → outcome, in the order of the report's rows
OUTCOMES = MappingProxyType({row.code: row for row in _ROWS})


def outcome(code: str) -> Outcome:
    """Return the outcome of a code. Errors: :class:`BadInput` where there is none."""
    if code not in OUTCOMES:
        raise BadInput(
            what="没有这种答复结果",
            why=f"“{code}”不在法定的答复类型之内（《条例》第三十六条）",
            remedy="请从列表中选择",
            field="outcome",
        )
    return OUTCOMES[code]


def choices() -> dict[Group, tuple[Outcome, ...]]:
    """Return what a handler may choose, by group, in the report's order."""
    return {g: tuple(row for row in _ROWS if row.group is g and row.own_choice) for g in Group}


def counted_as(codes: Sequence[str]) -> str:
    """Propose the one outcome as which a request of several items is counted (一件申请只计一种情形); a person confirms.

    Items that all end alike are that; something given beside something not given is 部分公开
    (区分处理的，只计这一情形); else the first in the report's order.
    Errors: :class:`BadInput` for no item or an unknown code.
    """
    if not codes:
        raise BadInput(what="不能确定答复结果", why="还没有一项有结果", remedy="请先为每一项选择结果", field="outcome")
    rows = [outcome(code) for code in dict.fromkeys(codes)]
    if len(rows) == 1:
        return rows[0].code
    given = [row for row in rows if row.gives]
    if given and (len(given) < len(rows) or any(row.group is Group.PARTIAL for row in given)):
        return "reply_partial"
    order = list(OUTCOMES)
    return min((row.code for row in rows), key=order.index)


def table_three(codes: Iterable[str]) -> Counter[str]:
    """Count ended requests by row of the annual report's table 3 (收到和处理政府信息公开申请情况)."""
    return Counter(OUTCOMES[code].report_row for code in codes)
