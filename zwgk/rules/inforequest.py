"""The life of a request for information (依申请公开) as one table, from what came in to the archive.

What a case stands at is its stage; what goes on beside it (征求意见、延期、复议诉讼) is a mark, read from facts.
依据:《政府信息公开条例》第二十九至三十七、四十五条
"""

from __future__ import annotations

from dataclasses import dataclass

from zwgk.rules.duties import Duty
from zwgk.rules.flow import Flow, Move
from zwgk.rules.labelled import Labelled


class Stage(Labelled):
    """Where a request stands (环节)."""

    TO_CONFIRM = "to_confirm", "待确认"
    REGISTERED = "registered", "登记"
    CORRECTING = "correcting", "待补正"
    HANDLING = "handling", "办理"
    PAYING = "paying", "待缴费"
    REVIEW = "review", "审核"
    SEALING = "sealing", "待用印"
    DELIVERING = "delivering", "待送达"
    ANSWERED = "answered", "已答复"
    WITHDRAWN = "withdrawn", "已撤回"
    SET_ASIDE = "set_aside", "不作为申请"
    ARCHIVED = "archived", "归档"


class Mark(Labelled):
    """What goes on beside the stage (环节旁的标记)."""

    CONSULTING = "consulting", "征求意见（期限暂停）"
    EXTENDED = "extended", "已延期"
    DELAYED = "delayed", "合理期限内答复"
    ASKED_REASONS = "asked_reasons", "待说明理由"
    DISPUTED = "disputed", "复议诉讼中"
    REOPENED = "reopened", "重新办理"


#: the six steps of S0-34 under which the pages show the stages
STEPS: tuple[tuple[str, tuple[Stage, ...]], ...] = (
    ("受理", (Stage.TO_CONFIRM,)),
    ("登记", (Stage.REGISTERED, Stage.CORRECTING)),
    ("办理", (Stage.HANDLING, Stage.PAYING)),
    ("审核", (Stage.REVIEW,)),
    ("答复", (Stage.SEALING, Stage.DELIVERING, Stage.ANSWERED)),
    ("归档", (Stage.ARCHIVED,)),
)

#: a reply is still owed
OPEN = frozenset(
    {
        *(Stage.TO_CONFIRM, Stage.REGISTERED, Stage.CORRECTING, Stage.HANDLING, Stage.PAYING),
        *(Stage.REVIEW, Stage.SEALING, Stage.DELIVERING),
    }
)
#: the clock runs and the case is worked on
WORKED_ON = frozenset({Stage.REGISTERED, Stage.HANDLING})
#: nothing more is owed
ENDED = frozenset({Stage.ANSWERED, Stage.WITHDRAWN, Stage.SET_ASIDE, Stage.ARCHIVED})

#: 政府信息公开工作机构 of the organ: its people, and who speaks as its head (《条例》第四、三十三条)
DESK = (Duty.OFFICE, Duty.DISPATCHER, Duty.INFORMANT, Duty.DISCLOSURE_OFFICE)
HEAD = (Duty.OFFICE, Duty.DISCLOSURE_OFFICE)
#: the section that holds the information (业务科室)
SECTION = (Duty.DRAFTER, Duty.SECTION_HEAD)
WORKERS = (*DESK, *SECTION)
SIGNERS = (Duty.SECTION_HEAD, Duty.OFFICE, Duty.LEGAL, Duty.SECRECY, Duty.DEPUTY, Duty.LEADER)
#: who may have a part in a request at all; others of the organ do not see it
IN_REQUESTS = frozenset({*WORKERS, *SIGNERS, Duty.ARCHIVIST})

_BEFORE_REPLY = frozenset({*WORKED_ON, Stage.REVIEW, Stage.SEALING})
_AFTER_REPLY = frozenset({Stage.ANSWERED, Stage.ARCHIVED})

FLOW = Flow(
    Move("confirm", "与申请人确认", frozenset({Stage.TO_CONFIRM}), Stage.REGISTERED, DESK),
    Move("note_attempt", "记录联系情况", frozenset({Stage.TO_CONFIRM}), None, DESK),
    Move("set_aside", "不作为申请", frozenset({Stage.TO_CONFIRM}), Stage.SET_ASIDE, DESK, danger=True),
    Move("answer_on_spot", "当场答复", frozenset({Stage.REGISTERED}), Stage.ANSWERED, DESK),
    Move("ask_correction", "要求补正", WORKED_ON, Stage.CORRECTING, DESK),
    Move("receive_correction", "收到补正", frozenset({Stage.CORRECTING}), Stage.REGISTERED, DESK),
    Move("give_up", "逾期未补正", frozenset({Stage.CORRECTING}), Stage.HANDLING, DESK),
    Move("transfer", "转交业务科室", WORKED_ON, Stage.HANDLING, DESK),
    Move("split", "分列申请事项", WORKED_ON, None, WORKERS),
    Move("record_search", "登记检索情况", WORKED_ON, None, WORKERS),
    Move("consult", "征求意见", WORKED_ON, None, WORKERS),
    Move("end_consultation", "登记意见", frozenset({*WORKED_ON, Stage.PAYING}), None, WORKERS),
    Move("ask_extension", "申请延期", _BEFORE_REPLY, None, WORKERS),
    Move("approve_extension", "批准延期", _BEFORE_REPLY, None, HEAD),
    Move("tell_extension", "告知延期", _BEFORE_REPLY, None, DESK),
    Move("ask_reasons", "要求说明理由", WORKED_ON, None, DESK),
    Move("receive_reasons", "收到说明", WORKED_ON, None, DESK),
    Move("set_period", "确定合理期限", WORKED_ON, None, HEAD),
    Move("send_fee_notice", "通知缴费", WORKED_ON, Stage.PAYING, DESK),
    Move("pay", "登记缴费", frozenset({Stage.PAYING}), Stage.HANDLING, DESK),
    Move("not_paid", "逾期未缴费", frozenset({Stage.PAYING}), Stage.HANDLING, DESK),
    Move("decide", "拟定答复", WORKED_ON, Stage.HANDLING, WORKERS),
    Move("recheck", "保密和公开属性再审查", WORKED_ON, None, (Duty.SECRECY, *HEAD)),
    Move("submit", "送审", WORKED_ON, Stage.REVIEW, WORKERS),
    Move("sign", "同意", frozenset({Stage.REVIEW}), None, SIGNERS),
    Move("return", "退回", frozenset({Stage.REVIEW}), Stage.HANDLING, SIGNERS),
    Move("take_back", "退回修改", frozenset({Stage.SEALING}), Stage.HANDLING, HEAD),
    Move("number", "编号", frozenset({Stage.SEALING}), None, HEAD),
    Move("seal", "用印", frozenset({Stage.SEALING}), Stage.DELIVERING, HEAD),
    Move("send", "发出答复", frozenset({Stage.DELIVERING}), Stage.ANSWERED, DESK),
    Move("prove_service", "登记送达", _AFTER_REPLY, None, DESK),
    Move("come_back", "登记退件", _AFTER_REPLY, None, DESK),
    Move("send_again", "再次送达", _AFTER_REPLY, None, DESK),
    Move("assign", "指定经办人", OPEN, None, (*DESK, Duty.SECTION_HEAD)),
    Move("escalate", "提请督促", OPEN, None, WORKERS),
    Move("withdraw", "申请人撤回", OPEN, Stage.WITHDRAWN, DESK, danger=True),
    Move("dispute", "登记复议诉讼", _AFTER_REPLY, None, (*DESK, Duty.LEGAL)),
    Move("answer_dispute", "登记答辩", _AFTER_REPLY, None, (*DESK, Duty.LEGAL)),
    Move("record_result", "登记复议诉讼结果", _AFTER_REPLY, None, (*DESK, Duty.LEGAL)),
    Move("reopen", "重新办理", _AFTER_REPLY, Stage.HANDLING, HEAD, danger=True),
    Move("settle_complaint", "办理投诉", frozenset(Stage) - {Stage.SET_ASIDE}, None, (Duty.DISCLOSURE_OFFICE,)),
    Move("convert", "转为主动公开", _AFTER_REPLY, None, HEAD),
    Move("archive", "归档", frozenset({Stage.ANSWERED, Stage.WITHDRAWN}), Stage.ARCHIVED, (*DESK, Duty.ARCHIVIST)),
    Move("open_identity", "查看申请人信息", frozenset(Stage), None, DESK),
    Move("renew_code", "重发查询码", frozenset(Stage) - {Stage.SET_ASIDE}, None, DESK),
)


@dataclass(frozen=True, slots=True)
class PublicWord:
    """What the applicant reads (申请人看到的进展): a short word and a sentence; never 已受理, which the law dropped."""

    word: str
    sentence: str


#: by stage; what is said of pauses and extensions comes from the marks
PUBLIC_WORDS: dict[Stage, PublicWord] = {
    Stage.TO_CONFIRM: PublicWord("已收到", "我们将与您确认收到申请，确认之日起计算答复期限"),
    Stage.REGISTERED: PublicWord("办理中", "申请已登记，正在办理"),
    Stage.CORRECTING: PublicWord("请您补正", "请按补正告知书补充说明，收到补正之日起重新计算答复期限"),
    Stage.HANDLING: PublicWord("办理中", "正在查找和审查您申请的信息"),
    Stage.PAYING: PublicWord("请您缴费", "请按收费通知缴纳信息处理费，缴费次日起重新计算答复期限"),
    Stage.REVIEW: PublicWord("审核中", "答复正在审核"),
    Stage.SEALING: PublicWord("审核中", "答复正在用印"),
    Stage.DELIVERING: PublicWord("审核中", "答复正在送达"),
    Stage.ANSWERED: PublicWord("已答复", "答复已经发出"),
    Stage.WITHDRAWN: PublicWord("已办结", "您已撤回申请"),
    Stage.SET_ASIDE: PublicWord("已办结", "这份来件没有作为政府信息公开申请办理，原因请见告知"),
    Stage.ARCHIVED: PublicWord("已办结", "答复已经发出，案卷已归档"),
}


def step_of(stage: Stage) -> str:
    """Return the step of the six under which a stage is shown (受理、登记、办理、审核、答复、归档)."""
    for step, stages in STEPS:
        if stage in stages:
            return step
    return "归档"


def public_word(stage: Stage, *, consulting: bool = False, extended_to: str = "") -> PublicWord:
    """Return what the applicant reads, with what goes on beside the stage.

    ``extended_to`` is the new day in words (``3月5日``), empty where the time was not extended.
    """
    plain = PUBLIC_WORDS[stage]
    if stage in WORKED_ON and consulting:
        return PublicWord("正在征求他人意见", "征求意见所需时间不计算在答复期限内")
    if stage in _BEFORE_REPLY and extended_to:
        return PublicWord(f"延期至{extended_to}", plain.sentence)
    return plain
