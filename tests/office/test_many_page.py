"""批量办理 in the browser: ticked in the list, done together, each with its result (S1-46)."""

from __future__ import annotations

import pytest

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.jobs import worker
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def test_ticked_papers_are_published_and_each_says_what_became_of_it(county: County, sign_in: SignIn) -> None:
    stories = [draft(county, title=f"关于第{n}件事的通知").propose().signed().handed_over() for n in range(2)]
    client = sign_in(Duty.PUBLISHER)
    assert "公开选中的" in client.get("/documents/?show=to_publish").content.decode()
    answer = client.post(
        "/documents/many/", {"publish": "1", "document": [str(s.document.pk) for s in stories]}, follow=True
    )
    assert "正在后台逐件办理" in answer.content.decode()
    address = answer.redirect_chain[-1][0]
    worker.drain(["slow"])
    html = client.get(address).content.decode()
    assert html.count('<span class="state ok">办成</span>') == 2
    assert sign_in(Duty.OFFICE).get(address).status_code == 404


def test_ticked_drafts_are_marked_together(county: County, sign_in: SignIn) -> None:
    stories = [draft(county, title=f"关于第{n}件事的通知") for n in range(2)]
    client = sign_in(Duty.DRAFTER)
    assert "标明选中的" in client.get("/documents/?show=writing").content.decode()
    client.post("/documents/many/", {"disclosure": "public", "document": [str(s.document.pk) for s in stories]})
    assert {s.fresh().disclosure for s in stories} == {"public"}


def test_nothing_ticked_is_a_sentence(county: County, sign_in: SignIn) -> None:
    answer = sign_in(Duty.PUBLISHER).post("/documents/many/", {"publish": "1"})
    assert answer.status_code == 409
    assert "没有选择文件" in answer.content.decode()
