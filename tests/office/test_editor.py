"""The editor: saved by itself, nobody's words overwritten, attachments and links beside the text."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.documents.story import BODY, Story, draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.documents.models import Attachment, Draft
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}


def url(story: Story, page: str = "edit/") -> str:
    return f"/documents/{story.document.matter.number}/{page}"


def text(story: Story) -> str:
    return Draft.objects.get(document=story.document).body_html


def test_autosave_answers_with_the_new_revision(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    answer = sign_in(Duty.DRAFTER).post(
        url(story, "autosave/"),
        {"title": story.document.title, "body": "<p>新的一段。</p>", "revision": 1},
        headers=JSON,
    )
    assert answer.json()["revision"] == 2
    assert "新的一段。" in text(story)


def test_the_second_editor_is_told_and_nothing_is_overwritten(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    first, second = sign_in(Duty.DRAFTER), sign_in(Duty.SECTION_HEAD)
    title = story.document.title
    first.post(url(story, "autosave/"), {"title": title, "body": "<p>先到的。</p>", "revision": 1}, headers=JSON)
    answer = second.post(
        url(story, "autosave/"), {"title": title, "body": "<p>后到的。</p>", "revision": 1}, headers=JSON
    )
    assert answer.status_code == 409
    assert "更早的一稿" in answer.json()["why"]
    assert "先到的。" in text(story)


def test_both_wordings_stand_side_by_side_and_a_merged_one_can_be_saved(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    first, second = sign_in(Duty.DRAFTER), sign_in(Duty.SECTION_HEAD)
    title = story.document.title
    first.post(url(story), {"title": title, "body": "<p>先到的一稿内容。</p>", "revision": 1})
    answer = second.post(
        url(story), {"title": title, "body": "<p>后到的一稿内容。</p>", "revision": 1, "addressees": "各股室"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>先</del>" in page
    assert "<ins>后</ins>" in page
    assert 'name="revision" value="2"' in page
    assert "各股室" in page, "the rest of what was typed comes along"
    assert "先到的" in text(story)
    second.post(url(story), {"title": title, "body": "<p>合并后的。</p>", "revision": 2})
    assert "合并后的" in text(story)


def test_plain_text_becomes_paragraphs_where_no_script_runs(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    sign_in(Duty.DRAFTER).post(
        url(story), {"title": story.document.title, "body": "第一段。\n\n第二段。", "revision": 1}
    )
    assert text(story).count("<p") == 2


def test_what_is_pasted_is_cleaned_by_the_server_whatever_the_script_did(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    sign_in(Duty.DRAFTER).post(
        url(story),
        {
            "title": story.document.title,
            "body": '<p onclick="x()" style="color:red">字<script>alert(1)</script><img src="https://a.example/x.png"></p>',
            "revision": 1,
        },
    )
    assert "script" not in text(story)
    assert "onclick" not in text(story)
    assert "a.example" not in text(story)


def test_a_mark_of_secrecy_is_refused_with_the_text_still_on_the_page(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    answer = sign_in(Duty.DRAFTER).post(
        url(story), {"title": story.document.title, "body": "<p>机密★5年</p><p>刚写的话。</p>", "revision": 1}
    )
    assert answer.status_code == 409
    assert "刚写的话。" in answer.content.decode()
    assert "机密" not in text(story)


def test_a_bad_day_is_refused_at_its_field(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    answer = sign_in(Duty.DRAFTER).post(
        url(story), {"title": story.document.title, "body": BODY, "revision": 1, "effective_on": "2027年元旦"}
    )
    assert answer.status_code == 409
    assert 'id="effective_on-say"' in answer.content.decode()
    assert story.fresh().effective_on is None


def test_a_kept_version_can_be_compared_with_the_present_text(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    client = sign_in(Duty.DRAFTER)
    client.post(url(story), {"title": story.document.title, "body": BODY, "revision": 1, "keep": 1, "remark": "初稿"})
    client.post(url(story), {"title": story.document.title, "body": BODY.replace("八时", "九时"), "revision": 2})
    page = client.get(url(story, "versions/?a=1&b=0")).content.decode()
    assert "初稿" in page
    assert "<del>八</del>" in page
    assert "<ins>九</ins>" in page
    assert client.get(url(story, "versions/?a=77&b=0")).status_code == 404


def test_a_replaced_attachment_stays_for_the_record_and_leaves_the_page(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    client = sign_in(Duty.DRAFTER)
    client.post(
        url(story, "attachments/"), {"file": SimpleUploadedFile("名单.txt", "商户名单".encode()), "name": "名单"}
    )
    old = Attachment.objects.get()
    client.post(
        url(story, f"attachments/{old.pk}/replace/"),
        {"file": SimpleUploadedFile("新名单.txt", "新的商户名单".encode())},
    )
    assert Attachment.objects.count() == 2
    page = client.get(url(story)).content.decode()
    assert page.count("/attachments/") == 3, "one attachment (replace, remove) and the form that adds"
    again = client.post(url(story, f"attachments/{old.pk}/remove/"))
    assert again.status_code == 409
    assert "已被替换或删除" in again.content.decode()


def test_an_empty_file_is_refused_at_the_field_and_nothing_is_kept(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    answer = sign_in(Duty.DRAFTER).post(url(story, "attachments/"), {"file": SimpleUploadedFile("空.txt", b"")})
    assert answer.status_code == 409
    assert not Attachment.objects.exists()


def test_a_kept_file_opens_for_those_who_see_its_matter_only(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    client = sign_in(Duty.DRAFTER)
    client.post(url(story, "attachments/"), {"file": SimpleUploadedFile("名单.txt", "商户名单".encode())})
    address = f"/files/{Attachment.objects.get().file_id}/"
    answer = client.get(address)
    assert b"".join(answer.streaming_content).decode() == "商户名单"  # type: ignore[attr-defined]
    assert sign_in(Duty.OFFICE, county.other).get(address).status_code == 404


def test_a_basis_of_the_site_is_linked_by_its_number_and_another_by_name(county: County, sign_in: SignIn) -> None:
    published = draft(county).published()
    story = draft(county, title="关于后续事项的通知")
    client = sign_in(Duty.DRAFTER)
    client.post(url(story, "links/"), {"kind": "basis", "doc_number": published.doc_number})
    client.post(url(story, "links/"), {"kind": "basis", "doc_number": "省商发〔2025〕3号", "name": "省里的文件"})
    refused = client.post(url(story, "links/"), {"kind": "basis", "doc_number": "省商发〔2025〕9号"})
    assert refused.status_code == 409
    assert {link.publication_id for link in story.document.links.all()} == {published.pk, None}


def test_joint_issuers_are_named_in_order(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    sign_in(Duty.DRAFTER).post(url(story, "joint/"), {"names": "清岚县教育局\n清岚县财政局"})
    assert [row.name for row in story.document.joint_issuers.all()] == ["清岚县教育局", "清岚县财政局"]


def test_the_editor_does_not_open_while_the_paper_is_being_signed(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose().submit()
    answer = sign_in(Duty.DRAFTER).get(url(story))
    assert answer.status_code == 409
    assert "撤回送审" in answer.content.decode()
