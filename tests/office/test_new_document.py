"""新建: from a file or by typing; a file with a mark of secrecy leaves nothing behind (S2: 涉密不上网)."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as WordFile

from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.documents.models import Document
from zwgk.files.models import Blob, File
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db

LINES = (
    "清岚县商务局",
    "关于做好冬季市场保供工作的通知",
    "各乡镇人民政府、街道办事处：",
    "为保障冬季市场供应，现就有关事项通知如下。",
    "一、加强货源组织",
    "重点企业每周报送库存。",
    "清岚县商务局",
    "2026年11月18日",
)


def word(*lines: str) -> SimpleUploadedFile:
    made = WordFile()
    for line in lines:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return SimpleUploadedFile("来稿.docx", out.getvalue())


def test_a_word_file_becomes_a_draft_with_its_head_read_and_doubts_shown(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.DRAFTER)
    answer = client.post("/documents/new/", {"file": word(*LINES), "kind": ""})
    assert answer.status_code == 302
    document = Document.objects.get()
    assert document.title == "清岚县商务局关于做好冬季市场保供工作的通知"
    assert document.kind == "circular"
    assert document.addressees == "各乡镇人民政府、街道办事处"
    assert document.matter.section == county.operations
    page = client.get(answer["Location"]).content.decode()
    assert "导入的文件里读到" in page
    assert "重点企业每周报送库存" in page
    client.post(f"/documents/{document.matter.number}/forget-import/")
    assert "导入的文件里读到" not in client.get(answer["Location"]).content.decode()


def test_the_original_file_is_kept_with_its_matter(county: County, sign_in: SignIn) -> None:
    sign_in(Duty.DRAFTER).post("/documents/new/", {"file": word(*LINES)})
    file = File.objects.get()
    assert file.matter_id == Document.objects.get().matter_id
    assert not file.is_public


def test_a_file_with_a_mark_of_secrecy_is_refused_and_nothing_is_kept(county: County, sign_in: SignIn) -> None:
    answer = sign_in(Duty.DRAFTER).post("/documents/new/", {"file": word("机密★10年", *LINES)})
    assert answer.status_code == 409
    assert "涉密" in answer.content.decode() or "密级" in answer.content.decode()
    assert not Document.objects.exists()
    assert not File.objects.exists()
    assert not Blob.objects.exists()


def test_typing_a_title_tells_the_kind(county: County, sign_in: SignIn) -> None:
    sign_in(Duty.DRAFTER).post("/documents/new/", {"title": "关于公布消费券商户名单的公告", "kind": ""})
    assert Document.objects.get().kind == "proclamation"


def test_a_title_that_tells_no_kind_is_refused_at_the_field_and_kept(county: County, sign_in: SignIn) -> None:
    answer = sign_in(Duty.DRAFTER).post("/documents/new/", {"title": "商务局召开座谈会", "kind": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'id="kind-say"' in page
    assert "商务局召开座谈会" in page
    assert not Document.objects.exists()


def test_news_has_a_short_sheet_and_its_source(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.DRAFTER)
    answer = client.post("/documents/new/", {"title": "县商务局召开座谈会", "kind": "news"})
    document = Document.objects.get()
    assert document.source == "清岚县商务局"
    page = client.get(answer["Location"]).content.decode()
    assert "主送" not in page
    assert "规范性文件" not in page


def test_who_may_not_draft_is_told_whose_duty_it_is(county: County, sign_in: SignIn) -> None:
    answer = sign_in(Duty.ASSESSOR).post("/documents/new/", {"title": "关于某事的通知", "kind": "circular"})
    assert answer.status_code == 403
    assert "起草" in answer.content.decode()
    assert not Document.objects.exists()
