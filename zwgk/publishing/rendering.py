"""Downloads of a published version: the official layout as PDF and Word, made once, in the background."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zwgk.files import body, store
from zwgk.files.models import File, Purpose
from zwgk.files.writers.official import OfficialDocument, official_pdf
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
    paper = _paper(publication, version)
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


def _paper(publication: Publication, version: Version) -> OfficialDocument:
    issuers = tuple(version.meta.get("issuers", ())) or (issued.organ_name(publication),)
    kind = document_kinds.KINDS.get(publication.kind)
    official = kind is not None and kind.family is document_kinds.Family.OFFICIAL
    return OfficialDocument(
        title=version.title,
        body_html=version.body_html,
        issuers=issuers if official and publication.doc_number else (),
        doc_number=publication.doc_number,
        addressees=tuple(part for part in str(version.meta.get("addressees", "")).split("、") if part),
        attachments=tuple(
            f.name.rpartition(".")[0] or f.name for f in version.files.filter(role=FileRole.ATTACHMENT.value)
        ),
        signed_by=issuers if official else (),
        date_written=publication.date_written,
        note=str(version.meta.get("note", "")).strip("（）()"),
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
