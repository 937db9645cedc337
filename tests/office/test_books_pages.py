"""Registers, the filled 处理签, the sealed scan and the one-key layout on their pages (S4-55)."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.documents.story import Story, draft
from tests.documents.test_sealed_scan import scanned
from tests.office.desk import SignIn
from tests.people.factory import TODAY, County
from zwgk.documents import sealed_intake
from zwgk.documents.actions import handing
from zwgk.documents.models import IncomingEntry, NumberEntry, SealedScan
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def base(story: Story) -> str:
    return f"/documents/{story.document.matter.number}/"


def test_a_number_passed_over_is_asked_about_on_the_page_until_explained(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose().signed()
    entry = handing.number(story.fresh(), on=TODAY, actor=county.actor(Duty.OFFICE), wanted=2)
    office = sign_in(Duty.OFFICE)
    assert "有空号没有说明" in office.get("/documents/register/").content.decode()
    given = {"gap": "1", "code": entry.code, "year": "2026", "reason": "预留未用"}
    assert office.post("/documents/register/", {**given, "reason": ""}).status_code == 409
    assert "已登记为空号" in office.post("/documents/register/", given, follow=True).content.decode()
    assert "有空号没有说明" not in office.get("/documents/register/").content.decode()
    assert NumberEntry.objects.count() == 2


def test_an_incoming_paper_is_entered_and_closed_and_the_year_exported(county: County, sign_in: SignIn) -> None:
    office = sign_in(Duty.OFFICE)
    paper = {"sender": "清岚县财政局", "title": "关于报送材料的函", "copies": "1"}
    refused = office.post("/documents/incoming/", {**paper, "sender": ""})
    assert refused.status_code == 409
    assert "关于报送材料的函" in refused.content.decode(), "填过的还在"
    assert "收〔2026〕1号" in office.post("/documents/incoming/", paper, follow=True).content.decode()
    entry = IncomingEntry.objects.get()
    answer = office.post("/documents/incoming/", {"entry": entry.pk, "outcome": "已复函"}, follow=True)
    assert "已复函" in answer.content.decode()
    for book in ("outgoing", "incoming", "seals"):
        assert office.get(f"/documents/books/{book}.xlsx?year=2026").status_code == 200
        assert office.get(f"/documents/books/{book}.pdf?year=2026").content.startswith(b"%PDF")
    assert office.get("/documents/books/other.pdf").status_code == 404


def test_the_filled_slip_leaves_as_pdf_and_word(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose().signed()
    client = sign_in(Duty.OFFICE)
    assert client.get(f"{base(story)}slip.pdf").content.startswith(b"%PDF")
    assert client.get(f"{base(story)}slip.docx").content.startswith(b"PK")
    unsent = draft(county, title="关于未送审的通知")
    assert client.get(f"{base(unsent)}slip.pdf").status_code == 409


def test_the_sealed_scan_is_uploaded_by_one_and_confirmed_by_another(
    county: County, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zwgk.files.readers.picture.shutil.which", lambda _: None)
    story = draft(county).propose().signed().handed_over()
    drafter, office = sign_in(Duty.DRAFTER), sign_in(Duty.OFFICE)
    assert drafter.get(f"{base(story)}sealed/printed.pdf").content.startswith(b"%PDF")
    data = scanned(sealed_intake.printed(story.fresh())).getvalue()
    upload = SimpleUploadedFile("盖章.pdf", data, "application/pdf")
    page = drafter.post(f"{base(story)}sealed/", {"act": "upload", "scan": upload}, follow=True).content.decode()
    assert "找到本件二维码" in page
    assert "由另一位同事核对" in page
    row = SealedScan.objects.get()
    assert drafter.post(f"{base(story)}sealed/", {"act": "confirm", "row": row.pk}).status_code == 403
    answer = office.post(f"{base(story)}sealed/", {"act": "confirm", "row": row.pk}, follow=True)
    assert "归档的正本" in answer.content.decode()
    assert office.post(f"{base(story)}sealed/", {"act": "aside", "row": row.pk, "reason": ""}).status_code == 409


def test_a_draft_is_laid_out_with_one_key_and_two_editors_do_not_overrun_each_other(
    county: County, sign_in: SignIn
) -> None:
    body = (
        "<p>各乡镇人民政府：</p><p>现将有关事项通知如下，请认真执行。</p><p>一、总体要求</p><p>认真落实各项任务。</p>"
    )
    story = draft(county, body=body)
    client = sign_in(Duty.DRAFTER)
    page = client.get(f"{base(story)}layout/").content.decode()
    assert "一级标题" in page
    revision = story.fresh().draft.revision
    assert client.post(f"{base(story)}layout/", {"revision": revision}).status_code == 302
    assert "<h2" in story.fresh().draft.body_html
    assert "各段都已标明" in client.get(f"{base(story)}layout/").content.decode()
    assert client.post(f"{base(story)}layout/", {"revision": revision}).status_code == 409
