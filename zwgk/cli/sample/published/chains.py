"""Nine matters followed from draft to result (五公开), and three that are on their way: one of them late."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from zwgk.cli.sample import normative
from zwgk.cli.sample.published.acting import editor, organ
from zwgk.cli.sample.size import TODAY
from zwgk.people.actor import SYSTEM
from zwgk.publishing import desk
from zwgk.publishing.actions import chains as acts
from zwgk.rules.chains import Step

if TYPE_CHECKING:
    from zwgk.publishing.models import Publication

_STEPS = (("-consult", Step.DRAFT), ("", Step.DECISION), ("-execution", Step.EXECUTION), ("-result", Step.RESULT))
#: matters that are running: the paper's name, by when execution and result should be public
RUNNING = (
    ("养犬管理规定", date(2026, 12, 10), date(2027, 3, 31)),
    ("居住证办理实施细则", date(2026, 12, 31), date(2027, 4, 30)),
    ("城镇燃气安全管理办法", date(2026, 10, 31), date(2027, 2, 28)),  # its execution should be public by now
)


def lay() -> int:
    """Open, join and close what is not there yet; returns how many chains. One transaction each."""
    everything = {paper.name: paper for paper in normative.papers()}
    keys = [item.key.removesuffix("-result") for item in normative.items() if item.key.endswith("-result")]
    whole = [paper for paper in everything.values() if paper.key in keys]
    added = 0
    for paper in whole:
        added += _lay(paper, closed=True)
    for name, execution, result in RUNNING:
        added += _lay(everything[name], execution=execution, result=result)
    return added


def _lay(
    paper: normative.Paper, *, closed: bool = False, execution: date | None = None, result: date | None = None
) -> int:
    found = {step: _published(paper.key + ending) for ending, step in _STEPS}
    decision = found[Step.DECISION]
    if decision is None or decision.chain_id is not None:
        return 0
    by = editor(TODAY)
    with transaction.atomic():
        chain = acts.open_chain(f"清岚县{paper.name}", organ(paper.short), on=decision.published_on, actor=by)
        for step, publication in found.items():
            if publication is not None:
                acts.join_chain(publication, chain, step, actor=by)
        if execution:
            acts.plan_step(chain, Step.DRAFT, due_on=None, waived="征求意见在旧网站进行，采纳情况见文件", actor=by)
            acts.plan_step(chain, Step.EXECUTION, due_on=execution, waived="", actor=by)
            acts.plan_step(chain, Step.RESULT, due_on=result, waived="", actor=by)
        last = found[Step.RESULT]
        if closed and last is not None:
            acts.close_chain(chain, on=last.published_on, actor=by)
    return 1


def _published(key: str) -> Publication | None:
    return desk.visible_to(SYSTEM).filter(key=key, state="live").first()
