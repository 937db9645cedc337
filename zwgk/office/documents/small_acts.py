"""Acts that need a sentence or two: one table, one page. A new such act is a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from zwgk.documents import queries
from zwgk.documents.actions import checking, deferring, drafting, handing, kinds, publishing, reworking, submitting
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.documents.finding import base, found, head
from zwgk.people import today as day
from zwgk.rules import document_kinds
from zwgk.rules.disclosure_deferral import DeferralKind
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.documents.models import Document


@dataclass(frozen=True)
class Field:
    """One field of such a page: name, label, a hint, and what stands in it at first."""

    name: str
    label: str
    hint: str = ""
    lines: int = 3
    needed: bool = True
    #: what may be chosen, as (code, label): a list instead of a text
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SmallAct:
    """One act: the button, what it does in a sentence, its fields, and how it is done; returns what to say."""

    button: str
    says: str
    fields: tuple[Field, ...]
    do: Callable[[HttpRequest, Document], str]
    danger: bool = False


def _recall(request: HttpRequest, document: Document) -> str:
    submitting.recall(document, reason=posted.text(request, "reason"), at=day.now(), actor=actor_of(request))
    return "已撤回送审，可以继续修改"


def _hand_over(request: HttpRequest, document: Document) -> str:
    handing.hand_over(
        document, on=day.today(), at=day.now(), actor=actor_of(request), remark=posted.text(request, "remark")
    )
    return "已移交"


def _take_back(request: HttpRequest, document: Document) -> str:
    reworking.take_back(
        document, reason=posted.text(request, "reason"), on=day.today(), at=day.now(), actor=actor_of(request)
    )
    return "已退回起草人修改，改好后重新审签"


def _change_kind(request: HttpRequest, document: Document) -> str:
    changed = kinds.change_kind(
        document, posted.text(request, "kind"), on=day.today(), at=day.now(), actor=actor_of(request)
    )
    checking.check(changed, today=day.today(), at=day.now(), actor=actor_of(request))
    return f"文种已改为“{document_kinds.KINDS[changed.kind].label}”，填好的内容都在，已重新检查"


def _archive(request: HttpRequest, document: Document) -> str:
    handing.archive(document, on=day.today(), at=day.now(), actor=actor_of(request))
    return "已归档"


def _drop(request: HttpRequest, document: Document) -> str:
    drafting.drop(
        document, reason=posted.text(request, "reason"), on=day.today(), at=day.now(), actor=actor_of(request)
    )
    return "已作废"


def _amend(request: HttpRequest, document: Document) -> str:
    publishing.amend(
        document, reason=posted.text(request, "reason"), on=day.today(), at=day.now(), actor=actor_of(request)
    )
    return "已启动更正：原文仍在公开页面上，新文签发后替换"


def _withdraw(request: HttpRequest, document: Document) -> str:
    publishing.withdraw(
        document,
        notice=posted.text(request, "notice"),
        reason=posted.text(request, "reason"),
        on=day.today(),
        at=day.now(),
        actor=actor_of(request),
    )
    return "已撤回，原地址上是告示"


def _restore(request: HttpRequest, document: Document) -> str:
    publishing.restore(document, reason=posted.text(request, "reason"), at=day.now(), actor=actor_of(request))
    return "已恢复公开"


def _end_deferral(request: HttpRequest, document: Document) -> str:
    row = queries.deferral(document)
    if row is None:
        raise BadInput(what="不能结束暂缓", why="没有正在进行的暂缓", remedy="请刷新页面查看最新进展")
    deferring.end_deferral(
        row, outcome=posted.text(request, "outcome"), on=day.today(), at=day.now(), actor=actor_of(request)
    )
    return "暂缓已结束，请立即接着办理"


def _review_policy(request: HttpRequest, document: Document) -> str:
    submitting.review_policy(document, opinion=posted.text(request, "opinion"), at=day.now(), actor=actor_of(request))
    return "审查意见已记录"


_REASON = Field("reason", "原因")
ACTS: dict[str, SmallAct] = {
    "recall": SmallAct(
        "撤回送审",
        "本轮审签结束，已签的意见留档；文件回到起草人手里继续修改，改好后要重新送审。",
        (Field("reason", "原因", "可以不写", needed=False),),
        _recall,
    ),
    "hand-over": SmallAct(
        "移交发布",
        "把审批处理签和电子文本移交给发布岗位。“此件依申请公开”的转入内部登记，不再发布。",
        (Field("remark", "说明", "如附件另送、图表另制；可以不写", 2, needed=False),),
        _hand_over,
    ),
    "take-back": SmallAct(
        "退回修改",
        "签发之后发现文字要改的，退回起草人。原来的审签和审查结论不再作数，改好后要重新送审、审查、签发；"
        "文号保留，用印重做；已安排的定时公开停止。公开的期限照走。",
        (Field("reason", "要修改什么、为什么", "会记入日志"),),
        _take_back,
    ),
    "change-kind": SmallAct(
        "更改文种",
        "标题、正文、附件和填好的各项不变；子类、审签流程和检查随文种重新确定。已编号或已公开的公文不能改为其他信息。",
        (Field("kind", "改为", choices=tuple((kind.code, kind.label) for kind in document_kinds.KINDS.values())),),
        _change_kind,
    ),
    "archive": SmallAct("归档", "案卷关闭，内容不再变动。还有期限在走的不能归档。", (), _archive),
    "drop": SmallAct(
        "作废", "这份文稿不再办理，记录保留；已编的文号一并作废，不再使用。", (_REASON,), _drop, danger=True
    ),
    "amend": SmallAct(
        "启动更正",
        "改动已公开的内容要重新审签。新文签发之前，公开页面上仍是原文；更正的期限从今天起算。",
        (Field("reason", "哪里有误、如何发现", "会记入日志"),),
        _amend,
    ),
    "withdraw": SmallAct(
        "撤回并留告示",
        "公开页面换成一句告示，写明何时撤回。内容有害、一刻也不能留的，请用“紧急撤下”。",
        (
            Field("notice", "对外告示", "留在原地址上，例：本文件因内容需要核实，已于2026年11月20日撤回。", 2),
            Field("reason", "内部原因和批准人", "不对外"),
        ),
        _withdraw,
        danger=True,
    ),
    "restore": SmallAct(
        "恢复公开", "公开页面恢复为撤下之前的内容。", (Field("reason", "恢复的理由和批准人"),), _restore
    ),
    "end-deferral": SmallAct(
        "结束暂缓",
        "原因消除后须立即公开。签发之前暂缓的，回到起草人重新送审；签发之后暂缓的，从原来的环节接着办。",
        (Field("outcome", "确定的结果或原因消除的情况"),),
        _end_deferral,
    ),
    "review-policy": SmallAct(
        "公开工作机构审查",
        "政策性文件拟不公开的，先由公开工作机构审查（国办发〔2016〕80号）。",
        (Field("opinion", "审查意见"),),
        _review_policy,
    ),
}


def small(request: HttpRequest, number: str, act: str) -> HttpResponseBase:
    """Ask for what the act needs, then do it."""
    document = found(request, number)
    row = ACTS.get(act)
    if row is None:
        raise Http404
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            sentence = row.do(request, document)
        except RuleViolation as found_:
            refusal = found_
        else:
            return shell.done(request, sentence, to=base(document))
    context = {**head(request, document), "act": row, "act_name": act}
    return shell.render(request, "documents/act.html", context, refusal=refusal)


def defer(request: HttpRequest, number: str) -> HttpResponseBase:
    """暂缓: secrecy undecided and referred, or a special cause that ends."""
    document = found(request, number)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            kind = posted.choice(request, "kind", DeferralKind, "情形")
            deferring.defer(
                document,
                kind,
                cause=posted.text(request, "reason"),
                follow_up_on=posted.must_day(request, "follow_up_on", "跟踪日期"),
                on=day.today(),
                at=day.now(),
                actor=actor_of(request),
                referred_to=posted.text(request, "referred_to"),
                ends_when=posted.text(request, "ends_when"),
            )
        except RuleViolation as found_:
            refusal = found_
        else:
            return shell.done(request, "已暂缓，到跟踪日期会提醒", to=base(document))
    context = {**head(request, document), "kinds": list(DeferralKind)}
    return shell.render(request, "documents/defer.html", context, refusal=refusal)
