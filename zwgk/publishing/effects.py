"""What follows from a change of a publication, in the same transaction: index, shelf, jobs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from zwgk.jobs.queue import enqueue
from zwgk.publishing import addresses, gathering, shelf
from zwgk.publishing.models import ColumnPath, Publication
from zwgk.rules.publication import PublicationState, Visibility
from zwgk.search import outbox

SHELVE = "publishing.shelve"
#: shelve the newest papers that do not lie there yet
SHELVE_NEWEST = "publishing.shelve_newest"
RENDER = "publishing.render"


def keys_of(publication: Publication) -> list[str]:
    """The shelf keys that a change of this publication touches: its own, its columns', its organ's, its relations'."""
    above = ColumnPath.objects.filter(below=publication.column_id).values_list("above_id", flat=True)
    related = publication.links.exclude(target=None).values_list("target_id", flat=True)
    return [
        shelf.key_of_publication(publication.pk),
        *(shelf.key_of_publication(target) for target in related if target is not None),
        *(shelf.key_of_column(column) for column in above),
        shelf.key_of_organ(publication.organ_id),
    ]


def mark_changed(numbers: Iterable[int], *, at: datetime) -> None:
    """Note for those who harvest that the public saw a change of these; what never was public stays unmarked."""
    was_public = Q(visibility=str(Visibility.PUBLIC)) | Q(changed_at__isnull=False)
    Publication.objects.filter(was_public, pk__in=list(numbers)).update(changed_at=at)


def changed(publication: Publication, *, at: datetime) -> None:
    """Enter the change in the search outbox and mark stale what shows it."""
    mark_changed([publication.pk], at=at)
    outbox.enqueue(str(publication.pk))
    topics = gathering.follow(publication, at=at)
    keys = keys_of(publication)
    shelf.mark_stale([*keys, *map(shelf.key_of_topic, topics)], at=at)
    if publication.state == PublicationState.LIVE and publication.visibility == Visibility.PUBLIC:
        shelf.want(addresses.publication(publication.pk), keys[:1], at=at)
    enqueue(SHELVE, key=SHELVE, args={})


def touched(keys: list[str], *, at: datetime) -> None:
    """Mark stale what depends on ``keys`` (columns that a publication has left, names that changed)."""
    if shelf.mark_stale(keys, at=at):
        enqueue(SHELVE, key=SHELVE, args={})


def gone(publication: Publication, *, at: datetime) -> list[str]:
    """A publication leaves the public: index and lists at once; returns the shelved paths whose bytes must go now.

    The caller deletes the bytes right after the commit, before the act answers; list pages that named it are deleted
    too and come back freshly rendered.
    """
    mark_changed([publication.pk], at=at)
    outbox.enqueue(str(publication.pk))
    topics = gathering.follow(publication, at=at)
    keys = [*keys_of(publication), *map(shelf.key_of_topic, topics)]
    paths = sorted({path for key in keys for path in shelf.paths_depending_on(key)} | {shelf.HOME})
    shelf.mark_stale(keys, at=at)
    enqueue(SHELVE, key=SHELVE, args={})
    return paths


def render(publication: Publication) -> None:
    """Ask for the downloads (PDF, Word) of the current version; they are made in the background."""
    enqueue(RENDER, key=str(publication.pk), args={"publication_id": publication.pk}, queue="slow")
