"""The copy of a reply for its applicant (网上送达的答复): made after sending, sealed for number and query code.

The sealed scan is what is delivered, as file and as a picture of each page; the materials come with it. Everything is
drawn and sealed outside of any transaction; the rows are written in one, and only for the key that still holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from zwgk.audit.acts import about, act, note
from zwgk.files import page_images, store
from zwgk.files.models import File, Purpose
from zwgk.files.outgoing import sent_as
from zwgk.inforequests import progress
from zwgk.inforequests.identity import replying
from zwgk.inforequests.models import Delivery, Filing, InfoRequest, ReplyPart
from zwgk.inforequests.models.replying import PartKind
from zwgk.jobs.killpoints import killpoint
from zwgk.jobs.queue import enqueue
from zwgk.people.actor import SYSTEM, Actor
from zwgk.rules.errors import NotAllowed

JOB = "inforequests.copy_reply"


@dataclass(frozen=True, slots=True)
class _Part:
    kind: PartKind
    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Box:
    """One part sealed and stored; ``size`` in bytes is that of what is inside."""

    kind: PartKind
    sealed_name: str
    mime: str
    size: int
    file: File


def ask(delivery: Delivery) -> None:
    """Let the copy be made, where the applicant agreed to be served electronically; within the caller's act."""
    filing = delivery.paper.request.filing
    if filing.consents and filing.reply_key:
        enqueue(JOB, key=str(delivery.pk), args={"delivery": delivery.pk}, queue="slow")


def make_anew(request: InfoRequest) -> None:
    """Let the copies of a case be made for a new query code: what was sealed for the old one opens no more."""
    rows = Delivery.objects.filter(paper__request=request, paper__decision__isnull=False).select_related(
        "paper__request__filing"
    )
    ReplyPart.objects.filter(filing=request.filing_id).delete()
    for delivery in rows:
        ask(delivery)


def make(delivery: Delivery, *, at: datetime) -> int:
    """Make the copy of one delivery; called again it makes the same anew. Returns how many parts there are.

    Errors: ``BadInput`` where the scan cannot be opened.
    """
    row = Delivery.objects.select_related("paper__request__filing", "paper__sealed_scan__blob").get(pk=delivery.pk)
    request = row.paper.request
    filing = Filing.objects.get(pk=request.filing_id)
    made = []
    for n, part in enumerate(_parts(row), 1):
        box = _sealed(part.data, filing)
        name = f"reply-{row.pk}-{n}.box"
        file = store.keep(name, box, actor=SYSTEM, purpose=Purpose.RENDITION, matter_id=request.matter_id)
        made.append(Box(part.kind, _sealed(part.name.encode(), filing).hex(), part.mime, len(part.data), file))
    killpoint("inforequests.reply_sealed")
    return record(row, filing.reply_key, made, at=at, actor=SYSTEM)


@act(JOB)
def record(delivery: Delivery, reply_key: str, made: list[Box], *, at: datetime, actor: Actor) -> int:
    """Lay the sealed parts ready for the applicant; by the house itself alone. Errors: ``NotAllowed``."""
    if not actor.is_system:
        raise NotAllowed(what="不能制作网上副本", why="网上副本由系统在发出答复后制作", remedy="请等待片刻后刷新")
    filing = Filing.objects.select_for_update().get(pk=delivery.paper.request.filing_id)
    if filing.reply_key != reply_key:  # renewed meanwhile: the job that the renewal asked for makes it
        note(outdated=True)
        return 0
    ReplyPart.objects.filter(delivery=delivery).delete()
    numbers = dict.fromkeys(PartKind, 0)
    for box in made:
        numbers[box.kind] += 1
        ReplyPart.objects.create(
            filing=filing,
            delivery=delivery,
            kind=str(box.kind),
            no=numbers[box.kind],
            sealed_name=box.sealed_name,
            mime=box.mime,
            size=box.size,
            sha256=box.file.blob.sha256,
            file=box.file,
            made_at=at,
        )
    if delivery.arrived_at is None:
        Delivery.objects.filter(pk=delivery.pk).update(arrived_at=at)
    progress.show(InfoRequest.objects.select_related("matter").get(filing=filing), at=at)
    about(delivery)
    note(parts=len(made))
    return len(made)


def _parts(delivery: Delivery) -> Iterator[_Part]:
    scan = delivery.paper.sealed_scan
    if scan is None:
        return
    yield _part(PartKind.PAPER, scan)
    out = sent_as(scan)
    name, data = out.name, store.data_of(out)
    if page_images.has_pages(name):
        for page in page_images.drawn(name, data):
            yield _Part(PartKind.PAGE, f"第{page.number}页.{page_images.SUFFIX}", "image/webp", page.data)
    elif out.mime.startswith("image/"):
        yield _Part(PartKind.PAGE, "第1页", out.mime, data)
    for item in delivery.paper.request.items.order_by("no"):
        for material in item.materials.filter(is_given=True).select_related("file__blob").order_by("pk"):
            yield _part(PartKind.MATERIAL, material.file, title=material.title)


def _part(kind: PartKind, file: File, *, title: str = "") -> _Part:
    out = sent_as(file)
    suffix = out.name.rpartition(".")[2]
    return _Part(
        kind, f"{title}.{suffix}" if title and "." in out.name else title or out.name, out.mime, store.data_of(out)
    )


def _sealed(data: bytes, filing: Filing) -> bytes:
    return replying.seal(data, reply_key=filing.reply_key, whose=filing.number)
