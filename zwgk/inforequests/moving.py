"""The frame of every act on a case: duty, lock, stage; and its end: new stage, next inbox line, applicant's view."""

from __future__ import annotations

from datetime import date, datetime

from zwgk.audit import queries as log
from zwgk.inforequests import charge, progress
from zwgk.inforequests.models import InfoRequest
from zwgk.matters import keeping
from zwgk.matters import queries as matters
from zwgk.notices.sending import NoticeKind, notify
from zwgk.people.actor import SYSTEM, Actor
from zwgk.people.models import Unit
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, Stale
from zwgk.rules.inforequest import FLOW, Stage

#: inbox line by stage: which act waits and what the line says
LINES: dict[Stage, tuple[str, str]] = {
    Stage.TO_CONFIRM: ("inforequests.confirm", "与申请人确认"),
    Stage.REGISTERED: ("inforequests.transfer", "审看申请内容"),
    Stage.CORRECTING: ("inforequests.receive_correction", "等待申请人补正"),
    Stage.HANDLING: ("inforequests.decide", "办理申请"),
    Stage.PAYING: ("inforequests.pay", "等待申请人缴费"),
    Stage.SEALING: ("inforequests.seal", "编号用印"),
    Stage.DELIVERING: ("inforequests.send", "送达答复"),
    Stage.ANSWERED: ("inforequests.archive", "归档"),
}
#: while it stands here, the line waits for whoever was named to handle it, else for the duty
BY_HANDLER = frozenset({Stage.TO_CONFIRM, Stage.REGISTERED, Stage.CORRECTING, Stage.HANDLING, Stage.PAYING})


def opened(request: InfoRequest, act: str, actor: Actor) -> InfoRequest:
    """The case locked and read afresh, where the actor's duty and the stage allow the act.

    Errors: ``NotAllowed``, ``WrongStage``; ``Stale`` where somebody acted since the case was on the screen.
    """
    move = FLOW.move(act)
    fresh = InfoRequest.objects.select_related("organ", "filing", "matter__section").get(pk=request.pk)
    charge.must(actor, *move.duties, request=fresh, to=move.label)
    fresh.matter = keeping.locked(fresh.matter)
    must_be_as_seen(request, fresh)
    FLOW.must_be_open(act, Stage(fresh.matter.stage))
    return fresh


def moved(request: InfoRequest, stage: Stage, *, at: datetime, closed_on: date | None = None) -> None:
    """Set the stage; the line of the one before gives way to the next; the applicant's view is written anew."""
    keeping.move(request.matter, stage, at=at, closed_on=closed_on)
    keeping.no_longer_wait(request.matter)
    line = LINES.get(stage)
    if line is not None:
        unit, duty = _whose(request, stage)
        post = request.matter.handler if stage in BY_HANDLER else None
        keeping.wait_for(request.matter, *line, unit=unit, duty=duty, at=at, post=post)
    _tell_watchers(request, stage)
    progress.show(request, at=at)


def pass_lines(request: InfoRequest) -> None:
    """Put the line of the stage into the inbox of who handles the case now."""
    stage = Stage(request.matter.stage)
    if stage in BY_HANDLER and stage in LINES:
        request.matter.waiting.filter(act=LINES[stage][0]).update(post=request.matter.handler)


def stayed(request: InfoRequest, *, at: datetime) -> None:
    """Nothing moved but what stands beside the stage."""
    request.matter.touched_at = at
    request.matter.save(update_fields=["touched_at"])
    progress.show(request, at=at)


def _tell_watchers(request: InfoRequest, stage: Stage) -> None:
    watchers = matters.watchers(request.matter)
    if watchers:
        number = request.matter.number
        text = f"您关注的{number}：{stage.label}"
        notify(
            watchers,
            kind=NoticeKind.TASK,
            text=text,
            url=f"/requests/{number}/",
            matter_id=request.matter_id,
            actor=SYSTEM,
        )


def _whose(request: InfoRequest, stage: Stage) -> tuple[Unit, Duty]:
    section = request.matter.section
    if stage is Stage.HANDLING and section is not None:
        return section, Duty.SECTION_HEAD
    return request.organ, Duty.OFFICE


def must_be_as_seen(request: InfoRequest, fresh: InfoRequest) -> None:
    """Two at one case (两人同时办理): who comes second reads what the first did before going on."""
    if request.seen_at is None or request.seen_at == fresh.matter.touched_at:
        return
    last = log.story(fresh.matter_id).last()
    who = f"{last.by}刚刚办理了这件申请" if last is not None else "这件申请刚刚有了变动"
    raise Stale(
        what="没有办理",
        why=f"您打开页面之后，{who}，现在的环节是“{Stage(fresh.matter.stage).label}”",
        remedy="您填写的内容还在，请看过最新进展再提交",
    )


def must_say(text: str, label: str, field: str, *, what: str, most: int = 300) -> str:
    """Return a text that the file needs, stripped. Errors: ``BadInput`` at ``field`` for none or too long a one."""
    said = text.strip()
    if not said or len(said) > most:
        raise BadInput(
            what=what, why=f"{label}应为1至{most}个字，现为{len(said)}个字", remedy=f"请填写{label}", field=field
        )
    return said


def must_not_precede(day: date, earlier: date | None, *, what: str, label: str, than: str, field: str = "on") -> None:
    """Refuse a day before another one of the file (日期倒置). Errors: ``BadInput``."""
    if earlier is not None and day < earlier:
        raise BadInput(what=what, why=f"{label}{day}早于{than}{earlier}", remedy="请核对两个日期", field=field)


def must_be_past(day: date, today: date, *, what: str, label: str, field: str = "on") -> None:
    """Refuse a day that has not come yet. Errors: ``BadInput``."""
    if day > today:
        raise BadInput(what=what, why=f"{label}{day}还没有到", remedy="请核对日期", field=field)
