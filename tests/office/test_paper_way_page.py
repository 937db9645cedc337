"""线下审签: the sheet with its code, the scan, the entry by one and the check by another (S2-28, S4-55)."""

from __future__ import annotations

import io
import itertools
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from tests.documents.story import Story, draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.approvals.models import PaperSheet, PaperSignature
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db
_serial = itertools.count(1)


def url(story: Story, page: str = "") -> str:
    return f"/documents/{story.document.matter.number}/paper/{page}"


def scan() -> SimpleUploadedFile:
    image = Image.new("RGB", (400, 200), "white")
    ImageDraw.Draw(image).line((20, 20 + next(_serial), 380, 180), fill="black", width=3)
    out = io.BytesIO()
    image.save(out, "PNG")
    return SimpleUploadedFile("处理签.png", out.getvalue())


def printed(county: County, sign_in: SignIn) -> tuple[Story, PaperSheet]:
    story = draft(county).propose().submit()
    sign_in(Duty.DRAFTER).post(url(story, "print/"))
    return story, PaperSheet.objects.get()


def test_the_printed_sheet_is_a_pdf_and_its_code_leads_back(county: County, sign_in: SignIn) -> None:
    story, sheet = printed(county, sign_in)
    client = sign_in(Duty.DRAFTER)
    pdf = client.get(url(story, f"{sheet.code}/slip.pdf"))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    assert unquote(client.get(f"/paper/{sheet.code}/")["Location"]) == url(story)
    assert unquote(client.get(f"/search/?q={sheet.code.lower()}")["Location"]) == url(story)
    assert sign_in(Duty.OFFICE, county.other).get(f"/paper/{sheet.code}/").status_code == 404
    assert client.get("/paper/ZZZZZZZZZZ/").status_code == 404


def test_a_signature_on_paper_counts_when_a_second_person_has_checked_it(county: County, sign_in: SignIn) -> None:
    story, sheet = printed(county, sign_in)
    drafter = sign_in(Duty.DRAFTER)
    drafter.post(url(story, "scan/"), {"code": sheet.code, "scan": scan()})
    signer = county.post(Duty.SECTION_HEAD)
    entry = {"code": sheet.code, "signer": signer.pk, "signed_on": "2026-11-20", "disclosure": "public"}
    answer = drafter.post(url(story, "enter/"), entry)
    assert answer.status_code == 302
    assert story.stage == "section", "one person's entry is not a signature yet"
    signature = PaperSignature.objects.get()
    own = drafter.post(url(story, f"confirm/{signature.pk}/"))
    assert own.status_code == 403
    assert story.stage == "section"
    sign_in(Duty.OFFICE).post(url(story, f"confirm/{signature.pk}/"))
    assert story.stage == "office"
    page = drafter.get(f"/documents/{story.document.matter.number}/story/").content.decode()
    assert "线下纸质" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"signed_on": "2026-12-01"}, "signed_on", id="日期在今天之后"),
        pytest.param({"signed_on": ""}, "signed_on", id="没有日期"),
        pytest.param({"signer": ""}, "signer", id="没有签字人"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_at_its_field(
    county: County, sign_in: SignIn, changes: dict[str, str], field: str
) -> None:
    story, sheet = printed(county, sign_in)
    drafter = sign_in(Duty.DRAFTER)
    drafter.post(url(story, "scan/"), {"code": sheet.code, "scan": scan()})
    entry = {
        "code": sheet.code,
        "signer": county.post(Duty.SECTION_HEAD).pk,
        "signed_on": "2026-11-20",
        "disclosure": "public",
        **changes,
    }
    answer = drafter.post(url(story, "enter/"), entry)
    assert answer.status_code == 409
    assert f'id="{field}-say"' in answer.content.decode()
    assert not PaperSignature.objects.exists()


def test_without_a_scan_nothing_is_entered(county: County, sign_in: SignIn) -> None:
    story, sheet = printed(county, sign_in)
    answer = sign_in(Duty.DRAFTER).post(
        url(story, "enter/"),
        {
            "code": sheet.code,
            "signer": county.post(Duty.SECTION_HEAD).pk,
            "signed_on": "2026-11-20",
            "disclosure": "public",
        },
    )
    assert answer.status_code == 409
    assert not PaperSignature.objects.exists()
