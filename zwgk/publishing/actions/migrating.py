"""Bringing what was already public on an old site: in batches, each one transaction and one entry in the log."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from zwgk.audit.acts import about, act, note
from zwgk.jobs.killpoints import killpoint
from zwgk.jobs.queue import enqueue
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.people.today import today
from zwgk.publishing import clearing, effects, numbering, shelf, validity
from zwgk.publishing.actions.placing import describe, insert
from zwgk.publishing.content import Content
from zwgk.publishing.migration import scanning
from zwgk.publishing.models import (
    Clearance,
    ColumnCount,
    ColumnPath,
    Link,
    Listing,
    MigrationFinding,
    MigrationItem,
    OldAddress,
    Publication,
    PublishedFile,
    Version,
)
from zwgk.publishing.scope import whole_site
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotCleared, Stale
from zwgk.rules.publication import ClearanceKind
from zwgk.search import outbox

#: lists are made anew so long after a batch, however many follow; the papers are looked through and shelved when the
#: import is through, or so long after its first batch where it was killed
LISTS_AFTER, AFTER = timedelta(seconds=1), timedelta(minutes=20)
MOST_WORDS = 300


@dataclass(frozen=True)
class Migrant:
    """One content of an old site with its key there, the moment of its publication and its old address."""

    key: str
    content: Content
    at: datetime
    old_address: str = ""


@act("publishing.approve_migration")
def approve_migration(subject: str, *, basis: str, approved_by: str, on: date, actor: Actor) -> Clearance:
    """Approve the taking over of what an old site had already made public (历史信息迁移), with basis and approver."""
    actor.must_be(Duty.LEADER, Duty.DISCLOSURE_OFFICE, over=whole_site(), to="批准历史信息迁移")
    if not basis.strip() or not approved_by.strip() or len(basis) > 300 or len(approved_by) > 120:
        raise BadInput(what="不能批准迁移", why="依据应为1至300字，批准人应为1至120字", remedy="请写明后再批准")
    clearance = Clearance.objects.create(
        kind=str(ClearanceKind.MIGRATION), subject=subject[:200], basis=basis, approved_by=approved_by, approved_on=on
    )
    about(clearance)
    return clearance


@act("publishing.migrate")
def migrate(clearance: Clearance, migrants: Sequence[Migrant], *, actor: Actor) -> list[Publication]:
    """Publish a batch under a migration clearance; keys already here are skipped. One entry with the manifest's digest.

    Errors: :class:`NotCleared` for any other clearance, a revoked one, or one of a day to come; :class:`BadInput` for
    an index number in use; ``Classified`` where one text bears a mark of secrecy. Nothing of the batch is kept then, so
    the caller checks each before (``imports``).
    """
    for organ_id in {m.content.organ_id for m in migrants}:
        actor.must_be(Duty.PUBLISHER, Duty.DISCLOSURE_OFFICE, over=organ_id, to="迁移历史信息")
    clearance = Clearance.objects.get(pk=clearance.pk)
    if clearance.kind != ClearanceKind.MIGRATION:
        raise NotCleared(what="不能迁移", why="没有批准历史信息迁移", remedy="请先批准迁移（依据、批准人）")
    if clearance.revoked_at is not None or clearance.approved_on > today():
        raise NotCleared(what="不能迁移", why="迁移的批准已撤销或日期在今天之后", remedy="请重新批准迁移")
    known = set(Publication.objects.filter(key__in=[m.key for m in migrants]).values_list("key", flat=True))
    fresh = list({m.key: m for m in reversed(migrants) if m.key not in known}.values())[::-1]
    MigrationItem.objects.bulk_create(
        [MigrationItem(clearance=clearance, digest=m.content.digest) for m in fresh], ignore_conflicts=True
    )
    for migrant in fresh:
        clearing.must_be_open(migrant.content)
    _index_numbers_must_be_free(fresh)
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in={m.content.organ_id for m in fresh})}
    numbers = numbering.many(
        [(units[m.content.organ_id], timezone.localdate(m.at)) for m in fresh if not m.content.index_no]
    )
    publications = []
    for migrant in fresh:
        row = Publication(
            key=migrant.key,
            organ_id=migrant.content.organ_id,
            column_id=migrant.content.column_id,
            published_at=migrant.at,
            published_on=timezone.localdate(migrant.at),
            index_no=migrant.content.index_no or next(numbers),
        )
        describe(row, migrant.content)
        publications.append(row)
    insert(publications)
    killpoint("migrate.rows")
    _versions(publications, fresh, clearance, actor)
    _list(publications)
    doubts = validity.settle(publications, by=actor.signature, at=timezone.now(), strict=False)
    OldAddress.objects.bulk_create(
        [
            OldAddress(path=m.old_address, publication=p)
            for p, m in zip(publications, fresh, strict=True)
            if m.old_address
        ],
        ignore_conflicts=True,
    )
    outbox.enqueue_many([str(p.pk) for p in publications])
    touched = {shelf.key_of_organ(p.organ_id) for p in publications}
    above = ColumnPath.objects.filter(below__in={p.column_id for p in publications}).values_list("above_id", flat=True)
    at = timezone.now()
    shelf.mark_stale([*touched, *(shelf.key_of_column(c) for c in set(above))], at=at)
    if publications:
        enqueue(effects.SHELVE, key=effects.SHELVE, not_before=at + LISTS_AFTER)
        follow_up(clearance, at=at + AFTER)
    manifest = hashlib.sha256("\n".join(m.content.digest for m in fresh).encode()).hexdigest()
    about(clearance)
    note(number=len(publications), skipped=len(migrants) - len(fresh), manifest=manifest, doubts=len(doubts))
    return publications


def follow_up(clearance: Clearance, *, at: datetime) -> None:
    """Ask for what comes after the batches, once for all: private information looked for, papers shelved."""
    enqueue(scanning.SCAN, key=str(clearance.pk), args={"clearance_id": clearance.pk}, queue="slow", not_before=at)
    enqueue(effects.SHELVE_NEWEST, key=effects.SHELVE_NEWEST, queue="slow", not_before=at)


@act("publishing.settle_migration_finding")
def settle_finding(finding: MigrationFinding, *, why: str, actor: Actor) -> MigrationFinding:
    """Record that somebody looked at what was found in a migrated paper and lets it stand (核对).

    Errors: ``NotAllowed``, :class:`BadInput` without a reason, :class:`Stale` where it is settled already.
    """
    organ_id = finding.publication.organ_id
    actor.must_be(Duty.SECRECY, Duty.PUBLISHER, Duty.DISCLOSURE_OFFICE, over=organ_id, to="核对迁移后发现的个人信息")
    finding = MigrationFinding.objects.select_for_update().get(pk=finding.pk)
    if not why.strip() or len(why) > MOST_WORDS:
        raise BadInput(
            what="没有核对", why=f"核对意见应为1至{MOST_WORDS}字", remedy="请写明为什么可以公开", field="why"
        )
    if finding.settled_at is not None:
        raise Stale(what="没有核对", why=f"{finding.settled_by}已经核对过", remedy="请刷新页面")
    finding.settled_at, finding.settled_by, finding.note = timezone.now(), actor.signature, why.strip()
    finding.save(update_fields=["settled_at", "settled_by", "note"])
    about(finding)
    note(publication=finding.publication_id, kind=finding.kind, number=finding.number)
    return finding


def _index_numbers_must_be_free(migrants: Sequence[Migrant]) -> None:
    wanted = Counter(m.content.index_no for m in migrants if m.content.index_no)
    known = Publication.objects.filter(index_no__in=wanted).values_list("index_no", flat=True)
    taken = {number for number in known if number}
    taken |= {number for number, times in wanted.items() if times > 1}
    if taken:
        raise BadInput(
            what="不能迁移",
            why=f"索引号{'、'.join(sorted(taken)[:3])}已被使用或重复",
            remedy="请核对索引号；留空则自动编号",
            field="index_no",
        )


def _versions(
    publications: Sequence[Publication], migrants: Sequence[Migrant], clearance: Clearance, actor: Actor
) -> None:
    versions = [
        Version(
            publication=publication,
            no=1,
            title=publication.title,
            body_html=migrant.content.body_html,
            meta={
                "issuers": list(migrant.content.issuers),
                "source": migrant.content.source,
                "source_url": migrant.content.source_url,
                "keywords": migrant.content.keywords,
                "lang": migrant.content.lang,
                **migrant.content.meta,
            },
            digest=migrant.content.digest,
            clearance=clearance,
            published_at=migrant.at,
            by=actor.signature,
        )
        for publication, migrant in zip(publications, migrants, strict=True)
    ]
    Version.objects.bulk_create(versions)
    files = [
        PublishedFile(
            version=version, role=f.role, order=i, name=f.name, sha256=f.sha256, size=f.size, mime=f.mime, text=f.text
        )
        for version, migrant in zip(versions, migrants, strict=True)
        for i, f in enumerate(migrant.content.files)
    ]
    PublishedFile.objects.bulk_create(files)
    Link.objects.bulk_create(
        Link(
            publication=publication,
            kind=str(link.kind),
            target_id=link.target_id,
            text=link.text[:300],
            doc_number=link.doc_number,
            url=link.url,
            articles=link.articles[:300],
            until=link.until,
        )
        for publication, migrant in zip(publications, migrants, strict=True)
        for link in migrant.content.links
    )
    for publication, version in zip(publications, versions, strict=True):
        publication.current = version
    first = Version.objects.filter(publication=OuterRef("pk"), no=1).values("pk")[:1]
    Publication.objects.filter(pk__in=[p.pk for p in publications]).update(current=Subquery(first))


def _list(publications: Sequence[Publication]) -> None:
    paths: dict[int, list[int]] = {}
    for path in ColumnPath.objects.filter(below__in={p.column_id for p in publications}):
        paths.setdefault(path.below_id, []).append(path.above_id)
    rows, counts = [], Counter[tuple[int, str]]()
    for publication in publications:
        if publication.visibility != "public":
            continue
        for column_id in paths.get(publication.column_id, ()):
            rows.append(Listing(column_id=column_id, publication=publication, published_at=publication.published_at))
            counts[column_id, f"{publication.published_on:%Y-%m}"] += 1
    Listing.objects.bulk_create(rows)
    ColumnCount.objects.bulk_create(
        [ColumnCount(column_id=column, month=month) for column, month in counts], ignore_conflicts=True
    )
    alike: dict[tuple[int, int], list[str]] = {}
    for (column, month), number in counts.items():
        alike.setdefault((column, number), []).append(month)
    for (column, number), months in sorted(alike.items()):
        ColumnCount.objects.filter(column=column, month__in=months).update(number=F("number") + number)
