"""The door: the only place where something becomes public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from zwgk.audit.acts import about, act, note
from zwgk.jobs.killpoints import killpoint
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.people.today import today
from zwgk.publishing import clearing, effects, numbering, validity
from zwgk.publishing.content import Content
from zwgk.publishing.models import (
    Clearance,
    Column,
    ColumnCount,
    ColumnPath,
    Link,
    Listing,
    Publication,
    PublishedFile,
    Version,
)
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import ClearanceKind, ColumnKind, PublicationState, Visibility


@act("publishing.publish")
def publish(
    content: Content,
    *,
    clearance: Clearance,
    at: datetime,
    actor: Actor,
    matter_id: int | None = None,
    key: str | None = None,
) -> Publication:
    """Make a content public (公开): an immutable version under a permanent address, listed, indexed, counted.

    ``key`` is the caller's own name for it: the same key twice publishes once. ``at`` is the moment of publication (an
    older one for migrations). Errors: :class:`NotCleared`, :class:`Classified`, :class:`BadInput`; nothing is
    changed then.
    """
    actor.must_be(Duty.PUBLISHER, over=content.organ_id, to="发布信息")
    if key:
        existing = Publication.objects.filter(key=key).first()
        if existing is not None:
            if existing.matter_id != matter_id:
                raise BadInput(
                    what="不能发布", why=f"来源键“{key}”已用于另一件公开件（{existing.pk}）", remedy="请联系系统管理员"
                )
            about(existing)
            note(repeated=True)
            return existing
    on = timezone.localdate(at)
    clearing.must_fit(content, clearance, today=on if clearance.kind == ClearanceKind.MIGRATION else today())
    organ = Unit.objects.select_related("organ").get(pk=content.organ_id)
    column = column_for(content)
    if content.index_no and Publication.objects.filter(index_no=content.index_no).exists():
        raise BadInput(
            what="不能发布",
            why=f"索引号{content.index_no}已用于另一件公开件",
            remedy="请核对索引号；留空则自动编号",
            field="index_no",
        )
    publication = Publication(
        key=key or None,
        organ=organ,
        column=column,
        published_at=at,
        published_on=on,
        matter_id=matter_id,
        index_no=content.index_no or numbering.next_index_no(organ, on=on),
    )
    describe(publication, content)
    insert([publication])
    killpoint("publish.row")
    version = add_version(publication, content, clearance, at=at, by=actor.signature)
    list_publication(publication)
    killpoint("publish.listed")
    validity.settle([publication], by=actor.signature, at=timezone.now())
    effects.changed(publication, at=timezone.now())
    if clearance.kind == ClearanceKind.REVIEWED:
        effects.render(publication)
    about(publication)
    note(column=column.pk, organ=organ.pk, version=version.no, clearance=clearance.pk, digest=version.digest)
    return publication


def column_for(content: Content) -> Column:
    """The column of a content that has a title. Errors: :class:`BadInput` where nothing is put there."""
    if not content.title.strip():
        raise BadInput(what="不能发布", why="标题是空的", remedy="请填写标题", field="title")
    column = Column.objects.get(pk=content.column_id)
    if column.kind != ColumnKind.LIST:
        raise BadInput(
            what="不能发布",
            why=f"“{column}”不直接放信息（{column.get_kind_display()}）",
            remedy="请选择它下面的一个栏目",
            field="column",
        )
    return column


def insert(publications: Sequence[Publication]) -> None:
    """The one INSERT into the table of publications; called by :func:`publish` and by a migration's batch."""
    at = timezone.now()
    for publication in publications:
        publication.changed_at = at if publication.visibility == Visibility.PUBLIC else None
    Publication.objects.bulk_create(publications)


def describe(publication: Publication, content: Content) -> None:
    """Copy onto the narrow row what lists, filters and search ask for."""
    publication.title = content.title.strip()
    publication.kind = content.kind
    publication.doc_number = content.doc_number
    publication.date_written = content.date_written
    publication.effective_on = content.effective_on
    publication.expires_on = content.expires_on
    publication.validity = content.validity
    publication.visibility = str(content.visibility)
    publication.disclosure = content.disclosure
    publication.dimension = content.dimension
    publication.subject_code = content.subject_code
    publication.is_normative = content.is_normative


def add_version(
    publication: Publication,
    content: Content,
    clearance: Clearance,
    *,
    at: datetime,
    by: str,
    change_note: str = "",
    is_minor: bool = False,
) -> Version:
    """Freeze a content as the publication's next version and make it the current one."""
    last = publication.versions.order_by("-no").values_list("no", flat=True).first() or 0
    version = Version.objects.create(
        publication=publication,
        no=last + 1,
        title=content.title.strip(),
        body_html=content.body_html,
        meta={
            "issuers": list(content.issuers),
            "source": content.source,
            "source_url": content.source_url,
            "keywords": content.keywords,
            "lang": content.lang,
            **content.meta,
        },
        digest=content.digest,
        clearance=clearance,
        change_note=change_note,
        is_minor=is_minor,
        published_at=at,
        by=by,
    )
    PublishedFile.objects.bulk_create(
        [
            PublishedFile(
                version=version,
                role=f.role,
                order=i,
                name=f.name,
                sha256=f.sha256,
                size=f.size,
                mime=f.mime,
                text=f.text,
            )
            for i, f in enumerate(content.files)
        ]
    )
    publication.current = version
    publication.save(update_fields=["current"])
    publication.links.all().delete()
    Link.objects.bulk_create(
        [
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
            for link in content.links
        ]
    )
    return version


def list_publication(publication: Publication) -> None:
    """Enter a live public publication under its column and all above it; take any other out."""
    shown = publication.state == PublicationState.LIVE and publication.visibility == Visibility.PUBLIC
    before = set(Listing.objects.filter(publication=publication).values_list("column_id", flat=True))
    wanted = (
        set(ColumnPath.objects.filter(below=publication.column_id).values_list("above_id", flat=True))
        if shown
        else set()
    )
    month = f"{publication.published_on:%Y-%m}"
    Listing.objects.filter(publication=publication, column_id__in=before - wanted).delete()
    Listing.objects.bulk_create(
        [
            Listing(column_id=column, publication=publication, published_at=publication.published_at)
            for column in sorted(wanted - before)
        ]
    )
    for column in sorted(wanted - before):
        _count(column, month, +1)
    for column in sorted(before - wanted):
        _count(column, month, -1)


def _count(column_id: int, month: str, by: int) -> None:
    row, _ = ColumnCount.objects.get_or_create(column_id=column_id, month=month)
    ColumnCount.objects.filter(pk=row.pk).update(number=F("number") + by)
