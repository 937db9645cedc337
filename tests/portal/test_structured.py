"""What pages tell programs of themselves (JSON-LD), as data that no browser runs and no title can break out of."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.portal.conftest import Site, asked
from zwgk.publishing.content import PublicFile
from zwgk.publishing.open import exports

pytestmark = pytest.mark.django_db
_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph(client: Client, path: str) -> dict[str, dict[str, Any]]:
    """The nodes of a page by type."""
    (block,) = _BLOCK.findall(client.get(path).content.decode())
    return {node["@type"]: node for node in json.loads(block)["@graph"]}


def test_a_binding_paper_is_legislation_with_its_number_issuer_and_force(client: Client, site: Site) -> None:
    paper = site.publish(
        "低保办法",
        "<p>为保障基本生活，制定本办法。</p>",
        column="gfxwj",
        is_normative=True,
        doc_number="清商规〔2026〕4号",
        validity="in_force",
        date_written=date(2026, 11, 1),
        effective_on=date(2026, 11, 10),
        expires_on=date(2031, 11, 9),
        issuers=("清岚县商务局", "清岚县教育局"),
        files=(PublicFile("attachment", "表.pdf", "a" * 64, 12, "application/pdf", ""),),
    )
    told = graph(client, f"/p/{paper.pk}")
    node = told["Legislation"]
    assert node["legislationIdentifier"] == "清商规〔2026〕4号"
    assert node["legislationLegalForce"] == "https://schema.org/InForce"
    assert node["temporalCoverage"] == "2026-11-10/2031-11-09"
    assert node["identifier"]["value"] == paper.index_no
    assert [one["name"] for one in node["legislationPassedBy"]] == ["清岚县商务局", "清岚县教育局"]
    assert node["publisher"]["name"] == "清岚县商务局"
    assert node["encoding"][0]["sha256"] == "a" * 64
    assert node["description"].startswith("为保障基本生活")
    steps = told["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps][-2:] == ["政策文件", "规范性文件"]
    assert steps[-1]["item"].endswith("/c/gfxwj/")


@pytest.mark.parametrize(
    ("kind", "type_"),
    [("news", "NewsArticle"), ("annual_report", "Report"), ("interpretation", "Article"), ("", "DigitalDocument")],
)
def test_other_papers_are_what_they_are(client: Client, site: Site, kind: str, type_: str) -> None:
    paper = site.publish("一件", kind=kind)
    assert type_ in graph(client, f"/p/{paper.pk}")


def test_no_title_breaks_out_of_the_block(client: Client, site: Site) -> None:
    title = "</script><script>alert(1)</script>&\u2028"
    paper = site.publish(title)
    html = client.get(f"/p/{paper.pk}").content.decode()
    assert "<script>alert" not in html
    assert graph(client, f"/p/{paper.pk}")["DigitalDocument"]["name"] == title.strip()


def test_home_lists_organs_and_exports_say_what_they_are(client: Client, site: Site) -> None:
    papers = [site.publish(f"通知{n}") for n in range(2)]
    home = graph(client, "/")["WebSite"]
    assert home["potentialAction"]["target"]["urlTemplate"].endswith("/search/?q={q}")
    assert home["publisher"]["@type"] == "GovernmentOrganization"
    listed = graph(client, "/c/tzgg/")["CollectionPage"]["mainEntity"]["itemListElement"]
    assert [one["url"].rpartition("/")[2] for one in listed] == [str(paper.pk) for paper in reversed(papers)]
    organ = graph(client, f"/o/{site.county.bureau.pk}/")["GovernmentOrganization"]
    assert (organ["name"], "telephone" in organ) == ("清岚县商务局", False)
    exports.make()
    found = graph(client, "/shuju/quanbu/")["dcat:Catalog"]["dcat:dataset"]["dcat:distribution"]
    assert found[0]["dcat:downloadURL"]["@id"].endswith("/shuju/quanbu/2026.zip")


def test_the_whole_export_is_fetched_in_one_or_in_parts_and_stops_when_something_left(
    client: Client, site: Site
) -> None:
    paper = site.publish("通知")
    (row,) = exports.make()
    path = "/shuju/quanbu/2026.zip"
    data = row.path.read_bytes()
    whole = client.get(path)
    assert b"".join(whole.streaming_content) == data  # type: ignore[attr-defined]
    assert whole.headers["Content-Length"] == str(len(data))
    part = client.get(path, headers={"range": "bytes=10-19"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, data[10:20])  # type: ignore[attr-defined]
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(data)}"
    last = client.get(path, headers={"range": "bytes=-5"})
    assert b"".join(last.streaming_content) == data[-5:]  # type: ignore[attr-defined]
    assert client.get(path, headers={"range": f"bytes={len(data)}-"}).status_code == 416
    assert client.get(path, headers={"if-none-match": whole.headers["ETag"]}).status_code == 304
    stale = client.get(path, headers={"range": "bytes=0-1", "if-range": '"other"'})
    assert (stale.status_code, len(b"".join(stale.streaming_content))) == (200, len(data))  # type: ignore[attr-defined]
    assert "2026年" in client.get("/shuju/quanbu/").content.decode()
    site.take_down(paper)
    refused = client.get(path)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "3600")
    assert "暂停下载" in client.get("/shuju/quanbu/").content.decode()
    assert json.loads(client.get("/api/v1/exports").content)["items"][0]["available"] is False
    assert client.get("/shuju/quanbu/1999.zip").status_code == 404


def test_the_block_asks_the_database_nothing_more(client: Client, site: Site) -> None:
    site.publish("通知")
    few = asked(client, "/c/tzgg/")
    for n in range(5):
        site.publish(f"通知{n}")
    assert asked(client, "/c/tzgg/") == few
