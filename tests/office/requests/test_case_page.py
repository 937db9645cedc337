"""The page of a case: whose it is, what stands on it, and that it stays cheap however much happened."""

from __future__ import annotations

from datetime import date
from urllib.parse import unquote

import pytest

from tests.inforequests import story
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def test_a_case_is_followed_from_its_page_and_is_not_there_for_another_organ(county: County, sign_in: SignIn) -> None:
    told = story.registered(county, received=date(2026, 11, 2))
    number = told.request.matter.number
    html = sign_in(Duty.OFFICE).get(f"/requests/{number}/").content.decode()
    assert "农村公路养护资金" in html
    assert "11月30日 周一" in html, "twenty working days after the 2nd of November"
    assert "穆＊＊" in html
    assert "穆青禾" not in html
    assert f"/requests/{number}/" in unquote(sign_in(Duty.OFFICE).get("/").content.decode())
    stranger = sign_in(Duty.OFFICE, county.other)
    assert stranger.get(f"/requests/{number}/").status_code == 404
    assert stranger.get("/requests/申2026-99999/").status_code == 404
    assert sign_in(Duty.PUBLISHER).get(f"/requests/{number}/").status_code == 403
