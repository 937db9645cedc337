"""A document from draft to public page (S2-27 … S2-32, S4-72, S4-73)."""

from __future__ import annotations

import pytest

from tests.documents.story import draft
from tests.people.factory import TODAY, County
from zwgk.approvals.models import Step
from zwgk.audit.models import Entry
from zwgk.publishing import queries

pytestmark = pytest.mark.django_db


def test_a_document_signed_at_four_levels_is_published_under_a_permanent_address(county: County) -> None:
    story = draft(county)
    publication = story.published()

    assert story.stage == "published"
    assert publication.doc_number == "清商〔2026〕1号"
    assert publication.index_no
    assert queries.find(publication.pk) is not None
    assert publication.column is not None
    assert [row.publication_id for row in queries.list_of(publication.column_id, "").rows] == [publication.pk]
    assert publication.published_on == TODAY


def test_every_level_leaves_its_wording_day_and_name_on_the_file(county: County) -> None:
    story = draft(county)
    story.published()
    steps = list(Step.objects.filter(approval__matter=story.document.matter).order_by("order"))
    assert [s.opinion for s in steps] == ["同意此件公开发布", "同意此件公开发布", "同意此件公开发布", "同意"]
    assert all(s.signed_on == TODAY and s.signed_by for s in steps)


def test_each_act_of_the_way_leaves_an_entry_in_the_log(county: County) -> None:
    story = draft(county)
    story.published()
    acts = set(Entry.objects.filter(matter_id=story.document.matter_id).values_list("act", flat=True))
    assert {"documents.submit", "documents.sign", "documents.number", "documents.seal", "documents.publish"} <= acts
