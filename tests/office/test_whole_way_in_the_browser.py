"""A document from draft to public page, by forms only (S2-27 … S2-32): every level in its own browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.documents.story import BODY, column
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.documents.actions.submitting import PRECHECK
from zwgk.documents.models import Document
from zwgk.rules.duties import Duty
from zwgk.rules.release_checks import Gate, Point

pytestmark = pytest.mark.django_db


def post(client: Client, url: str, **fields: Any) -> Any:
    """Send a form and insist that it was accepted."""
    answer = client.post(url, fields)
    assert answer.status_code == 302, re.sub(r"<[^>]+>", "", answer.content.decode())[:1500]
    return answer


def test_a_document_goes_from_draft_to_the_public_page_by_forms_alone(county: County, sign_in: SignIn) -> None:
    drafter = sign_in(Duty.DRAFTER)
    post(drafter, "/documents/new/", title="关于调整办事窗口服务时间的通知", kind="")
    document = Document.objects.get()
    base = f"/documents/{document.matter.number}/"
    assert document.kind == "circular"

    assert drafter.get(f"{base}edit/").status_code == 200
    post(
        drafter,
        f"{base}edit/",
        title=document.title,
        body=BODY,
        revision=1,
        head=1,
        addressees="各股室",
        column=column().pk,
        subject_code="0201",
        visibility="public",
    )
    assert drafter.get(f"{base}attribute/").status_code == 200
    post(drafter, f"{base}attribute/", disclosure="public")
    assert drafter.get(f"{base}send/").status_code == 200
    post(drafter, f"{base}send/", precheck=1, **{f"a-{code}": 1 for code in PRECHECK})
    post(drafter, f"{base}send/", chain="four")

    section = sign_in(Duty.SECTION_HEAD)
    assert "等您签" in section.get(base).content.decode()
    post(section, f"{base}sign/", disclosure="public")
    office = sign_in(Duty.OFFICE)
    assert office.get(base).status_code == 200
    post(office, f"{base}sign/", disclosure="public", ticks=[str(p) for p in Point])
    secrecy = sign_in(Duty.SECRECY)
    assert secrecy.get(base).status_code == 200
    post(secrecy, f"{base}sign/", disclosure="public", secrecy="open", ticks=[str(g) for g in Gate])
    leader = sign_in(Duty.DEPUTY)
    assert leader.get(base).status_code == 200
    post(leader, f"{base}sign/", disclosure="public", words="请尽快公开")

    assert office.get(f"{base}number/").status_code == 200
    post(office, f"{base}number/", code="清商")
    post(office, f"{base}number/", seal=1, copies=20)
    post(drafter, f"{base}do/hand-over/", remark="")
    publisher = sign_in(Duty.PUBLISHER)
    assert publisher.get(f"{base}release/").status_code == 200
    answer = post(publisher, f"{base}release/")

    document.refresh_from_db()
    assert document.publication is not None
    assert document.publication.title == document.title
    page = publisher.get(answer["Location"]).content.decode()
    assert "已公开" in page
    assert "第 1 版" in page
    for address in ("story/", "versions/", "paper/", ""):
        assert drafter.get(base + address).status_code == 200, address
    assert "清商〔2026〕1号" in office.get("/documents/register/").content.decode()
