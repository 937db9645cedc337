"""One clean-up batch (规范性文件清理) under way: given to the departments, half of them have answered."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from zwgk.cli.sample import normative
from zwgk.cli.sample.calendar import at
from zwgk.cli.sample.published.acting import organ, somebody
from zwgk.cli.sample.signins import GOVERNMENT
from zwgk.cli.sample.size import TODAY
from zwgk.cli.sample.staff import acting, unit_at
from zwgk.documents import cleaning
from zwgk.documents.actions import cleaning as acts
from zwgk.people.actor import SYSTEM
from zwgk.rules.cleaning import Verdict
from zwgk.rules.duties import Duty

TITLE = "清岚县2026年行政规范性文件清理"
#: who opens it: the office that reviews what binds the public
OPENER = "清岚县司法局"
_OPENED_ON = date(2026, 11, 9)
_ANSWER_BY = date(2026, 12, 4)
_WHY = {
    Verdict.KEEP: "执行情况良好，仍需适用",
    Verdict.AMEND: "部门名称和办理材料与现行规定不一致，拟修改",
    Verdict.REPEAL: "主要内容已被新规定代替",
    Verdict.DECLARE: "有效期已满，不再执行",
}


def lay() -> int:
    """Open the batch where it is not there yet; returns how many papers it holds. One transaction."""
    if cleaning.visible_to(SYSTEM).filter(title=TITLE).exists():
        return 0
    by = acting(unit_at(OPENER), Duty.LEGAL, on=TODAY)
    with transaction.atomic():
        cleanup = acts.open_cleanup(
            TITLE,
            organ=unit_at(GOVERNMENT),
            basis="《清岚县行政规范性文件管理规定》第二十六条（演示）",
            cutoff_on=date(2026, 10, 31),
            answer_by=_ANSWER_BY,
            on=_OPENED_ON,
            at=at(_OPENED_ON, 10),
            actor=by,
        )
        drafted = {paper.key: paper.short for paper in normative.papers()}
        items = list(cleanup.items.select_related("publication", "unit", "cleanup__matter").order_by("pk"))
        for place, item in enumerate(items):
            short = drafted.get(item.publication.key or "")
            if short is None:
                continue
            unit = organ(short)
            item = acts.give_cleanup_item(item, unit, at=at(_OPENED_ON, 11), actor=by)
            answering = somebody(unit, Duty.OFFICE, Duty.LEGAL, on=TODAY)
            if answering is None or place % 2:
                continue
            verdict = Verdict(item.proposed) if place % 10 else Verdict.AMEND
            acts.answer_cleanup(item, verdict, reason=_WHY[verdict], today=TODAY, at=at(TODAY, 8, 40), actor=answering)
    return len(items)
