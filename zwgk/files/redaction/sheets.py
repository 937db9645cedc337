"""From removals and a proof to the proof sheet: counts, places, grounds and digests, never a removed text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from zwgk.files.redaction.found import Blind
from zwgk.files.redaction.proving import BODY_NAME, Leak, Proof
from zwgk.files.redaction.removing import RedactedBody
from zwgk.files.writers.proof import CheckedRow, NotedRow, ProofSheet, RemovedRow

Decide = Callable[[Leak | Blind], str]


def undecided(point: Leak | Blind) -> str:
    """Leave every point open (尚未核对)."""
    return ""


def proof_sheet(
    made: RedactedBody, proof: Proof, *, organ: str, title: str, by: str, at: datetime, doc_number: str = "",
    confirmed_by: str = "", code: str = "", decide: Decide = undecided,
) -> ProofSheet:  # fmt: skip
    """Return the proof sheet. ``title`` is the public one; ``decide`` gives what a human decided on an open point."""
    return ProofSheet(
        organ=organ,
        title=title,
        doc_number=doc_number,
        original_digest=proof.original_digest,
        public_digest=proof.public_digest,
        removed=tuple(RemovedRow(p.block_id, p.ground_label, p.length, p.whole) for p in made.passages),
        checked=_checked(proof),
        leaks=tuple(_noted(leak, "") for leak in proof.leaks),
        remaining=tuple(_noted(leak, decide(leak)) for leak in proof.remaining),
        blind=tuple(NotedRow(b.file, b.name, b.why, decide(b)) for b in proof.blind),
        by=by,
        confirmed_by=confirmed_by,
        at=at,
        code=code,
    )


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
