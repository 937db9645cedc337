"""删减后公开: passages marked with grounds, a public copy newly written from what remains, and the proof of it."""

from zwgk.files.redaction.parts import Artefact, Blind
from zwgk.files.redaction.places import also_here
from zwgk.files.redaction.proving import Leak, LeakKind, Proof, prove
from zwgk.files.redaction.removing import Mark, RedactedBody, Removal, mark_text, redacted_body, removed_texts

__all__ = [
    "Artefact",
    "Blind",
    "Leak",
    "LeakKind",
    "Mark",
    "Proof",
    "RedactedBody",
    "Removal",
    "also_here",
    "mark_text",
    "prove",
    "redacted_body",
    "removed_texts",
]
