"""Archived papers (文书归档): fonds, pieces with their numbers, boxes checked by a second person, a transfer."""

from __future__ import annotations

from django.db import transaction

from zwgk.cli.sample.calendar import at
from zwgk.cli.sample.published.acting import somebody
from zwgk.cli.sample.signins import MAIN
from zwgk.cli.sample.size import TODAY
from zwgk.cli.sample.staff import BUSY, acting, unit_at
from zwgk.documents import archive_queries, filed, queries
from zwgk.documents.actions import archiving as acts
from zwgk.people.actor import SYSTEM
from zwgk.rules.duties import Duty


def lay() -> int:
    """File what is archived and not filed yet, number, box and check it; returns how many pieces were filed."""
    added = 0
    for place, name in enumerate((MAIN, *BUSY)):
        added += _organ(name, f"Q{101 + place}")
    return added


def _organ(name: str, number: str) -> int:
    organ = unit_at(name)
    by = acting(organ, Duty.ARCHIVIST, on=TODAY)
    papers = list(
        queries.visible_to(SYSTEM)
        .filter(organ=organ, matter__stage="archived", piece=None)
        .select_related("matter", "organ")
    )
    if archive_queries.fonds_of(by) is None:
        acts.set_fonds(organ, number=number, name=name, on=TODAY, actor=by)
    if not papers:
        return 0
    with transaction.atomic():
        wanted = [acts.Filing(paper, archive_queries.proposal(paper).term) for paper in papers]
        pieces = acts.file_pieces(wanted, on=TODAY, at=at(TODAY, 9, 30), actor=by)
    filed.count_pages([piece.pk for piece in pieces])
    fonds = archive_queries.fonds_of(by)
    assert fonds is not None
    checker = somebody(organ, Duty.OFFICE, on=TODAY)
    for year, term in sorted({(piece.year, piece.term) for piece in pieces}):
        with transaction.atomic():
            acts.number_pieces(fonds, year=year, term=archive_queries.Term(term), actor=by)
            boxes = acts.pack_boxes(fonds, year=year, term=archive_queries.Term(term), on=TODAY, actor=by)
            if checker is not None and checker.user_id != by.user_id:
                for box in boxes:
                    acts.check_box(box, remark="文件齐全，排列有序", on=TODAY, actor=checker)
    return len(pieces)
