"""What time does with documents: planned releases, and public copies made in the background."""

from __future__ import annotations

from zwgk.documents import filed
from zwgk.documents.actions import archiving, batching, cleaning, copying, covering, publishing, withholding
from zwgk.documents.models import Release
from zwgk.jobs.queue import every, handler
from zwgk.people.today import now


@handler(batching.RUN)
def run_batch(batch_id: int) -> None:
    """Release what a batch names, one after the other."""
    batching.run(batch_id)


@handler(publishing.RELEASE)
def release(release_ids: list[int]) -> None:
    """Do the planned release of a document or a group."""
    publishing.release_planned(release_ids, now=now())


@handler(copying.MAKE_COPY)
def make_copy(document_id: int, post_id: int | None, removals_digest: str, user_id: int | None = None) -> None:
    """Make the public copy of a document whose markings are the ordered ones; changed ones are ordered anew."""
    copying.make_ordered(document_id, post_id, removals_digest, user_id)


@handler(covering.READ_PAGES)
def read_pages(attachment_id: int) -> None:
    """Recognise the scanned pages of an attachment."""
    covering.read_pages(attachment_id)


@handler(archiving.COUNT_PAGES)
def count_pages(piece_ids: list[int]) -> None:
    """Count the pages of filed papers."""
    filed.count_pages(piece_ids)


@handler(archiving.PACKAGE)
def archive_package(transfer_id: int) -> None:
    """Make the package of a transfer to the archives."""
    filed.make_package(transfer_id)


@handler(withholding.FILE)
def file_withheld(run_id: int) -> None:
    """File what stands in neither list."""
    withholding.file_all(run_id)


@handler(cleaning.SETTLE)
def settle_cleanup(cleanup_id: int, post_id: int) -> None:
    """Take over the answers of a large clean-up batch."""
    cleaning.settle_all(cleanup_id, post_id)


@every(seconds=60)
def overlooked() -> None:
    """Do every planned release whose job was lost or whose hour passed while nothing ran."""
    moment = now()
    groups: dict[str, list[int]] = {}
    for row in Release.objects.filter(done_at=None, held_because="", at__lte=moment).order_by("pk")[:200]:
        groups.setdefault(row.group or f"#{row.pk}", []).append(row.pk)
    for ids in groups.values():
        publishing.release_planned(ids, now=moment)
