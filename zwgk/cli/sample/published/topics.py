"""Fourteen topics (专题): gathered by rule, opened by another than who wrote them, one closed, one an organ's own."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from zwgk.cli.sample import columns
from zwgk.cli.sample.calendar import at, working_day_before
from zwgk.cli.sample.entries import Entry, entries
from zwgk.cli.sample.published import covers
from zwgk.cli.sample.published.acting import approver, editor, organ
from zwgk.cli.sample.size import TODAY, Size
from zwgk.files import images
from zwgk.people.actor import SYSTEM
from zwgk.publishing import desk, gathering
from zwgk.publishing.actions import topics as acts
from zwgk.publishing.arranging import topic_desk
from zwgk.rules.topics import Criteria, TopicState

FILE = "topics.txt"


def chosen(size: Size) -> tuple[Entry, ...]:
    """The topics of a county of that size: all, or those that show every kind."""
    found = entries(FILE)
    return found if size.whole else tuple(e for e in found if e["booklet"] or e["closed"] or e["organ"])


def lay(size: Size) -> int:
    """Lay those that are not there yet; returns how many. One transaction each."""
    there = set(topic_desk.topics(SYSTEM).values_list("slug", flat=True))
    added = 0
    for order, entry in enumerate(entries(FILE)):
        if entry.key in there or entry not in chosen(size):
            continue
        with transaction.atomic():
            _lay(entry, order)
        added += 1
    return added


def gather_again(size: Size) -> None:
    """What came in since is gathered, pinned where the material says so, booklets are made, what is over is closed."""
    from zwgk.publishing.arranging import booklet  # loads the renderers

    wanted = {entry.key: entry for entry in chosen(size)}
    for topic in topic_desk.topics(SYSTEM).filter(slug__in=wanted):
        entry = wanted[topic.slug]
        if topic.state == TopicState.CLOSED:
            continue
        gathering.regather(topic.pk)
        for key in entry["pin"].split():
            item = topic.items.filter(publication__key=key, is_pinned=False).first()
            if item is not None:
                acts.pin(item, True, actor=editor(TODAY))
        if entry["booklet"] and not topic_desk.booklets(topic).exists():
            acts.order_booklet(topic, actor=editor(TODAY))
            booklet.make(topic.pk)
        if entry["closed"]:
            acts.close_topic(topic, on=date.fromisoformat(entry["closed"]), actor=editor(TODAY))


def _lay(entry: Entry, order: int) -> None:
    closed = date.fromisoformat(entry["closed"]) if entry["closed"] else None
    opened = working_day_before(closed - timedelta(260) if closed else TODAY, 3 + order * 5)
    by, known = editor(TODAY), columns.by_address()
    topic = acts.add_topic(
        entry["title"], entry.key, entry.text, organ=organ(entry["organ"]) if entry["organ"] else None, actor=by
    )
    topic = acts.edit_topic(topic, actor=by, title=topic.title, intro=topic.intro, order=order)
    picture = images.keep_image(covers.cover(entry.key), covers.ALT, actor=by)
    topic = acts.set_cover(topic, picture, alt=covers.ALT, actor=by)
    rule = Criteria(
        words=tuple(entry["words"].split()),
        without=tuple(entry["without"].split()),
        columns=tuple(known[slug] for slug in entry["columns"].split()),
        first=date.fromisoformat(entry["first"]) if entry["first"] else None,
        last=date.fromisoformat(entry["last"]) if entry["last"] else None,
    )
    topic = acts.set_criteria(topic, rule, actor=by)
    if not gathering.regather(topic.pk):  # a small county may hold nothing of it: something by hand
        newest = desk.visible_to(SYSTEM).filter(state="live", visibility="public").order_by("-published_at").first()
        assert newest is not None
        acts.pick(topic, newest, actor=by)
    acts.open_topic(topic, on=opened, at=at(opened, 10), actor=approver(TODAY))
