"""删减后公开: passages marked with grounds, a public copy newly written from what remains, and the proof of it.

Files are written by :mod:`zwgk.files.redaction.releasing`, which is imported where it is used: it loads the renderers.
"""

from zwgk.files.redaction.found import Artefact, Blind
from zwgk.files.redaction.places import also_here
from zwgk.files.redaction.proving import Leak, LeakKind, Proof, prove
from zwgk.files.redaction.removing import (
    Mark,
    Passage,
    RedactedBody,
    Removal,
    mark_text,
    redacted_body,
    removed_texts,
)
from zwgk.files.redaction.sheets import proof_sheet

__all__ = [
    "Artefact",
    "Blind",
    "Leak",
    "LeakKind",
    "Mark",
    "Passage",
    "Proof",
    "RedactedBody",
    "Removal",
    "also_here",
    "mark_text",
    "proof_sheet",
    "prove",
    "redacted_body",
    "removed_texts",
]
