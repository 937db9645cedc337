"""公文公开: filters by stage, attribute, kind and words; keyset pages; the register of outgoing papers (S1-46)."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.documents.models import NumberEntry
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def test_the_list_narrows_by_stage_attribute_kind_and_words(county: County, sign_in: SignIn) -> None:
    draft(county, title="关于拟稿中的通知")
    draft(county, title="关于审签中的通知").propose().submit()
    draft(county, title="关于不公开的公告", kind="proclamation").propose(
        Disclosure.WITHHELD, ground_code="process_info", ground_reason="方案仍在讨论，尚未决定"
    )
    client = sign_in(Duty.OFFICE)
    assert "关于拟稿中的通知" not in client.get("/documents/?show=signing").content.decode()
    assert "关于审签中的通知" in client.get("/documents/?show=signing").content.decode()
    withheld = client.get("/documents/?disclosure=withheld").content.decode()
    assert "关于不公开的公告" in withheld
    assert "关于拟稿中的通知" not in withheld
    assert "关于不公开的公告" in client.get("/documents/?kind=proclamation").content.decode()
    assert "关于拟稿中的通知" not in client.get("/documents/?q=审签中").content.decode()


def test_pages_follow_each_other_without_gap_or_repetition(county: County, sign_in: SignIn) -> None:
    for n in range(33):
        draft(county, title=f"关于第{n:02d}件事项的通知")
    client = sign_in(Duty.OFFICE)
    first = client.get("/documents/").content.decode()
    following = re.search(r'href="(\?at=[^"]+)" rel="next"', first)
    assert following
    second = client.get("/documents/" + following[1].replace("&amp;", "&")).content.decode()
    titles = [re.findall(r"关于第(\d\d)件", page) for page in (first, second)]
    assert len(titles[0]) == 30
    assert sorted(titles[0] + titles[1]) == [f"{n:02d}" for n in range(33)]


def test_the_number_of_queries_does_not_grow_with_the_list(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.OFFICE)
    draft(county)
    client.get("/documents/")
    with CaptureQueriesContext(connection) as few:
        client.get("/documents/")
    for n in range(6):
        draft(county, title=f"关于第{n}件的通知")
    with CaptureQueriesContext(connection) as many:
        client.get("/documents/")
    assert len(many) == len(few)


def test_todays_intake_shows_what_has_no_attribute_yet(county: County, sign_in: SignIn) -> None:
    draft(county, title="关于还没有定的通知")
    draft(county, title="关于已经定了的通知").propose()
    page = sign_in(Duty.DRAFTER).get("/documents/today/").content.decode()
    assert "关于还没有定的通知" in page
    assert "关于已经定了的通知" not in page


def test_a_void_number_stays_in_the_register_and_says_why(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose().signed()
    office = sign_in(Duty.OFFICE)
    base = f"/documents/{story.document.matter.number}/"
    office.post(f"{base}number/", {"code": "清商"})
    entry = NumberEntry.objects.get()
    refused = office.post("/documents/register/", {"entry": entry.pk, "reason": ""})
    assert refused.status_code == 409
    assert "没有原因" in refused.content.decode()
    entry.refresh_from_db()
    assert entry.void_on is None
    office.post("/documents/register/", {"entry": entry.pk, "reason": "编错了"})
    page = office.get("/documents/register/").content.decode()
    assert "编错了" in page
    office.post(f"{base}number/", {"code": "清商", "wanted": "1"})
    assert story.fresh().doc_number == "", "a used number is never given again"
    office.post(f"{base}number/", {"code": "清商"})
    assert story.fresh().doc_number == "清商〔2026〕2号"
