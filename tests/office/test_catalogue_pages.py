"""清单目录 in the office: catalogues from a table, gaps, columns rebuilt, the five publicities, topics."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.office.desk import SignIn
from tests.people.factory import TODAY, County
from tests.publishing.shelves import AT, column, edition, moment, publish, row_values, topic
from zwgk.files.writers.sheets import Column, SheetData, workbook
from zwgk.people.actor import SYSTEM
from zwgk.publishing.actions import chains, filing, topics
from zwgk.publishing.actions.catalogue import Placed
from zwgk.publishing.arranging import catalogue_files
from zwgk.publishing.models import CatalogueEdition, CatalogueFiling, Chain, ColumnCharge, Topic
from zwgk.publishing.models import Column as Place
from zwgk.rules.chains import Step
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db

HEAD = (
    "序号",
    "一级事项",
    "二级事项",
    "公开内容（要素）",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道和载体",
    "全社会",
    "县级",
)


def table(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD) -> SimpleUploadedFile:
    data = SheetData("目录", [Column(name) for name in head], rows, title="清岚县商务局目录")
    return SimpleUploadedFile("目录.xlsx", workbook([data], title="目录"))


def begin(client: Client, county: County, field: str = "food_drug") -> CatalogueEdition:
    client.post("/registers/catalogues/", {"organ": county.bureau.pk, "field": field, "reason": "首次编制"})
    return CatalogueEdition.objects.get(catalogue__field=field)


def test_a_catalogue_is_drafted_imported_sent_and_approved_by_two_people(county: County, sign_in: SignIn) -> None:
    """S2-38; 国办发〔2019〕54号"""
    client = sign_in(Duty.PUBLISHER)
    made = begin(client, county)
    address = f"/registers/catalogues/{made.pk}/"
    upload = table(
        (
            1,
            "抽检",
            "月度抽检结果",
            "合格和不合格产品",
            "《食品安全法》",
            "20个工作日",
            "",
            "政府网站、公示栏",
            "√",
            "√",
        ),
        (2, "", "风险提示", "警示内容", "《食品安全法》", "30个工作日", "县商务局", "", "√", "√"),
        (3, "", "坏的一行", "", "", "", "没有的局", "", "√", ""),
    )
    page = client.post(address, {"import": "1", "file": upload}).content.decode()
    assert "新增2项" in page
    assert "第 5 行" in page
    assert "没有叫“没有的局”的机关" in page
    row = made.rows.get(name="风险提示")
    assert row.group == "抽检", "an empty group is the one above"
    assert "长于《条例》第二十六条" in page, "a looser limit is told to whoever reviews"
    assert client.post(address, {"submit": "1"}).status_code == 302
    refused = client.post(address, {"approve": "1"})
    assert refused.status_code == 403
    leader = sign_in(Duty.LEADER)
    assert 'id="reason-say"' in leader.post(address, {"return": "1", "reason": ""}).content.decode()
    leader.post(address, {"approve": "1"})
    made.refresh_from_db()
    assert made.state == "approved"
    for form in ("xlsx", "docx"):
        assert client.get(f"{address}catalogue.{form}").status_code == 200


@pytest.mark.parametrize(
    ("upload", "why"),
    [
        (None, "没有选择文件"),
        (SimpleUploadedFile("目录.txt", b"x"), "不是 Excel 表格"),
        (table((1, 2), head=("甲", "乙")), "没有找到表头"),
        (table(("a", "b"), head=("二级事项", "公开内容")), "缺少“公开依据”“公开时限”列"),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused_at_the_field(
    county: County, sign_in: SignIn, upload: Any, why: str
) -> None:
    client = sign_in(Duty.PUBLISHER)
    made = begin(client, county)
    before = made.rows.count()
    if upload is not None:
        upload.seek(0)
    answer = client.post(f"/registers/catalogues/{made.pk}/", {"import": "1", **({"file": upload} if upload else {})})
    assert answer.status_code == 409
    assert why in answer.content.decode()
    assert made.rows.count() == before


def test_the_blank_table_reads_back_as_it_is_filled_in(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.PUBLISHER)
    column("t21-relief")
    made = begin(client, county)
    blank = client.get("/registers/catalogues/blank.xlsx").content
    assert blank == catalogue_files.template()
    county.sections["社会救助科"] = county.operations
    page = client.post(
        f"/registers/catalogues/{made.pk}/", {"import": "1", "file": SimpleUploadedFile("空白表.xlsx", blank)}
    ).content.decode()
    assert "新增1项" in page
    assert "没有叫“社会救助科”的科室" in page


def test_a_matter_is_typed_in_and_what_is_wrong_stands_at_the_field(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.PUBLISHER)
    made, place = begin(client, county), column("a")
    address = f"/registers/catalogues/{made.pk}/rows/0/"
    fields = {
        "name": "抽检",
        "content": "结果",
        "basis": "《食品安全法》",
        "limit": "7个工作日",
        "organ": county.bureau.pk,
        "frequency": "periodic",
        "manner": "proactive",
        "audience": "all",
        "tiers": ["county"],
        "carriers": ["site", "board"],
        "column": place.pk,
        "section": county.operations.pk,
    }
    refused = client.post(address, fields)
    assert refused.status_code == 409
    assert "更新周期" in refused.content.decode()
    assert client.post(address, {**fields, "every_days": "31"}).status_code == 302
    row = made.rows.get(name="抽检")
    assert (row.every_days, row.column, row.carriers) == (31, place, ["site", "board"])
    row_address = f"/registers/catalogues/{made.pk}/rows/{row.pk}/"
    assert client.get(row_address).status_code == 200
    client.post(row_address, {**fields, "every_days": "62", "name": "监督抽检"})
    row.refresh_from_db()
    assert (row.name, row.every_days) == ("监督抽检", 62)
    client.post(f"/registers/catalogues/{made.pk}/", {"drop_row": row.pk})
    assert not made.rows.filter(pk=row.pk).exists()


def test_another_organs_catalogue_is_not_there(county: County, sign_in: SignIn) -> None:
    made = edition(county, in_force=True)
    stranger = sign_in(Duty.PUBLISHER, county.other)
    row = made.rows.get()
    for address in (
        f"/registers/catalogues/{made.pk}/",
        f"/registers/catalogues/{made.pk}/rows/{row.pk}/",
        f"/registers/catalogues/{made.pk}/catalogue.xlsx",
        f"/registers/coverage/{made.catalogue_id}/",
        f"/registers/matters/{row.pk}/",
    ):
        assert stranger.get(address).status_code == 404, address


def test_a_gap_is_seen_and_filled(county: County, sign_in: SignIn) -> None:
    """S0-09, S0-10"""
    shared = column("a")
    rows = [Placed(row_values(name), county.bureau, column=shared) for name in ("低保", "特困")]
    made = edition(county, *rows, in_force=True)
    client = sign_in(Duty.INFORMANT)
    gaps = f"/registers/coverage/{made.catalogue_id}/?show=empty"
    assert "低保" in client.get(gaps).content.decode()
    paper = publish(county, shared, "低保标准")
    matter = f"/registers/matters/{made.rows.get(name='低保').pk}/"
    assert "低保标准" in client.get(matter).content.decode(), "offered: it stands in the column and under no matter"
    assert client.post(matter, {"publication": "999999"}).status_code == 409
    client.post(matter, {"publication": paper.pk})
    assert CatalogueFiling.objects.get().publication == paper
    page = client.get(gaps).content.decode()
    assert "低保</a>" not in page
    assert "特困</a>" in page
    client.post(matter, {"publication": paper.pk, "unfile": "1"})
    assert "低保</a>" in client.get(gaps).content.decode()
    assert "覆盖图" in client.get("/registers/coverage/").content.decode()


def test_columns_are_charged_and_looked_through(county: County, sign_in: SignIn) -> None:
    """S2-41"""
    place = column("a", update_class="steady")
    publish(county, place, "收费目录", when=moment(1, 5, 2025))
    client, post = sign_in(Duty.DISCLOSURE_OFFICE), county.post(Duty.INFORMANT)
    organ = county.bureau.pk
    sent = {"organ": organ, "column": place.pk, "section": county.operations.pk, "post": post.pk}
    client.post("/registers/columns/", sent)
    charge = ColumnCharge.objects.get()
    assert (charge.section, charge.post) == (county.operations, post)
    page = client.get(f"/registers/columns/?organ={organ}").content.decode()
    assert f"商务运行科 {post.user.name}" in page
    assert "超期" in page
    informant = sign_in(Duty.INFORMANT)
    informant.post("/registers/columns/", {"organ": organ, "column": place.pk, "confirm": "1"})
    charge.refresh_from_db()
    assert charge.confirmed_on == TODAY
    assert "超期" not in informant.get("/registers/columns/").content.decode()
    assert informant.get(f"/registers/columns/?organ={county.other.pk}").status_code == 404
    wrong = client.post("/registers/columns/", {**sent, "section": county.other.pk})
    assert 'id="section-say"' in wrong.content.decode()


def test_the_page_of_a_column_moves_merges_and_refuses_to_delete_content(county: County, sign_in: SignIn) -> None:
    a, b = column("a"), column("b")
    inner = column("inner", a)
    publish(county, inner, "一件")
    client = sign_in(Duty.DISCLOSURE_OFFICE, county.government)
    circle = client.post(f"/settings/columns/{a.pk}/move/", {"parent": inner.pk})
    assert circle.status_code == 409
    assert 'id="parent-say"' in circle.content.decode()
    client.post(f"/settings/columns/{inner.pk}/move/", {"parent": b.pk})
    inner.refresh_from_db()
    assert inner.parent == b
    refused = client.post(f"/settings/columns/{inner.pk}/delete/")
    assert refused.status_code == 409
    assert "并入另一个栏目" in refused.content.decode()
    assert Place.objects.filter(pk=inner.pk).exists()
    client.post(f"/settings/columns/{inner.pk}/merge/", {"into": a.pk})
    inner.refresh_from_db()
    assert inner.merged_into == a
    client.post(f"/settings/columns/{b.pk}/delete/")
    assert not Place.objects.filter(pk=b.pk).exists()
    assert client.get(f"/settings/columns/{a.pk}/move/").status_code == 405


def test_a_matter_is_followed_on_its_page(county: County, sign_in: SignIn) -> None:
    """S0-04"""
    place = column("a")
    papers = [
        publish(county, place, title) for title in ("改造方案（征求意见稿）", "改造方案", "改造进展", "验收结果公示")
    ]
    client = sign_in(Duty.PUBLISHER)
    client.post("/registers/publicity/", {"title": "老旧小区改造", "organ": county.bureau.pk})
    chain = Chain.objects.get()
    address = f"/registers/chains/{chain.pk}/"
    assert client.post(address, {"close": "1"}).status_code == 409
    for paper in papers:
        client.post(address, {"publication": paper.pk, "step": ""})
    steps = dict(chain.publications.values_list("title", "chain_step"))
    assert steps == {
        "改造方案（征求意见稿）": "draft",
        "改造方案": "decision",
        "改造进展": "execution",
        "验收结果公示": "result",
    }
    client.post(address, {"publication": papers[0].pk, "leave": "1"})
    client.post(address, {"plan": "1", "step": "draft", "due_on": "", "waived": "不涉及重大行政决策"})
    client.post(address, {"close": "1"})
    chain.refresh_from_db()
    assert chain.closed_on == TODAY
    assert sign_in(Duty.PUBLISHER, county.other).get(address).status_code == 404


def test_publications_are_marked_from_the_list(county: County, sign_in: SignIn) -> None:
    place = column("a")
    one, other = publish(county, place, "抽检公告"), publish(county, place, "办事指南")
    client = sign_in(Duty.PUBLISHER)
    assert client.post("/registers/publicity/", {"mark": "1"}).status_code == 409
    client.post(
        "/registers/publicity/",
        {"mark": "1", "pick": [one.pk, other.pk], f"d{one.pk}": "management", f"d{other.pk}": "service"},
    )
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.dimension, other.dimension) == ("management", "service")


def test_a_topic_goes_from_draft_to_open_to_closed(county: County, sign_in: SignIn) -> None:
    place = column("a")
    paper = publish(county, place, "供暖通知")
    editor, leader = sign_in(Duty.PUBLISHER), sign_in(Duty.LEADER)
    bad = editor.post("/registers/topics/", {"title": "供暖", "slug": "供暖", "intro": "供暖季的政策和服务信息。"})
    assert bad.status_code in {403, 409}
    fields = {"title": "供暖", "slug": "nuan", "intro": "供暖季的政策和服务信息。", "organ": county.bureau.pk}
    editor.post("/registers/topics/", fields)
    made = Topic.objects.get()
    address = f"/registers/topics/{made.pk}/"
    assert leader.post(address, {"open": "1"}).status_code == 409
    editor.post(address, {"rule": "1", "words": "供暖、取暖", "columns": [place.pk]})
    made.refresh_from_db()
    assert made.criteria == {"words": ["供暖", "取暖"], "columns": [place.pk]}
    editor.post(address, {"pick": "1", "publication": paper.pk})
    item = made.items.get()
    editor.post(address, {"pin": "1", "item": item.pk})
    leader.post(address, {"open": "1"})
    made.refresh_from_db()
    assert made.state == "open"
    editor.post(address, {"book": "1"})
    assert "正在编印汇编" in editor.get(address).content.decode()
    editor.post(address, {"out": "1", "item": item.pk})
    assert "供暖通知" in editor.get(f"{address}?show=out").content.decode()
    editor.post(address, {"back": "1", "item": item.pk})
    editor.post(address, {"close": "1"})
    made.refresh_from_db()
    assert made.state == "closed"
    assert sign_in(Duty.PUBLISHER, county.other).get(address).status_code == 404


def test_a_cover_needs_its_words(county: County, sign_in: SignIn) -> None:
    made = topic(county)
    client = sign_in(Duty.PUBLISHER)
    picture = SimpleUploadedFile("a.png", b"not a picture")
    answer = client.post(f"/registers/topics/{made.pk}/", {"cover": "1", "alt": "", "file": picture})
    assert 'id="alt-say"' in answer.content.decode()
    picture.seek(0)
    answer = client.post(f"/registers/topics/{made.pk}/", {"cover": "1", "alt": "供暖管道", "file": picture})
    assert answer.status_code == 409
    made.refresh_from_db()
    assert made.cover == ""


def test_pages_open_empty_and_full(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    places = ("", "catalogues/", "coverage/", "columns/", "publicity/", "topics/")
    for place in places:
        assert client.get(f"/registers/{place}").status_code == 200, place
    where = column("a", update_class="news")
    paper = publish(county, where)
    edition(county, Placed(row_values(), county.bureau, column=where), in_force=True)
    chain = chains.open_chain("事项", county.bureau, on=TODAY, actor=SYSTEM)
    chains.join_chain(paper, chain, Step.DECISION, actor=SYSTEM)
    made = topic(county)
    topics.pick(made, paper, actor=SYSTEM)
    topics.open_topic(made, on=TODAY, at=AT, actor=SYSTEM)
    filing.put_in_charge(where, county.bureau, section=None, post=None, actor=SYSTEM)
    for place in places:
        assert client.get(f"/registers/{place}").status_code == 200, place
