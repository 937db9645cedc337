"""The two lists in few words, for tests: a class in force, a paper withheld and at rest."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from tests.documents.story import Story, draft
from tests.people.factory import TODAY, County
from zwgk.documents.actions import handing
from zwgk.documents.models.deciding import SecrecyResult
from zwgk.publishing.actions import negative_list
from zwgk.publishing.models import NegativeEntry
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.withheld import EntryFacts

AT = timezone.make_aware(datetime(2026, 11, 20, 10, 0))  # noqa: DTZ001
NEXT_YEAR = date(2027, 11, 20)
REASON = "谈判还在进行，公开会损害对方和本地的利益"


def facts(name: str = "招商谈判底价", **more: Any) -> EntryFacts:
    """A class that the law carries."""
    given = {
        "matters": "未签约招商项目的谈判底价和比选方案",
        "ground_code": "process_info",
        "review_on": NEXT_YEAR,
    } | more
    return EntryFacts(name=name, **given)


def drafted(county: County, name: str = "招商谈判底价", **more: Any) -> NegativeEntry:
    return negative_list.draft_entry(county.bureau, facts(name, **more), today=TODAY, actor=county.actor(Duty.OFFICE))


def in_force(county: County, name: str = "招商谈判底价", *, on: date = TODAY, **more: Any) -> NegativeEntry:
    return negative_list.confirm_entry(drafted(county, name, **more), on=on, at=AT, actor=county.actor(Duty.SECRECY))


def sent_as_withheld(county: County, title: str = "关于招商项目谈判情况的报告", **more: Any) -> Story:
    """Proposed as 不公开 and signed by all but the last."""
    story = draft(county, title=title, **more)
    story.propose(Disclosure.WITHHELD, ground_code="process_info", ground_reason=REASON).submit()
    story.sign(Level.SECTION).sign(Level.OFFICE)
    return story.sign(Level.SECRECY, secrecy=SecrecyResult.CLOSED)


def withheld(county: County, title: str = "关于招商项目谈判情况的报告", **more: Any) -> Story:
    """Signed, numbered, sealed; it lies as not published."""
    story = sent_as_withheld(county, title, **more).sign(Level.LEADER)
    handing.number(story.fresh(), on=TODAY, actor=story.actor(Duty.OFFICE))
    handing.seal(story.fresh(), copies=3, on=TODAY, at=story.tick(), actor=story.actor(Duty.OFFICE))
    return story
