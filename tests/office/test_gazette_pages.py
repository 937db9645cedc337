"""政府公报 on the office's pages, from empty to out; deliveries and reading points."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.publishing.leaving import binding, delivery_lists
from zwgk.publishing.models import Delivery, GazetteIssue, ReadingPoint
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def test_an_issue_goes_from_empty_to_out_by_two_people(county: County, sign_in: SignIn) -> None:
    publication = draft(county).published()
    editor = sign_in(Duty.PUBLISHER, county.government)
    head = sign_in(Duty.DISCLOSURE_OFFICE)
    start = {"year": "2026", "no": "1", "total_no": "1", "on": "2026-11-20", "serial": "QL-0001"}
    assert editor.post("/gazette/", {**start, "no": "5"}).status_code == 409
    there = editor.post("/gazette/", start)["Location"]
    issue = GazetteIssue.objects.get()
    assert there == f"/gazette/{issue.pk}/"
    assert f'value="{publication.pk}"' in editor.get(f"{there}?q=办事窗口").content.decode()
    assert editor.post(there, {"act": "add"}).status_code == 409
    editor.post(there, {"act": "add", "publication": [publication.pk]})
    article = issue.articles.get()
    editor.post(there, {"act": "section", "article": article.pk, "section": "other"})
    editor.post(there, {"act": "up", "article": article.pk})
    article.refresh_from_db()
    assert article.section == "other"
    editor.post(there, {"act": "change", "on": "2026-11-23", "serial": "QL-0002"})
    assert editor.get(f"{there}gongbao.pdf").status_code == 404
    editor.post(there, {"act": "bind"})
    assert "电子版正在装订" in head.get(there).content.decode()
    binding.bind(issue.pk)
    assert (
        "等另一位同事核准" in editor.get(there).content.decode() or "核准出刊" not in editor.get(there).content.decode()
    )
    assert head.get(f"{there}gongbao.pdf").content.startswith(b"%PDF")
    assert head.post(there, {"act": "return", "reason": ""}).status_code == 409
    assert head.post(there, {"act": "issue"}).status_code == 302
    issue.refresh_from_db()
    assert (issue.stage, issue.serial) == ("published", "QL-0002")
    page = head.get(f"/publications/{publication.pk}/").content.decode()
    assert "2026年第1期（总第1期）" in page
    assert head.post(there, {"act": "nonsense"}).status_code == 404


def test_who_has_not_the_duty_sees_an_issue_and_can_do_nothing(county: County, sign_in: SignIn) -> None:
    editor = sign_in(Duty.PUBLISHER, county.government)
    there = editor.post("/gazette/", {"year": "2026", "no": "1", "total_no": "1", "on": "2026-11-20"})["Location"]
    bureau = sign_in(Duty.PUBLISHER)  # a bureau's own publisher does not keep the government's gazette
    assert bureau.get(there).status_code == 200
    assert bureau.post(there, {"act": "give-up"}).status_code == 403
    assert "新建一期" not in sign_in(Duty.DRAFTER).get("/gazette/").content.decode()
    assert GazetteIssue.objects.exists()


def test_a_reading_point_is_entered_and_changed(county: County, sign_in: SignIn) -> None:
    keeper = sign_in(Duty.DISCLOSURE_OFFICE)
    given = {"kind": "archive", "name": "清岚县档案馆", "address": "文昌路8号", "hours": "", "is_open": "1"}
    refused = keeper.post("/reading-points/", given)
    assert refused.status_code == 409
    assert 'id="hours-say"' in refused.content.decode()
    assert "文昌路8号" in refused.content.decode()
    keeper.post("/reading-points/", {**given, "hours": "工作日"})
    point = ReadingPoint.objects.get()
    assert "公共图书馆、政务服务场所" in keeper.get("/reading-points/").content.decode()
    keeper.post("/reading-points/", {**given, "hours": "每天", "point": point.pk, "is_open": ""})
    point.refresh_from_db()
    assert (point.hours, point.is_open) == ("每天", False)
    assert sign_in(Duty.PUBLISHER).post("/reading-points/", {**given, "hours": "x", "name": "乙"}).status_code == 403


def test_a_delivery_is_made_packed_signed_for_and_never_shown_to_others(county: County, sign_in: SignIn) -> None:
    publication = draft(county).published()
    sign_in(Duty.DISCLOSURE_OFFICE).post(
        "/reading-points/",
        {"kind": "library", "name": "清岚县图书馆", "address": "湖滨路", "hours": "每天", "is_open": "1"},
    )
    archivist = sign_in(Duty.ARCHIVIST)
    point = ReadingPoint.objects.get()
    assert "今年还有 1 件没有移送" in archivist.get("/deliveries/").content.decode()
    given = {"point": point.pk, "organ": county.bureau.pk, "first": "2026-01-01", "last": "2026-11-20"}
    assert archivist.post("/deliveries/", {**given, "first": "2026-12-01"}).status_code == 409
    there = archivist.post("/deliveries/", given)["Location"]
    delivery = Delivery.objects.get()
    assert "今年还有 0 件没有移送" in archivist.get("/deliveries/").content.decode()
    assert publication.title in archivist.get(there).content.decode()
    assert archivist.get(f"{there}list.xlsx").content.startswith(b"PK")
    assert archivist.get(f"{there}list.docx").content.startswith(b"PK")
    assert archivist.get(f"{there}package.zip").status_code == 404
    delivery_lists.pack(delivery.pk)
    assert archivist.get(f"{there}package.zip").status_code == 200
    stranger = sign_in(Duty.ARCHIVIST, county.other)
    for page in ("", "list.xlsx", "package.zip"):
        assert stranger.get(f"{there}{page}").status_code == 404
    receipt = SimpleUploadedFile("回执.txt", "已收到。".encode())
    signed = {"act": "receive", "received_on": "2026-11-20", "received_by": "采编部", "receipt": receipt}
    assert archivist.post(there, signed).status_code == 302
    delivery.refresh_from_db()
    assert delivery.receipt is not None
    assert "采编部" in archivist.get(there).content.decode()
    assert archivist.post(there, {"act": "cancel", "reason": "x"}).status_code == 409
