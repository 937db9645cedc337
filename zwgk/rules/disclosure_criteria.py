"""The criteria wizard (公开属性判定): questions as data, answers in, a proposed attribute with its reasons out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from zwgk.rules.disclosure import Disclosure
from zwgk.rules.disclosure_deferral import DeferralKind
from zwgk.rules.document_kinds import DocumentKind, Subtype, default_disclosure
from zwgk.rules.errors import BadInput
from zwgk.rules.grounds import GROUNDS, Discretion
from zwgk.rules.labelled import Labelled


class Effect(Labelled):
    """What a yes means (回答“是”的含义)."""

    PUBLISH = "publish", "应当主动公开"
    MUST_PUBLISH = "must_publish", "必须公开"
    EXCEPT = "except", "有不予公开的情形"
    LIFT = "lift", "第三方例外不适用"
    SEVER = "sever", "可以区分处理"
    SPECIFIC = "specific", "只与特定对象有关"
    UNDECIDED = "undecided", "是否涉密不能确定"


@dataclass(frozen=True, slots=True)
class Question:
    """One question (问题), answered yes or no; ``ground`` the code of the ground that a yes raises."""

    code: str
    text: str
    basis: str
    effect: Effect
    ground: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the attribute is proposed (理由): a Chinese sentence without a stop, and its basis."""

    text: str
    basis: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the wizard proposes; a person decides.

    ``disclosure`` is None while it is undecided whether the paper is secret, with ``deferral`` set; ``grounds`` are
    codes of
    ``rules.grounds``; ``item_reason`` says that ground and reason must be written for this very piece;
    ``to_disclosure_office`` that the 公开工作机构 must see it before the leader.
    """

    disclosure: Disclosure | None
    reasons: tuple[Reason, ...]
    grounds: tuple[str, ...] = ()
    deferral: DeferralKind | None = None
    item_reason: bool = False
    to_disclosure_office: bool = False


_ROWS = (
    Question("normative", "是不是行政规范性文件（涉及公民、法人和其他组织权利义务，在一定期限内反复适用）？",
        "《条例》第二十条第（一）项", Effect.MUST_PUBLISH),
    Question("secrecy_doubt", "是否涉及国家秘密，能不能确定？（不能确定选“是”）", "《条例》第十七条第三款",
        Effect.UNDECIDED, hint="不能确定的须报主管部门或者保密行政管理部门确定"),
    Question("forbidden_by_law", "有没有法律或者行政法规禁止公开的内容？", "《条例》第十四条", Effect.EXCEPT,
        "forbidden_by_law", "规章和其他文件的规定不能作为依据"),
    Question("three_safety", "公开后会不会危及国家安全、公共安全、经济安全、社会稳定？", "《条例》第十四条",
        Effect.EXCEPT, "three_safety_one_stability"),
    Question("third_party", "有没有商业秘密、个人隐私，公开会损害第三方合法权益？", "《条例》第十五条", Effect.EXCEPT,
        "third_party"),
    Question("consent", "第三方已经同意公开，或者不公开会对公共利益造成重大影响？", "《条例》第十五条、第三十二条",
        Effect.LIFT, hint="以公共利益为由公开的，须将公开的内容和理由书面告知第三方"),
    Question("internal_affairs", "是不是只涉及人事管理、后勤管理、内部工作流程？", "《条例》第十六条第一款",
        Effect.EXCEPT, "internal_affairs"),
    Question("process_info", "是不是讨论记录、过程稿、磋商信函、请示报告，而且事项还没有定？",
        "《条例》第十六条第二款", Effect.EXCEPT, "process_info"),
    Question("enforcement_file", "是不是行政执法案卷里的信息？", "《条例》第十六条第二款", Effect.EXCEPT,
        "enforcement_file"),
    Question("severable", "不宜公开的内容能不能分开，删减后其余部分可以公开？", "《条例》第三十七条", Effect.SEVER),
    Question("own_interests", "是否涉及公民、法人或者其他组织的切身利益，涉及公众利益调整？", "《条例》第十九条",
        Effect.PUBLISH),
    Question("wide_knowledge", "是否需要社会公众广泛知晓？", "《条例》第十九条", Effect.PUBLISH),
    Question("participation", "是否需要公众参与决策？", "《条例》第十九条", Effect.PUBLISH),
    Question("organisation", "是否反映机关的机构设置、职能、办事程序？", "《条例》第二十条第（二）项、第（五）项",
        Effect.PUBLISH),
    Question("listed", "是否属于第二十条、第二十一条或者主动公开基本目录列明的事项？", "《条例》第二十条至第二十二条",
        Effect.PUBLISH),
    Question("specific", "是否只涉及特定对象，或者只是一般工作、会议安排？", "《条例》第十三条、第二十七条",
        Effect.SPECIFIC),
)  # fmt: skip

#: code → question, in the order in which the wizard asks.
QUESTIONS = MappingProxyType({row.code: row for row in _ROWS})


def propose(
    answers: Mapping[str, bool],
    kind: DocumentKind | None = None,
    subtype: Subtype | None = None,
    *,
    policy: bool = False,
) -> Proposal:
    """Propose an attribute from the answers (公开属性建议). A question not answered counts as no.

    ``policy`` says that the paper is a 政策性文件: proposed as 不公开 it goes first to the 公开工作机构.
    Errors: :class:`BadInput` for an unknown question.
    依据: 《条例》第五条、第十三条至第二十一条、第三十七条；国办发〔2016〕80号
    """
    unknown = [code for code in answers if code not in QUESTIONS]
    if unknown:
        raise BadInput(
            what="不能判定公开属性", why=f"没有“{unknown[0]}”这个问题", remedy="请按判定表逐项回答", field="answers"
        )
    said = [question for code, question in QUESTIONS.items() if answers.get(code)]
    effects = {question.effect for question in said}
    if Effect.UNDECIDED in effects:
        reason = Reason(
            "是否涉及国家秘密不能确定，须先报有关部门确定，确定之前不公开", QUESTIONS["secrecy_doubt"].basis
        )
        return Proposal(None, (reason,), deferral=DeferralKind.SECRECY_UNDECIDED)

    exceptions = [question for question in said if question.effect is Effect.EXCEPT]
    if Effect.LIFT in effects:
        exceptions = [question for question in exceptions if question.ground != "third_party"]
    binding = [question for question in exceptions if GROUNDS[question.ground].discretion is not Discretion.MAY]
    publish = [question for question in said if question.effect in {Effect.PUBLISH, Effect.MUST_PUBLISH}]
    normative = Effect.MUST_PUBLISH in effects
    severable = Effect.SEVER in effects or normative
    grounds = tuple(dict.fromkeys(question.ground for question in exceptions))
    because = tuple(_because(question) for question in publish)
    except_for = tuple(_because(question) for question in exceptions)

    if binding or (exceptions and not publish):
        if severable and publish:
            return Proposal(Disclosure.REDACTED, (*because, *except_for, _SEVER), grounds, item_reason=True)
        return Proposal(Disclosure.WITHHELD, except_for, grounds, item_reason=True, to_disclosure_office=policy)
    if exceptions:  # 「可以不予公开」 gives way to 「应当公开」
        if severable and not normative:
            return Proposal(Disclosure.REDACTED, (*because, *except_for, _SEVER), grounds, item_reason=True)
        return Proposal(Disclosure.PUBLIC, (*because, _MAY))
    if publish:
        lifted = (_LIFTED,) if Effect.LIFT in effects and answers.get("third_party") else ()
        return Proposal(Disclosure.PUBLIC, (*because, *lifted))
    if Effect.SPECIFIC in effects:
        return Proposal(Disclosure.ON_REQUEST, (_because(QUESTIONS["specific"]),))
    return _by_kind(kind, subtype)


_SEVER = Reason("不宜公开的内容能够区分处理，其余部分公开", "《条例》第三十七条")
_MAY = Reason("内部事务、过程性和执法案卷信息只是“可以”不予公开，涉及公众利益的仍应公开", "《条例》第十六条、第十九条")
_LIFTED = Reason("第三方同意公开，或者公共利益需要公开", "《条例》第十五条")
_NORMAL = Reason("以公开为常态、不公开为例外", "《条例》第五条")


def _because(question: Question) -> Reason:
    statements = {
        "normative": "属于行政规范性文件，应当主动公开",
        "own_interests": "涉及公众利益调整",
        "wide_knowledge": "需要公众广泛知晓",
        "participation": "需要公众参与决策",
        "organisation": "反映机构设置、职能、办事程序",
        "listed": "属于法定主动公开的事项",
        "specific": "只涉及特定对象或者一般工作安排，不属于应当主动公开的事项",
    }
    if question.ground:
        return Reason(f"含有{GROUNDS[question.ground].content}", question.basis)
    return Reason(statements[question.code], question.basis)


def _by_kind(kind: DocumentKind | None, subtype: Subtype | None) -> Proposal:
    if kind is None:
        return Proposal(Disclosure.PUBLIC, (_NORMAL,))
    chosen = default_disclosure(kind, subtype)
    if chosen is Disclosure.PUBLIC:
        return Proposal(chosen, (_NORMAL,))
    named = subtype.label if subtype is not None and subtype.default is not None else kind.label
    return Proposal(
        chosen,
        (Reason(f"“{named}”一般不涉及公众利益调整，按依申请公开提出，请逐件核定", "《条例》第十三条、第十九条"),),
        item_reason=kind.item_reason,
    )
