"""Other channels on the office's pages: kits, records, postings with photographs, what is not clean, accounts."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import County
from tests.publishing.cases_leaving import corrected_to
from zwgk.audit.models import Entry
from zwgk.files import body
from zwgk.people.today import now
from zwgk.publishing.models import ChannelAccount, ChannelPhoto, ChannelRecord, Publication
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db

WECHAT = {"channel": "wechat", "place": "清岚商务", "url": "https://mp.example/s/1"}


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return SimpleUploadedFile("拍的.jpg", out.getvalue(), content_type="image/jpeg")


@pytest.fixture
def paper(county: County) -> Publication:
    return draft(county, body="<p>自2026年12月1日起，办事窗口中午不休息。</p>").published()


def test_the_kit_shows_texts_and_gives_files(paper: Publication, sign_in: SignIn) -> None:
    publisher = sign_in(Duty.PUBLISHER)
    base = f"/publications/{paper.pk}/"
    assert f"{base}kit/" in publisher.get(base).content.decode()
    page = publisher.get(f"{base}kit/").content.decode()
    assert "二〇二六年十二月一日" in page
    assert "自2026年12月1日起，办事窗口中午不休息。" in page
    answer = publisher.get(f"{base}kit/all.zip")
    assert "公众号/正文.html" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert publisher.get(f"{base}kit/newspaper.txt").content.startswith(b"\xef\xbb\xbf")
    assert publisher.get(f"{base}kit/sheet-a4.pdf").content.startswith(b"%PDF")
    assert publisher.get(f"{base}kit/nothing.txt").status_code == 404


def test_only_the_articles_own_page_allows_inline_styles_and_only_our_pages_frame_it(
    paper: Publication, sign_in: SignIn
) -> None:
    publisher = sign_in(Duty.PUBLISHER)
    article = publisher.get(f"/publications/{paper.pk}/kit/article.html")
    policy = article["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "default-src 'none'" in policy
    assert article["X-Frame-Options"] == "SAMEORIGIN"
    around = publisher.get(f"/publications/{paper.pk}/kit/")
    assert "unsafe-inline" not in around["Content-Security-Policy"]


def test_nothing_is_offered_for_what_is_not_on_the_website(paper: Publication, sign_in: SignIn) -> None:
    publisher = sign_in(Duty.PUBLISHER)
    base = f"/publications/{paper.pk}/"
    publisher.post(f"{base}take-down/")
    assert publisher.get(f"{base}kit/").status_code == 409
    assert publisher.get(f"{base}kit/all.zip").status_code == 409
    assert publisher.post(f"{base}channel/", WECHAT).status_code == 409
    assert not ChannelRecord.objects.exists()


def test_a_use_is_recorded_with_its_time_and_compared(paper: Publication, sign_in: SignIn) -> None:
    publisher = sign_in(Duty.PUBLISHER)
    base = f"/publications/{paper.pk}/"
    early = timezone.localtime(paper.published_at - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M")
    refused = publisher.post(f"{base}channel/", {**WECHAT, "at": early})
    assert refused.status_code == 409
    assert "清岚商务" in refused.content.decode()  # what was typed is still there
    late = timezone.localtime(now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert publisher.post(f"{base}channel/", {**WECHAT, "at": late}).status_code == 409
    assert not ChannelRecord.objects.exists()
    assert publisher.post(f"{base}channel/", {**WECHAT, "text": "中午休息。"}).status_code == 302
    record = ChannelRecord.objects.get()
    assert "文字不一致" in publisher.get(base).content.decode()
    there = f"{base}channels/{record.pk}/"
    answer = publisher.post(there, {"text": "自2026年12月10日起，办事窗口中午不休息。"})
    assert "有 1 处不一致" in answer.content.decode()
    answer = publisher.post(there, {"text": "自2026年12月1日起，办事窗口中午不休息。\n编辑：某"})
    assert "一致。" in answer.content.decode()
    record.refresh_from_db()
    assert record.agrees is True


def test_the_same_minute_is_not_before_the_website(paper: Publication, sign_in: SignIn) -> None:
    Publication.objects.filter(pk=paper.pk).update(published_at=paper.published_at.replace(second=40))
    same = timezone.localtime(paper.published_at).strftime("%Y-%m-%dT%H:%M")
    sign_in(Duty.PUBLISHER).post(f"/publications/{paper.pk}/channel/", {**WECHAT, "at": same})
    assert ChannelRecord.objects.get().at.second == 40


def test_after_a_correction_the_channels_are_listed_until_renewed(paper: Publication, sign_in: SignIn) -> None:
    publisher = sign_in(Duty.PUBLISHER)
    base = f"/publications/{paper.pk}/"
    publisher.post(f"{base}channel/", WECHAT)
    assert "各渠道都与网站一致" in publisher.get("/channels/").content.decode()
    corrected_to(paper, body.sanitise("<p>改正后的正文。</p>"), "改正")
    page = publisher.get("/channels/").content.decode()
    assert "还要清除或更新 1" in page
    assert paper.title in page
    old = ChannelRecord.objects.get()
    assert "已更新" in publisher.get(base).content.decode()
    assert publisher.post(f"{base}renew/", {"record": old.pk}).status_code == 302
    assert "各渠道都与网站一致" in publisher.get("/channels/").content.decode()
    stranger = sign_in(Duty.PUBLISHER, paper.organ.parent)
    assert stranger.post("/publications/99999/renew/", {"record": old.pk}).status_code == 404


def test_a_posting_has_photographs_that_only_staff_see_and_the_log_says_who(
    county: County, paper: Publication, sign_in: SignIn
) -> None:
    """S4-04: offline channels with proof."""
    publisher = sign_in(Duty.PUBLISHER)
    base = f"/publications/{paper.pk}/"
    publisher.post(f"{base}channel/", {"channel": "board", "place": "政务大厅一楼", "until": "2026-11-27"})
    record = ChannelRecord.objects.get()
    there = f"{base}channels/{record.pk}/"
    wrong = SimpleUploadedFile("病毒.jpg", b"MZ no picture")
    refused = publisher.post(f"{base}photo/", {"record": record.pk, "moment": "posted", "photo": wrong})
    assert refused.status_code == 409
    answer = publisher.post(f"{base}photo/", {"record": record.pk, "moment": "posted", "photo": picture(), "to": there})
    assert answer["Location"] == there
    photo = ChannelPhoto.objects.get()
    address = f"{base}photos/{photo.pk}/"
    assert address in publisher.get(there).content.decode()
    before = Entry.objects.filter(act="files.open").count()
    assert publisher.get(address)["Content-Type"] == "image/jpeg"
    assert Entry.objects.filter(act="files.open").count() == before + 1
    assert sign_in(Duty.PUBLISHER, county.other).get(address).status_code == 404
    publisher.post(f"{base}off-board/", {"record": record.pk, "to": there})
    assert "撤下" in publisher.get(there).content.decode()
    outside = publisher.post(f"{base}clean/", {"record": record.pk, "to": "https://evil.example/"})
    assert outside["Location"].startswith(base)


def test_accounts_are_kept_on_the_page(county: County, sign_in: SignIn) -> None:
    """S3-57."""
    publisher = sign_in(Duty.PUBLISHER)
    given = {
        "channel": "wechat",
        "name": "清岚商务",
        "owner": county.bureau.pk,
        "keeper": "",
        "opened_on": "2026-01-05",
    }
    refused = publisher.post("/channels/account/", given)
    assert refused.status_code == 409
    assert 'id="keeper-say"' in refused.content.decode()
    publisher.post("/channels/account/", {**given, "keeper": "办公室 信息员"})
    account = ChannelAccount.objects.get()
    publisher.post("/channels/account/", {"account": account.pk, "state": "closed", "reason": "并入县级账号"})
    assert "已注销" in publisher.get("/channels/").content.decode()
    stranger = sign_in(Duty.PUBLISHER, county.other)
    assert "清岚商务" not in stranger.get("/channels/").content.decode()
    assert (
        stranger.post("/channels/account/", {"account": account.pk, "state": "active", "reason": "x"}).status_code
        == 409
    )
