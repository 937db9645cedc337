"""The latest publications of some offices walk the whole way of a document: with signatures, reviews, numbers."""

from __future__ import annotations

from django.db import transaction

from zwgk.cli.sample import calendar
from zwgk.cli.sample.items import Item
from zwgk.cli.sample.signins import MAIN
from zwgk.cli.sample.story import Story, exists
from zwgk.cli.sample.tables import rows
from zwgk.documents.actions import handing
from zwgk.people.actor import SYSTEM
from zwgk.publishing import desk
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_kinds import KINDS, Family
from zwgk.rules.duties import Duty

#: of these, every so many are archived already
_ARCHIVED_EACH = 3


def lay(items: tuple[Item, ...]) -> int:
    """Walk each that is not there yet; returns how many were added. Each is one transaction: walked whole or not."""
    added = 0
    for place, item in enumerate(items):
        if exists(item.key):
            continue
        with transaction.atomic():
            _walk(item, archived=place % _ARCHIVED_EACH == 0)
        added += 1
    return added


def section_of(organ: str) -> str:
    """The section in which the organ's drafter sits."""
    if organ == MAIN:
        return "社会救助科"
    sections = next(row[4].split("、") for row in rows("organs.txt") if row[0] == organ)
    return sections[1]


def _walk(item: Item, *, archived: bool) -> None:
    official = KINDS[item.kind].family is Family.OFFICIAL
    story = Story.begin(item.organ, section_of(item.organ), calendar.working_day_before(item.on, 6))
    story.draft(
        item.key,
        item.title,
        item.kind,
        item.text,
        column=item.column,
        subject_code=item.subject,
        dimension=item.dimension,
        index_no="" if _taken(item.index_no) else item.index_no,
        source=item.source,
    )
    story.propose(Disclosure.PUBLIC).submit("four" if official else "three_reviews").sign_all()
    if official:  # what is no 公文 goes from its last review straight to the publishing section
        story.make(item.number).hand_over()
    story.publish(item.at)
    if archived:
        handing.archive(story.fresh(), on=story.on, at=story.tick(), actor=story.actor(Duty.ARCHIVIST))


def _taken(index_no: str) -> bool:
    return desk.visible_to(SYSTEM).filter(index_no=index_no).exists()
