"""Who read and who proofed what is no 公文 (三审三校), told from its sign-off."""

from __future__ import annotations

from zwgk.approvals.models import Approval
from zwgk.documents.models import Document
from zwgk.rules import document_kinds, release_checks
from zwgk.rules.release_checks import Round


def person(signature: str) -> str:
    """The name in a signature: a person under another post is no second person."""
    return signature.rpartition(" ")[2]


def reviewers(approval: Approval) -> list[str]:
    """The people who have signed in a round, in the order of its levels."""
    signed = approval.steps.filter(state="signed").order_by("order", "pk").values_list("signed_by", flat=True)
    return [person(by) for by in signed]


def done(document: Document, approval: Approval, *, proofs: str = "") -> dict[Round, str]:
    """The six rounds with who did each; ``proofs`` is the signature of whoever puts it out (三校)."""
    precheck = document.prechecks.filter(digest=approval.digest).order_by("-pk").first()
    return release_checks.rounds_of(
        reviewers(approval), writer=person(precheck.by) if precheck else "", proofs=person(proofs)
    )


def must_be_done(document: Document, approval: Approval, *, proofs: str) -> None:
    """Refuse to put out what is no 公文 before three people read it and three times somebody proofed it.

    Errors: ``GateClosed``. A 公文 has its own levels.
    """
    kind = document_kinds.KINDS[document.kind]
    release_checks.must_have_rounds(kind, done(document, approval, proofs=proofs))
