"""The whole county laid as ``zwgk demo`` does, without the bytes of attachments: figures as the portal counts them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zwgk.cli.sample import columns, county, plan, staff, underway, whole_way
from zwgk.cli.sample.filling import Filling
from zwgk.cli.sample.size import NORMATIVE, PER_YEAR, Size
from zwgk.documents import queries as documents
from zwgk.people.actor import SYSTEM
from zwgk.publishing import queries


@pytest.mark.slow
@pytest.mark.django_db
def test_the_whole_county_holds_what_is_promised() -> None:
    whole = Size(1.0)
    county.lay()
    staff.lay()
    columns.lay()
    everything = plan.plan(whole)
    Filling().lay([replace(item, attach=()) for item in everything.taken_over])
    underway.lay(whole)
    whole_way.lay(everything.whole_way)
    assert queries.live().count() == sum(PER_YEAR.values()) == 4812
    years = {year: queries.live().filter(published_on__year=year).count() for year in PER_YEAR}
    assert years == PER_YEAR
    for validity, number in NORMATIVE.items():
        assert queries.live().filter(is_normative=True, validity=validity).count() == number
    assert sum(number for _, number in queries.all_months()) == 4812
    stages = documents.numbers_by_stage(SYSTEM)
    archived = 10  # of the thirty that went the whole way
    assert documents.visible_to(SYSTEM).count() == 42 + 30
    assert stages == {
        "drafting": 10,  # nine being written, one being corrected
        "section": 6,
        "office": 5,
        "secrecy": 3,
        "leader": 4,
        "returned": 3,
        "handover": 4,
        "to_publish": 5,  # three planned, two being redacted
        "deferred": 1,
        "withdrawn": 1,
        "published": 30 - archived,
    }
