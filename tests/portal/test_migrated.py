"""What an old site brings: its bad lines, its missing days, its addresses."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tests.people.factory import TODAY
from tests.portal.conftest import Site
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions as door
from zwgk.publishing.imports import Importer
from zwgk.publishing.models import Publication

pytestmark = pytest.mark.django_db


def test_bad_lines_are_told_and_good_ones_are_found_under_their_old_addresses_for_ever(
    site: Site, client: Client
) -> None:
    """Broken html, a key twice, missing days, a day that was not, no JSON at all."""
    clearance = door.approve_migration("老网站", basis="方案", approved_by="局长", on=TODAY, actor=SYSTEM)
    lines = [
        '{"key": "1", "title": "甲", "old_url": "/art/2019/3/1/art_1.html", "body_html": "<P>未闭合<td>段落<p>第二段"}',
        '{"key": "1", "title": "同一个键"}',
        '{"key": "2", "title": "乙", "published_on": ""}',
        '{"key": "3", "title": "丙", "published_on": "20190230"}',
        '{"key": "4", "title": "丁", "date_written": "2019年3月1日"}',
        "<html>不是 JSON</html>",
    ]
    result = Importer(clearance, actor=SYSTEM, today=TODAY, folder=Path()).take(lines)
    assert (result.taken, [row["line"] for row in result.rejects]) == (3, [2, 4, 6])
    days = dict(Publication.objects.values_list("key", "published_on"))
    assert (str(days["4"]), days["2"]) == ("2019-03-01", TODAY), "no day: that of the paper, else today's"
    assert client.get("/art/2019/3/1/art_1.html")["Location"] == f"/p/{Publication.objects.get(key='1').pk}"
