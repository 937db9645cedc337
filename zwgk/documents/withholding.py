"""What follows in the lists when a paper's attribute is decided, put off, taken back or released; called by those acts.

不公开、依申请公开 and 暂缓公开 each leave an item in the 非公开政府信息目录; what goes out leaves it again.
"""

from __future__ import annotations

from datetime import date, datetime

from zwgk.deadlines import counting
from zwgk.documents import texts
from zwgk.documents.models import Document, ReviewItem, SecrecyReview
from zwgk.files import body
from zwgk.matters import keeping
from zwgk.publishing.models import WithheldItem
from zwgk.publishing.withheld import listing, queries
from zwgk.publishing.withheld.listing import Decision
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_flow import Stage
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.withheld import ItemKind, ItemState

PUBLISH = "publish.deadline"
#: the attribute of a paper that is not published → how the catalogue calls it
KINDS = {Disclosure.WITHHELD: ItemKind.WITHHELD, Disclosure.ON_REQUEST: ItemKind.ON_REQUEST}


def decision_on(document: Document, *, on: date) -> Decision:
    """What the catalogue says of a paper that is finally not public; who decided is read from its last round."""
    approval = document.matter.approvals.filter(state="approved").order_by("-round").first()
    last = approval.steps.filter(state="signed").order_by("-order", "-pk").first() if approval else None
    return Decision(
        organ=document.organ,
        kind=KINDS[Disclosure(document.disclosure)],
        title=document.title,
        decided_on=document.disclosure_decided_on or on,
        decided_by=last.signed_by if last else "",
        levels=[str(duty) for duty in last.duties] if last else [str(Duty.LEADER)],
        ground_code=document.ground_code,
        reason=document.ground_reason,
        doc_number=document.doc_number,
        unit=document.matter.section or document.organ,
    )


def decided(document: Document, *, on: date, at: datetime) -> WithheldItem | None:
    """Bring the catalogue in step with an attribute that has just become final.

    Errors: :class:`GateClosed` where a 不公开 rests on no row of either list although a 负面清单 is in force.
    """
    disclosure = Disclosure(document.disclosure)
    if disclosure.reaches_the_public:
        listing.strike(document.matter, because=f"公开属性定为“{disclosure.label}”", on=on)
        return None
    decision = decision_on(document, on=on)
    return listing.settle(document.matter, decision, by=decision.decided_by or "系统", at=at)


def put_off(document: Document, *, follow_up_on: date, on: date, at: datetime, by: str) -> None:
    """A release was put off (暂缓公开): listed as such until that ends, unless the paper is listed already."""
    if queries.item_of(document.matter_id) is not None:
        return
    decision = Decision(
        organ=document.organ,
        kind=ItemKind.DEFERRED,
        title=document.title,
        decided_on=on,
        decided_by=by,
        levels=[str(Duty.OFFICE), str(Duty.SECRECY)],
        doc_number=document.doc_number,
        unit=document.matter.section or document.organ,
        review_on=follow_up_on,
    )
    listing.settle(document.matter, decision, by=by, at=at)


def no_longer_put_off(document: Document, *, on: date) -> None:
    """The deferral is over: its item goes; what was decided of the paper stands."""
    item = queries.item_of(document.matter_id)
    if item is not None and item.kind == str(ItemKind.DEFERRED):
        listing.strike(document.matter, because="暂缓已结束", on=on)


def taken_back(document: Document, *, on: date) -> None:
    """The paper is being written again: what was decided of it is open."""
    listing.strike(document.matter, because="退回修改，公开属性重新认定", on=on)


def numbered(document: Document) -> None:
    """The paper has its number now: so has its item."""
    WithheldItem.objects.filter(matter=document.matter_id).update(doc_number=document.doc_number)


def released(document: Document, *, on: date) -> None:
    """The paper is out."""
    listing.released(document.matter, on=on)


def reopening(document: Document) -> ReviewItem | None:
    """The re-evaluation by which a paper is on its way to the public; None for every other paper."""
    rows = ReviewItem.objects.filter(document=document, settled_on=None)
    return rows.select_related("item").first()


def binding_review(document: Document, digest: str) -> SecrecyReview | None:
    """The secrecy review that binds who signs this text; of a reopened paper only one of the present round does."""
    rows = document.secrecy_reviews.filter(digest=digest)
    if reopening(document) is not None:
        running = document.matter.approvals.order_by("-round").first()
        rows = rows.filter(at__gte=running.started_at) if running else rows.none()
    return rows.order_by("-pk").first()


def must_not_be_reopened(document: Document, *, what: str) -> None:
    """Refuse to give up a paper that was issued long ago and is only being opened. Errors: :class:`BadInput`."""
    if reopening(document) is not None:
        raise BadInput(
            what=what,
            why="这份文件早已印发，正按定期评估的结论转为公开",
            remedy="请送审；审签人认为仍不宜公开的，可以改回“此件不公开”",
        )


def signed_again(document: Document, *, on: date, at: datetime) -> bool:
    """Whether the last signature was that of a reopened paper; then what follows it has been done here.

    Its number, seal and days stay: only the attribute was decided anew, over the very wording that was issued.
    Errors: :class:`GateClosed` where title or text were changed.
    """
    row = reopening(document)
    if row is None:
        return False
    if body.digest(texts.working_text(document), document.title) != row.text_digest:
        raise GateClosed(
            what="不能签发",
            why="转为公开的应当是原来印发的文本，现在的标题或正文有改动",
            remedy="请退回，恢复原文后再送审；内容需要修改的，另行制发新文件",
        )
    document.disclosure_decided_on = on
    document.save()
    row.settled_on = on
    row.save(update_fields=["settled_on"])
    keeping.no_longer_wait(document.matter)
    if Disclosure(document.disclosure).reaches_the_public:
        keeping.move(document.matter, Stage.TO_PUBLISH, at=at)
        keeping.wait_for(
            document.matter,
            "documents.publish",
            "公开（定期评估后转为公开）",
            unit=document.organ,
            duty=Duty.PUBLISHER,
            at=at,
        )
        return True
    counting.stop(document.matter, PUBLISH, on=on, because="审签后仍不公开")
    WithheldItem.objects.filter(pk=row.item_id).update(state=str(ItemState.LISTED))
    decided(document, on=on, at=at)
    keeping.move(document.matter, Stage.NOT_PUBLISHED, at=at)
    return True
