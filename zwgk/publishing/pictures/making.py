"""Pictures of the pages of public attachments, made once for the same bytes."""

from __future__ import annotations

import structlog
from django.db import transaction
from django.utils import timezone

from zwgk.files import page_images, store
from zwgk.files.models import Purpose
from zwgk.jobs.queue import enqueue, report
from zwgk.people.actor import SYSTEM
from zwgk.publishing import effects, shelf
from zwgk.publishing.models import FileRole, PagePicture, Publication, PublishedFile
from zwgk.rules.errors import RuleViolation

log = structlog.get_logger(__name__)

PICTURE = "publishing.picture_pages"
_ROLES = (FileRole.ATTACHMENT.value, FileRole.ORIGINAL.value)


def ask(publication_id: int) -> None:
    """Ask for pictures where the current version has files whose pages are not drawn yet."""
    if any(True for _ in _lacking(publication_id)):
        enqueue(PICTURE, key=str(publication_id), args={"publication_id": publication_id}, queue="slow")


def _lacking(publication_id: int) -> list[PublishedFile]:
    version = Publication.objects.filter(pk=publication_id).values_list("current", flat=True).first()
    files = PublishedFile.objects.filter(version=version, role__in=_ROLES).order_by("order", "pk")
    wanted = [file for file in files if page_images.has_pages(file.name)]
    there = set(PagePicture.objects.filter(source__in=[f.sha256 for f in wanted]).values_list("source", flat=True))
    return [file for file in wanted if file.sha256 not in there]


def make(publication_id: int) -> int:
    """Draw what is missing; returns how many pages. Idempotent. A file that cannot be drawn has no pictures."""
    publication = Publication.objects.get(pk=publication_id)
    drawn = 0
    for file in _lacking(publication_id):
        try:
            drawn += _draw(file, publication.matter_id)
        except RuleViolation as refusal:
            log.info("pictures.not_drawn", file=file.pk, why=str(refusal))
    if drawn:
        effects.touched([shelf.key_of_publication(publication_id)], at=timezone.now())
    return drawn


def _draw(file: PublishedFile, matter_id: int | None) -> int:
    with store.open_bytes(file.sha256, file.name) as stream:
        data = stream.read()
    stem = file.name.rpartition(".")[0]
    rows = []
    for page in page_images.drawn(file.name, data):
        kept = store.keep(
            f"{stem[:120]}第{page.number}页.{page_images.SUFFIX}",
            page.data,
            actor=SYSTEM,
            purpose=Purpose.RENDITION,
            matter_id=matter_id,
        )
        rows.append(
            PagePicture(
                source=file.sha256,
                page=page.number,
                of=page.of,
                sha256=kept.blob.sha256,
                width=page.width,
                height=page.height,
            )
        )
        report(page.number, min(page.of, page_images.MOST_PAGES))
    with transaction.atomic():  # all or none: a file with half its pages would be taken for whole
        PagePicture.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
