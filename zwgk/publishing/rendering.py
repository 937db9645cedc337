"""Downloads of a published version: the official layout as PDF and Word, made once, in the background."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from zwgk.files import body, store
from zwgk.files.models import File, Purpose
from zwgk.files.writers.elements import OF_KIND, Form, OfficialDocument
from zwgk.files.writers.official import official_pdf
from zwgk.files.writers.official_word import official_docx
from zwgk.jobs.killpoints import killpoint
from zwgk.people.actor import SYSTEM
from zwgk.publishing import effects, issued
from zwgk.publishing.models import FileRole, Publication, PublishedFile, Version
from zwgk.rules import document_kinds


def render(publication_id: int) -> int:
    """Make what is missing of the current version's downloads; returns how many files were added. Idempotent."""
    publication = Publication.objects.select_related("current", "organ").get(pk=publication_id)
    version = publication.current
    if version is None or not version.body_html.strip():
        return 0
    there = set(version.files.values_list("role", flat=True))
    wanted = [role for role in (FileRole.PDF, FileRole.DOCX) if role.value not in there]
    if not wanted:
        return 0
    names = version.files.filter(role=FileRole.ATTACHMENT.value).values_list("name", flat=True)
    paper = paper_of(publication, version, attachments=[name.rpartition(".")[0] or name for name in names])
    added = 0
    for role in wanted:
        data = official_pdf(paper) if role is FileRole.PDF else official_docx(paper)
        name = f"{version.title[:120]}.{role.value}"
        kept = store.keep(name, data, actor=SYSTEM, purpose=Purpose.RENDITION, matter_id=publication.matter_id)
        killpoint("render.kept")
        with transaction.atomic():
            Version.objects.select_for_update().get(pk=version.pk)
            if version.files.filter(role=role.value).exists():
                continue
            PublishedFile.objects.create(
                version=version,
                role=role.value,
                order=900,
                name=name,
                sha256=kept.sha256,
                size=kept.size,
                mime=kept.mime,
            )
            effects.mark_changed([publication.pk], at=timezone.now())
            effects.touched([effects.keys_of(publication)[0]], at=timezone.now())
            added += 1
    return added


def paper_of(publication: Publication, version: Version, *, attachments: Sequence[str]) -> OfficialDocument:
    """The elements of the wording that is public, laid out as the sealed paper was; news bears no masthead.

    ``meta["paper"]`` is what a document of this house bore beside its text; what came from an old site has none.
    """
    issuers = tuple(version.meta.get("issuers", ())) or (issued.organ_name(publication),)
    kind = document_kinds.KINDS.get(publication.kind)
    signed = kind is not None and kind.family is document_kinds.Family.OFFICIAL
    official = signed and bool(publication.doc_number)
    form = OF_KIND.get(publication.kind, Form.DOCUMENT) if official else Form.DOCUMENT
    says = version.meta.get("paper") or {}
    return OfficialDocument(
        title=version.title,
        body_html=version.body_html,
        issuers=issuers if official else (),
        doc_number=publication.doc_number,
        addressees=tuple(part for part in str(version.meta.get("addressees", "")).split("、") if part),
        attachments=tuple(attachments),
        signed_by=issuers if signed else (),
        date_written=publication.date_written,
        note=str(version.meta.get("note", "")).strip("（）()"),
        copy_to=tuple(says.get("copy_to", ())),
        printed_by=says.get("printed_by", ""),
        printed_on=date.fromisoformat(says["printed_on"]) if says.get("printed_on") else None,
        signers=tuple(says.get("signers", ())),
        signer_post=says.get("signer_post", ""),
        form=form,
        sealed=official and form is not Form.MINUTES,
        files=_pictures(version),
    )


def _pictures(version: Version) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for block in body.blocks(version.body_html):
        for part in block.html.split('src="')[1:]:
            address = part.partition('"')[0]
            sha256 = address.rsplit("/", 1)[-1].partition(".")[0]
            file = File.objects.filter(blob__sha256=sha256).first()
            if file is not None:
                found[address] = store.data_of(file)
    return found
