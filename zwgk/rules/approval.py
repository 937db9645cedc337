"""Multi-level sign-off (审签): kinds of steps, what may be answered, and the chains of the five offices as data.

A chain is an ordered list of duties, without conditions: where another way is needed, another chain is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass

from zwgk.rules.duties import Duty
from zwgk.rules.labelled import Labelled


class StepState(Labelled):
    """Where one step stands (审签步骤状态)."""

    AHEAD = "ahead", "未到"
    PENDING = "pending", "待审"
    SIGNED = "signed", "已签"
    RETURNED = "returned", "已退回"
    CANCELLED = "cancelled", "已取消"


class ApprovalState(Labelled):
    """Where a round of sign-off stands (审签状态)."""

    RUNNING = "running", "审签中"
    APPROVED = "approved", "已签发"
    RETURNED = "returned", "已退回"
    RECALLED = "recalled", "已撤回"


class SignedVia(Labelled):
    """How a signature was given (审签方式)."""

    ONLINE = "online", "在线"
    PHONE = "phone", "手机"
    PAPER = "paper", "线下纸质"


class Level(Labelled):
    """What a step decides (审签层级); the wording of the opinion follows from it (S2 四(一))."""

    SECTION = "section", "科室审核"
    OFFICE = "office", "办公室核稿"
    LEGAL = "legal", "合法性审核"
    COUNTERSIGN = "countersign", "会签"
    MEETING = "meeting", "上会"
    SECRECY = "secrecy", "保密审查"
    LEADER = "leader", "领导签发"


@dataclass(frozen=True)
class ChainStep:
    """One step: its level and which duties may take it (any one of them)."""

    level: Level
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class ChainRule:
    """A chain as the house ships it: code, name, its source, and the steps after the drafter's own pre-review."""

    code: str
    name: str
    basis: str
    steps: tuple[ChainStep, ...]


_SECTION = ChainStep(Level.SECTION, (Duty.SECTION_HEAD,))
_OFFICE = ChainStep(Level.OFFICE, (Duty.OFFICE,))
_LEGAL = ChainStep(Level.LEGAL, (Duty.LEGAL,))
#: 上会: the office enters what the meeting decided
_MEETING = ChainStep(Level.MEETING, (Duty.OFFICE,))
_SECRECY = ChainStep(Level.SECRECY, (Duty.SECRECY,))
_LEADER = ChainStep(Level.LEADER, (Duty.DEPUTY, Duty.LEADER))
_HEAD = ChainStep(Level.LEADER, (Duty.LEADER,))

CHAINS: tuple[ChainRule, ...] = (
    ChainRule(
        "four",
        "四级审签",
        "楚雄州商务局政务公开工作实施方案四（一）；保密法实施条例第四十二条",
        (_SECTION, _OFFICE, _SECRECY, _LEADER),
    ),
    ChainRule(
        "four_normative",
        "规范性文件审签",
        "国办发〔2018〕37号；国办发〔2018〕115号",
        (_SECTION, _OFFICE, _LEGAL, _MEETING, _SECRECY, _HEAD),
    ),
    ChainRule(
        "short",
        "科室—保密—分管领导",
        "毕节市文化广电旅游局政府信息公开审核制度（六）",
        (_SECTION, _SECRECY, _LEADER),
    ),
    ChainRule(
        "short_important",
        "重要内容：科室—保密—主要领导",
        "毕节市文化广电旅游局政府信息公开审核制度（六）",
        (_SECTION, _SECRECY, _HEAD),
    ),
    ChainRule(
        "three_reviews",
        "三审三校（动态、转载）",
        "毕节市文化广电旅游局政务回应关切制度三（一）",
        (_SECTION, _OFFICE, _SECRECY),
    ),
)

CHAIN_BY_CODE = {chain.code: chain for chain in CHAINS}
