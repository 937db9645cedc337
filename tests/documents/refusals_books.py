"""The acts of archive, registers and sealed scan, each where it would be open, with a duty that does not carry it."""

from __future__ import annotations

from collections.abc import Callable

from tests.documents.stands import Stand
from tests.documents.story import draft
from tests.people.factory import TODAY, County
from zwgk.documents import filed
from zwgk.documents.actions import archiving, registering, sealed
from zwgk.documents.actions.archiving import Filing
from zwgk.documents.actions.registering import Incoming
from zwgk.documents.models import ArchiveTransfer
from zwgk.people.actor import Actor
from zwgk.rules.archiving import Term
from zwgk.rules.duties import Duty

LOOKED = sealed.Looked(file_id=1, pages=2, expected_pages=2, code_found=True, number_found=True, unread_pages=0)


def shelved(county: County) -> Stand:
    """A bureau with papers at every step of filing: closed, filed, numbered, boxed; and a package on its way."""
    archivist, office = county.actor(Duty.ARCHIVIST), county.actor(Duty.OFFICE)
    fonds = archiving.set_fonds(county.bureau, number="Z109", name="清岚县商务局", on=TODAY, actor=archivist)
    stories = [draft(county, title=f"关于{name}的通知") for name in "甲乙丙丁"]
    for story in stories:
        story.published()
    first, second, third, closed = stories

    def file(story: object) -> archiving.ArchivePiece:
        return archiving.file_pieces(
            [Filing(story.fresh(), Term.TEN)],
            on=TODAY,
            at=closed.now,
            actor=archivist,  # type: ignore[attr-defined]
        )[0]

    boxed = file(first)
    archiving.number_pieces(fonds, year=2026, term=Term.TEN, actor=archivist)
    filed.count_pages([boxed.pk])
    (box,) = archiving.pack_boxes(fonds, year=2026, term=Term.TEN, on=TODAY, actor=archivist)
    file(second)
    archiving.number_pieces(fonds, year=2026, term=Term.TEN, actor=archivist)
    made = ArchiveTransfer.objects.create(
        fonds=fonds, year=2025, to="馆", made_by="某", made_at=closed.now, pieces_count=0, manifest_sm3="0" * 64
    )
    scan = sealed.take_sealed_scan(closed.fresh(), LOOKED, at=closed.now, actor=office)
    entry = registering.register_incoming(
        county.bureau, Incoming("清岚县财政局", "关于某事的函"), on=TODAY, at=closed.now, actor=office
    )
    things = {
        "fonds": fonds, "piece": file(third), "box": box, "transfer": made, "scan": scan, "entry": entry,
        "organ": county.bureau,
    }  # fmt: skip
    return Stand(closed, things)


CASES: dict[str, tuple[Callable[[County], Stand], Callable[[Stand, Actor], object], Duty]] = {
    "documents.set_fonds": (
        shelved,
        lambda s, a: archiving.set_fonds(s.things["organ"], number="Z1", name="某", on=TODAY, actor=a),
        Duty.DRAFTER,
    ),
    "documents.file_pieces": (
        shelved,
        lambda s, a: archiving.file_pieces([Filing(s.document, Term.TEN)], on=TODAY, at=s.story.now, actor=a),
        Duty.DRAFTER,
    ),
    "documents.change_term": (
        shelved,
        lambda s, a: archiving.change_term(s.things["piece"], term=Term.THIRTY, reason="", actor=a),
        Duty.DRAFTER,
    ),
    "documents.unfile": (
        shelved,
        lambda s, a: archiving.unfile(s.things["piece"], reason="某", actor=a),
        Duty.DRAFTER,
    ),
    "documents.number_pieces": (
        shelved,
        lambda s, a: archiving.number_pieces(s.things["fonds"], year=2026, term=Term.TEN, actor=a),
        Duty.DRAFTER,
    ),
    "documents.pack_boxes": (
        shelved,
        lambda s, a: archiving.pack_boxes(s.things["fonds"], year=2026, term=Term.TEN, on=TODAY, actor=a),
        Duty.DRAFTER,
    ),
    "documents.check_box": (
        shelved,
        lambda s, a: archiving.check_box(s.things["box"], remark="无", on=TODAY, actor=a),
        Duty.DRAFTER,
    ),
    "documents.transfer": (
        shelved,
        lambda s, a: archiving.transfer(s.things["fonds"], year=2026, to="馆", at=s.story.now, actor=a),
        Duty.DRAFTER,
    ),
    "documents.record_receipt": (
        shelved,
        lambda s, a: archiving.record_receipt(
            s.things["transfer"], receipt_no="", received_by="某", received_on=TODAY, today=TODAY, actor=a
        ),
        Duty.DRAFTER,
    ),
    "documents.explain_gap": (
        shelved,
        lambda s, a: registering.explain_gap(
            s.things["organ"], code="清商", year=2026, number=1, reason="某", on=TODAY, actor=a
        ),
        Duty.DRAFTER,
    ),
    "documents.register_incoming": (
        shelved,
        lambda s, a: registering.register_incoming(
            s.things["organ"], Incoming("某局", "某函"), on=TODAY, at=s.story.now, actor=a
        ),
        Duty.DRAFTER,
    ),
    "documents.close_incoming": (
        shelved,
        lambda s, a: registering.close_incoming(s.things["entry"], outcome="已复函", on=TODAY, actor=a),
        Duty.DRAFTER,
    ),
    "documents.take_sealed_scan": (
        shelved,
        lambda s, a: sealed.take_sealed_scan(s.document, LOOKED, at=s.story.now, actor=a),
        Duty.SECRECY,
    ),
    "documents.confirm_sealed_scan": (
        shelved,
        lambda s, a: sealed.confirm_sealed_scan(s.things["scan"], at=s.story.now, actor=a),
        Duty.SECRECY,
    ),
    "documents.set_aside_sealed_scan": (
        shelved,
        lambda s, a: sealed.set_aside_sealed_scan(s.things["scan"], reason="某", actor=a),
        Duty.SECRECY,
    ),
}
