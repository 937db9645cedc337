"""The life of a document from draft to archive as one table (公文流转; words.md of the house: the stages' own words)
.
"""

from __future__ import annotations

from zwgk.rules.approval import Level
from zwgk.rules.duties import Duty
from zwgk.rules.flow import Flow, Move
from zwgk.rules.labelled import Labelled


class Stage(Labelled):
    """Where a document stands (环节)."""

    DRAFTING = "drafting", "拟稿"
    SECTION = "section", "科室审核"
    OFFICE = "office", "办公室核稿"
    LEGAL = "legal", "合法性审核"
    COUNTERSIGN = "countersign", "会签"
    MEETING = "meeting", "上会"
    SECRECY = "secrecy", "保密审查"
    LEADER = "leader", "领导签发"
    NUMBERING = "numbering", "编号用印"
    HANDOVER = "handover", "移交"
    TO_PUBLISH = "to_publish", "待公开"
    PUBLISHED = "published", "已公开"
    NOT_PUBLISHED = "not_published", "不主动公开"
    ARCHIVED = "archived", "归档"
    RETURNED = "returned", "退回修改"
    DEFERRED = "deferred", "暂缓"
    WITHDRAWN = "withdrawn", "已撤回"
    TAKEN_DOWN = "taken_down", "紧急撤下"
    DROPPED = "dropped", "已作废"


STAGE_OF_LEVEL: dict[Level, Stage] = {
    Level.SECTION: Stage.SECTION,
    Level.OFFICE: Stage.OFFICE,
    Level.LEGAL: Stage.LEGAL,
    Level.COUNTERSIGN: Stage.COUNTERSIGN,
    Level.MEETING: Stage.MEETING,
    Level.SECRECY: Stage.SECRECY,
    Level.LEADER: Stage.LEADER,
}

SIGNING = frozenset(STAGE_OF_LEVEL.values())
WRITING = frozenset({Stage.DRAFTING, Stage.RETURNED})
#: signed and not out yet
SIGNED = frozenset({Stage.NUMBERING, Stage.HANDOVER, Stage.TO_PUBLISH})
OUT = frozenset({Stage.PUBLISHED, Stage.ARCHIVED})
#: who writes: besides the sections' own people whoever brings news and notices to the site (信息员、发布)
WRITERS = (Duty.DRAFTER, Duty.SECTION_HEAD, Duty.OFFICE, Duty.PUBLISHER, Duty.INFORMANT)
_SIGNERS = (
    Duty.SECTION_HEAD,
    Duty.OFFICE,
    Duty.LEGAL,
    Duty.SECRECY,
    Duty.DEPUTY,
    Duty.LEADER,
)

FLOW = Flow(
    Move("edit", "修改文稿", WRITING, None, WRITERS),
    Move("submit", "送审", WRITING, Stage.SECTION, WRITERS),
    Move("review", "前置程序", frozenset({*WRITING, *SIGNING}), None, (*WRITERS, Duty.LEGAL)),
    Move("recall", "撤回送审", SIGNING, Stage.DRAFTING, WRITERS),
    Move("sign", "同意", SIGNING, None, _SIGNERS),
    Move("return", "退回", SIGNING, Stage.RETURNED, _SIGNERS),
    Move("print_sheet", "打印处理签（线下审签）", SIGNING, None, (Duty.DRAFTER, Duty.OFFICE, *_SIGNERS)),
    Move("enter_paper", "录入线下签字", SIGNING, None, (Duty.DRAFTER, Duty.OFFICE)),
    Move("confirm_paper", "核对线下签字", SIGNING, None, (Duty.OFFICE, Duty.SECTION_HEAD, Duty.DRAFTER)),
    Move(
        "defer",
        "暂缓",
        frozenset({*SIGNING, Stage.NUMBERING, Stage.HANDOVER, Stage.TO_PUBLISH}),
        Stage.DEFERRED,
        (Duty.SECRECY, Duty.OFFICE, Duty.DEPUTY, Duty.LEADER),
    ),
    Move(
        "end_deferral",
        "结束暂缓",
        frozenset({Stage.DEFERRED}),
        None,
        (Duty.SECRECY, Duty.OFFICE, Duty.DEPUTY, Duty.LEADER),
    ),
    Move("number", "编号", frozenset({Stage.NUMBERING}), None, (Duty.OFFICE,)),
    Move("seal", "用印", frozenset({Stage.NUMBERING}), Stage.HANDOVER, (Duty.OFFICE,)),
    Move(
        "hand_over",
        "移交发布",
        frozenset({Stage.HANDOVER}),
        Stage.TO_PUBLISH,
        (Duty.DRAFTER, Duty.SECTION_HEAD, Duty.OFFICE),
    ),
    Move(
        "redact",
        "遮盖",
        frozenset({*WRITING, *SIGNING, Stage.HANDOVER, Stage.TO_PUBLISH}),
        None,
        (Duty.DRAFTER, Duty.OFFICE, Duty.SECRECY, Duty.PUBLISHER),
    ),
    Move(
        "prove_redaction",
        "复读遮盖件",
        frozenset({Stage.HANDOVER, Stage.TO_PUBLISH}),
        None,
        (Duty.SECRECY, Duty.OFFICE),
    ),
    # signed, and yet the text must change: the clearance falls, the sign-off runs again
    Move(
        "take_back",
        "退回修改",
        SIGNED,
        Stage.RETURNED,
        (Duty.PUBLISHER, Duty.OFFICE, Duty.SECTION_HEAD, Duty.SECRECY, Duty.DEPUTY, Duty.LEADER),
    ),
    Move("publish", "公开", frozenset({Stage.TO_PUBLISH}), Stage.PUBLISHED, (Duty.PUBLISHER,)),
    Move("schedule", "定时公开", frozenset({Stage.TO_PUBLISH}), None, (Duty.PUBLISHER,)),
    # an archived paper may still be out: it is corrected and withdrawn like any other
    Move("amend", "更正", OUT, Stage.DRAFTING, (Duty.DRAFTER, Duty.OFFICE, Duty.PUBLISHER)),
    Move("erratum", "勘误", OUT, None, (Duty.PUBLISHER, Duty.OFFICE)),
    Move("withdraw", "撤回", OUT, Stage.WITHDRAWN, (Duty.PUBLISHER,), danger=True),
    Move(
        "take_down",
        "紧急撤下",
        frozenset({Stage.PUBLISHED, Stage.WITHDRAWN, Stage.ARCHIVED}),
        Stage.TAKEN_DOWN,
        (
            Duty.PUBLISHER,
            Duty.OFFICE,
            Duty.SECRECY,
            Duty.SECTION_HEAD,
            Duty.DEPUTY,
            Duty.LEADER,
            Duty.DISCLOSURE_OFFICE,
            Duty.INFORMANT,
        ),
        danger=True,
    ),
    Move("restore", "恢复公开", frozenset({Stage.WITHDRAWN, Stage.TAKEN_DOWN}), Stage.PUBLISHED, (Duty.PUBLISHER,)),
    Move(
        "archive",
        "归档",
        frozenset({Stage.PUBLISHED, Stage.NOT_PUBLISHED, Stage.WITHDRAWN}),
        Stage.ARCHIVED,
        (Duty.ARCHIVIST, Duty.OFFICE),
    ),
    Move("drop", "作废", WRITING, Stage.DROPPED, WRITERS, danger=True),
)
