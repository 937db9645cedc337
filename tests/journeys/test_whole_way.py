"""The main job in a browser: from a file to the public page (S2-27 … S2-34, S4-10 … S4-27, S4-55, S4-72)."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys import clerks, papers
from tests.journeys.screens import Desk, Screen
from tests.journeys.town import Town, until
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.journey

Sit = Callable[..., Desk]
OPEN = "此件公开发布"
#: seconds within which the worker must have taken a publication in; how quick it is, is measured elsewhere
SOON = 30


@pytest.fixture(scope="module")
def five() -> list[papers.Paper]:
    return papers.five()


def must_be_found_soon(town: Town, query: str, address: str) -> None:
    """Findable without anybody's doing, soon after the publishing act's answer."""
    assert until(lambda: address in town.find(query), SOON, every=0.25), f"搜不到“{query}”"


def files_of(town: Town, address: str) -> dict[str, bytes]:
    """The PDF and the Word file of a public document, once the worker has made them."""
    assert until(lambda: {"PDF 版", "Word 版"} <= set(town.downloads(address)), 90, every=0.5), town.downloads(address)
    return {label: town.get(url).body for label, url in town.downloads(address).items()}


def words_in(data: bytes) -> str:
    """All that can be read in a PDF or a Word file, without blanks and line ends."""
    if data.startswith(b"%PDF"):
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            whole = "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
        text = re.sub(r"<[^>]+>", "", whole)
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))  # a PDF may name 用 by its radical


def test_a_paper_goes_from_a_file_through_four_levels_to_the_public_page(
    five: list[papers.Paper], desk: Sit, screens: Callable[..., Screen], town: Town, tmp_path: Path
) -> None:
    """Import, findings, attribute, four levels (one on paper, one on a phone), number, seal, release, search, files."""
    paper = five[0]
    drafter = desk(Duty.DRAFTER)
    number = clerks.upload(drafter, papers.put(paper, tmp_path))
    drafter.must_be_fit()
    title = drafter.page.locator("#title").input_value()
    assert title
    before = clerks.check(drafter)
    assert before >= 1, "这份文件里有要改的地方，却没有提示"
    assert clerks.mend_first(drafter)
    clerks.fill_head(drafter)
    clerks.mark_attribute(drafter, OPEN)
    drafter.must_be_fit()
    clerks.precheck_and_send(drafter)

    code, sheet = clerks.print_sheet(drafter, number)
    assert code in words_in(sheet)
    clerks.bring_back(drafter, code, clerks.signed_by_pen(sheet, tmp_path / "处理签.png"))
    clerks.enter(drafter, "陆知远", timezone.localdate().isoformat(), OPEN)
    drafter.page.get_by_text("您录入的，由另一位同事核对").wait_for()
    drafter.must_be_fit()

    office = desk(Duty.OFFICE)
    clerks.confirm(office, number)
    clerks.agree(office, number, said="同意此件公开发布")
    clerks.agree(desk(Duty.SECRECY), number, said="同意此件公开发布", secrecy="不涉密，可以公开")
    leader = desk(Duty.DEPUTY, "phone")
    clerks.from_inbox(leader, number)
    leader.must_be_fit()
    clerks.agree(leader, number, said="同意", words="请抓好落实")
    said = town.acts(["opinions", number])[0]
    assert [(opinion, via) for _, opinion, via in said] == [
        ("同意此件公开发布", "paper"),
        ("同意此件公开发布", "online"),
        ("同意此件公开发布", "online"),
        ("同意。请抓好落实", "online"),
    ]

    given = clerks.number_and_seal(office, number)
    assert given
    clerks.hand_over(drafter, number)
    publisher = desk(Duty.PUBLISHER)
    address = clerks.publish(publisher, number)
    must_be_found_soon(town, paper.words, address)
    publisher.must_be_fit()

    reader = screens()
    assert reader.open(address).status == 200
    expect(reader.page.locator("h1")).to_have_text(title)
    assert given in reader.page.locator("dl.meta").inner_text()
    for wanted in ("索引号", "公文目录", "发文机关", "文号", "成文日期", "发布日期", "主送", "公开属性"):
        assert wanted in reader.page.locator("dl.meta").inner_text(), wanted
    assert not re.search(r"[A-Za-z]{4,}", reader.page.locator("dl.meta").inner_text()), "公文信息里有英文"
    reader.must_be_fit()
    assert paper.words in reader.text().replace("\n", "")
    reader.page.locator("#q").fill(given)
    reader.click("搜索")
    reader.arrive(address)  # a whole 文号 leads straight to its paper
    files = files_of(town, address)
    assert paper.words in words_in(files["PDF 版"])
    assert paper.words in words_in(files["Word 版"])
    drafter.open(f"/documents/{number}/story/")
    drafter.must_be_fit()


def test_the_other_papers_are_published_searched_and_downloaded_all_the_same(
    five: list[papers.Paper], desk: Sit, town: Town, tmp_path: Path
) -> None:
    """Uploaded and released in the browser; the repeated clicks between are done by the same acts beside it."""
    drafter, publisher = desk(Duty.DRAFTER), desk(Duty.PUBLISHER)
    numbers = [clerks.upload(drafter, papers.put(paper, tmp_path)) for paper in (five[1], five[4])]
    town.acts(*(["advance", number, "to_publish"] for number in numbers))
    addresses = [clerks.publish(publisher, number) for number in numbers]
    for address, paper in zip(addresses, (five[1], five[4]), strict=True):
        must_be_found_soon(town, paper.words, address)
        assert town.get(address).status == 200
        files = files_of(town, address)
        assert all(paper.words in words_in(data) for data in files.values()), paper.name


def test_what_was_cut_from_a_paper_is_nowhere_on_the_public_site(
    five: list[papers.Paper], desk: Sit, screens: Callable[..., Screen], town: Town, tmp_path: Path
) -> None:
    """删减后公开: marked in the browser, copied anew, proved, read again by a second person (S4-14; 条例第三十七条)."""
    paper = five[3]
    drafter, publisher = desk(Duty.DRAFTER), desk(Duty.PUBLISHER)
    number = clerks.upload(drafter, papers.put(paper, tmp_path))
    clerks.fill_head(drafter)
    clerks.mark_attribute(drafter, "此件删减后公开", "文中一处涉及第三方的商业秘密，其余内容可以公开")
    clerks.precheck_and_send(drafter)
    town.acts(["advance", number, "to_publish"])

    publisher.open(f"/documents/{number}/release/")
    expect(publisher.page.get_by_role("button", name="公开", exact=True)).to_be_disabled()
    publisher.open(f"/documents/{number}/redact/")
    publisher.must_be_fit()
    clerks.select_words(publisher, paper.words)
    publisher.page.locator(".cut-form input[name=reason]").fill("涉及第三方商业秘密，权利人不同意公开")
    publisher.click("标注删去")
    publisher.done("已标注")
    publisher.page.get_by_role("button", name="制作公开文本").click()
    expect(publisher.page.get_by_text("没有发现删去的内容残留")).to_be_visible(timeout=90_000)
    proof = publisher.fetch(publisher.page.get_by_role("link", name="遮盖证明"))
    assert proof.startswith(b"%PDF")
    assert paper.words not in words_in(proof)
    publisher.must_be_fit()

    second = desk(Duty.SECRECY)
    second.open(f"/documents/{number}/redact/")
    second.click("已通读，可以公开")
    second.done("已复读")
    address = clerks.publish(publisher, number)
    reader = screens()
    reader.open(address)
    title = reader.page.locator("h1").inner_text()
    assert until(lambda: address in town.find(title), 5)
    assert address not in town.find(paper.words), "检索里还查得到删去的文字"
    assert paper.words not in reader.source()
    assert paper.words not in re.sub(r"\s+", "", reader.text())
    for name, data in files_of(town, address).items():
        assert paper.words not in words_in(data), f"{name}里还有删去的文字"
        assert paper.words.encode() not in data
    for feed in ("/feed.xml", "/c/zcwj/feed.xml", "/all/"):
        assert paper.words not in town.get(feed).text


def test_a_harmful_page_is_taken_down_from_a_phone_and_gone_before_the_act_answers(
    five: list[papers.Paper], desk: Sit, town: Town, tmp_path: Path
) -> None:
    """紧急撤下: page, files, versions, search, lists and feeds, at once; the reason follows (S4-26)."""
    paper = five[2]
    drafter = desk(Duty.DRAFTER)
    number = clerks.upload(drafter, papers.put(paper, tmp_path))
    drafter.page.locator("#attachments #file").set_input_files(
        {"name": "联系人名单.txt", "mimeType": "text/plain", "buffer": "联系人：办公室值班员".encode()}
    )
    drafter.click("上传")
    drafter.done("已添加 1 个附件")
    town.acts(["advance", number, "published"])
    address = town.acts(["address", number])[0]
    title = re.search(r"<h1>(.*?)</h1>", town.get(address).text)
    assert title
    assert until(lambda: address in town.find(paper.words), 5)
    files = list(until(lambda: _offered(town, address, 3), 90, every=0.5).values())
    dependent = [address, *files, f"{address}/v/1"]
    assert [town.get(one).status for one in [address, *files]] == [200] * (1 + len(files))
    assert address in town.get("/feed.xml").text
    places = ("/", "/all/", "/c/zcwj/", "/feed.xml", "/c/zcwj/feed.xml", "/sitemap.xml")
    # the same paper may have gone out from another hand, too: its title stays there once less often
    named = {place: town.get(place).text.count(title[1]) for place in places}

    phone = desk(Duty.PUBLISHER, "phone")
    phone.open(f"/publications/{address.removeprefix('/p/')}/")
    phone.click("紧急撤下", role="link")
    phone.must_be_fit()
    phone.click("立即撤下")
    phone.page.wait_for_url("**/gone/")
    assert [town.get(one).status for one in dependent] == [410] * len(dependent)
    assert address not in town.find(paper.words)
    for place in places:
        page = town.get(place)
        assert page.status == 200
        assert f'{address}"' not in page.text, f"{place} 上还有它"
        assert page.text.count(title[1]) < max(named[place], 1), f"{place} 上还有它的标题"

    phone.must_be_fit()
    phone.page.locator("#reason").fill("附件误带个人联系方式，经分管领导电话同意先行撤下")
    phone.click("补办说明")
    phone.page.get_by_text("待补办").wait_for(state="detached")
    assert town.get(address).status == 410
    assert town.acts(["stage", number]) == ["taken_down"]


def _offered(town: Town, address: str, at_least: int) -> dict[str, str]:
    found = town.downloads(address)
    return found if len(found) >= at_least else {}
