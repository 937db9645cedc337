"""What lies in the file of a case, in the order of its life (卷内文件): each piece with its title, day and bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zwgk.files import store
from zwgk.files.models import File
from zwgk.files.writers.tables import tables_pdf
from zwgk.inforequests.filed import sheets
from zwgk.inforequests.identity import opening
from zwgk.inforequests.models import InfoRequest, IssuedPaper
from zwgk.inforequests.papers import rendering
from zwgk.rules.applicants import Applicant
from zwgk.rules.decision_documents import PAPERS

_SUFFIX = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


@dataclass(frozen=True)
class Piece:
    """One piece of the file; ``name`` is its file name without a number, with its ending."""

    title: str
    on: date | None
    name: str
    data: bytes
    doc_number: str = ""
    author: str = ""

    @property
    def ending(self) -> str:
        """The kind of file by its name: ``pdf``, ``jpg``…"""
        return self.name.rpartition(".")[2].lower()


def of(request: InfoRequest, who: Applicant | None) -> Iterator[Piece]:
    """The pieces in order; ``who`` as opened by an act that logged it, None where the applicant was erased.

    Errors: ``BadInput`` where bytes are gone or were changed on the disk.
    """
    organ = request.organ.name
    received = request.received_on or request.filing.arrived_on
    first = tables_pdf([sheets.form(request, who), sheets.register(request)], organ=organ)
    yield Piece("政府信息公开申请表、登记表", received, "申请表和登记表.pdf", first)
    for n, proof in enumerate(request.filing.proofs.order_by("pk"), 1):
        data = opening.opened(bytes(proof.sealed).decode(), whose=request.filing.number)
        yield Piece(f"身份证明{n}", received, f"身份证明{n}.{_SUFFIX.get(proof.mime, 'bin')}", data, author="申请人")
    name = who.name if who is not None else sheets.ERASED
    papers = request.papers.select_related("request__organ", "sealed_scan__blob").order_by("pk")
    shown: set[int] = set()
    for paper in papers.prefetch_related("deliveries__evidence__blob"):
        yield from _paper(paper, name, shown)
    for item in request.items.order_by("no"):
        for material in item.materials.select_related("file__blob").order_by("pk"):
            use = "提供的材料" if material.is_given else "证据"
            shown.add(material.file_id)
            yield _file(material.file, f"{use}：{material.title}", material.added_at.date())
    others = File.objects.filter(matter_id=request.matter_id).exclude(pk__in=shown).select_related("blob")
    for file in others.order_by("pk"):
        yield _file(file, file.name, file.kept_at.date())
    tables = [t for t in (sheets.story(request), sheets.opinions(request), sheets.clocks(request)) if t.rows]
    if tables:
        title = "、".join(table.title for table in tables)
        yield Piece(title, request.answered_on or received, "办理情况.pdf", tables_pdf(tables, organ=organ))


def _paper(paper: IssuedPaper, name: str, shown: set[int]) -> Iterator[Piece]:
    label = PAPERS[paper.key].label
    organ = paper.request.organ.name
    scan = paper.sealed_scan
    data = store.data_of(scan) if scan is not None else rendering.pdf(paper, applicant=name)
    ending = scan.name.rpartition(".")[2].lower() if scan is not None else "pdf"
    yield Piece(label, paper.issued_on, f"{label}.{ending}", data, paper.doc_number, organ)
    shown |= {scan.pk} if scan is not None else set()
    for delivery in paper.deliveries.all():
        if delivery.evidence is not None:
            shown.add(delivery.evidence.pk)
            yield _file(delivery.evidence, f"{label}的送达凭证", delivery.signed_on or delivery.sent_on)


def _file(file: File, title: str, on: date) -> Piece:
    return Piece(title, on, file.name, store.data_of(file))
