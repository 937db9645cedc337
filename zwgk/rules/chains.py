"""The five publicities in one matter (五公开链条): draft, decision, execution, result, and what is missing so far.

依据：国办发〔2016〕80号（将“五公开”要求落实到公文办理程序）；《重大行政决策程序暂行条例》第十五条、第三十二条、第三十六条
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from zwgk.rules.labelled import Labelled
from zwgk.rules.subjects import FiveOpen


class Step(Labelled):
    """A step of a matter that is made public (公开环节)."""

    DRAFT = "draft", "草案征求意见"
    DECISION = "decision", "决策"
    EXECUTION = "execution", "执行"
    RESULT = "result", "结果"


#: the dimension in which each step is counted
DIMENSION_OF = {
    Step.DRAFT: FiveOpen.DECISION,
    Step.DECISION: FiveOpen.DECISION,
    Step.EXECUTION: FiveOpen.EXECUTION,
    Step.RESULT: FiveOpen.RESULT,
}


class StepState(Labelled):
    """How a step stands (环节状态)."""

    DONE = "done", "已公开"
    MISSING = "missing", "尚未公开"
    LATE = "late", "逾期未公开"
    WAIVED = "waived", "不需要"
    AHEAD = "ahead", "未到"


@dataclass(frozen=True, slots=True)
class Plan:
    """What was said of a step: by when it is expected, or why it is not needed (不需要的理由)."""

    due_on: date | None = None
    waived: str = ""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step with its state, as the step line shows it."""

    step: Step
    state: StepState
    due_on: date | None = None
    why: str = ""


def line(public: Collection[Step], plans: Mapping[Step, Plan], on: date) -> tuple[StepLine, ...]:
    """Return the four steps with their states on a day.

    A step before one that is public is missing, not ahead: a decision without its draft, a result without execution.
    """
    last = max((place for place, step in enumerate(Step) if step in public), default=-1)
    found = []
    for place, step in enumerate(Step):
        plan = plans.get(step, Plan())
        if step in public:
            state = StepState.DONE
        elif plan.waived:
            state = StepState.WAIVED
        elif plan.due_on is not None and plan.due_on < on:
            state = StepState.LATE
        elif place <= last + 1 or plan.due_on is not None:
            state = StepState.MISSING
        else:
            state = StepState.AHEAD
        found.append(StepLine(step, state, plan.due_on, plan.waived))
    return tuple(found)


def missing(lines: Collection[StepLine]) -> tuple[Step, ...]:
    """The steps that should be public and are not."""
    return tuple(row.step for row in lines if row.state in {StepState.MISSING, StepState.LATE})


_STEP_WORDS = (
    (Step.DRAFT, re.compile(r"征求意见稿|公开征求|征集意见|草案|听取意见")),
    (
        Step.RESULT,
        re.compile(r"(?:结果|验收|评估报告|完成情况|总结)(?:的)?(?:公示|公告|报告|通报)?$|实施结果|绩效评价"),
    ),
    (Step.EXECUTION, re.compile(r"进展|落实情况|执行情况|推进情况|实施情况")),
)
_DIMENSION_WORDS = (
    (FiveOpen.RESULT, re.compile(r"结果|名单|决定书|中标|成交|录用|验收|决算")),
    (FiveOpen.EXECUTION, re.compile(r"进展|落实情况|执行情况|推进情况|实施情况|工作总结")),
    (FiveOpen.SERVICE, re.compile(r"办事指南|服务指南|便民|办理流程|一次性告知")),
    (FiveOpen.MANAGEMENT, re.compile(r"检查|整治|许可|处罚|监管|抽检|收费")),
)


def proposed_step(title: str, dimension: str) -> Step:
    """Propose the step of a publication from its title and dimension; a person decides."""
    for step, words in _STEP_WORDS:
        if words.search(title):
            return step
    return {"execution": Step.EXECUTION, "result": Step.RESULT}.get(dimension, Step.DECISION)


def proposed_dimension(title: str, *, is_normative: bool = False) -> FiveOpen:
    """Propose one of the five publicities from a title (S0-04); a person decides."""
    if is_normative:
        return FiveOpen.DECISION
    for dimension, words in _DIMENSION_WORDS:
        if words.search(title):
            return dimension
    return FiveOpen.DECISION if re.search(r"意见|办法|方案|规划|计划|决定|规定", title) else FiveOpen.MANAGEMENT
