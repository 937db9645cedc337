"""规范性文件清理: opened by 法制, answered by the units, decided by 法制, told by a decision that goes the usual way.

Nothing changes on any old page until the decision is public: its links tell the door what it ends, amends and extends.
"""

from __future__ import annotations

from datetime import date, datetime

from zwgk.audit.acts import about, act, note
from zwgk.documents import cleaning
from zwgk.documents.actions import drafting
from zwgk.documents.cleaning_files import title_of
from zwgk.documents.fields import must_fit_fields
from zwgk.documents.models import BasisLink, Cleanup, CleanupItem, Document
from zwgk.jobs.killpoints import killpoint
from zwgk.jobs.queue import enqueue, report
from zwgk.matters import keeping
from zwgk.people.actor import Actor, actor_for
from zwgk.people.local import figures_of
from zwgk.people.models import Post, Unit
from zwgk.people.today import now
from zwgk.publishing import validity_desk
from zwgk.publishing.models import Column
from zwgk.rules import cleaning as rules
from zwgk.rules.cleaning import CleanupStage, Verdict
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.publication import LinkKind
from zwgk.rules.validity_dates import is_trial

MOST = 3000
#: answers taken over in one transaction; more are taken over in the background
AT_ONCE = 100
SETTLE = "documents.settle_cleanup"
ROLE = "清理"
#: who speaks for a unit on its papers
ANSWERS = (Duty.OFFICE, Duty.LEGAL, Duty.SECTION_HEAD)
_LINKS = {Verdict.REPEAL: LinkKind.REPEALS, Verdict.DECLARE: LinkKind.DECLARES, Verdict.AMEND: LinkKind.AMENDS}
_ANSWER = "documents.answer_cleanup"


@act("documents.open_cleanup")
def open_cleanup(
    title: str,
    *,
    organ: Unit,
    basis: str,
    cutoff_on: date,
    answer_by: date,
    on: date,
    at: datetime,
    actor: Actor,
    words: str = "",
) -> Cleanup:
    """Open a batch over the 规范性文件 of an organ and all below it that were public by ``cutoff_on`` (开展清理).

    Each paper gets a proposed verdict; each unit gets one line in its inbox. Errors: :class:`BadInput`.
    依据：国办发〔2018〕37号（定期清理）
    """
    actor.must_be(Duty.LEGAL, over=organ, to="开展规范性文件清理")
    what, title, basis, words = "不能开展清理", title.strip(), basis.strip(), words.strip()
    if not title or not basis:
        raise BadInput(what=what, why="没有写明名称或依据", remedy="请填写", field="basis" if title else "title")
    must_fit_fields(Cleanup, {"title": title, "basis": basis, "words": words}, what=what)
    if answer_by < on or cutoff_on > on:
        raise BadInput(
            what=what, why="反馈期限应在今天之后，截至日期不应晚于今天", remedy="请核对日期", field="answer_by"
        )
    papers = cleaning.scope(organ).filter(published_on__lte=cutoff_on).select_related("organ").order_by("pk")
    rows = list(papers.filter(title__contains=words)[: MOST + 1] if words else papers[: MOST + 1])
    if not rows or len(rows) > MOST:
        why = f"范围内超过{MOST}件" if rows else "范围内没有规范性文件"
        raise BadInput(what=what, why=why, remedy="请调整范围（机关、截至日期、标题用字）", field="words")
    matter = keeping.open_matter(
        "cleanup", "清", title, owner=organ, stage=CleanupStage.COLLECTING, on=on, at=at, handler_id=actor.post_id
    )
    cleanup = Cleanup.objects.create(
        matter=matter, organ=organ, title=title, basis=basis, words=words, cutoff_on=cutoff_on, answer_by=answer_by
    )
    figures, known = figures_of(organ), cleaning.known(rows)
    terms = {
        trial: figures.figure(validity_desk.TRIAL_TERM if trial else validity_desk.TERM, on=on).number
        for trial in (False, True)
    }
    items = []
    for paper in rows:
        told = rules.propose(known[paper.pk], cutoff_on=cutoff_on, term_years=terms[is_trial(paper.title)])
        items.append(
            CleanupItem(
                cleanup=cleanup,
                publication=paper,
                unit=paper.organ,
                proposed=str(told.verdict),
                proposed_why=told.why[:300],
            )
        )
    CleanupItem.objects.bulk_create(items, batch_size=500)
    for unit in {paper.organ_id: paper.organ for paper in rows}.values():
        _ask(cleanup, unit, at=at)
    about(cleanup)
    note(papers=len(rows), units=len({p.organ_id for p in rows}), cutoff_on=str(cutoff_on))
    return cleanup


def _ask(cleanup: Cleanup, unit: Unit, *, at: datetime) -> None:
    if unit.pk != cleanup.organ_id:
        keeping.involve(cleanup.matter, unit, ROLE)
    keeping.wait_for(
        cleanup.matter, _ANSWER, "提出文件清理意见", unit=unit, duty=Duty.OFFICE, at=at, due_on=cleanup.answer_by
    )


@act("documents.answer_cleanup")
def answer_cleanup(
    item: CleanupItem, verdict: Verdict, *, reason: str, today: date, at: datetime, actor: Actor
) -> CleanupItem:
    """Say what the unit thinks of its paper (单位清理意见); may be changed until the legal section decides."""
    actor.must_be(*ANSWERS, over=item.unit_id, to="提出清理意见")
    item = _open(item, "提出清理意见", CleanupStage.COLLECTING)
    if item.verdict:
        raise BadInput(what="不能提出清理意见", why="这份文件已经审定", remedy="如有不同意见，请联系法制机构")
    rules.must_be_complete(verdict, reason=reason, until=None, last_on=item.publication.in_force_to, today=today)
    item.answer, item.answer_reason = str(verdict), reason.strip()[:300]
    item.answered_by, item.answered_at = actor.signature, at
    item.save(update_fields=["answer", "answer_reason", "answered_by", "answered_at"])
    if not item.cleanup.items.filter(unit=item.unit_id, answer="").exists():
        item.cleanup.matter.waiting.filter(act=_ANSWER, unit=item.unit_id).delete()
    about(item.cleanup)
    note(publication=item.publication_id, verdict=str(verdict), agrees=item.proposed == item.answer)
    return item


@act("documents.give_cleanup_item")
def give_cleanup_item(item: CleanupItem, unit: Unit, *, at: datetime, actor: Actor) -> CleanupItem:
    """Give a paper to the unit that answers for it (调整责任单位): who issued it is not always who carries it out."""
    actor.must_be(Duty.LEGAL, over=item.cleanup.organ_id, to="调整责任单位")
    item = _open(item, "调整责任单位", CleanupStage.COLLECTING)
    if not item.cleanup.organ.paths_down.filter(below=unit).exists():
        raise BadInput(what="不能调整责任单位", why=f"“{unit}”不在清理范围内", remedy="请另选单位", field="unit")
    item.unit = unit
    item.answer = item.answer_reason = item.answered_by = ""
    item.answered_at = None
    item.save(update_fields=["unit", "answer", "answer_reason", "answered_by", "answered_at"])
    if not item.cleanup.matter.waiting.filter(act=_ANSWER, unit=unit).exists():
        _ask(item.cleanup, unit, at=at)
    about(item.cleanup)
    note(publication=item.publication_id, unit=unit.pk)
    return item


@act("documents.decide_cleanup_item")
def decide_cleanup_item(
    item: CleanupItem,
    verdict: Verdict,
    *,
    reason: str,
    today: date,
    at: datetime,
    actor: Actor,
    articles: str = "",
    until: date | None = None,
) -> CleanupItem:
    """Decide on one paper (法制审定). ``until``: a paper kept gets a new last day; ``articles``: what the decision
    itself amends. Nothing changes on the paper's page yet.
    """
    actor.must_be(Duty.LEGAL, over=item.cleanup.organ_id, to="审定清理意见")
    item = _open(item, "审定清理意见", CleanupStage.COLLECTING, CleanupStage.DECIDING)
    rules.must_be_complete(
        verdict,
        reason=reason,
        until=until,
        last_on=item.publication.in_force_to,
        today=today,
        articles=articles,
    )
    _settle(item, verdict, reason=reason, articles=articles, until=until, by=actor.signature, at=at)
    about(item.cleanup)
    note(publication=item.publication_id, verdict=str(verdict), as_answered=item.answer == str(verdict))
    return item


def _settle(
    item: CleanupItem,
    verdict: Verdict,
    *,
    reason: str,
    by: str,
    at: datetime,
    articles: str = "",
    until: date | None = None,
) -> None:
    item.verdict, item.reason = str(verdict), reason.strip()[:300]
    item.articles = articles.strip()[:300] if verdict is Verdict.AMEND else ""
    item.until = until
    item.decided_by, item.decided_at = by, at
    item.save(update_fields=["verdict", "reason", "articles", "until", "decided_by", "decided_at"])


@act("documents.finish_cleanup")
def finish_cleanup(cleanup: Cleanup, *, today: date, at: datetime, actor: Actor) -> Cleanup:
    """Take over every answer not decided otherwise and end the deciding (审定完毕); many are taken over in steps.

    Errors: :class:`GateClosed` while papers have neither answer nor verdict, the units named, or an answer no longer
    holds.
    """
    actor.must_be(Duty.LEGAL, over=cleanup.organ_id, to="审定清理意见")
    cleanup = _locked(cleanup, "审定完毕", CleanupStage.COLLECTING, CleanupStage.DECIDING)
    silent = cleanup.items.filter(answer="", verdict="")
    names = list(silent.order_by("unit__name").values_list("unit__name", flat=True).distinct()[:5])
    if names:
        raise GateClosed(
            what="不能结束审定",
            why=f"还有{silent.count()}件没有意见：{'、'.join(names)}",
            remedy="请催办，或者直接审定并写明理由",
        )
    kept = cleanup.items.filter(verdict="", answer=str(Verdict.KEEP), publication__in_force_to__lt=today)
    ended = kept.select_related("publication").first()
    if ended is not None:
        raise GateClosed(
            what="不能结束审定",
            why=f"《{ended.publication.title}》的有效期已于{ended.publication.in_force_to}届满，不能保留",
            remedy="请审定为宣布失效，或另行处理",
        )
    left = cleanup.items.filter(verdict="").count()
    keeping.no_longer_wait(cleanup.matter)
    if left > AT_ONCE:
        assert actor.post_id is not None, "asked on a page, where a post was chosen"
        keeping.move(cleanup.matter, CleanupStage.SETTLING, at=at)
        args = {"cleanup_id": cleanup.pk, "post_id": actor.post_id}
        enqueue(SETTLE, key=str(cleanup.pk), args=args, queue="slow")
        note(left=left)
        return cleanup
    _take_over(cleanup, by=actor.signature, at=at)
    _decided(cleanup, at=at)
    note(taken=left, **{str(verdict): number for verdict, number in cleaning.totals(cleanup).items()})
    return cleanup


def settle_all(cleanup_id: int, post_id: int) -> None:
    """Take over the answers of a large batch in small steps; idempotent, so that a killed worker's batch goes on."""
    cleanup = Cleanup.objects.select_related("matter").get(pk=cleanup_id)
    total = cleanup.items.count()
    post = Post.objects.select_related("user", "unit__organ").get(pk=post_id)
    while cleanup.matter.stage == str(CleanupStage.SETTLING):
        _settle_some(cleanup, at=now(), actor=actor_for(post, today=now().date()))
        killpoint("cleanup.step")
        cleanup.matter.refresh_from_db()
        report(cleanup.items.exclude(verdict="").count(), total)


@act("documents.settle_cleanup")
def _settle_some(cleanup: Cleanup, *, at: datetime, actor: Actor) -> None:
    cleanup = _locked(cleanup, "审定完毕", CleanupStage.SETTLING)
    taken = _take_over(cleanup, by=actor.signature, at=at)
    if taken < AT_ONCE:
        _decided(cleanup, at=at)
    note(taken=taken)


def _take_over(cleanup: Cleanup, *, by: str, at: datetime) -> int:
    rows = list(cleanup.items.filter(verdict="").order_by("pk")[:AT_ONCE])
    for row in rows:
        row.verdict, row.reason, row.decided_by, row.decided_at = row.answer, row.answer_reason, by, at
    CleanupItem.objects.bulk_update(rows, ["verdict", "reason", "decided_by", "decided_at"], batch_size=AT_ONCE)
    return len(rows)


def _decided(cleanup: Cleanup, *, at: datetime) -> None:
    keeping.move(cleanup.matter, CleanupStage.DECIDED, at=at)
    keeping.wait_for(
        cleanup.matter,
        "documents.draft_cleanup_decision",
        "起草清理结果决定",
        unit=cleanup.organ,
        duty=Duty.OFFICE,
        at=at,
    )


@act("documents.reopen_cleanup")
def reopen_cleanup(cleanup: Cleanup, *, reason: str, at: datetime, actor: Actor) -> Cleanup:
    """Open the deciding again before a decision is drafted (重新审定): a paper was judged wrongly."""
    actor.must_be(Duty.LEGAL, over=cleanup.organ_id, to="重新审定")
    cleanup = _locked(cleanup, "重新审定", CleanupStage.DECIDED)
    if not reason.strip():
        raise BadInput(what="不能重新审定", why="没有原因", remedy="请写明原因", field="reopen_reason")
    keeping.no_longer_wait(cleanup.matter)
    keeping.move(cleanup.matter, CleanupStage.DECIDING, at=at)
    note(reason=reason.strip()[:200])
    return cleanup


@act("documents.draft_cleanup_decision")
def draft_cleanup_decision(cleanup: Cleanup, *, column: Column, on: date, at: datetime, actor: Actor) -> Document:
    """Draft the decision with its four lists and the links that will change the old papers (起草清理结果决定).

    It goes the ordinary way: signed, reviewed, numbered, published; only then do labels change.
    """
    cleanup = _locked(cleanup, "起草清理结果决定", CleanupStage.DECIDED)
    document = drafting.create(
        title_of(cleanup),
        organ=cleanup.organ,
        kind="decision",
        on=on,
        at=at,
        actor=actor,
        body_html=cleaning.decision_body(cleanup),
        column=column,
        is_normative=False,
        is_policy=True,
    )
    BasisLink.objects.bulk_create(
        BasisLink(
            document=document,
            kind=str(kind),
            publication_id=item.publication_id,
            articles=item.articles,
            until=item.until,
        )
        for item in cleanup.items.order_by("pk")
        if (kind := _link_of(item)) is not None
    )
    cleanup.decision = document
    cleanup.save(update_fields=["decision"])
    keeping.no_longer_wait(cleanup.matter)
    keeping.move(cleanup.matter, CleanupStage.DRAFTED, at=at, closed_on=on)
    about(cleanup)
    note(document=document.pk, links=document.links.count())
    return document


def _link_of(item: CleanupItem) -> LinkKind | None:
    """How the decision stands to the paper; None where it changes nothing of it."""
    verdict = Verdict(item.verdict)
    if verdict is Verdict.KEEP:
        return LinkKind.EXTENDS if item.until else None
    if verdict is Verdict.AMEND and not item.articles:
        return None  # revised by a paper of its own, which will say so
    return _LINKS[verdict]


def _locked(cleanup: Cleanup, what: str, *stages: CleanupStage) -> Cleanup:
    matter = keeping.locked(cleanup.matter)
    if CleanupStage(matter.stage) not in stages:
        raise BadInput(
            what=f"不能{what}",
            why=f"这一批现在的环节是“{CleanupStage(matter.stage).label}”",
            remedy="请刷新页面查看最新进展",
        )
    cleanup = Cleanup.objects.select_related("organ").get(pk=cleanup.pk)
    cleanup.matter = matter
    return cleanup


def _open(item: CleanupItem, what: str, *stages: CleanupStage) -> CleanupItem:
    cleanup = _locked(item.cleanup, what, *stages)
    item = CleanupItem.objects.select_related("publication", "unit").get(pk=item.pk)
    item.cleanup = cleanup
    return item
