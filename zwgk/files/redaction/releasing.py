"""From an original with its removals to the files that may go out: newly written, then searched (删减后公开)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from zwgk.files.redaction.found import Artefact
from zwgk.files.redaction.proving import Proof, Told, prove
from zwgk.files.redaction.rebuilding import Progress
from zwgk.files.redaction.remaking import Remade
from zwgk.files.redaction.removing import RedactedBody, Removal, redacted_body
from zwgk.files.writers.flow import Picture, flow
from zwgk.files.writers.official import OfficialDocument, official_pdf
from zwgk.files.writers.official_word import official_docx

PDF_NAME, DOCX_NAME = "公开件.pdf", "公开件.docx"


@dataclass(frozen=True, slots=True)
class PublicCopy:
    """The public copy (公开件): its body, its two files, and the proof over them. Release only what is not
    ``blocked``."""

    body: RedactedBody
    pdf: bytes
    docx: bytes
    proof: Proof


def public_copy(
    document: OfficialDocument, removals: Sequence[Removal], attachments: Iterable[Artefact] = (),
    remade: Sequence[Remade] = (), progress: Progress | None = None,
) -> PublicCopy:  # fmt: skip
    """Write the public copy of ``document`` (whose ``body_html`` is the original) and search it and its attachments.

    ``attachments`` go out as they are, ``remade`` are those made anew: what was removed from any is looked for in all.
    Title, 文号 and the other fields go out as they are given, so they must be the public ones; pictures that the public
    body no longer shows are left out. A removed text in a field is reported as *remaining*. Renders a PDF: not inside a
    transaction. Errors: those of :func:`redacted_body` and :func:`official_pdf`.
    """
    made = redacted_body(document.body_html, removals, may_be_whole=bool(remade))
    shown = {element.src for element in flow(made.html) if isinstance(element, Picture)}
    public = replace(
        document, body_html=made.html, files={name: data for name, data in document.files.items() if name in shown}
    )
    pdf, docx = official_pdf(public), official_docx(public)
    artefacts = [Artefact(PDF_NAME, pdf), Artefact(DOCX_NAME, docx), *attachments]
    for one in remade:
        artefacts += [one.file, one.spoken] if one.spoken else [one.file]
    told = [Told(one.removed, one.remaining) for one in remade]
    return PublicCopy(
        made, pdf, docx, prove(document.body_html, removals, artefacts, document.spoken(), told, progress)
    )
