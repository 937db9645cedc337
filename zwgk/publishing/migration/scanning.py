"""After a migration: every paper is looked through for personal information, in the background, in small turns.

What stood on the old site was public there already; it is not held back, but somebody must look at what is found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from zwgk.files import body
from zwgk.jobs import queries as jobs
from zwgk.jobs.queue import report
from zwgk.publishing.models import Clearance, MigrationFinding, MigrationScan, Publication, PublishedFile, Version
from zwgk.rules import privacy
from zwgk.rules.publication import ClearanceKind, PublicationState
from zwgk.ui.paging import Page, page_of

SCAN = "publishing.scan_migration"
#: papers of one turn: 100 to 200 ms, of which the transaction takes a tenth
BATCH = 100


def scan(clearance_id: int) -> int:
    """Look through what came in under a migration and was not yet; returns how many kinds were found in papers.

    Killed, it goes on after the last turn that was kept; twice has the effect of once.
    """
    scan, _ = MigrationScan.objects.get_or_create(clearance_id=clearance_id, defaults={"at": timezone.now()})
    total = Version.objects.filter(clearance=clearance_id).count()
    found = 0
    while versions := _next(clearance_id, scan.last_version):
        made = _found_in(versions)
        with transaction.atomic():
            MigrationFinding.objects.bulk_create(made, ignore_conflicts=True)
            scan.last_version, scan.total, scan.at = versions[-1].pk, total, timezone.now()
            scan.done = F("done") + len(versions)
            scan.save()
        scan.refresh_from_db()
        found += len(made)
        report(scan.done, total)
    return found


def _next(clearance_id: int, after: int) -> list[Version]:
    rows = Version.objects.filter(clearance=clearance_id, pk__gt=after).order_by("pk")
    return list(rows.only("title", "body_html", "publication")[:BATCH])


def _found_in(versions: Iterable[Version]) -> list[MigrationFinding]:
    texts: dict[int, list[str]] = {v.pk: [v.title, body.text_of(v.body_html)] for v in versions}
    files = PublishedFile.objects.filter(version__in=texts).exclude(text="")
    for version_id, text in files.values_list("version_id", "text"):
        texts[version_id].append(text)
    made = []
    for version in versions:
        kinds: Counter[str] = Counter()
        for text in texts[version.pk]:
            for start in range(0, len(text), privacy.MAX_CHARACTERS):
                one = privacy.find(text[start : start + privacy.MAX_CHARACTERS])
                kinds.update(str(finding.kind) for finding in one if not finding.usual and finding.blocking)
        made += [
            MigrationFinding(publication_id=version.publication_id, version=version, kind=kind, number=number)
            for kind, number in sorted(kinds.items())
        ]
    return made


@dataclass(frozen=True)
class Progress:
    """One migration and how far its papers were looked through; ``tone`` is what the page's mark is coloured by."""

    clearance: Clearance
    done: int
    total: int
    word: str
    tone: str


def migrations(size: int = 50) -> list[Progress]:
    """The newest migrations with their progress."""
    rows = Clearance.objects.filter(kind=str(ClearanceKind.MIGRATION)).select_related("scan").order_by("-pk")[:size]
    unfinished = jobs.open_or_failed(SCAN)
    found = []
    for row in rows:
        scan, key = getattr(row, "scan", None), str(row.pk)
        word, tone = ("已检查", "ok")
        if key in unfinished:
            word, tone = ("出错", "late") if unfinished[key] else ("检查中", "soon")
        found.append(Progress(row, scan.done if scan else 0, scan.total if scan else 0, word, tone))
    return found


def open_findings(publications: QuerySet[Publication]) -> QuerySet[MigrationFinding]:
    """What somebody must still look at: unsettled, in a wording that is public now, of these publications."""
    rows = MigrationFinding.objects.filter(settled_at=None, publication__state=str(PublicationState.LIVE))
    rows = rows.filter(publication__current=F("version"), publication__in=publications)
    return rows.select_related("publication__organ")


def listed(publications: QuerySet[Publication], cursor: str, *, size: int = 30) -> Page[MigrationFinding]:
    """One page of them, the newest papers first."""
    return page_of(open_findings(publications), cursor, by=("publication_id", "id"), size=size)


def finding(publications: QuerySet[Publication], pk: int) -> MigrationFinding | None:
    """One finding, in whatever state, of these publications."""
    rows = MigrationFinding.objects.filter(pk=pk, publication__in=publications)
    return rows.select_related("publication").first()
