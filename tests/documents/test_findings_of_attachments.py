"""A list of names among the attachments is one finding, and it stops the release (个人信息保护法第二十五条)."""

from __future__ import annotations

import pytest

from tests.documents.story import draft
from tests.people.factory import County
from zwgk.documents.actions import attaching, checking
from zwgk.files import intake
from zwgk.files.models import Purpose
from zwgk.people.actor import SYSTEM
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def test_many_numbers_of_one_kind_in_one_file_are_one_weighty_finding(county: County) -> None:
    story = draft(county)
    text = "补贴对象手机：13912340421、13912340422、13912340423。"
    taken = intake.take("名单.txt", text.encode(), actor=SYSTEM, purpose=Purpose.ATTACHMENT)
    attaching.attach(story.fresh(), taken.file, title="名单", at=story.tick(), actor=county.actor(Duty.DRAFTER))
    story.check()
    found = [f for f in checking.open_findings(story.fresh()) if f.attachment_id]
    assert len(found) == 1
    assert "3处手机号码" in found[0].why
    assert "13912340421" not in found[0].shown
    assert checking.blocking(story.fresh()) == found
    story.check()
    assert len([f for f in checking.open_findings(story.fresh()) if f.attachment_id]) == 1
