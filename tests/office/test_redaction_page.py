"""遮盖: passages by selection or by their words, grounds and reasons; the copy read again by another (S2-29, S4-60)."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.documents.story import Story, draft
from tests.documents.test_attachments_redacted import NAME, PHONE, notice, paper, table, with_attachments
from tests.files.making import as_bytes, scan
from tests.office.desk import SignIn
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.documents import parts
from zwgk.documents.models import AttachmentMark, RedactedCopy, Redaction
from zwgk.files import body
from zwgk.jobs import worker
from zwgk.publishing.models import Publication
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db

BODY = (
    "<p>现将名单公告如下。</p><table><tbody><tr><td>韩青</td><td>990100198001010011</td></tr></tbody></table>"
    "<p>联系电话13900000421。</p>"
)
WHY = {"ground_code": "third_party", "reason": "个人信息"}


def url(story: Story, page: str = "") -> str:
    return f"/documents/{story.document.matter.number}/redact/{page}"


def severable(county: County) -> Story:
    return draft(county, body=BODY).propose(Disclosure.REDACTED, ground_reason="含个人身份证号和手机号")


def block(story: Story, n: int) -> body.Block:
    return body.blocks(story.fresh().draft.body_html)[n]


def test_words_are_found_in_their_block_without_any_script(county: County, sign_in: SignIn) -> None:
    story = severable(county)
    client = sign_in(Duty.DRAFTER)
    client.post(url(story, "mark/"), {"block_id": block(story, 1).id, "words": "990100198001010011", **WHY})
    row = Redaction.objects.get()
    assert block(story, 1).text[row.start : row.end] == "990100198001010011"
    assert '<mark class="cut"' in client.get(url(story)).content.decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        pytest.param({"words": "没有的字", **WHY}, "words", id="原文里没有"),
        pytest.param({"words": "", **WHY}, "words", id="没有写原文"),
        pytest.param({"words": "13900000421", "ground_code": "third_party", "reason": ""}, "reason", id="没有理由"),
        pytest.param(
            {"words": "13900000421", "ground_code": "secret", "reason": "涉密"}, "ground", id="国家秘密不能删减处理"
        ),
    ],
)
def test_a_mark_without_place_ground_or_reason_is_refused(
    county: County, sign_in: SignIn, fields: dict[str, str], field: str
) -> None:
    story = severable(county)
    answer = sign_in(Duty.DRAFTER).post(url(story, "mark/"), {"block_id": block(story, 2).id, **fields})
    assert answer.status_code == 409
    assert f'id="{field}-say"' in answer.content.decode()
    assert not Redaction.objects.exists()


def test_a_mark_is_taken_away_again(county: County, sign_in: SignIn) -> None:
    story = severable(county)
    client = sign_in(Duty.DRAFTER)
    client.post(url(story, "mark/"), {"block_id": block(story, 0).id, "whole": 1, **WHY})
    client.post(url(story, f"unmark/{Redaction.objects.get().pk}/"))
    assert not Redaction.objects.exists()


def test_the_public_copy_is_made_read_by_another_and_published_without_what_was_cut(
    county: County, sign_in: SignIn
) -> None:
    story = severable(county)
    drafter = sign_in(Duty.DRAFTER)
    drafter.post(url(story, "mark/"), {"block_id": block(story, 1).id, "words": "990100198001010011", **WHY})
    drafter.post(url(story, "mark/"), {"block_id": block(story, 2).id, "words": "13900000421", **WHY})
    story.signed().handed_over()
    drafter.post(url(story, "make/"))
    worker.drain(["slow"])
    copy = RedactedCopy.objects.get()
    assert "990100198001010011" not in copy.body_html
    page = drafter.get(url(story)).content.decode()
    assert "须由另一位同事" in page
    assert drafter.post(url(story, f"read/{copy.pk}/")).status_code == 403
    publisher = sign_in(Duty.PUBLISHER)
    base = f"/documents/{story.document.matter.number}/"
    assert "还没有复读" in publisher.get(f"{base}release/").content.decode()
    sign_in(Duty.SECRECY).post(url(story, f"read/{copy.pk}/"), {"remaining_is_fine": 1})
    assert publisher.post(f"{base}release/").status_code == 302
    publication = Publication.objects.get()
    assert publication.current is not None
    assert "13900000421" not in publication.current.body_html
    proof = drafter.get(f"/files/{copy.proof_file_id}/")
    assert proof.status_code == 200


def test_offsets_that_do_not_fit_the_selected_words_never_cut_something_else(county: County, sign_in: SignIn) -> None:
    story = severable(county)
    table = block(story, 1)
    sign_in(Duty.DRAFTER).post(
        url(story, "mark/"), {"block_id": table.id, "words": "韩青", "start": 0, "end": len(table.text), **WHY}
    )
    row = Redaction.objects.get()
    assert table.text[row.start : row.end] == "韩青"


def test_of_two_equal_places_the_selected_one_is_cut(county: County, sign_in: SignIn) -> None:
    story = draft(county, body="<p>韩青与韩青。</p>").propose(Disclosure.REDACTED, ground_reason="含个人姓名")
    sign_in(Duty.DRAFTER).post(
        url(story, "mark/"), {"block_id": block(story, 0).id, "words": "韩青", "start": 3, "end": 5, **WHY}
    )
    assert Redaction.objects.get().start == 3


def ordered(county: County, sign_in: SignIn) -> tuple[Story, Client]:
    story = severable(county)
    client = sign_in(Duty.DRAFTER)
    client.post(url(story, "mark/"), {"block_id": block(story, 2).id, "words": "13900000421", **WHY})
    client.post(url(story, "make/"))
    return story, client


def test_while_the_copy_is_made_the_page_shows_how_far_and_refreshes_itself(county: County, sign_in: SignIn) -> None:
    story, client = ordered(county, sign_in)
    page = client.get(url(story)).content.decode()
    assert "正在制作公开文本" in page
    assert "<progress" in page
    assert '<meta http-equiv="refresh" content="2; url=/documents/' in page
    assert "redact/make/" not in page, "while one is made no second one is offered"
    worker.drain(["slow"])
    after = client.get(url(story)).content.decode()
    assert "没有发现删去的内容残留" in after
    assert "http-equiv" not in after


def test_a_double_click_makes_one_copy(county: County, sign_in: SignIn) -> None:
    story, client = ordered(county, sign_in)
    client.post(url(story, "make/"))
    assert worker.drain(["slow"]) == 1
    client.post(url(story, "make/"))
    worker.drain(["slow"])
    assert RedactedCopy.objects.count() == 1


def test_a_copy_that_cannot_be_made_is_refused_in_chinese_on_the_page(county: County, sign_in: SignIn) -> None:
    """Where nothing would remain the copy cannot be made; the page says so and what to do."""
    story = severable(county)
    client = sign_in(Duty.DRAFTER)
    for number in range(3):
        client.post(url(story, "mark/"), {"block_id": block(story, number).id, "whole": 1, **WHY})
    client.post(url(story, "make/"))
    worker.drain(["slow"])
    page = client.get(url(story)).content.decode()
    assert "公开文本没有做成" in page
    assert "删去后没有可以公开的内容" in page
    assert "再做一次" in page
    assert not RedactedCopy.objects.exists()


def test_nothing_marked_orders_nothing(county: County, sign_in: SignIn) -> None:
    story = severable(county)
    answer = sign_in(Duty.DRAFTER).post(url(story, "make/"))
    assert answer.status_code == 409
    assert "还没有标注任何删减处" in answer.content.decode()
    assert worker.drain(["slow"]) == 0


def test_markings_changed_while_the_order_waited_make_no_copy(county: County, sign_in: SignIn) -> None:
    story, client = ordered(county, sign_in)
    client.post(url(story, "mark/"), {"block_id": block(story, 0).id, "whole": 1, **WHY})
    worker.drain(["slow"])
    assert not RedactedCopy.objects.exists()
    assert "制作公开文本" in client.get(url(story)).content.decode()


def test_all_findings_of_a_kind_are_covered_with_one_click_in_every_part(county: County, sign_in: SignIn) -> None:
    story, _ = with_attachments(county, a_docx=notice(), c_pdf=paper())
    client = sign_in(Duty.DRAFTER)
    page = client.get(url(story)).content.decode()
    assert "居民身份证号码 <b>1</b> 处" in page
    assert "手机号码 <b>1</b> 处" in page
    for kind in ("id_card", "mobile"):
        client.post(url(story, "everywhere/"), {"kind": kind, "all": "1", **WHY})
    places = set(AttachmentMark.objects.values_list("attachment__title", "page"))
    assert places == {("附件a.docx", 0), ("附件c.pdf", 1)}


def test_words_are_listed_with_their_places_and_covered_all_or_as_ticked(county: County, sign_in: SignIn) -> None:
    story, _ = with_attachments(county, a_docx=notice(), c_pdf=paper())
    client = sign_in(Duty.DRAFTER)
    page = client.get(url(story, "find/"), {"words": f" {NAME[:2]} {NAME[2:]}"}).content.decode()
    spots = re.findall(r'name="spots" value="([^"]+)"', page)
    assert len(spots) == 3
    assert "第1页第2行" in page
    client.post(url(story, "everywhere/"), {"words": NAME, "spots": spots[:1], **WHY})
    assert (Redaction.objects.count(), AttachmentMark.objects.count()) == (1, 0)
    client.post(url(story, "everywhere/"), {"words": NAME, "all": "1", **WHY})
    assert (Redaction.objects.count(), AttachmentMark.objects.count()) == (1, 2)
    again = client.post(url(story, "everywhere/"), {"words": NAME, "all": "1", **WHY})
    assert again.status_code == 409
    assert "已经都遮盖了" in again.content.decode()


def test_lines_of_a_page_are_ticked_and_areas_typed_without_mouse_or_script(county: County, sign_in: SignIn) -> None:
    story, made = with_attachments(county, c_pdf=paper())
    client = sign_in(Duty.DRAFTER)
    address = url(story, f"files/{made['c_pdf'].pk}/")
    page = client.get(address).content.decode()
    assert "审核意见：同意发放" in page
    image = client.get(f"{address}page-1.png")
    assert image["Content-Type"] == "image/png"
    assert "no-store" in image["Cache-Control"] or "private" in image["Cache-Control"]
    spot = re.findall(r'name="spots" value="([^"]+)"', page)[1]
    edges = {"left": "10", "top": "20.5", "right": "40", "bottom": "25"}
    answer = client.post(address, {"page": 1, "spots": spot, **edges, **WHY})
    assert answer.status_code == 302
    rows = {(m.page, m.left, m.top, m.right, m.bottom) for m in AttachmentMark.objects.all()}
    assert (1, 1000, 2050, 4000, 2500) in rows
    assert len(rows) == 2
    assert 'class="gone"' in client.get(address).content.decode()
    mark = AttachmentMark.objects.first()
    assert mark is not None
    client.post(url(story, f"uncover/{mark.pk}/"))
    assert AttachmentMark.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param({"page": 1}, "没有选中", id="什么都没选"),
        pytest.param({"page": 1, "left": "10"}, "没有填全", id="只写了一边"),
        pytest.param({"page": 1, "left": "-1", "top": "0", "right": "5", "bottom": "5"}, "0至100", id="负数"),
        pytest.param({"page": 1, "left": "50", "top": "0", "right": "5", "bottom": "5"}, "左上角", id="颠倒"),
        pytest.param({"page": 7, "whole": "1"}, "没有第7页", id="没有这一页"),
        pytest.param({"page": 1, "spots": "x"}, "写得不对", id="乱写"),
        pytest.param({"page": 1, "spots": "0:b-1:0:0"}, "不在这个附件里", id="别处的"),
    ],
)
def test_an_area_that_makes_no_sense_is_refused_and_nothing_changes(
    county: County, sign_in: SignIn, fields: dict[str, object], said: str
) -> None:
    story, made = with_attachments(county, c_pdf=paper())
    client = sign_in(Duty.DRAFTER)
    with nothing_changes():
        answer = client.post(url(story, f"files/{made['c_pdf'].pk}/"), {**fields, **WHY})
    assert answer.status_code == 409
    assert said in answer.content.decode()


def test_a_table_attachment_is_marked_by_passage_like_the_body(county: County, sign_in: SignIn) -> None:
    story, made = with_attachments(county, b_xlsx=table())
    client = sign_in(Duty.DRAFTER)
    address = url(story, f"files/{made['b_xlsx'].pk}/")
    block_id = body.blocks(parts.html_of(made["b_xlsx"]))[0].id
    client.post(address, {"block_id": block_id, "words": "秦小满", **WHY})
    mark = AttachmentMark.objects.get()
    assert (mark.page, mark.end - mark.start) == (0, 3)
    assert '<mark class="cut"' in client.get(address).content.decode()
    refused = client.post(address, {"block_id": "b-nowhere", "whole": "1", **WHY})
    assert refused.status_code == 409
    assert AttachmentMark.objects.count() == 1


def test_a_scan_is_recognised_when_asked_and_the_page_shows_how_far(county: County, sign_in: SignIn) -> None:
    story, made = with_attachments(county, e_png=as_bytes(scan("低保对象名单", "审核意见同意"), "PNG"))
    client = sign_in(Duty.DRAFTER)
    address = url(story, f"files/{made['e_png'].pk}/")
    assert "识别各页文字" in client.get(address).content.decode()
    client.post(f"{address}read/", {"page": 1})
    assert "正在识别各页文字" in client.get(address).content.decode()
    worker.drain(["slow"])
    page = client.get(address).content.decode()
    assert "识别所得，可能有误" in page
    assert "审核意见同意" in page


def test_the_second_reader_finds_every_public_file_and_the_release_page_names_them(
    county: County, sign_in: SignIn
) -> None:
    story, _ = with_attachments(county, c_pdf=paper())
    drafter = sign_in(Duty.DRAFTER)
    for wanted in (NAME, PHONE):
        drafter.post(url(story, "everywhere/"), {"words": wanted, "all": "1", **WHY})
    story.signed().handed_over()
    drafter.post(url(story, "make/"))
    worker.drain(["slow"])
    page = sign_in(Duty.SECRECY).get(url(story)).content.decode()
    assert "附件c（删减件）.pdf" in page
    assert "文字版" in page
    assert "仍须人工看过" in page
    release = sign_in(Duty.PUBLISHER).get(f"/documents/{story.document.matter.number}/release/").content.decode()
    assert "附件c（删减件）.pdf、附件c（文字版）.html（代替“附件c.pdf”）" in release


def test_another_organ_sees_no_page_of_the_attachment(county: County, sign_in: SignIn) -> None:
    story, made = with_attachments(county, c_pdf=paper())
    client = sign_in(Duty.DRAFTER, county.other)
    address = url(story, f"files/{made['c_pdf'].pk}/")
    for path in (address, f"{address}page-1.png", url(story, "find/?words=a")):
        assert client.get(path).status_code == 404


def test_the_page_asks_as_many_questions_for_many_attachments_as_for_one(
    county: County, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    story, _ = with_attachments(county, **{f"a{n}_txt": f"第{n}份，联系人{NAME}。".encode() for n in range(8)})
    client = sign_in(Duty.DRAFTER)
    client.post(url(story, "everywhere/"), {"words": NAME, "all": "1", **WHY})
    client.post(url(story, "make/"))
    worker.drain(["slow"])
    one, _ = with_attachments(county, a_txt=f"联系人{NAME}。".encode())
    client.post(url(one, "everywhere/"), {"words": NAME, "all": "1", **WHY})
    client.post(url(one, "make/"))
    worker.drain(["slow"])
    client.get(url(one))
    with CaptureQueriesContext(connection) as few:
        client.get(url(one))
    with django_assert_max_num_queries(len(few)):
        assert client.get(url(story)).content.decode().count("（删减件）.txt") == 8
