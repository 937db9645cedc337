"""The five seed papers on their public pages: parts can be reached, tables stand in frames, nothing is lost."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from tests.portal.conftest import Site
from tests.seeds import seed
from zwgk.files import body
from zwgk.files.readers import read_path
from zwgk.files.structure import recognise
from zwgk.publishing.models import Publication

pytestmark = [pytest.mark.seeds, pytest.mark.django_db]


def published(site: Site, number: int) -> Publication:
    found = recognise(read_path(seed(number)))
    return site.publish(found.title, found.body_html, column="gfxwj", doc_number=found.doc_number or "")


@pytest.mark.parametrize("number", range(5))
def test_every_line_of_the_paper_is_on_its_page(client: Client, site: Site, number: int) -> None:
    paper = published(site, number)
    html = client.get(f"/p/{paper.pk}").content.decode()
    article = unescape(re.sub(r"<[^>]+>|\s", "", html[html.index("<article") : html.index("</article>")]))
    version = paper.current
    assert version is not None
    for block in body.blocks(version.body_html):
        assert re.sub(r"\s", "", block.text) in article


def test_the_eleven_institutions_of_one_paper_can_each_be_reached(client: Client, site: Site) -> None:
    """S4: several papers in one, each with a 第一条 of its own."""
    html = client.get(f"/p/{published(site, 4).pk}").content.decode()
    rail = html[html.index("本页内容") : html.index("qr-part")]
    parts = re.findall(r"<summary>([^<]+)</summary>", rail)
    assert sum(name.strip().endswith("制度") for name in parts) >= 11
    targets = re.findall(r'href="#([^"]+)"', rail)
    assert len(targets) == len(set(targets))
    assert set(targets) <= set(re.findall(r' id="([^"]+)"', html))


def test_the_table_of_tasks_scrolls_in_its_frame(client: Client, site: Site) -> None:
    """S0: 52 rows with four columns."""
    html = client.get(f"/p/{published(site, 0).pk}").content.decode()
    frame = html[html.index('<div class="scroll many"') :]
    assert frame[: frame.index("</table>")].count("<tr") == 53
