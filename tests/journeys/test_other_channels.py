"""Written once, everywhere: a gazette issue from empty to public page, a posting with its photograph, a leak hidden."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from tests.journeys.screens import Desk, Screen
from tests.journeys.town import Town, until
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.journey

Sit = Callable[..., Desk]
TITLES = ("关于冬季供暖安排的通知", "关于夜间公交调整的通知")
BODY = (
    "<p>自2026年12月1日起，居民供暖费每平方米22.5元。</p><h2>一、办理时间</h2><p>每个工作日8:30-12:00。</p>"
    "<table><tr><th>片区</th><th>户数</th></tr><tr><td>城东</td><td>1,200</td></tr></table>"
)


def published(town: Town, title: str, body: str = BODY) -> str:
    """A paper of this title, out; returns its public address."""
    number = town.acts(["draft", title, body, "tzgg"])[0]
    town.acts(["advance", number, "published"])
    return str(town.acts(["address", number])[0])


def number_in(address: str) -> str:
    found = re.search(r"/p/(\d+)", address)
    assert found, address
    return found[1]


def test_a_gazette_goes_from_empty_to_the_public_page(
    desk: Sit, screens: Callable[..., Screen], town: Town, tmp_path: Path
) -> None:
    """S0-11, S4-20: numbers, parts, order, a second person, every article linked, the PDF looked at as a picture."""
    papers = [published(town, title) for title in TITLES]
    editor, leader = desk(Duty.DISCLOSURE_OFFICE), desk("government_leader")
    editor.open("/gazette/")
    editor.must_be_fit()
    editor.page.get_by_label("刊号").fill("QL-0001")
    editor.click("新建")
    editor.done("2026年第1期（总第1期）")
    address = editor.page.url
    editor.page.locator("#within").fill("通知")
    editor.click("找")
    for title in TITLES:
        editor.page.get_by_label(title).check()
    editor.click("选入本期")
    editor.done("已选入 2 篇")
    editor.page.get_by_role("button", name=f"上移：{TITLES[1]}").click()
    editor.done("已调整")
    editor.must_be_fit()
    editor.click("装订并送核准")
    editor.done("电子版正在装订")

    def bound() -> bool:
        leader.open(address)
        return leader.page.get_by_role("button", name="核准出刊").count() == 1

    assert until(bound, 90), leader.text()
    leader.must_be_fit()
    assert town.get("/gongbao/2026/1/").status == 404
    data = leader.fetch(leader.page.get_by_role("link", name="看电子版", exact=True))
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 4  # cover, contents, two articles
    pages = PdfDocument(data)
    for place in range(len(pages)):
        ink = pages[place].render(scale=1).to_pil().convert("L").histogram()
        assert sum(ink[:128]) > 500, f"第{place + 1}页是空白"
    pages.close()
    leader.click("核准出刊")
    leader.done("已出刊")

    public = screens()
    assert public.open("/gongbao/").status == 200
    public.must_be_fit()
    public.click("第1期", role="link", exact=False)
    assert public.page.locator(".issue a").all_inner_texts() == [TITLES[1], TITLES[0]]
    public.must_be_fit()
    assert town.get("/gongbao/2026/1/gongbao.pdf").body == data
    public.click(TITLES[0], role="link")
    assert "也发布于" in public.text()
    public.must_be_fit()
    phone = screens("phone")
    for there in ("/gongbao/", "/gongbao/2026/1/", "/chayuedian/"):
        phone.open(there)
        phone.must_be_fit()

    head = desk(Duty.SECTION_HEAD, "phone")
    head.open(f"/publications/{number_in(papers[0])}/take-down/")
    head.click("立即撤下")
    assert town.get("/gongbao/2026/1/gongbao.pdf").status == 404
    assert TITLES[0] not in town.get("/gongbao/2026/1/").text
    assert "政府公报" in head.text()  # among the channels that are still to be cleaned


def test_a_paper_hangs_on_a_board_and_the_kit_says_what_the_page_says(desk: Sit, town: Town, tmp_path: Path) -> None:
    """S4-04: who, when, where, with a photograph; the text pasted back is compared."""
    number = number_in(published(town, "关于集中办理社保业务的通知"))
    publisher, phone = desk(Duty.PUBLISHER), desk(Duty.PUBLISHER, "phone")
    publisher.open(f"/publications/{number}/kit/")
    publisher.must_be_fit()
    assert "每平方米二十二点五元" in publisher.page.locator("#spoken").input_value()
    article = publisher.page.frame_locator("#article").locator("body")
    assert "每平方米22.5元" in article.inner_text()
    publisher.click("复制正文")
    publisher.page.get_by_role("button", name="已复制").wait_for()
    phone.open(f"/publications/{number}/kit/")
    phone.must_be_fit()

    phone.open(f"/publications/{number}/#channels")
    phone.page.get_by_text("登记渠道", exact=True).first.click()
    phone.page.locator("#channel").select_option(label="信息公开栏")
    phone.page.locator("#place").fill("城东社区公开栏")
    phone.page.locator("#until").fill("2099-12-31")
    phone.page.locator("form[action$='/channel/'] button[type=submit]").click()
    phone.done("渠道已登记")
    phone.must_be_fit()
    phone.click("信息公开栏", role="link")
    Image.new("RGB", (640, 480), "#88aacc").save(tmp_path / "board.jpg")
    phone.page.locator("#photo").set_input_files(tmp_path / "board.jpg")
    phone.click("上传照片")
    phone.done("照片已上传")
    phone.page.locator("#text").fill(article.inner_text().replace("22.5", "25.2"))
    phone.click("与网页核对")
    assert "处不一致" in phone.text()
    phone.must_be_fit()
    publisher.open("/channels/")
    publisher.must_be_fit()
    publisher.open("/deliveries/")
    publisher.must_be_fit()
    office = desk(Duty.DISCLOSURE_OFFICE)
    office.open("/reading-points/")
    office.must_be_fit()


@pytest.mark.parametrize("look", ["desk", "phone"])
def test_a_leaked_number_is_hidden_in_the_earlier_version(look: str, desk: Sit, town: Town) -> None:
    title = f"关于联系方式的通知{'一' if look == 'desk' else '二'}"
    number = number_in(published(town, title, "<p>请与经办人联系。</p>"))
    publisher = desk(Duty.PUBLISHER, look)
    publisher.open(f"/publications/{number}/versions/1/")
    publisher.must_be_fit()
    assert "隐藏这一版" not in publisher.text()  # the present wording is corrected or taken down
    publisher.open(f"/publications/{number}/")
    publisher.must_be_fit()
