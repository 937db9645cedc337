"""The decision (答复): outcome and reasons for each item, checked for what is missing, signed level by level."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from zwgk.approvals import running
from zwgk.approvals.models import Step
from zwgk.approvals.running import ChainChoice
from zwgk.audit.acts import act, note
from zwgk.inforequests import clocks, moving
from zwgk.inforequests.models import Consultation, Decision, InfoRequest, Item, ReasonRequest
from zwgk.inforequests.models.deciding import DecisionState
from zwgk.inforequests.papers import facts
from zwgk.inforequests.papers.asked import FROM_FILE
from zwgk.people.actor import Actor
from zwgk.rules import decision_documents, grounds, outcomes, secrecy
from zwgk.rules.approval import ApprovalState, ChainStep, Level, SignedVia
from zwgk.rules.decision_documents import Element
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, Stale
from zwgk.rules.inforequest import Stage

#: 拟稿之后:科室、办公室、法制、保密、分管领导 (S4-46: 理由经得起诉讼检验)
CHAIN = ChainChoice(
    "request_reply",
    "依申请公开答复审批",
    "《政府信息公开条例》第十七、四十五条；毕节市文化广电旅游局政府信息依申请公开制度第四条",
    (
        ChainStep(Level.SECTION, (Duty.SECTION_HEAD,)),
        ChainStep(Level.OFFICE, (Duty.OFFICE,)),
        ChainStep(Level.LEGAL, (Duty.LEGAL,)),
        ChainStep(Level.SECRECY, (Duty.SECRECY,)),
        ChainStep(Level.LEADER, (Duty.DEPUTY, Duty.LEADER)),
    ),
)
_LONGEST_FACT = 4000
_FROM_FILE = frozenset(element.value for element in FROM_FILE)


@act("inforequests.decide")
def decide(
    request: InfoRequest, item: Item, *, outcome: str, given: Mapping[str, str], at: datetime, actor: Actor
) -> Item:
    """Set how one item ends and the words of its answer (拟定答复): ``given`` is element code → text.

    What the file shows (materials, searches, opinions) is taken from it and cannot be typed. A partial publication
    names the ``withheld_grounds`` (codes, by comma).
    Errors: :class:`BadInput` at the field; ``Classified`` for a text that bears a mark of secrecy.
    """
    request = moving.opened(request, "decide", actor)
    row = outcomes.outcome(outcome)
    if item.request_id != request.pk:
        raise BadInput(what="不能拟定答复", why="这一项不属于这件申请", remedy="请刷新页面")
    if not row.own_choice:
        raise BadInput(
            what="不能拟定答复", why=f"“{row.label}”由相应的环节认定", remedy="请从列表中选择", field="outcome"
        )
    known = {element.value for element in Element} | {"withheld_grounds"}
    for name, text in given.items():
        if name not in known or name in _FROM_FILE:
            raise BadInput(what="不能拟定答复", why=f"“{name}”不能填写", remedy="请刷新页面", field=name)
        if len(text) > _LONGEST_FACT:
            raise BadInput(
                what="不能拟定答复",
                why=f"“{name}”最多{_LONGEST_FACT}个字，现为{len(text)}个字",
                remedy="请缩短",
                field=name,
            )
        secrecy.must_be_open(text, "答复内容")
    _must_name_grounds(row, given)
    item.outcome = row.code
    item.facts = {name: text.strip() for name, text in given.items() if text.strip()}
    item.save(update_fields=["outcome", "facts"])
    if request.received_on is not None:
        clocks.clear(request, on=max(request.received_on, at.astimezone().date()))
    moving.moved(request, Stage.HANDLING, at=at)
    note(item=item.no, outcome=row.code)
    return item


def missing(request: InfoRequest, *, on: date) -> list[str]:
    """What still stands between the case and its decision, as Chinese sentences without a stop; empty: nothing."""
    found = []
    items = list(request.items.order_by("no"))
    for item in items:
        if not item.outcome:
            found.append(f"第{item.no}项还没有选择答复结果")
            continue
        row = outcomes.outcome(item.outcome)
        known = {**facts.common(request, on=on), "remedy": "有", "doc_number": "有", **facts.of_item(request, item)}
        gaps = [gap.label for gap in decision_documents.missing(row.document, known, drafting=True)]
        gaps += [Element(n).label for n in row.needs if not known.get(n, "").strip() and Element(n).label not in gaps]
        if gaps:
            found.append(f"第{item.no}项“{row.label}”缺少{'、'.join(gaps)}")
        found += _unchecked(item)
    if not items:
        found.append("没有申请事项")
    if Consultation.objects.filter(request=request, ended_on=None).exists():
        found.append("征求意见还没有结束")
    asked = ReasonRequest.objects.filter(request=request).first()
    excess = any(item.outcome == "reply_excess" for item in items)
    if excess and (asked is None or asked.is_reasonable is not False):
        found.append("以大量反复申请为由不予处理，须先要求说明理由并认定不合理（《条例》第三十五条）")
    return found


@act("inforequests.submit")
def submit(request: InfoRequest, *, on: date, at: datetime, actor: Actor, counted_as: str = "") -> Decision:
    """Send the decision for sign-off (送审): nothing may be missing, and from here on its facts stand still.

    ``counted_as``: as which outcome the request is counted, where it is not the one proposed. Errors:
    :class:`GateClosed` naming everything that is missing, also organ and court of the remedies; :class:`BadInput`.
    """
    request = moving.opened(request, "submit", actor)
    gaps = missing(request, on=on)
    if gaps:
        raise GateClosed(what="不能送审", why="；".join(gaps), remedy="请补齐后再送审")
    items = list(request.items.order_by("no"))
    codes = [item.outcome for item in items]
    counted = counted_as or outcomes.counted_as(codes)
    if counted not in {*codes, outcomes.counted_as(codes)}:
        raise BadInput(what="不能送审", why="计入的结果不是任何一项的结果", remedy="请重新选择", field="counted_as")
    content = _content(request, items, on=on)
    last = Decision.objects.filter(request=request).order_by("-round").first()
    if last is not None and last.state in {DecisionState.DRAFT, DecisionState.IN_REVIEW}:
        decision, round_ = last, last.round
    else:
        round_ = last.round + 1 if last else 1
        decision = Decision(request=request, round=round_)
    decision.outcome = counted
    decision.facts = content
    decision.digest = digest(content, counted)
    decision.state = str(DecisionState.IN_REVIEW)
    decision.drafted_by = actor.signature
    decision.drafted_on = on
    decision.save()
    moving.moved(request, Stage.REVIEW, at=at)
    steps = [step for step in CHAIN.steps if step.level is not Level.SECTION or request.matter.section_id]
    choice = ChainChoice(CHAIN.code, CHAIN.name, CHAIN.basis, tuple(steps))
    running.start(request.matter, choice, digest=decision.digest, organ=request.organ, at=at)
    note(outcome=counted, items=len(items), digest=decision.digest)
    return decision


@act("inforequests.sign")
def sign(request: InfoRequest, *, opinion: str, on: date, at: datetime, actor: Actor, digest_seen: str = "") -> Step:
    """Sign the step that waits for the actor (审签). ``digest_seen``: of the decision that was on the screen.

    Errors: ``NotAllowed`` (not your turn), :class:`Stale`, :class:`BadInput` without an opinion; :class:`GateClosed`
    where the drafter would be the only pair of eyes.
    """
    request = moving.opened(request, "sign", actor)
    step = running.must_have_step(request.matter, actor, to="审签")
    decision = _in_review(request)
    if digest_seen and digest_seen != decision.digest:
        raise Stale(what="没有签署", why="您看到的答复与现在的不一致", remedy="请刷新页面，看过现在的答复再签")
    said = moving.must_say(opinion, "意见", "opinion", what="没有签署", most=600)
    state = running.sign(
        step,
        digest=decision.digest,
        decision=decision.outcome[:20],
        changed=False,
        opinion=said,
        on=on,
        at=at,
        via=SignedVia.ONLINE,
        actor=actor,
    )
    if state is ApprovalState.APPROVED:
        decision.state = str(DecisionState.APPROVED)
        decision.approved_on = on
        decision.save(update_fields=["state", "approved_on"])
        moving.moved(request, Stage.SEALING, at=at)
    else:
        moving.stayed(request, at=at)
    note(level=step.level, state=str(state))
    return step


@act("inforequests.return")
def return_(request: InfoRequest, *, opinion: str, on: date, at: datetime, actor: Actor) -> Step:
    """Return the decision to whoever handles it (退回). Errors: ``NotAllowed``, :class:`BadInput` without a reason."""
    request = moving.opened(request, "return", actor)
    step = running.must_have_step(request.matter, actor, to="退回")
    said = moving.must_say(opinion, "退回理由", "opinion", what="没有退回", most=600)
    running.return_(step, opinion=said, on=on, at=at, actor=actor)
    Decision.objects.filter(request=request, state=str(DecisionState.IN_REVIEW)).update(state=str(DecisionState.DRAFT))
    moving.moved(request, Stage.HANDLING, at=at)
    note(level=step.level)
    return step


@act("inforequests.take_back")
def take_back(request: InfoRequest, *, reason: str, at: datetime, actor: Actor) -> InfoRequest:
    """Send a signed decision back before it has a number (退回修改): it is handled and signed anew.

    Errors: :class:`GateClosed` once it bears a number; :class:`BadInput` without a reason.
    """
    request = moving.opened(request, "take_back", actor)
    said = moving.must_say(reason, "退回理由", "reason", what="没有退回")
    rows = Decision.objects.select_for_update().filter(request=request, state=str(DecisionState.APPROVED))
    if rows.exclude(paper=None).exists():
        raise GateClosed(what="没有退回", why="答复已经编号", remedy="请继续用印、送达；确有错误的，送达后更正")
    rows.update(state=str(DecisionState.DRAFT), approved_on=None)
    moving.moved(request, Stage.HANDLING, at=at)
    note(reason_length=len(said))
    return request


def digest(content: Mapping[str, Any], counted: str) -> str:
    """The digest that binds a sign-off to what was read: every element of every item, and how it is counted."""
    text = json.dumps([content, counted], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _content(request: InfoRequest, items: list[Item], *, on: date) -> dict[str, Any]:
    elements = facts.common(request, on=None)
    elements["remedy"] = facts.remedy(request, items, on=on)
    return {"elements": elements, "items": [facts.told_of(request, item) for item in items]}


def _unchecked(item: Item) -> list[str]:
    """Materials that go out without having been checked again, over these very bytes, or that must not go out."""
    found = []
    for material in item.materials.filter(is_given=True).select_related("file__blob"):
        last = material.rechecks.order_by("-pk").first()
        if last is None or last.sha256 != material.file.blob.sha256:
            found.append(f"第{item.no}项的《{material.title}》还没有再次做保密和公开属性审查")
        elif not last.may_go_out:
            found.append(f"第{item.no}项的《{material.title}》经审查不能提供")
    return found


def _in_review(request: InfoRequest) -> Decision:
    row = Decision.objects.select_for_update().filter(request=request, state=str(DecisionState.IN_REVIEW)).first()
    if row is None:
        raise BadInput(what="没有签署", why="没有送审的答复", remedy="请刷新页面查看最新进展")
    return row


def _must_name_grounds(row: outcomes.Outcome, given: Mapping[str, str]) -> None:
    if row.code != "reply_partial":
        return
    named = [code for code in given.get("withheld_grounds", "").split(",") if code]
    for code in named:
        grounds.ground(code)
    if not named:
        raise BadInput(
            what="不能拟定答复",
            why="没有选择不予公开部分的法定依据（《条例》第三十七条）",
            remedy="请选择第十四至十六条中的依据",
            field="withheld_grounds",
        )
