"""What gathers by itself: publications under catalogue matters that share a column, and in topics with a rule.

Called where a publication changes (few rules, read at once) and by a job that goes through what is there already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from zwgk.jobs.queue import enqueue, report
from zwgk.publishing.models import (
    Booklet,
    CatalogueFiling,
    CatalogueRow,
    ColumnPath,
    Publication,
    Topic,
    TopicItem,
)
from zwgk.rules import catalogue_rows, topics
from zwgk.rules.catalogue_rows import EditionState
from zwgk.rules.publication import PublicationState, Visibility
from zwgk.rules.topics import Criteria, Facts, TopicState

REGATHER = "publishing.regather"
REFILE = "publishing.refile"
BOOKLET = "publishing.booklet"
BATCH = 200


def shown() -> QuerySet[Publication]:
    """What the public may read now."""
    return Publication.objects.filter(state=str(PublicationState.LIVE), visibility=str(Visibility.PUBLIC))


def follow(publication: Publication, *, at: datetime) -> list[int]:
    """Put a changed publication where the rules say: under matters, into topics. Returns the topics it touches.

    Call inside the transaction of the change. What left the public stays where it is: every list asks what is live.
    """
    touched = set(TopicItem.objects.filter(publication=publication).values_list("topic_id", flat=True))
    if publication.state == PublicationState.LIVE and publication.visibility == Visibility.PUBLIC:
        _file([publication], at=at)
        open_topics = Topic.objects.filter(state=str(TopicState.OPEN)).exclude(criteria={}).exclude(pk__in=touched)
        for topic in open_topics:
            if _gather(topic, topics.criteria(topic.criteria), [publication]):
                touched.add(topic.pk)
    for topic_id in Booklet.objects.filter(topic__in=touched).values_list("topic_id", flat=True).distinct():
        enqueue(BOOKLET, key=str(topic_id), args={"topic_id": topic_id}, queue="slow")
    return sorted(touched)


def facts_of(publications: Sequence[Publication]) -> dict[int, Facts]:
    """What topic rules ask of publications: one query for the columns above."""
    above: dict[int, set[int]] = {}
    rows = ColumnPath.objects.filter(below__in={p.column_id for p in publications})
    for below, top in rows.values_list("below_id", "above_id"):
        above.setdefault(below, set()).add(top)
    return {
        p.pk: Facts(
            title=p.title,
            organ=p.organ_id,
            kind=p.kind,
            subject=p.subject_code,
            on=p.published_on,
            columns=frozenset(above.get(p.column_id, ())),
        )
        for p in publications
    }


def _gather(topic: Topic, rule: Criteria, publications: Sequence[Publication]) -> int:
    facts = facts_of(publications)
    fitting = [p for p in publications if rule.fits(facts[p.pk])]
    known = set(TopicItem.objects.filter(topic=topic, publication__in=fitting).values_list("publication_id", flat=True))
    fresh = [p for p in fitting if p.pk not in known]
    room = topics.MOST - topic.items.count() if fresh else 0
    TopicItem.objects.bulk_create(
        [TopicItem(topic=topic, publication=p, published_at=p.published_at) for p in fresh[: max(room, 0)]],
        ignore_conflicts=True,
    )
    return len(fresh[: max(room, 0)])


def candidates(rule: Criteria) -> QuerySet[Publication]:
    """The live publications that the rule's cheap conditions leave; words and the rest are asked of each."""
    rows = shown()
    if rule.columns:
        rows = rows.filter(column__in=ColumnPath.objects.filter(above__in=rule.columns).values("below"))
    if rule.organs:
        rows = rows.filter(organ__in=rule.organs)
    if rule.kinds:
        rows = rows.filter(kind__in=rule.kinds)
    if rule.first:
        rows = rows.filter(published_on__gte=rule.first)
    if rule.last:
        rows = rows.filter(published_on__lte=rule.last)
    words = Q()
    for word in rule.words:
        words |= Q(title__contains=word)
    return rows.filter(words) if rule.words else rows


def regather(topic_id: int) -> int:
    """Bring a topic in step with its rule, batch by batch: fetch what fits, let go what no longer does. Idempotent.

    What a person put in, pinned or took out stays as it is. Returns how many stand in it.
    """
    topic = Topic.objects.get(pk=topic_id)
    rule = topics.criteria(topic.criteria)
    done = 0
    for batch in _batches(candidates(rule)) if rule.picks else ():
        with transaction.atomic():
            _gather(topic, rule, batch)
        done += len(batch)
        report(done, max(done, 1))
    mine = TopicItem.objects.filter(topic=topic, by_hand=False, is_pinned=False, is_out=False)
    for items in _item_batches(mine):
        facts = facts_of([item.publication for item in items])
        stray = [item.pk for item in items if not rule.fits(facts[item.publication_id])]
        TopicItem.objects.filter(pk__in=stray, by_hand=False, is_pinned=False, is_out=False).delete()
    return topic.items.filter(is_out=False).count()


def _batches(rows: QuerySet[Publication]) -> Iterator[list[Publication]]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _item_batches(rows: QuerySet[TopicItem]) -> Iterator[list[TopicItem]]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).select_related("publication").order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def rows_in_force() -> QuerySet[CatalogueRow]:
    """The rows of the editions in force that are published proactively."""
    return CatalogueRow.objects.filter(
        edition__state=str(EditionState.APPROVED), edition__clearance__revoked_at=None, manner="proactive"
    )


def _file(publications: Sequence[Publication], *, at: datetime, rows: Iterable[CatalogueRow] | None = None) -> int:
    """File publications under the matters whose words stand in their titles, within organ and column."""
    above: dict[int, set[int]] = {}
    for below, top in ColumnPath.objects.filter(below__in={p.column_id for p in publications}).values_list(
        "below_id", "above_id"
    ):
        above.setdefault(below, set()).add(top)
    columns = {top for tops in above.values() for top in tops}
    wanted = rows
    if wanted is None:
        organs = {p.organ_id for p in publications}
        wanted = rows_in_force().filter(organ__in=organs, column__in=columns).exclude(words="")
    fresh = []
    for row in wanted:
        words = catalogue_rows.keywords(row.words)
        fresh += [
            CatalogueFiling(item_id=row.item_id, publication=p, at=at)
            for p in publications
            if p.organ_id == row.organ_id
            and row.column_id in above.get(p.column_id, ())
            and any(word in p.title for word in words)
        ]
    CatalogueFiling.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def refile(edition_id: int) -> int:
    """File everything public under the rows of an edition by their words, batch by batch. Idempotent."""
    rows = list(rows_in_force().filter(edition=edition_id).exclude(words="").exclude(column=None))
    done = 0
    for organ, column in sorted({(row.organ_id, row.column_id or 0) for row in rows}):
        here = [row for row in rows if row.organ_id == organ and row.column_id == column]
        below = ColumnPath.objects.filter(above=column).values("below")
        for batch in _batches(shown().filter(organ=organ, column__in=below)):
            with transaction.atomic():
                _file(batch, at=timezone.now(), rows=here)
            done += len(batch)
            report(done, done)
    return done


def ask_for_all() -> int:
    """Ask for every open topic with a rule and every catalogue in force to be gathered again: what came in by bulk
    migration asked nobody. Returns how many jobs.
    """
    topic_ids = Topic.objects.filter(state=str(TopicState.OPEN)).exclude(criteria={}).values_list("pk", flat=True)
    edition_ids = rows_in_force().exclude(words="").order_by().values_list("edition", flat=True).distinct()
    number = 0
    for pk in topic_ids:
        enqueue(REGATHER, key=str(pk), args={"topic_id": pk}, queue="slow")
        number += 1
    for pk in edition_ids:
        enqueue(REFILE, key=str(pk), args={"edition_id": pk}, queue="slow")
        number += 1
    return number
