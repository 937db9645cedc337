"""The organisation that all tests work in is itself what it says."""

from __future__ import annotations

import pytest

from tests.people.factory import County
from zwgk.audit.models import Entry
from zwgk.people.models import UnitPath
from zwgk.rules.duties import Duty


@pytest.mark.parametrize("duty", list(Duty), ids=lambda duty: duty.label)
def test_everybody_has_the_duty_asked_for_and_no_other(county: County, duty: Duty) -> None:
    actor = county.actor(duty)
    assert set(actor.duties) == {duty.value}
    assert county.actor(duty) == actor


def test_the_bureaus_duty_covers_its_sections_but_not_another_organ(county: County) -> None:
    leader = county.actor(Duty.LEADER)
    assert leader.may(Duty.LEADER, over=county.operations)
    assert not leader.may(Duty.LEADER, over=county.other)
    assert not leader.may(Duty.LEADER, over=county.government)


def test_the_tree_is_closed_and_every_step_is_logged(county: County) -> None:
    above = set(UnitPath.objects.filter(below=county.operations).values_list("above__name", "depth"))
    assert above == {("商务运行科", 0), ("清岚县商务局", 1), ("清岚县人民政府", 2), ("澜溪市", 3)}
    assert Entry.objects.filter(act="people.add_unit").count() == 8
