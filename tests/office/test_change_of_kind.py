"""更改文种 in the browser: chosen from the list, the paper checked again (S4-68)."""

from __future__ import annotations

import pytest

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def test_a_drafter_gives_the_paper_another_kind(county: County, sign_in: SignIn) -> None:
    story, client = draft(county), sign_in(Duty.DRAFTER)
    base = f"/documents/{story.document.matter.number}/"
    assert f'href="{base}do/change-kind/"' in client.get(base).content.decode()
    page = client.get(f"{base}do/change-kind/").content.decode()
    assert '<option value="circular" selected>通知</option>' in page
    answer = client.post(f"{base}do/change-kind/", {"kind": "opinion"}, follow=True)
    assert "文种已改为“意见”" in answer.content.decode()
    assert story.fresh().kind == "opinion"


def test_a_refusal_says_why(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    answer = sign_in(Duty.DRAFTER).post(
        f"/documents/{story.document.matter.number}/do/change-kind/", {"kind": "circular"}
    )
    assert answer.status_code == 409
    assert "现在就是“通知”" in answer.content.decode()
