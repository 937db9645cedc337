"""Pointing a 不公开 to a row of the lists before it is signed, and filing in bulk what stands in neither (集中清理)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from zwgk.audit.acts import about, act, note
from zwgk.documents import charge, withholding
from zwgk.documents.models import Document, FilingRun
from zwgk.jobs.killpoints import killpoint
from zwgk.jobs.queue import enqueue, report
from zwgk.matters import keeping
from zwgk.people.actor import SYSTEM, Actor
from zwgk.people.models import Unit
from zwgk.people.today import now
from zwgk.publishing.models import NegativeEntry, WithheldItem
from zwgk.publishing.withheld import listing, queries
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_flow import SIGNING, WRITERS, WRITING, Stage
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.withheld import ItemKind, ItemState, next_review

FILE = "documents.file_withheld"
#: papers filed in one transaction, and how many papers one run takes
AT_ONCE, MOST = 25, 20_000
REJECTS_KEPT = 200
#: who points to a class: whoever has the paper in hand, or signs it
POINTS = (*WRITERS, Duty.LEGAL, Duty.SECRECY, Duty.DEPUTY, Duty.LEADER, Duty.DISCLOSURE_OFFICE)
#: the 公开工作机构: who says that something outside every class is listed by itself
LISTS_APART = (Duty.DISCLOSURE_OFFICE, Duty.OFFICE)


@act("documents.point_to_list")
def point_to_list(document: Document, entry: NegativeEntry, *, on: date, at: datetime, actor: Actor) -> WithheldItem:
    """Say on which class of the 负面清单 a paper's 不公开 rests (对应清单条目); it counts once the paper is signed.

    Errors: :class:`BadInput` where the class rests on another ground or does not hold for the organ.
    """
    document = _on_its_way(document, POINTS, actor, "指明清单条目")
    what = "没有指明清单条目"
    if not queries.in_force(document.organ_id, on=on).filter(pk=entry.pk).exists():
        raise BadInput(what=what, why=f"条目“{entry.name}”不在施行", remedy="请另选条目", field="entry")
    if entry.ground_code != document.ground_code:
        raise BadInput(
            what=what,
            why=f"条目“{entry.name}”的依据与这一件选的依据不同",
            remedy="请另选条目，或先改正这一件的依据",
            field="entry",
        )
    item = _proposed(document, on=on, at=at, by=actor.signature)
    item.entry, item.apart_because = entry, ""
    item.save()
    note(entry=entry.pk, item=item.pk)
    return item


@act("documents.list_apart")
def list_apart(document: Document, *, reason: str, on: date, at: datetime, actor: Actor) -> WithheldItem:
    """List a paper by itself although no class of the 负面清单 covers it (清单外逐件列入), by the 公开工作机构.

    What lies outside the list is public in principle: the reason says why this one is not. Errors: :class:`BadInput`.
    """
    document = _on_its_way(document, LISTS_APART, actor, "清单外列入非公开目录")
    if not 10 <= len(reason.strip()) <= 300:
        raise BadInput(
            what="没有列入非公开目录",
            why="清单外的事项原则上都要公开，没有具体写明为什么这一件不公开（10至300字）",
            remedy="请写明理由；没有充分理由的，请改为公开",
            field="apart_because",
        )
    item = _proposed(document, on=on, at=at, by=actor.signature)
    item.entry, item.apart_because = None, reason.strip()
    item.save()
    note(item=item.pk)
    return item


def _on_its_way(document: Document, duties: tuple[Duty, ...], actor: Actor, to: str) -> Document:
    charge.must(actor, *duties, document=document, to=to)
    matter = keeping.locked(document.matter)
    document = Document.objects.select_related("organ").get(pk=document.pk)
    document.matter = matter
    if Stage(matter.stage) not in {*WRITING, *SIGNING}:
        raise BadInput(
            what=f"不能{to}",
            why=f"这份文件现在的环节是“{Stage(matter.stage).label}”",
            remedy="已经签发的，在非公开目录中查看",
        )
    if document.disclosure != str(Disclosure.WITHHELD):
        raise BadInput(what=f"不能{to}", why="公开属性不是“此件不公开”", remedy="请先选定公开属性和依据")
    return document


def _proposed(document: Document, *, on: date, at: datetime, by: str) -> WithheldItem:
    open_ones = WithheldItem.objects.select_for_update().filter(matter=document.matter, state__in=queries.OPEN_STATES)
    item = open_ones.first() or listing.new(document.organ, on=on, by=by, at=at, matter=document.matter)
    item.kind, item.title = str(ItemKind.WITHHELD), document.title
    item.ground_code, item.ground_reason = document.ground_code, document.ground_reason
    item.unit = document.matter.section or document.organ
    return item


#: where a paper stands whose attribute is final and which is not on its way to the public
_FINAL = [str(stage) for stage in (Stage.NUMBERING, Stage.HANDOVER, Stage.NOT_PUBLISHED, Stage.ARCHIVED)]


def unlisted() -> QuerySet[Document]:
    """Papers that are finally not public and stand in neither list (清单以外)."""
    listed = WithheldItem.objects.filter(matter=OuterRef("matter"), state__in=queries.OPEN_STATES)
    rows = Document.objects.filter(
        disclosure__in=[str(one) for one in withholding.KINDS],
        disclosure_decided_on__isnull=False,
        matter__stage__in=_FINAL,
    )
    return rows.filter(~Exists(listed))


def in_neither(organ: Unit) -> QuerySet[Document]:
    """Those of an organ and all below it."""
    return unlisted().filter(organ__in=organ.paths_down.values("below"))


@act("documents.file_withheld")
def file_withheld(organ: Unit, *, at: datetime, actor: Actor) -> FilingRun:
    """Ask that everything of an organ that is in neither list be filed with the ground its paper bears (集中清理列入).

    It is done in the background in small steps; what bears no ground is said paper by paper. Errors: :class:`BadInput`.
    依据: 《政府信息公开条例》第五条、第十三条、第十八条
    """
    actor.must_be(Duty.DISCLOSURE_OFFICE, Duty.OFFICE, over=organ, to="集中清理清单外的信息")
    what = "没有开始集中列入"
    if FilingRun.objects.filter(organ=organ, finished_at=None).exists():
        raise BadInput(what=what, why="上一次还在进行", remedy="请等它完成")
    total = in_neither(organ).count()
    if not total:
        raise BadInput(what=what, why="没有清单以外的信息", remedy="不需要办理")
    if total > MOST:
        raise BadInput(what=what, why=f"有{total}件，一次最多{MOST}件", remedy="请按下属单位分别办理")
    assert actor.post_id is not None, "asked on a page, where a post was chosen"
    run = FilingRun.objects.create(
        organ=organ, post_id=actor.post_id, asked_by=actor.signature, asked_at=at, total=total
    )
    enqueue(FILE, key=str(run.pk), args={"run_id": run.pk}, queue="slow")
    about(run)
    note(total=total)
    return run


def file_all(run_id: int) -> FilingRun:
    """Do a run, or go on with it after its worker was killed; each step is a transaction of a few papers."""
    run = FilingRun.objects.select_related("organ").get(pk=run_id)
    while run.finished_at is None:
        _file_some(run, at=now(), actor=SYSTEM)
        killpoint("filing.step")
        report(run.filed + run.failed, run.total)
    return run


@act("documents.file_some_withheld")
def _file_some(run: FilingRun, *, at: datetime, actor: Actor) -> None:
    today = at.date()
    pks = list(in_neither(run.organ).filter(pk__gt=run.last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    rows = Document.objects.filter(pk__in=pks).select_related("matter", "matter__section", "organ").order_by("pk")
    filed = []
    for document in rows:
        try:
            with transaction.atomic():
                filed.append(_file(document, on=today, at=at, by=run.asked_by))
        except RuleViolation as refusal:
            run.failed += 1
            if len(run.rejects) < REJECTS_KEPT:
                run.rejects.append({"number": document.matter.number, "title": document.title, "why": refusal.why})
    run.filed += len(filed)
    run.last = pks[-1] if pks else run.last
    if len(pks) < AT_ONCE:
        run.finished_at = at
    run.save()
    note(filed=filed, failed=len(pks) - len(filed))


def _file(document: Document, *, on: date, at: datetime, by: str) -> int:
    """File one paper that was decided long ago; outside every class it stands by itself, for a person to look at."""
    decision = withholding.decision_on(document, on=on)
    if decision.kind is ItemKind.WITHHELD and not decision.ground_code:
        raise BadInput(
            what="没有列入",
            why="文件上没有写明不公开的依据",
            remedy="请核对：没有法定依据的应当公开；有依据的，由公开工作机构在目录中逐件登记",
        )
    support = queries.ground_for(
        decision.organ.pk, ground_code=decision.ground_code, on=on, title=decision.title, matter_id=document.matter_id
    )
    item = listing.new(decision.organ, on=on, by=by, at=at, matter=document.matter)
    item.kind, item.state = str(decision.kind), str(ItemState.LISTED)
    item.title, item.doc_number = decision.title[:300], decision.doc_number
    item.ground_code, item.ground_reason = decision.ground_code, decision.reason[:500]
    item.entry = support.only if decision.kind is ItemKind.WITHHELD else None
    item.unit, item.level = decision.unit, ",".join(decision.levels)[:120]
    item.decided_on, item.decided_by = decision.decided_on, (decision.decided_by or by)[:120]
    item.review_on = next_review(decision.decided_on, years=queries.cycle(decision.organ, on=on))
    item.save()
    return item.pk
