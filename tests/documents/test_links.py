"""Links that change another paper say which articles and until when, while they are drafted (S0-40)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.documents.story import Story, draft
from tests.documents.test_cleaning import put
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.documents.actions import drafting, publishing
from zwgk.documents.models import BasisLink
from zwgk.publishing.actions import change_validity
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import LinkKind
from zwgk.rules.validity import ChangeKind

pytestmark = pytest.mark.django_db


def link(story: Story, kind: LinkKind, **more: Any) -> BasisLink:
    return drafting.link(story.fresh(), kind, actor=story.actor(Duty.DRAFTER), **more)


def test_an_amendment_names_its_articles_and_an_extension_its_day(county: County) -> None:
    old = put(county, "停车管理办法", effective_on=date(2025, 2, 1), expires_on=date(2027, 1, 31))
    endless = put(county, "早餐点管理办法", effective_on=date(2025, 2, 1))
    story = draft(county)
    for kind, target, more, field in (
        (LinkKind.AMENDS, old, {}, "articles"),
        (LinkKind.BASIS, old, {"articles": "第三条"}, "articles"),
        (LinkKind.EXTENDS, old, {}, "until"),
        (LinkKind.REPEALS, old, {"until": date(2028, 1, 1)}, "until"),
        (LinkKind.EXTENDS, old, {"until": date(2027, 1, 31)}, "until"),
        (LinkKind.EXTENDS, endless, {"until": date(2028, 1, 1)}, "until"),
    ):
        with nothing_changes(), pytest.raises(BadInput) as refusal:
            link(story, kind, publication=target, **more)
        assert refusal.value.field == field, (kind, more)
    link(story, LinkKind.AMENDS, publication=old, articles="第三条")
    row = link(story, LinkKind.AMENDS, publication=old, articles="第三条、第五条")
    assert (row.articles, story.fresh().links.count()) == ("第三条、第五条", 1), "said again it is mended, not doubled"
    link(story, LinkKind.EXTENDS, publication=old, until=date(2029, 1, 31))


def test_two_papers_that_would_end_each_other_are_refused_with_their_way(county: County) -> None:
    """Only a correction can close a circle: its own paper is out already."""
    story = draft(county, title="新停车管理办法")
    first = story.propose().signed().handed_over().publish()
    last = put(county, "更新的停车管理办法", date_written=date(2026, 11, 20))
    other = draft(county, title="第三件")
    link(other, LinkKind.REPEALS, publication=first)
    change_validity(
        first,
        ChangeKind.REPEALS,
        on=date(2026, 11, 20),
        at=story.tick(),
        today=date(2026, 11, 20),
        actor=county.actor(Duty.LEGAL),
        basis=last,
    )
    publishing.amend(
        story.fresh(), reason="漏写", on=date(2026, 11, 20), at=story.tick(), actor=county.actor(Duty.PUBLISHER)
    )
    with nothing_changes(), pytest.raises(BadInput, match="互相废止或修改"):
        link(story, LinkKind.REPEALS, publication=last)
