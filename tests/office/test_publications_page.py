"""What is out: the emergency brake is one act, the reason follows, what is left to clean is listed (S4-73, S3-20)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.publishing.models import ChannelRecord, Removal
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def test_one_act_takes_down_and_the_page_lists_what_is_gone(county: County, sign_in: SignIn) -> None:
    publication = draft(county).published()
    head = sign_in(Duty.SECTION_HEAD)
    page = head.get("/publications/").content.decode()
    assert f"/publications/{publication.pk}/take-down/" in page
    answer = head.post(f"/publications/{publication.pk}/take-down/")
    publication.refresh_from_db()
    assert publication.state == "taken_down"
    gone = head.get(answer["Location"]).content.decode()
    assert f"/p/{publication.pk}" in gone
    assert "待补办" in gone
    assert publication.title in sign_in(Duty.PUBLISHER).get("/").content.decode()


def test_a_second_click_does_nothing_more(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    publication = story.published()
    publisher = sign_in(Duty.PUBLISHER)
    publisher.post(f"/publications/{publication.pk}/take-down/")
    publisher.post(f"/publications/{publication.pk}/take-down/")
    publisher.post(f"/documents/{story.document.matter.number}/take-down/")
    assert Removal.objects.count() == 1


def test_the_reason_follows_and_only_then_it_may_come_back(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    publication = story.published()
    publisher = sign_in(Duty.PUBLISHER)
    publisher.post(f"/publications/{publication.pk}/take-down/")
    restore = f"/documents/{story.document.matter.number}/do/restore/"
    assert publisher.post(restore, {"reason": "已核实"}).status_code == 409
    empty = publisher.post(f"/publications/{publication.pk}/gone/", {"reason": ""})
    assert 'id="reason-say"' in empty.content.decode()
    publisher.post(f"/publications/{publication.pk}/gone/", {"reason": "附件误传，局长批准撤下"})
    assert publisher.post(restore, {"reason": "已换附件，局长批准"}).status_code == 302
    publication.refresh_from_db()
    assert publication.state == "live"


def test_channels_are_recorded_and_cleaned_one_by_one(county: County, sign_in: SignIn) -> None:
    publication = draft(county).published()
    publisher = sign_in(Duty.PUBLISHER)
    base = f"/publications/{publication.pk}/"
    publisher.post(f"{base}channel/", {"channel": "wechat", "place": "清岚商务", "url": "https://mp.example/s/1"})
    refused = publisher.post(f"{base}channel/", {"channel": "pigeon"})
    assert refused.status_code == 409
    publisher.post(f"{base}take-down/")
    assert "还要清除的渠道 1" in publisher.get(f"{base}gone/").content.decode()
    publisher.post(f"{base}clean/", {"record": ChannelRecord.objects.get().pk})
    assert "还要清除的渠道 0" in publisher.get(f"{base}gone/").content.decode()


def test_who_fetched_it_is_read_from_the_access_log(
    county: County, sign_in: SignIn, settings: Any, tmp_path: Path
) -> None:
    publication = draft(county).published()
    settings.VAR = tmp_path
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "portal-access-2026-11-20.log").write_text(
        f"2026-11-20T10:00:00+08:00\tGET\t/p/{publication.pk}\t200\t900\t203.0.113.*\t-\n"
        f"2026-11-20T10:01:00+08:00\tGET\t/p/{publication.pk}\t200\t900\t198.51.100.*\trobot\n"
        "2026-11-20T10:02:00+08:00\tGET\t/p/999\t200\t900\t192.0.2.*\t-\n",
        encoding="utf-8",
    )
    publisher = sign_in(Duty.PUBLISHER)
    publisher.post(f"/publications/{publication.pk}/take-down/")
    page = publisher.get(f"/publications/{publication.pk}/gone/").content.decode()
    assert "网页 1 次，抓取程序 1 次" in page
    assert "203.0.113.*" in page
    assert "192.0.2.*" not in page


def test_another_organs_publication_is_not_there(county: County, sign_in: SignIn) -> None:
    publication = draft(county).published()
    stranger = sign_in(Duty.PUBLISHER, county.other)
    assert publication.title not in stranger.get("/publications/").content.decode()
    for page in ("", "take-down/", "gone/"):
        assert stranger.get(f"/publications/{publication.pk}/{page}").status_code == 404
    assert stranger.post(f"/publications/{publication.pk}/take-down/").status_code == 404
    publication.refresh_from_db()
    assert publication.state == "live"
