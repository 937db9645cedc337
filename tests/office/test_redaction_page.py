"""遮盖: passages by selection or by their words, grounds and reasons; the copy read again by another (S2-29, S4-60)."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.documents.story import Story, draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.documents.models import RedactedCopy, Redaction
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
    assert '<meta http-equiv="refresh"' in page
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
