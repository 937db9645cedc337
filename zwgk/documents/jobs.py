"""What time does with documents: planned releases."""

from __future__ import annotations

from zwgk.documents.actions import publishing
from zwgk.documents.models import Release
from zwgk.jobs.queue import every, handler
from zwgk.people.today import now


@handler(publishing.RELEASE)
def release(release_ids: list[int]) -> None:
    """Do the planned release of a document or a group."""
    publishing.release_planned(release_ids, now=now())


@every(seconds=60)
def overlooked() -> None:
    """Do every planned release whose job was lost or whose hour passed while nothing ran."""
    moment = now()
    groups: dict[str, list[int]] = {}
    for row in Release.objects.filter(done_at=None, held_because="", at__lte=moment).order_by("pk")[:200]:
        groups.setdefault(row.group or f"#{row.pk}", []).append(row.pk)
    for ids in groups.values():
        publishing.release_planned(ids, now=moment)
