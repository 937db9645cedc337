"""定期评估: a round over what is withheld, answered by the units, confirmed at the level that decided.

What may be public goes the ordinary way to publication: signed and reviewed again, in the very wording that was issued.
"""

from __future__ import annotations

from datetime import date, datetime

from zwgk.audit.acts import about, act, note
from zwgk.deadlines import counting
from zwgk.documents import reevaluation, texts
from zwgk.documents.actions import drafting
from zwgk.documents.models import Document, ReviewItem, ReviewRound
from zwgk.documents.withholding import PUBLISH
from zwgk.files import body
from zwgk.matters import keeping
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.publishing.models import WithheldItem
from zwgk.publishing.withheld import queries
from zwgk.rules import withheld as rules
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_flow import Stage
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed
from zwgk.rules.withheld import ItemKind, ItemState, RoundStage, Told, Verdict

MOST = 3000
ROLE = "定期评估"
#: who opens a round; who speaks for a unit on its items
OPENS = (Duty.DISCLOSURE_OFFICE, Duty.OFFICE, Duty.SECRECY)
ANSWERS = (Duty.OFFICE, Duty.SECTION_HEAD, Duty.SECRECY, Duty.DISCLOSURE_OFFICE)
_PROPOSE = "documents.propose_reevaluation"
#: where a paper lies that can be opened: its way is over
_AT_REST = (Stage.NOT_PUBLISHED, Stage.ARCHIVED)


@act("documents.open_reevaluation")
def open_round(
    title: str, *, organ: Unit, due_by: date, answer_by: date, on: date, at: datetime, actor: Actor
) -> ReviewRound:
    """Open a round over everything of an organ, and of all below it, whose review is due by a day (开展定期评估).

    Each responsible unit gets one line in its inbox. Errors: :class:`BadInput`.
    依据: 《政府信息公开条例》第十八条
    """
    actor.must_be(*OPENS, over=organ, to="开展定期评估")
    what, title = "不能开展定期评估", title.strip()
    if not 2 <= len(title) <= 200:
        raise BadInput(what=what, why="名称应为2至200字", remedy="请填写名称", field="title")
    if answer_by < on:
        raise BadInput(what=what, why="反馈期限已经过去", remedy="请改正日期", field="answer_by")
    rows = list(reevaluation.due(organ, by=due_by)[: MOST + 1])
    if not rows or len(rows) > MOST:
        why = f"到{due_by}应当评估的超过{MOST}件" if rows else f"到{due_by}没有应当评估、又不在评估中的条目"
        raise BadInput(what=what, why=why, remedy="请调整评估日期的截至日", field="due_by")
    matter = keeping.open_matter(
        "reevaluation",
        "评",
        title,
        owner=organ,
        stage=RoundStage.COLLECTING,
        on=on,
        at=at,
        handler_id=actor.post_id,
    )
    found = ReviewRound.objects.create(
        matter=matter, organ=organ, title=title, due_by=due_by, answer_by=answer_by, opened_by=actor.signature
    )
    ReviewItem.objects.bulk_create(
        (ReviewItem(round=found, item=row, unit=row.unit or row.organ) for row in rows), batch_size=500
    )
    units = {row.unit_id or row.organ_id: row.unit or row.organ for row in rows}
    for unit in units.values():
        if unit.pk != organ.pk:
            keeping.involve(matter, unit, ROLE)
        keeping.wait_for(matter, _PROPOSE, "评估不公开的信息", unit=unit, duty=Duty.OFFICE, at=at, due_on=answer_by)
    about(found)
    note(items=len(rows), units=len(units), due_by=str(due_by))
    return found


@act("documents.propose_reevaluation")
def propose(row: ReviewItem, verdict: Verdict, *, reason: str, at: datetime, actor: Actor) -> ReviewItem:
    """Say what the responsible unit thinks of an item (单位评估意见); may be changed until it is confirmed."""
    actor.must_be(*ANSWERS, over=row.unit_id, to="提出评估意见")
    what = "没有提出评估意见"
    row = _open(row, what)
    _must_be_argued(row, verdict, reason, what)
    row.proposal, row.proposal_reason = str(verdict), reason.strip()
    row.proposed_by, row.proposed_by_user, row.proposed_at = actor.signature, actor.user_id, at
    row.save(update_fields=["proposal", "proposal_reason", "proposed_by", "proposed_by_user", "proposed_at"])
    _answered(row)
    about(row.round)
    note(item=row.item_id, verdict=str(verdict))
    return row


def _answered(row: ReviewItem) -> None:
    """Take the unit's line out of the inbox where nothing of it is open."""
    if not row.round.items.filter(unit=row.unit_id, proposal="", verdict="").exists():
        row.round.matter.waiting.filter(act=_PROPOSE, unit=row.unit_id).delete()


def _must_be_argued(row: ReviewItem, verdict: Verdict, reason: str, what: str) -> None:
    rules.must_be_argued(
        verdict,
        reason=reason,
        kind=ItemKind(row.item.kind),
        is_secret=row.item.is_secret,
        supported=row.item.entry is None or row.item.entry.ended_on is None,
        what=what,
    )


@act("documents.confirm_reevaluation")
def confirm(row: ReviewItem, verdict: Verdict, *, reason: str, on: date, at: datetime, actor: Actor) -> ReviewItem:
    """Decide on one item at the level that decided before (确认评估结论), and let what follows happen.

    继续不公开: its next review is a cycle later. 转为公开、删减后公开: its paper goes back to its drafter to be signed
    again in the wording that was issued; an item without a paper waits to be published and taken out. 转为依申请公开:
    at once.
    Errors: :class:`NotAllowed` (another level; whoever proposed it), :class:`BadInput`, :class:`GateClosed`.
    依据: 《政府信息公开条例》第十八条（能够公开的应当公开）
    """
    row = ReviewItem.objects.select_related("round__matter", "item").get(pk=row.pk)
    actor.must_be(*rules.may_confirm(row.item.level.split(",")), over=row.item.organ_id, to="确认评估结论")
    what = "没有确认评估结论"
    row = _open(row, what)
    if not row.proposal:
        raise GateClosed(what=what, why="责任单位还没有提出意见", remedy="请催办，或由该单位先提出意见")
    if actor.user_id is not None and actor.user_id == row.proposed_by_user:
        raise NotAllowed(what=what, why="提出意见和确认须由两人办理", remedy="请由另一位有权确认的同事办理")
    reason = reason.strip() or (row.proposal_reason if str(verdict) == row.proposal else "")
    _must_be_argued(row, verdict, reason, what)
    row.verdict, row.reason = str(verdict), reason[:300]
    row.confirmed_by, row.confirmed_on = actor.signature, on
    years = queries.cycle(row.item.organ, on=on)
    if not verdict.opens:
        row.next_on = rules.next_review(on, years=years)
    _carry_out(row, verdict, what, on=on, at=at)
    row.save()
    _answered(row)
    about(row.round)
    note(item=row.item_id, verdict=str(verdict), as_proposed=row.proposal == str(verdict))
    return row


def _carry_out(row: ReviewItem, verdict: Verdict, what: str, *, on: date, at: datetime) -> None:
    item = row.item
    item.reviewed_on, item.told = on, str(Told.NOT)
    document = reevaluation.document_of(item)
    if verdict is Verdict.KEEP:
        item.review_on = row.next_on
        if item.entry is not None and item.entry.ended_on is not None:
            item.entry, item.apart_because = None, row.reason
    elif document is not None:
        _open_paper(row, document, verdict, what, on=on, at=at)
    elif verdict.opens:
        item.state = str(ItemState.OPENING)
    else:
        item.kind, item.review_on, item.entry = str(ItemKind.ON_REQUEST), row.next_on, None
    item.save()


def _open_paper(row: ReviewItem, document: Document, verdict: Verdict, what: str, *, on: date, at: datetime) -> None:
    matter = keeping.locked(document.matter)
    document.matter = matter
    if Stage(matter.stage) not in _AT_REST:
        raise GateClosed(
            what=what,
            why=f"文件还在办理，现在的环节是“{Stage(matter.stage).label}”",
            remedy="请等它办完；暂缓的，请先结束暂缓",
        )
    disclosure = verdict.disclosure
    assert disclosure is not None
    document.disclosure = str(disclosure)
    if disclosure is Disclosure.ON_REQUEST:
        document.disclosure_decided_on = on
        document.save(update_fields=["disclosure", "disclosure_decided_on"])
        row.item.kind, row.item.review_on, row.item.entry = str(ItemKind.ON_REQUEST), row.next_on, None
        return
    document.disclosure_decided_on = None
    document.save(update_fields=["disclosure", "disclosure_decided_on"])
    row.document = document
    row.text_digest = body.digest(texts.working_text(document), document.title)
    row.item.state = str(ItemState.OPENING)
    counting.begin(matter, PUBLISH, label="主动公开（定期评估后）", on=on, organ=document.organ)
    drafting.back_to_writer(document, Stage.DRAFTING, at=at, label="送审（定期评估后转为公开）")


@act("documents.finish_reevaluation")
def finish(found: ReviewRound, *, on: date, at: datetime, actor: Actor) -> ReviewRound:
    """Close a round once every item has its verdict (评估完毕). Errors: :class:`GateClosed`, the units named."""
    actor.must_be(*OPENS, over=found.organ_id, to="结束定期评估")
    found = _locked(found, "不能结束评估")
    left = found.items.filter(verdict="")
    names = list(left.order_by("unit__name").values_list("unit__name", flat=True).distinct()[:5])
    if names:
        raise GateClosed(
            what="不能结束评估", why=f"还有{left.count()}件没有结论：{'、'.join(names)}", remedy="请催办或确认"
        )
    found.result = reevaluation.result(found).words
    found.save(update_fields=["result"])
    keeping.no_longer_wait(found.matter)
    keeping.move(found.matter, RoundStage.FINISHED, at=at, closed_on=on)
    note(result=found.result)
    return found


def _locked(found: ReviewRound, what: str) -> ReviewRound:
    matter = keeping.locked(found.matter)
    if RoundStage(matter.stage) is not RoundStage.COLLECTING:
        raise BadInput(what=what, why="这一批已经评估完毕", remedy="请刷新页面查看最新进展")
    found = ReviewRound.objects.select_related("organ").get(pk=found.pk)
    found.matter = matter
    return found


def _open(row: ReviewItem, what: str) -> ReviewItem:
    found = _locked(row.round, what)
    row = ReviewItem.objects.select_related("item__entry", "item__organ", "unit").get(pk=row.pk)
    row.round = found
    if row.verdict:
        raise BadInput(what=what, why=f"{row.item.number}已经有结论", remedy="请刷新页面查看最新进展")
    item = WithheldItem.objects.select_for_update(of=("self",)).get(pk=row.item_id)
    if item.state != str(ItemState.LISTED):
        raise BadInput(
            what=what, why=f"{item.number}现在是“{item.get_state_display()}”", remedy="请刷新页面查看最新进展"
        )
    return row
