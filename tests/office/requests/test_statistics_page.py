"""The year's figures on a page: each leads to its requests, and the table is kept as xlsx (S0-37)."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.inforequests.story import registered
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.files.readers import read_bytes
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def test_each_figure_opens_its_requests_and_another_organ_counts_none_of_them(county: County, sign_in: SignIn) -> None:
    registered(county, received=date(2026, 9, 1)).on(date(2026, 9, 7)).answered()
    registered(county, received=date(2026, 11, 2))
    client = sign_in(Duty.OFFICE)
    html = client.get("/requests/statistics/?year=2026").content.decode()
    assert "100.0%" in html
    assert html.count('data-label="结果纠正">0') == 3, "on a phone each number says what it counts"
    links = set(re.findall(r'href="(/requests/\?show=all&amp;cell=[^"]+)">(\d+)<', html))
    assert len(links) > 8
    for address, number in links:
        page = client.get(address.replace("&amp;", "&")).content.decode()
        assert page.count('class="item"') == int(number), address
        assert "统计数字里的申请" in page
    book = client.get("/requests/statistics.xlsx?year=2026").content
    assert any("（一）予以公开" in row[0] and row[1] == "1" for row in read_bytes("统计.xlsx", book).tables[0])
    stranger = sign_in(Duty.OFFICE, county.other)
    for query in ("year=2026", f"year=2026&organ={county.bureau.pk}"):
        assert 'cell=2026.new_received.total">0' in re.sub(
            r"&amp;organ=\d+", "", stranger.get(f"/requests/statistics/?{query}").content.decode()
        )
    assert client.get("/requests/?show=all&cell=2026.nothing.total").status_code == 200
    assert client.get("/requests/due.ics").content.count(b"BEGIN:VEVENT") == 1
