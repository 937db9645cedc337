"""What an office's own chain of sign-off must hold (审签流程自设), whichever way the office likes it otherwise.

依据：《政府信息公开条例》第十七条（先审查后公开）；《保守国家秘密法》第三十五条；国办发〔2018〕115号（合法性审核）
"""

from __future__ import annotations

from collections.abc import Sequence

from zwgk.rules.approval import ChainStep, Level
from zwgk.rules.duties import KEEPERS, Duty
from zwgk.rules.errors import BadInput

#: steps of a chain at most
MOST = 8
#: levels that are set per paper, when it is sent, and stand in no chain
PER_PAPER = frozenset({Level.COUNTERSIGN})
#: duties that sign nothing: who drafts, who keeps the system, who judges from outside
SIGN_NOTHING = KEEPERS | {Duty.DRAFTER, Duty.EVALUATOR}
SIGNERS = tuple(duty for duty in Duty if duty not in SIGN_NOTHING)
LEVELS = tuple(level for level in Level if level not in PER_PAPER)
NORMATIVE = "four_normative"


def must_hold(code: str, steps: Sequence[ChainStep]) -> None:
    """Errors: :class:`BadInput` at ``level-<n>`` or ``duty-<n>`` (n from 1).

    依据：《政府信息公开条例》第十七条；国办发〔2018〕115号
    """
    if not steps:
        raise _refused("没有一个步骤", "请至少设置保密审查", "level-1")
    if len(steps) > MOST:
        raise _refused(f"有{len(steps)}步，最多{MOST}步", "请减少步骤", f"level-{MOST}")
    levels: list[Level] = []
    for number, step in enumerate(steps, 1):
        if step.level in PER_PAPER:
            raise _refused(f"“{step.level.label}”在送审时逐件选定", "请去掉这一步", f"level-{number}")
        if step.level in levels:
            raise _refused(f"“{step.level.label}”出现了两次", "请去掉重复的步骤", f"level-{number}")
        levels.append(step.level)
        if not step.duties:
            raise _refused(f"第{number}步没有选择由谁审签", "请选择职责", f"duty-{number}")
        if wrong := [duty for duty in step.duties if duty in SIGN_NOTHING]:
            raise _refused(f"“{wrong[0].label}”不参加审签", "请改选业务职责", f"duty-{number}")
    if Level.SECRECY not in levels:
        raise _refused("没有保密审查（《条例》第十七条：公开前应当审查）", "请加上保密审查", f"level-{len(steps)}")
    secrecy = levels.index(Level.SECRECY)
    if steps[secrecy].duties != (Duty.SECRECY,):
        raise _refused("保密审查须由“保密审查”岗位办理", "请改为保密审查", f"duty-{secrecy + 1}")
    if Level.LEADER in levels and levels.index(Level.LEADER) != len(levels) - 1:
        raise _refused("领导签发之后还有别的步骤", "请把领导签发放在最后", f"level-{levels.index(Level.LEADER) + 1}")
    if Level.SECTION in levels and levels[0] is not Level.SECTION:
        place = levels.index(Level.SECTION) + 1
        raise _refused("科室审核应在第一步", "请把科室审核放在最前", f"level-{place}")
    if code == NORMATIVE and Level.LEGAL not in levels:
        raise _refused("规范性文件须经合法性审核（国办发〔2018〕115号）", "请加上合法性审核", f"level-{len(steps)}")


def _refused(why: str, remedy: str, field: str) -> BadInput:
    return BadInput(what="没有保存审签流程", why=why, remedy=remedy, field=field)
