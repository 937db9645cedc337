"""From removals and a proof to the proof sheet: counts, places, grounds and digests, never a removed text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from zwgk.files.redaction.exemptions import BODY, Place, harmless_reason
from zwgk.files.redaction.found import Blind
from zwgk.files.redaction.proving import BODY_NAME, Leak, Proof
from zwgk.files.redaction.remaking import Remade
from zwgk.files.redaction.removing import RedactedBody
from zwgk.files.writers.proof import CheckedRow, NotedRow, ProofSheet, RemovedRow

Decide = Callable[[Leak | Blind], str]


def undecided(point: Leak | Blind) -> str:
    """Leave every point open (尚未核对)."""
    return ""


def proof_sheet(
    made: RedactedBody, proof: Proof, *, organ: str, title: str, by: str, at: datetime, doc_number: str = "",
    confirmed_by: str = "", code: str = "", decide: Decide = undecided, places: Sequence[Place] = (),
    attached: Sequence[tuple[str, Remade]] = (),
) -> ProofSheet:  # fmt: skip
    """Return the proof sheet with the table of exemptions (删减目录).

    ``title`` is the public one; ``decide`` gives what a human decided on an open point; ``places`` are those of the
    body (:func:`places_of`), ``attached`` the attachments made anew, each under its public title.
    """
    removed = [*made.removed, *(text for _, one in attached for text in one.removed)]
    rows = [_removed(BODY, place, removed) for place in places]
    rows += [_removed(name, place, removed) for name, one in attached for place in one.places]
    return ProofSheet(
        organ=organ,
        title=title,
        doc_number=doc_number,
        original_digest=proof.original_digest,
        public_digest=proof.public_digest,
        removed=tuple(rows),
        checked=_checked(proof),
        leaks=tuple(_noted(leak, "") for leak in proof.leaks),
        remaining=tuple(_noted(leak, decide(leak)) for leak in proof.remaining),
        blind=tuple(NotedRow(b.file, b.name, b.why, decide(b)) for b in proof.blind),
        by=by,
        confirmed_by=confirmed_by,
        at=at,
        code=code,
    )


def _removed(part: str, place: Place, removed: Sequence[str]) -> RemovedRow:
    reason = harmless_reason(place.reason, removed)
    return RemovedRow(place.where, place.ground_label, place.length, place.whole, part, reason)


def _noted(leak: Leak, decision: str) -> NotedRow:
    return NotedRow(leak.file, leak.part, f"{leak.kind.label}，{leak.length}字（{leak.method}）", decision)


def _checked(proof: Proof) -> tuple[CheckedRow, ...]:
    digests: Mapping[str, str] = dict(proof.files)
    rows: dict[str, list[tuple[str, str]]] = {}
    for file, part, method in proof.checked:
        rows.setdefault(file, []).append((part, method))
    return tuple(
        CheckedRow(file, digests.get(file, ""), len({part for part, _ in found}), _unique(m for _, m in found))
        for file, found in sorted(rows.items(), key=lambda row: row[0] != BODY_NAME)
    )


def _unique(methods: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(methods))
