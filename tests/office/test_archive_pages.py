"""文书归档 in the browser: filed in bulk, numbered, boxed, checked by a second person, handed over."""

from __future__ import annotations

import pytest

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.documents import filed
from zwgk.documents.models import ArchiveBox, ArchivePiece, ArchiveTransfer
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db

HOME = "/documents/archive/"
SHELF = "/documents/archive/2026/ten/"


def test_the_whole_way_of_filing_on_its_pages(county: County, sign_in: SignIn) -> None:
    stories = [draft(county, title=f"关于{name}的通知") for name in "甲乙"]
    for story in stories:
        story.published()
    archivist, office = sign_in(Duty.ARCHIVIST), sign_in(Duty.OFFICE)
    assert "先登记全宗号" in archivist.get(HOME).content.decode()
    archivist.post(HOME, {"fonds": "Z109", "name": "清岚县商务局"})
    page = archivist.get(HOME).content.decode()
    assert "国家档案局令第8号" in page
    terms = {f"term-{s.document.pk}": "ten" for s in stories}
    answer = archivist.post(HOME, {"file": [s.document.pk for s in stories], **terms}, follow=True)
    assert "已归档 2 件" in answer.content.decode()
    assert "没有等待归档的文件" in answer.content.decode()
    filed.count_pages(list(ArchivePiece.objects.values_list("pk", flat=True)))
    assert "已编件号 1—2" in archivist.post(SHELF, {"act": "number"}, follow=True).content.decode()
    assert "已装 1 盒" in archivist.post(SHELF, {"act": "pack"}, follow=True).content.decode()
    box = ArchiveBox.objects.get()
    assert archivist.post(SHELF, {"act": "check", "box": box.pk, "remark": "无"}).status_code == 403
    assert "已检查" in office.post(SHELF, {"act": "check", "box": box.pk, "remark": "无"}, follow=True).content.decode()
    for form in ("pdf", "docx", "xlsx"):
        assert archivist.get(f"{HOME}2026/catalogue.{form}").status_code == 200
    assert archivist.get(f"{HOME}box/{box.pk}/").content.startswith(b"%PDF")
    archivist.post(f"{HOME}transfer/", {"year": "2026", "to": "清岚县档案馆"})
    made = ArchiveTransfer.objects.get()
    assert archivist.get(f"{HOME}package/{made.pk}/").status_code == 404
    filed.make_package(made.pk)
    assert archivist.get(f"{HOME}package/{made.pk}/")["Content-Type"] == "application/zip"
    receipt = {"receipt": made.pk, "receipt_no": "1", "received_by": "馆员", "received_on": "2026-11-20"}
    assert "回执已登记" in archivist.post(f"{HOME}transfer/", receipt, follow=True).content.decode()
    assert "Z109-WS·2026-D10-0001" in office.get("/documents/register/").content.decode()


def test_a_refusal_stands_on_the_page_with_what_was_chosen(county: County, sign_in: SignIn) -> None:
    story = draft(county, title="关于印发工作方案的通知")
    story.published()
    archivist = sign_in(Duty.ARCHIVIST)
    archivist.post(HOME, {"fonds": "Z109", "name": "清岚县商务局"})
    answer = archivist.post(HOME, {"file": [story.document.pk], f"term-{story.document.pk}": "ten"})
    assert answer.status_code == 409
    assert "要写明理由" in answer.content.decode()
    assert not ArchivePiece.objects.exists()
    assert archivist.post(f"{HOME}transfer/", {"year": "2026", "to": ""}).status_code == 409
    assert archivist.get("/documents/archive/2026/forever/").status_code == 404


def test_another_organ_sees_nothing_of_it(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    story.published()
    elsewhere = sign_in(Duty.ARCHIVIST, county.other)
    assert story.document.title not in elsewhere.get(HOME).content.decode()
    assert elsewhere.get(SHELF).status_code == 404
