"""有效性 in the office: whose term ends soon; a paper's days confirmed, a change recorded and voided."""

from __future__ import annotations

from datetime import date
from urllib.parse import unquote

import pytest

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.documents.models import CleanupItem
from zwgk.publishing.models import Publication, ValidityChange
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db
TEXT = "<p>为规范停车管理，制定本办法。</p><p>本办法自2026年12月1日起施行，有效期至2027年3月31日。</p>"


@pytest.fixture
def paper(county: County) -> Publication:
    made = draft(county, title="停车管理办法", body=TEXT).published()
    Publication.objects.filter(pk=made.pk).update(is_normative=True, validity="in_force")
    return Publication.objects.get(pk=made.pk)


def test_the_days_are_proposed_from_the_text_and_confirmed(paper: Publication, sign_in: SignIn) -> None:
    client = sign_in(Duty.LEGAL)
    address = f"/publications/{paper.pk}/validity/"
    html = client.get(address).content.decode()
    assert "自2026年12月1日起施行；有效期至2027年3月31日" in html
    assert 'value="2026-12-01"' in html
    fields = {"term": "1", "effective_on": "2026-12-01", "expires_on": "2027-03-31", "term_reason": "第九条"}
    assert client.post(address, fields).status_code == 302
    paper.refresh_from_db()
    assert (paper.validity, paper.in_force_to) == ("not_yet", date(2027, 3, 31))


def test_a_paper_whose_term_ends_soon_is_listed(paper: Publication, sign_in: SignIn) -> None:
    client = sign_in(Duty.LEGAL)
    Publication.objects.filter(pk=paper.pk).update(in_force_to=date(2027, 3, 31))
    assert paper.title in client.get("/validity/").content.decode()
    assert paper.title not in sign_in(Duty.LEGAL, paper.organ.parent.children.last()).get("/validity/").content.decode()


def test_a_change_is_recorded_and_voided_and_the_refusal_stands_at_its_field(
    paper: Publication, sign_in: SignIn
) -> None:
    client = sign_in(Duty.LEGAL)
    address = f"/publications/{paper.pk}/validity/"
    with nothing_changes():
        answer = client.post(address, {"kind": "repeals", "on": "2026-11-20"})
    assert answer.status_code == 409
    assert "没有写明依据哪份文件" in answer.content.decode()
    fields = {"kind": "repeals", "on": "2026-11-20", "basis_text": "市人民政府关于废止一批文件的决定"}
    assert client.post(address, fields).status_code == 302
    paper.refresh_from_db()
    assert paper.validity == "repealed"
    row = ValidityChange.objects.get()
    assert client.post(address, {"void": str(row.pk), "void_reason": "登错了文件"}).status_code == 302
    paper.refresh_from_db()
    assert paper.validity == "in_force"


def test_a_clean_up_goes_from_its_form_to_the_decision(paper: Publication, sign_in: SignIn, county: County) -> None:
    """The pages of a batch: opened by 法制, answered by the unit, finished, drafted."""
    legal, unit = sign_in(Duty.LEGAL), sign_in(Duty.OFFICE)
    fields = {
        "title": "2026年文件清理",
        "organ": str(county.bureau.pk),
        "basis": "《清理通知》",
        "cutoff_on": "2026-11-20",
        "answer_by": "2026-12-04",
    }
    with nothing_changes():
        assert legal.post("/cleanups/", fields | {"answer_by": "2026-01-01"}).status_code == 409
    answer = legal.post("/cleanups/", fields)
    assert answer.status_code == 302
    address = answer.headers["Location"]
    assert unquote(address) in unit.get("/").content.decode(), "the inbox leads there"
    html = unit.get(address).content.decode()
    assert paper.title in html
    assert "未反馈" in html
    row = CleanupItem.objects.get()
    assert legal.post(f"{address}give/", {"item": str(row.pk), "unit": "没有这个科"}).status_code == 409
    assert legal.post(f"{address}give/", {"item": str(row.pk), "unit": "县商务局/政策法规科"}).status_code == 302
    assert legal.post(f"{address}give/", {"item": str(row.pk), "unit": "县商务局"}).status_code == 302
    assert legal.post(f"{address}finish/").status_code == 409
    given = {"item": str(row.pk), "verdict": "repeal", "reason": "不再实行"}
    assert unit.post(f"{address}answer/", given).status_code == 302
    assert legal.post(f"{address}finish/").status_code == 302
    assert legal.get(f"{address}lists.xlsx").content.startswith(b"PK")
    assert unit.post(f"{address}draft/", {"column": str(paper.column_id)}).status_code == 302
    assert "决定已起草" in unit.get(address).content.decode()
    paper.refresh_from_db()
    assert paper.validity == "in_force"


def test_another_organ_does_not_see_the_batch(paper: Publication, sign_in: SignIn, county: County) -> None:
    legal = sign_in(Duty.LEGAL)
    fields = {"title": "清理", "organ": str(county.bureau.pk), "basis": "《通知》"}
    address = legal.post("/cleanups/", fields | {"cutoff_on": "2026-11-20", "answer_by": "2026-12-04"}).headers[
        "Location"
    ]
    assert sign_in(Duty.LEGAL, county.other).get(address).status_code == 404


def test_who_does_not_keep_validity_sees_it_and_changes_nothing(paper: Publication, sign_in: SignIn) -> None:
    client = sign_in(Duty.DRAFTER)
    address = f"/publications/{paper.pk}/validity/"
    assert "登记变动" not in client.get(address).content.decode()
    with nothing_changes():
        answer = client.post(address, {"kind": "repeals", "on": "2026-11-20", "basis_text": "某决定"})
    assert answer.status_code == 403
