"""The archive page of a case: filed, taken out with a reason, and not there for others (S0-36)."""

from __future__ import annotations

import io
from datetime import date

import pytest

from tests.inforequests.story import registered
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.audit.models import Entry
from zwgk.inforequests.filed import package
from zwgk.rules.duties import Duty
from zwgk.rules.inforequest import Stage

pytestmark = pytest.mark.django_db


def test_a_closed_case_is_filed_and_taken_out_with_a_reason(county: County, sign_in: SignIn) -> None:
    story = registered(county, received=date(2026, 11, 2))
    here = f"/requests/{story.fresh().matter.number}/archive/"
    office = sign_in(Duty.OFFICE)
    assert "还在办理" in office.get(here).content.decode()
    refused = office.post(here, {"act": "pdf", "reason": "看看"})
    assert refused.status_code >= 400
    assert "请在答复之后再调取" in refused.content.decode()
    story.with_material().decided().submitted().signed().sealed().sent()
    story.things["delivery"].signed_on = story.today
    story.things["delivery"].save()
    assert "拟定保管期限10年" in office.get(here).content.decode()
    without = office.post(here, {"act": "package", "reason": ""})
    assert "调取原因" in without.content.decode()
    assert not Entry.objects.filter(act="inforequests.take_out").exists()
    bag = office.post(here, {"act": "package", "reason": "复议答辩"})
    assert package.faults(io.BytesIO(bag.content)) == []
    assert bag["Cache-Control"] == "private, no-store"
    office.post(here, {"act": "file", "term": "thirty", "reason": ""})
    assert story.stage is Stage.ARCHIVED
    assert "保存至 2056-12-31" in office.get(here).content.decode()
    assert sign_in(Duty.OFFICE, county.other).get(here).status_code == 404
