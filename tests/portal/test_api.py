"""The read interface: what is public and nothing else, in the shape that its document promises."""

from __future__ import annotations

import gzip
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.portal.conftest import Site, asked, at
from tests.portal.schema import faults
from zwgk.people.actor import SYSTEM
from zwgk.portal.api import answers, endpoints, openapi, reading
from zwgk.publishing import actions
from zwgk.publishing.arranging import topics
from zwgk.publishing.content import PublicFile, PublicLink
from zwgk.publishing.leaving import gazettes
from zwgk.publishing.models import Publication
from zwgk.rules.hiding import HidingCause
from zwgk.rules.publication import LinkKind, Visibility
from zwgk.search import rebuilding, store

pytestmark = pytest.mark.django_db
SCHEMAS = {shape.name: shape.schema() for shape in answers.SHAPES}


def got(client: Client, path: str, *, as_: str = "", status: int = 200) -> dict[str, Any]:
    """The answer of an endpoint, held against the schema that the document gives for it."""
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == status, response.content.decode()
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    value: dict[str, Any] = json.loads(response.content)
    if status == 200:
        assert response.headers["Content-Type"] == "application/json; charset=utf-8"
        schema = openapi.answer_schema(endpoints.BY_NAME[as_ or path.partition("?")[0]])
        assert faults(value, schema, SCHEMAS) == []
    else:
        assert response.headers["Content-Type"] == "application/problem+json; charset=utf-8"
        assert faults(value, SCHEMAS["Problem"], SCHEMAS) == []
        assert value["status"] == status
        assert all(value[part] for part in ("what", "why", "remedy"))
    return value


def numbers(value: dict[str, Any]) -> list[int]:
    return [item["number"] for item in value["items"]]


def test_a_list_is_narrowed_by_what_the_papers_are(client: Client, site: Site) -> None:
    rules = site.publish("办法", column="gfxwj", kind="measures", is_normative=True, when=at(2026, 11, 2))
    notice = site.publish("通知", kind="notice", subject_code="0201", when=at(2026, 11, 3))
    other = site.publish("教育通知", organ=site.county.other, subject_code="1102", when=at(2026, 11, 4))
    assert numbers(got(client, "publications")) == [other.pk, notice.pk, rules.pk]
    found = {
        "column=zcwj": [rules.pk],
        "column=tzgg": [other.pk, notice.pk],
        f"column=tzgg&organ={site.county.other.pk}": [other.pk],
        f"organ={site.county.bureau.pk}": [notice.pk, rules.pk],
        f"organ={site.county.government.pk}": [other.pk, notice.pk, rules.pk],
        "kind=notice": [notice.pk],
        "subject=02": [notice.pk],
        "subject=1102": [other.pk],
        "published_from=2026-11-03&published_to=2026-11-03": [notice.pk],
        "column=tzgg&published_from=2026-11-04": [other.pk],
    }
    assert {query: numbers(got(client, f"publications?{query}")) for query in found} == found


def test_pages_follow_each_other_without_gap_or_repetition(client: Client, site: Site) -> None:
    papers = [site.publish(f"通知{n}", when=at(2026, 11, 1)) for n in range(5)]
    seen: list[int] = []
    path = "publications?limit=2"
    while True:
        value = got(client, path, as_="publications")
        seen += numbers(value)
        if not value["next"]:
            break
        assert f"cursor={value['next']}" in client.get(f"/api/v1/{path}").headers["Link"]
        path = f"publications?limit=2&cursor={value['next']}"
    assert seen == [paper.pk for paper in reversed(papers)]


def test_one_publication_tells_all_that_its_page_tells(client: Client, site: Site) -> None:
    basis = site.publish("办法", column="gfxwj", doc_number="清政规〔2026〕1号")
    link = PublicLink(LinkKind.INTERPRETS, basis.pk, "", "", "", "", None)
    file = PublicFile("attachment", "附件 1.pdf", "a" * 64, 12, "application/pdf", "")
    reading = site.publish("解读", "<p>一看就懂。</p>", column="zcjd", links=(link,), files=(file,))
    value = got(client, f"publications/{reading.pk}", as_="publication")
    assert value["identifier"] == f"http://www.qinglan.example/p/{reading.pk}"
    assert value["indexNo"] == reading.index_no
    assert value["bodyText"].strip() == "一看就懂。"
    assert reading.current is not None
    assert value["digest"] == reading.current.digest
    assert value["relations"][0]["number"] == basis.pk
    assert value["files"][0]["sha256"] == "a" * 64
    assert value["files"][0]["url"].startswith(f"http://www.qinglan.example/p/{reading.pk}/f/")
    assert [one["no"] for one in value["versions"]] == [1]
    back = got(client, f"publications/{basis.pk}", as_="publication")["relationsBack"]
    assert [(one["kindName"], one["number"]) for one in back] == [("解读材料", reading.pk)]


def test_what_leaves_the_public_is_gone_from_every_answer_within_the_act(client: Client, site: Site) -> None:
    kept, leaving, torn = site.publish("留下的"), site.publish("撤回的秘密"), site.publish("撤下的秘密")
    since = f"{timezone.now() - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
    site.withdraw(leaving)
    site.take_down(torn)
    for path in ("publications", "publications?column=tzgg", f"publications?organ={site.county.bureau.pk}"):
        assert numbers(got(client, path, as_="publications")) == [kept.pk]
    gone = got(client, f"publications/{leaving.pk}", status=410)
    assert "更正后重新公开" in gone["detail"]
    assert got(client, f"publications/{torn.pk}", status=410)["why"] == "原有内容已经撤下"
    assert "撤回的秘密" not in json.dumps(gone, ensure_ascii=False)
    for path in (f"publications?updated_since={since}", f"harvest?since={since}"):
        value = got(client, path)
        told = {item["number"]: item for item in value["items"]}
        assert {number: item["state"] for number, item in told.items()} == {
            kept.pk: "live",
            leaving.pk: "withdrawn",
            torn.pk: "taken_down",
        }
        assert "秘密" not in json.dumps(value, ensure_ascii=False)
        assert "更正后重新公开" in told[leaving.pk]["notice"]
    actions.restore(leaving, reason="核实无误", at=timezone.now(), actor=SYSTEM)
    assert set(numbers(got(client, "publications"))) == {kept.pk, leaving.pk}
    assert numbers(got(client, "harvest"))[-1] == leaving.pk


def test_what_never_was_public_leaves_no_trace(client: Client, site: Site) -> None:
    inner = site.publish("只在内部", visibility=Visibility.INTERNAL)
    assert got(client, "harvest")["items"] == []
    got(client, f"publications/{inner.pk}", status=404)
    got(client, f"publications/{inner.pk + 1}", status=404)
    site.take_down(inner)
    assert got(client, "harvest")["items"] == []
    got(client, f"publications/{inner.pk}", status=404)


def test_what_is_made_internal_later_is_told_as_gone(client: Client, site: Site) -> None:
    paper = site.publish("先公开的")
    content = site.content("先公开的", "<p>改为内部。</p>", visibility=Visibility.INTERNAL)
    site.correct(paper, content, "改为内部公开")
    (item,) = got(client, "harvest")["items"]
    assert (item["state"], item["notice"], "title" in item) == ("erased", "", False)


def test_a_hidden_wording_is_gone_and_its_note_too(client: Client, site: Site) -> None:
    paper = site.publish("名单", "<p>张三 身份证号。</p>")
    old = paper.current
    assert old is not None
    site.correct(paper, site.content("名单", "<p>张某。</p>"), "删去张三的号码")
    assert got(client, f"publications/{paper.pk}/versions/1", as_="version")["current"] is False
    when = timezone.now()
    actions.hide_version(old, HidingCause.PERSONAL, reason="泄露", on=when.date(), at=when, actor=SYSTEM)
    got(client, f"publications/{paper.pk}/versions/1", status=410)
    for path, name in ((f"publications/{paper.pk}", "publication"), (f"publications/{paper.pk}/versions/2", "version")):
        assert "张三" not in json.dumps(got(client, path, as_=name), ensure_ascii=False)
    got(client, f"publications/{paper.pk}/versions/3", status=404)


def test_harvesting_goes_on_where_it_ended_and_loses_nothing(client: Client, site: Site) -> None:
    papers = [site.publish(f"通知{n}") for n in range(5)]
    copy: dict[int, dict[str, Any]] = {}

    def harvest(start: str) -> str:
        value = got(client, f"harvest?limit=2{start}", as_="harvest")
        copy.update({item["number"]: item for item in value["items"]})
        if value["next"]:
            return harvest(f"&cursor={value['next']}")
        return str(value["nextSince"]).replace("+", "%2B")

    since = harvest("")
    assert list(copy) == [paper.pk for paper in papers]
    site.correct(papers[0], site.content("通知0（更正）"), "更正标题")
    site.withdraw(papers[1])
    harvest(f"&since={since}")
    assert copy[papers[0].pk]["title"] == "通知0（更正）"
    assert copy[papers[0].pk]["version"] == 2
    assert copy[papers[1].pk]["state"] == "withdrawn"


def test_the_lists_around_the_papers_hold_what_the_pages_hold(client: Client, site: Site) -> None:
    site.publish("通知")
    columns = {one["slug"]: one for one in got(client, "columns")["items"]}
    assert columns["tzgg"]["count"] == 1
    assert columns["gfxwj"]["parent"] == "zcwj"
    organs = {one["name"]: one for one in got(client, "organs")["items"]}
    assert organs["清岚县商务局"]["parent"] == site.county.government.pk
    assert "办公室" not in organs
    for name in ("topics", "gazette", "catalogue", "exports"):
        as_ = {"catalogue": "catalogues"}.get(name, name)
        assert got(client, name, as_=as_)["items"] == []
    for path in (
        "topics/none",
        "gazette/2026/1",
        "catalogue/1",
        "publications?column=none",
        "publications?organ=99999",
    ):
        got(client, path, status=404)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("publications?colum=tzgg", "没有“colum”这个参数"),
        ("publications?limit=2&limit=3", "写了2次"),
        ("publications?limit=0", "1至100"),
        ("publications?limit=１", "1至100"),
        ("publications?validity=x", "没有“x”这个值"),
        ("publications?published_from=2026-02-30", "年月日"),
        ("publications?published_from=0001-01-01", "年月日"),
        ("publications?published_from=2026-02-02&published_to=2026-02-01", "早于"),
        ("publications?updated_since=2026-11-20", "带时区"),
        ("publications?updated_since=2026-11-20T00:00:00Z&kind=notice", "不能与kind一起"),
        ("publications?cursor=abc", "不是本接口给出的"),
        ("publications?subject=2", "两位或四位"),
        ("publications?kind=%00", "不能处理的字符"),
        ("search", "没有参数q"),
        ("search?q=%20", "检索词"),
        ("columns?x=1", "这个接口没有参数"),
        ("publications/x", "整数"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_reason(client: Client, site: Site, query: str, said: str) -> None:
    assert said in got(client, query, status=400)["why"] + got(client, query, status=400)["remedy"]


def test_it_is_for_reading_by_everybody_and_for_nothing_else(client: Client, site: Site) -> None:
    paper = site.publish("通知", "<p>长长的正文。</p>" * 200)
    path = f"/api/v1/publications/{paper.pk}"
    allowed = client.options(path)
    assert (allowed.status_code, allowed.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert allowed.headers["Access-Control-Allow-Origin"] == "*"
    for method in ("post", "put", "patch", "delete"):
        refused = getattr(Client(enforce_csrf_checks=True), method)(path)
        assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    whole, head = client.get(path), client.head(path)
    assert head.content == b""
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]
    assert head.headers["ETag"] == whole.headers["ETag"]
    packed = client.get(path, headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == whole.content
    assert client.get("/api/v2/").status_code == 404
    assert got(client, "nothing", status=404)["what"] == "没有这个接口"


def test_who_has_the_answer_gets_none_until_it_changes(client: Client, site: Site) -> None:
    paper = site.publish("通知")
    path = f"/api/v1/publications/{paper.pk}"
    assert "Last-Modified" not in client.get(path).headers  # another change may come within the second
    Publication.objects.filter(pk=paper.pk).update(changed_at=timezone.now() - timedelta(minutes=1))
    first = client.get(path)
    tag, last = first.headers["ETag"], first.headers["Last-Modified"]
    assert client.get(path, headers={"if-none-match": tag}).status_code == 304
    assert client.get(path, headers={"if-modified-since": last}).status_code == 304
    assert client.get(path, headers={"if-none-match": '"x"', "if-modified-since": last}).status_code == 200
    assert client.get("/api/v1/columns", headers={"if-none-match": tag}).status_code == 200
    site.correct(paper, site.content("通知（更正）"), "更正")
    assert client.get(path, headers={"if-none-match": tag}).status_code == 200
    assert client.get(path, headers={"if-modified-since": last}).status_code == 200
    site.take_down(paper)
    assert client.get(path, headers={"if-none-match": tag}).status_code == 410


def test_who_asks_too_often_is_told_when_to_come_back(client: Client, site: Site) -> None:
    for _ in range(endpoints.RATE):
        assert client.get("/api/v1/gazette").status_code == 200
    refused = client.get("/api/v1/columns")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert json.loads(refused.content)["what"] == "请稍候再试"


def test_questions_to_the_database_do_not_grow_with_the_answer(client: Client, site: Site) -> None:
    paths = ("/api/v1/publications", "/api/v1/harvest", "/api/v1/publications?column=tzgg", "/api/v1/columns")
    site.publish("第一件", files=(PublicFile("attachment", "一.pdf", "a" * 64, 1, "application/pdf", ""),))
    few = [asked(client, path) for path in paths]
    for n in range(8):
        paper = site.publish(
            f"通知{n}", files=(PublicFile("attachment", "二.pdf", "b" * 64, 1, "application/pdf", ""),)
        )
    site.withdraw(paper)
    many = [asked(client, path) for path in paths]
    assert [after <= before + 1 for before, after in zip(few, many, strict=True)] == [True] * len(paths)


def test_the_document_and_the_page_name_every_endpoint(client: Client, site: Site) -> None:
    document = json.loads(client.get("/api/v1/openapi.json").content)
    assert document["openapi"] == "3.1.0"
    page = client.get("/shuju/jiekou/").content.decode()
    assert "<script src" in page
    for one in endpoints.ENDPOINTS:
        assert f"/api/v1{one.path}" in document["paths"]
        assert f'id="{one.name}"' in page
    for shape in answers.SHAPES:
        assert f'id="s-{shape.name}"' in page
    listed = json.loads(client.get("/api/v1/").content)
    assert faults(listed, SCHEMAS["DoorList"], SCHEMAS) == []
    assert len(listed["items"]) == len(endpoints.ENDPOINTS)
    assert client.get("/shuju/").status_code == 200


def test_searching_gives_what_the_page_finds_page_by_page(client: Client, site: Site) -> None:
    papers = {site.publish(f"供暖通知{n}", kind="circular", when=at(2026, 11, n + 1)).pk for n in range(3)}
    other = site.publish("供暖费用", "<p>收费标准。</p>", organ=site.county.other)
    hidden = site.publish("供暖内部", visibility=Visibility.INTERNAL)
    rebuilding.rebuild(store.PUBLIC)
    try:
        found = got(client, "search?q=供暖&limit=2")
        assert found["total"] == 4
        rest = got(client, f"search?q=供暖&limit=2&cursor={found['next']}")
        assert set(numbers(found)) | set(numbers(rest)) == papers | {other.pk}
        assert hidden.pk not in numbers(found) + numbers(rest)
        assert numbers(got(client, f"search?q=供暖&organ={site.county.other.pk}")) == [other.pk]
        assert set(numbers(got(client, "search?q=供暖&kind=circular&year=2026"))) == papers
        newest = numbers(got(client, "search?q=供暖&kind=circular&order=date"))
        assert newest == sorted(papers, reverse=True)
        site.take_down(other)
        assert other.pk not in numbers(got(client, "search?q=供暖"))
        got(client, "search?q=供暖&cursor=abc", status=400)
    finally:
        store.forget(store.PUBLIC)


def test_topics_issues_and_catalogues_are_told_as_their_pages_show_them(client: Client, site: Site) -> None:
    shown = topics.Shown(7, "yanglao", None, "养老", "导语", "", "", "", None, None)
    line = gazettes.IssueLine(2026, 1, 12, "增刊", date(2026, 11, 1), 4, 2)
    there = gazettes.Shown("决定", "清政〔2026〕1号", "县政府", "/p/1", 2, False)
    part = gazettes.Part("县政府文件", [there, gazettes.Shown("", "", "", "", None, False)])
    asked_for = reading.Asked({"year": 2026, "no": 1}, "https://open.example")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(topics, "listed", lambda size: [shown])
        patch.setattr(gazettes, "published", lambda: [line])
        patch.setattr(gazettes, "contents", lambda year, no: gazettes.Contents(line, [part], [1, 2], "", 0))
        told = {
            "topics": reading.all_topics(asked_for),
            "gazette": reading.gazette(asked_for),
            "issue": reading.issue(asked_for),
        }
    for name, answer in told.items():
        assert faults(answer.value, openapi.answer_schema(endpoints.BY_NAME[name]), SCHEMAS) == [], name
    assert told["topics"].value["items"][0]["feed"] == "https://open.example/zt/yanglao/feed.xml"
    assert [one["title"] for one in told["issue"].value["contents"]] == ["决定", ""]
    assert told["issue"].value["pdf"] == ""
