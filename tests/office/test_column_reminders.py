"""Columns that are empty or late lie in the inbox of who answers for them, and cost others nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.office.desk import SignIn
from tests.people.factory import County
from tests.publishing.shelves import column, moment, publish
from zwgk.people.actor import SYSTEM
from zwgk.publishing.actions import filing
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def test_the_informant_and_the_disclosure_office_are_told(county: County, sign_in: SignIn) -> None:
    """S2-41"""
    mine, late = column("mine", update_class="news"), column("late", update_class="news")
    publish(county, late, "旧闻", organ=county.government, when=moment(10, 1))
    filing.put_in_charge(mine, county.bureau, section=None, post=county.post(Duty.INFORMANT), actor=SYSTEM)
    informant = sign_in(Duty.INFORMANT).get("/").content.decode()
    assert "栏目要更新：1 个" in informant
    assert "栏目mine" in informant
    assert "栏目late" not in informant
    assert "栏目要更新：2 个" in sign_in(Duty.DISCLOSURE_OFFICE).get("/").content.decode()
    assert "栏目要更新" not in sign_in(Duty.DRAFTER).get("/").content.decode()


@pytest.mark.parametrize("number", [1, 20])
def test_the_reminder_asks_the_same_however_many_columns_there_are(
    county: County, sign_in: SignIn, number: int
) -> None:
    for n in range(number):
        column(f"c{n}", update_class="news")
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    own = [query for query in captured.captured_queries if "publishing_column" in query["sql"]]
    assert len(own) <= 4
