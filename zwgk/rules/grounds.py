"""Grounds for not publishing (不予公开依据), one row each; every reader of a ground reads this row."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from zwgk.rules.errors import BadInput
from zwgk.rules.labelled import Labelled


class Discretion(Labelled):
    """Whether the organ has a choice (裁量)."""

    MUST = "must", "应当不予公开"
    UNLESS = "unless", "不予公开，但权利人同意或者不公开会对公共利益造成重大影响的除外"
    MAY = "may", "可以不予公开"
    REDIRECT = "redirect", "依照特别规定办理"


@dataclass(frozen=True, slots=True)
class Aspect:
    """A narrower name of a ground (具体情形), printed on the mark of a removed passage."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A statutory ground (法定依据).

    ``report_row`` is the row of table 3 of the annual report (年报第三表) that counts it; ``for_documents`` whether a
    document may bear it at its source; ``may_mark`` whether a removed passage may; ``reconsideration_first`` whether a
    refusal on it must go to 行政复议 before court.
    """

    code: str
    label: str
    article: str
    content: str
    discretion: Discretion
    report_row: str
    for_documents: bool
    may_mark: bool
    reconsideration_first: bool
    aspects: tuple[Aspect, ...] = ()

    @property
    def basis(self) -> str:
        """The basis as cited in a decision (依据)."""
        return f"《中华人民共和国政府信息公开条例》{self.article}"


_ROWS = (
    Ground(
        "secret", "国家秘密", "第十四条", "依法确定为国家秘密的政府信息", Discretion.MUST,
        "denied_state_secret", True, False, True, (Aspect("secret", "国家秘密"),),
    ),
    Ground(
        "forbidden_by_law", "法律、行政法规禁止公开", "第十四条",
            "法律、行政法规禁止公开的政府信息（规章和其他文件不能作为依据）",
        Discretion.MUST, "denied_prohibited_by_law", True, True, True, (Aspect("forbidden", "法律法规禁止公开"),),
    ),
    Ground(
        "three_safety_one_stability", "危及“三安全一稳定”", "第十四条",
        "公开后可能危及国家安全、公共安全、经济安全、社会稳定的政府信息", Discretion.MUST,
        "denied_three_safety_one_stability", True, True, True,
        (
            Aspect("national_safety", "国家安全"), Aspect("public_safety", "公共安全"),
            Aspect("economic_safety", "经济安全"), Aspect("social_stability", "社会稳定"),
        ),
    ),
    Ground(
        "third_party", "第三方合法权益", "第十五条",
        "涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害的政府信息", Discretion.UNLESS,
        "denied_third_party_rights", True, True, True, (Aspect("privacy", "个人隐私"), Aspect("trade_secret",
            "商业秘密")),
    ),
    Ground(
        "internal_affairs", "内部事务信息", "第十六条第一款", "人事管理、后勤管理、内部工作流程三类内部事务信息",
            Discretion.MAY,
        "denied_internal_affairs", True, True, True,
        (Aspect("personnel", "人事管理"), Aspect("logistics", "后勤管理"), Aspect("workflow", "内部工作流程")),
    ),
    Ground(
        "process_info", "过程性信息", "第十六条第二款",
        "履行行政管理职能过程中形成的讨论记录、过程稿、磋商信函、请示报告四类过程性信息；法律、法规、规章规定应当公开的，从其规定",
        Discretion.MAY, "denied_process_information", True, True, True,
        (
            Aspect("discussion", "讨论记录"), Aspect("draft", "过程稿"),
            Aspect("consultation", "磋商信函"), Aspect("request_report", "请示报告"),
        ),
    ),
    Ground(
        "enforcement_file", "行政执法案卷信息", "第十六条第二款",
        "行政执法案卷信息；法律、法规、规章规定应当公开的，从其规定", Discretion.MAY,
        "denied_enforcement_files", True, True, True, (Aspect("file", "行政执法案卷"),),
    ),
    Ground(
        "special_query", "行政查询事项", "第三十六条第（七）项",
        "工商、不动产登记资料等，有关法律、行政法规对信息的获取有特别规定", Discretion.REDIRECT,
        "denied_special_query", False, False, False, (Aspect("registry", "特别规定查询"),),
    ),
)  # fmt: skip

#: code → ground, in the order of the law.
GROUNDS = MappingProxyType({row.code: row for row in _ROWS})


def ground(code: str) -> Ground:
    """Return the ground of this code. Errors: :class:`BadInput` where the law knows none."""
    if code not in GROUNDS:
        raise BadInput(
            what="不能使用这项不予公开的依据",
            why=f"《条例》第十四条至第十六条没有“{code}”这种情形，不公开的理由以法定情形为限",
            remedy="请在不予公开依据中另选一项，没有合适的即应公开",
            field="ground",
        )
    return GROUNDS[code]


def document_grounds() -> tuple[Ground, ...]:
    """Return the grounds a document may bear at its source (公文不公开可选依据)."""
    return tuple(row for row in _ROWS if row.for_documents)


def marking_grounds() -> tuple[Ground, ...]:
    """Return the grounds a removed passage may bear (删减可选依据): never 国家秘密, which must not be here at all."""
    return tuple(row for row in _ROWS if row.may_mark)


def mark(code: str, aspect: str | None = None) -> str:
    """Return what is printed in place of a removed passage (删减标记), e.g. 「〔第十五条·个人隐私〕」.

    ``aspect`` names the narrower case; None takes the ground's own name. Errors: :class:`BadInput` where the ground may
    not be used for a passage or has no such aspect.
    """
    row = ground(code)
    if not row.may_mark:
        why = (
            "含国家秘密的文件不得存入本系统，不能以删减方式处理（涉密不上网）"
            if row.code == "secret"
            else f"“{row.label}”只适用于答复申请，不能作为删减依据"
        )
        raise BadInput(
            what=f"不能以“{row.label}”作为删减依据",
            why=why,
            remedy="请改选其他法定依据，或将文件移出本系统办理",
            field="ground",
        )
    if aspect is None:
        return f"〔{row.article}·{row.label}〕"
    for known in row.aspects:
        if known.code == aspect:
            return f"〔{row.article}·{known.label}〕"
    raise BadInput(
        what="删减标记不完整",
        why=f"“{row.label}”之下没有“{aspect}”这种情形",
        remedy=f"请选择：{'、'.join(known.label for known in row.aspects)}",
        field="aspect",
    )
