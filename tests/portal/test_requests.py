"""依申请公开 on the portal: before asking, the form, the receipt, how it stands, opinions of others, 验真."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from tests.inforequests.story import WISH, Story, moment, prepare, registered
from tests.inforequests.test_replies import issued
from tests.portal.conftest import Site, asked
from tests.rules.numbers import id_card
from tests.unchanged import nothing_changes
from zwgk.inforequests import jobs
from zwgk.inforequests.actions import correcting
from zwgk.inforequests.models import (
    Consultation,
    ConsultationAnswer,
    Deflection,
    Filing,
    OnlineAct,
    Opening,
    PaperCheck,
)
from zwgk.portal.requests import visits
from zwgk.portal.requests.tries import WRONG
from zwgk.rules.applicants import Way

pytestmark = pytest.mark.django_db

FORM, RECEIPT, CASE = "/gongkai/shenqing/tianxie/", "/gongkai/shenqing/huizhi/", "/jindu/shenqing/"
PNG = b"\x89PNG\r\n\x1a\n" + b"the card"
EVIL = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _no_wrong_tries() -> None:
    WRONG.clear()


#: what staff and worker do happens in their own processes, where the private keys lie
desk = partial(override_settings, FACE="worker")


@pytest.fixture
def ready(site: Site) -> Site:
    with desk():
        prepare(site.county)
    return site


def handed_in(site: Site, **more: Any) -> Story:
    with desk():
        return registered(site.county, **more)


def filled(site: Site, client: Client, **changed: Any) -> dict[str, Any]:
    token = re.search(r'name="token" value="([^"]+)"', client.get(FORM).content.decode())
    assert token
    given = {
        "token": token[1],
        "organ": site.county.bureau.pk,
        "description": "2025年度农村公路养护资金分配情况",
        "kind": "natural_person",
        "name": "穆青禾",
        "proof": "id_card",
        "number": id_card(),
        "phone": "13900000012",
        "form": "electronic",
        "way": "portal",
        "consents": "1",
        "proofs": SimpleUploadedFile("card.png", PNG, "image/png"),
    }
    return {**given, **changed}


def text(answer: Any) -> str:
    return re.sub(r"<[^>]+>|\s+", "", answer.content.decode())


def test_five_ways_lead_on_and_what_is_public_is_shown_first(ready: Site, client: Client) -> None:
    page = client.get("/gongkai/shenqing/").content.decode()
    for way in ("看已经公布的文件", "查我自己的档案", "投诉、举报", "问一件事", "要一份政府的文件"):
        assert way in page
    assert client.get("/gongkai/shenqing/chuangkou/").status_code == 200
    paper = ready.publish("关于农村公路养护的通知")
    ready.county.bureau.duties_text = "负责农村公路养护和资金分配"
    ready.county.bureau.save()
    step = client.get("/gongkai/shenqing/chazhao/", {"q": "农村公路养护资金"})
    assert ready.county.bureau.name in text(step)
    assert f"organ={ready.county.bureau.pk}" in step.content.decode()
    for _ in range(2):
        sent = {"where": "published", "number": paper.pk}
        assert client.post("/gongkai/shenqing/zhaodao/", sent)["Location"] == f"/p/{paper.pk}"
    live = client.get("/gongkai/shenqing/yigongkai/", {"q": "农村公路养护"}).content.decode()
    assert f'data-found="{paper.pk}"' in live
    assert "<form" not in live
    assert "<input" not in live, "it is laid into the form and must not send along with it"
    with nothing_changes():
        assert client.post("/gongkai/shenqing/zhaodao/", {"where": EVIL})["Location"] == "/gongkai/shenqing/"
        assert client.get("/gongkai/shenqing/yigongkai/", {"q": EVIL}).status_code == 200
    today = Deflection.objects.get()
    assert (today.kind, today.number) == ("published", 2)


def test_an_application_is_sent_once_and_its_receipt_shows_number_and_code(ready: Site, client: Client) -> None:
    """条例第二十九、三十一条; the code stands in no address and no table."""
    given = filled(ready, client)
    assert client.post(FORM, given)["Location"] == RECEIPT
    given["proofs"] = SimpleUploadedFile("card.png", PNG, "image/png")
    assert client.post(FORM, given)["Location"] == RECEIPT
    row = Filing.objects.get()
    page = client.get(RECEIPT)
    html = page.content.decode()
    code = re.findall(r'class="code-big">([^<]+)<', html)[1]
    assert row.number in html
    assert page["Cache-Control"] == "no-store"
    assert code not in str(Filing.objects.values().get())
    assert "不发送短信和邮件提醒" in html
    assert "凭编号和查询码" in html
    calendar = client.get(f"{RECEIPT}tixing.ics").content.decode()
    assert code not in calendar
    assert calendar.startswith("BEGIN:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    picture = client.get(f"{RECEIPT}huizhi.png")
    assert picture.status_code == 404 or picture.content.startswith(b"\x89PNG")
    assert client.post("/jindu/", {"number": row.number, "code": code.lower()})["Location"] == CASE
    assert "已收到" in text(client.get(CASE))
    client.post(f"{RECEIPT}guanbi/")
    assert client.get(RECEIPT)["Location"] == "/jindu/"


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        pytest.param({"description": ""}, "description", "没有写明需要什么信息", id="空描述"),
        pytest.param({"description": "路" * 50_000}, "description", "现为50000个字", id="五万字"),
        pytest.param({"description": "机密★10年\n请示"}, "", "密", id="密级标志"),
        pytest.param({"number": "110101199001011234"}, "number", "校验位", id="证件号码"),
        pytest.param({"consents": ""}, "consents", "须经您同意", id="不同意电子送达"),
        pytest.param({"organ": "9" * 18}, "organ", "没有选择受理机关", id="没有机关"),
        pytest.param({"kind": EVIL}, "kind", "没有选择申请人类别", id="没有类别"),
        pytest.param({"kind": "org_commercial", "proof": "uscc"}, "contact_name", "没有填写联系人", id="单位无联系人"),
        pytest.param({"proofs": b""}, "proofs", "没有身份证明", id="没有身份证明"),
        pytest.param({"proofs": b"\0\0\0\x18ftypheic" + b"x" * 64}, "proofs", "HEIC", id="HEIC照片"),
        pytest.param({"proofs": b"\xff\xd8\xff" + b"x" * 15_000_000}, "proofs", "14.3兆", id="15兆照片"),
        pytest.param({"token": "short"}, "", "表格已经失效", id="没有表格标记"),
    ],
)
def test_what_is_refused_is_said_at_the_field_and_nothing_typed_is_lost(
    ready: Site, client: Client, changed: dict[str, Any], field: str, said: str
) -> None:
    if isinstance(changed.get("proofs"), bytes):
        changed = {"proofs": SimpleUploadedFile("card.jpg", changed["proofs"], "image/jpeg")}
    given = filled(ready, client, name=f"穆{EVIL}", address=f'"{EVIL}', **changed)
    with nothing_changes():
        page = client.post(FORM, given)
    html = page.content.decode()
    assert page.status_code == 400
    assert said in html
    assert EVIL not in html
    assert "穆&lt;script&gt;" in html
    assert not field or f'href="#{field}"' in html
    assert not field or f'id="{field}"' in html


def test_ten_wrong_codes_pause_and_nothing_tells_whether_a_number_exists(ready: Site, client: Client) -> None:
    story = handed_in(ready)
    number = story.request.filing.number
    told = set()
    for n in range(10):
        wrong = {"number": number if n % 2 else "20260101-000000", "code": "AAAA-BBBB-CCCC-DDDD"}
        page = client.post("/jindu/", wrong)
        assert page.status_code == 400
        told.add(text(page).replace(number, "").replace("20260101-000000", ""))
    assert len({re.sub(r"csrf\w+|value=\S+", "", one) for one in told}) == 1
    paused = client.post("/jindu/", {"number": number, "code": story.code})
    assert "已经输错10次" in text(paused)
    assert visits.CASE not in client.cookies
    elsewhere = Client(REMOTE_ADDR="192.0.2.77")
    assert elsewhere.post("/jindu/", {"number": number, "code": story.code})["Location"] == CASE


def signed_in(story: Story, client: Client) -> str:
    answer = client.post("/jindu/", {"number": story.request.filing.number, "code": story.code})
    assert answer["Location"] == CASE
    return text(client.get(CASE))


def test_the_page_of_a_case_tells_days_articles_and_what_one_may_do(ready: Site, client: Client) -> None:
    story = handed_in(ready)
    said = signed_in(story, client)
    assert "最迟3月5日" in said.replace("（周四）", "")
    assert "20个工作日怎么数" in said
    assert "第20个工作日" in said
    assert "第三十三条" in said
    assert Opening.objects.filter(what="progress").exists()
    day = date(2026, 2, 6)
    with desk():
        correcting.ask_correction(story.request, points="写明是哪条路", on=day, at=moment(day), actor=story.desk)
    page = client.get(CASE).content.decode()
    assert "写明是哪条路" in page
    token = re.search(r'name="token" value="([^"]+a)"', page)
    assert token
    act = {"kind": "correction", "token": token[1]}
    with nothing_changes():
        refused = client.post(f"{CASE}banli/", {**act, "text": "路" * 6000})
    assert refused.status_code == 400
    assert "最多5000个字" in refused.content.decode()
    assert "路" * 6000 in refused.content.decode()
    for _ in range(2):
        assert client.post(f"{CASE}banli/", {**act, "text": EVIL})["Location"] == f"{CASE}yitijiao/"
    assert OnlineAct.objects.get().text == EVIL
    assert "确定撤回吗" in text(client.post(f"{CASE}banli/", {"kind": "withdrawal"}))
    assert OnlineAct.objects.count() == 1
    assert asked(client, CASE) <= 12
    client.post("/jindu/tuichu/")
    assert client.get(CASE)["Location"] == "/jindu/"
    assert client.get(f"{CASE}dafu/")["Location"] == "/jindu/"


def test_a_changed_or_foreign_cookie_opens_nothing(ready: Site, client: Client) -> None:
    signed_in(handed_in(ready), client)
    sealed = client.cookies[visits.CASE].value
    client.cookies[visits.RECEIPT] = sealed  # sealed for another purpose
    assert client.get(RECEIPT)["Location"] == "/jindu/"
    client.cookies[visits.CASE] = sealed[:-4] + "AAAA"
    assert client.get(CASE)["Location"] == "/jindu/"


def test_the_other_side_answers_by_its_link_until_it_has_run_out(ready: Site, client: Client, monkeypatch: Any) -> None:
    """条例第三十二条; nothing of the applicant is shown."""
    with desk():
        story = handed_in(ready).consulted(with_link=True)
    monkeypatch.setattr("zwgk.portal.requests.others.now", lambda: moment(story.today))
    link = f"/gongkai/yijian/{story.things['token']}/"
    page = client.get(link).content.decode()
    assert "养护合同中的报价明细" in page
    assert "穆" not in page
    assert story.request.filing.number not in page
    with nothing_changes():
        assert client.post(link, {"answer": "object", "reasons": ""}).status_code == 400
        assert client.post(link, {"answer": EVIL, "reasons": EVIL}).status_code == 400
        assert client.get("/gongkai/yijian/" + "x" * 32 + "/").status_code == 410
    assert "意见已经收到" in text(client.post(link, {"answer": "object", "reasons": "属于商业秘密"}))
    assert ConsultationAnswer.objects.get().reasons == "属于商业秘密"
    assert "意见已经收到" in text(client.get(link))
    Consultation.objects.update(answer_by=date(2026, 1, 1))
    assert "链接已经失效" in text(client.get(link))


def test_the_reply_is_opened_with_number_and_code_alone_and_can_be_told_genuine(ready: Site, client: Client) -> None:
    with desk():
        story = issued(ready.county, wish=replace(WISH, way=Way.PORTAL, consents=True)).sent(
            way=Way.PORTAL, tracking_no=""
        )
        jobs.copy_reply(story.things["delivery"].pk)
    said = signed_in(story, client)
    assert "可以给您" in said
    assert "行政复议" in said
    assert "打开答复" in said
    assert not Opening.objects.filter(what="reply").exists()
    page = client.get(f"{CASE}dafu/").content.decode()
    assert Opening.objects.filter(what="reply").count() == 1
    links = re.findall(r'"(/jindu/shenqing/dafu/\d+)"', page)
    answers = [client.get(link) for link in links]
    assert {answer["Content-Type"] for answer in answers} == {
        "application/pdf",
        "image/webp",
        "application/octet-stream",
    }
    assert all(answer["Cache-Control"] == "no-store" for answer in answers)
    with nothing_changes():
        assert client.get(f"{CASE}dafu/999999").status_code == 404
        assert Client().get(links[0])["Location"] == "/jindu/"
    check = PaperCheck.objects.get()
    genuine = client.get(f"/yanzheng/{check.code.lower()}/").content.decode()
    assert "确由我们出具" in genuine
    assert check.doc_number in genuine
    assert "穆" not in genuine
    assert client.get("/yanzheng/AAAABBBBCCCCDDDD/").status_code == 404
    assert client.get("/yanzheng/").status_code == 200
