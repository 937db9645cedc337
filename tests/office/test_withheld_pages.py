"""The two lists and re-evaluation in the office: drafted, confirmed, pointed to, evaluated, filed, page by page."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest

from tests.office.desk import SignIn
from tests.people.factory import TODAY, County
from tests.publishing.lists import in_force, sent_as_withheld, withheld
from tests.unchanged import nothing_changes
from zwgk.documents.actions.withholding import file_all
from zwgk.documents.models import FilingRun, ReviewItem
from zwgk.publishing.models import NegativeEntry, WithheldItem
from zwgk.publishing.withheld import files
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def test_a_class_goes_from_its_form_to_the_public_list(county: County, sign_in: SignIn) -> None:
    office, secrecy = sign_in(Duty.OFFICE), sign_in(Duty.SECRECY)
    fields = {"organ": str(county.bureau.pk), "name": "谈判底价", "matters": "会议纪要", "ground_code": "process_info"}
    with nothing_changes():
        answer = office.post("/negative-list/", fields)
    assert answer.status_code == 409
    assert "不能按文种一概不公开" in answer.content.decode()
    answer = office.post("/negative-list/", fields | {"matters": "未签约招商项目的谈判底价"})
    address = answer.headers["Location"]
    assert "审定并公布" not in office.get(address).content.decode()
    assert "审定并公布" in secrecy.get(address).content.decode()
    assert secrecy.post(address, {"confirm": "1"}).status_code == 302
    assert NegativeEntry.objects.get().state == "confirmed"
    assert office.post(address, {"remove": "1", "reason": "应当公开"}).status_code == 403
    answer = office.post(address, {"amend": "1", "reason": "范围缩小"})
    draft = NegativeEntry.objects.get(state="draft")
    assert answer.headers["Location"] == f"/negative-list/{draft.pk}/"
    assert "谈判底价" in office.get("/negative-list/?state=draft").content.decode()
    assert office.get("/negative-list/list.xlsx").content[:2] == b"PK"
    table = BytesIO(files.empty_negative_list())
    table.name = "清单.xlsx"
    answer = office.post("/negative-list/", {"organ": str(county.bureau.pk), "import": "1", "file": table})
    assert "新增1条" in answer.content.decode()


def test_a_paper_is_pointed_to_a_class_or_listed_by_itself(county: County, sign_in: SignIn) -> None:
    first, second = in_force(county), in_force(county, "比选方案")
    story = sent_as_withheld(county)
    address = f"/documents/{story.document.matter.number}/withheld/"
    drafter, office = sign_in(Duty.DRAFTER), sign_in(Duty.OFFICE)
    html = drafter.get(address).content.decode()
    assert first.name in html
    assert second.name in html
    assert "清单外逐件列入" not in html
    assert drafter.post(address, {"entry": str(second.pk)}).status_code == 302
    assert WithheldItem.objects.get().entry == second
    assert office.post(address, {"apart": "1", "apart_because": "不便"}).status_code == 409
    assert office.post(address, {"apart": "1", "apart_because": "比选没有结束，公开会引起投机"}).status_code == 302
    assert WithheldItem.objects.get().entry is None
    assert unquote(address) in drafter.get(f"/documents/{story.document.matter.number}/").content.decode()


def test_the_catalogue_is_filtered_added_to_shown_and_closed(county: County, sign_in: SignIn) -> None:
    office, secrecy = sign_in(Duty.OFFICE), sign_in(Duty.SECRECY)
    fields = {
        "organ": str(county.bureau.pk),
        "title": "关于某项目谈判的专报",
        "ground_code": "process_info",
        "ground_reason": "谈判还在进行，公开会损害利益",
        "decided_on": "2026-11-02",
        "decided_by": "局长",
    }
    with nothing_changes():
        assert office.post("/withheld/", fields | {"ground_code": ""}).status_code == 409
    address = office.post("/withheld/", fields).headers["Location"]
    item = WithheldItem.objects.get()
    assert "关于某项目谈判的专报" in office.get("/withheld/?q=谈判").content.decode()
    assert "关于某项目谈判的专报" not in office.get("/withheld/?due=1").content.decode()
    assert secrecy.post("/withheld/many/", {"item": str(item.pk), "masked": "1"}).status_code == 302
    item.refresh_from_db()
    assert item.public_title == "（题名不宜公开）"
    assert office.get("/withheld/list.xlsx?state=listed").content[:2] == b"PK"
    assert (
        office.post(address, {"change": "1", "review_on": "2026-12-01", "unit": "县商务局/办公室"}).status_code == 302
    )
    assert office.post(address, {"change": "1", "review_on": "2027-12-01"}).status_code == 409
    assert office.post(address, {"close": "1", "close_reason": "登记有误"}).status_code == 302
    assert "已移出" in office.get(address).content.decode()
    secret = {"organ": str(county.bureau.pk), "is_secret": "1", "ground_code": "secret", "decided_by": "局长"}
    secret |= {"decided_on": "2026-11-02", "secret_until": "2027-01-01"}
    address = secrecy.post("/withheld/", secret).headers["Location"]
    assert "登记解密" in secrecy.get(address).content.decode()
    given = {"declassify": "1", "title": "关于物资的报告", "basis": "期限届满", "ground_code": "internal_affairs"}
    assert secrecy.post(address, given).status_code == 302
    assert "关于物资的报告" in office.get("/withheld/?due=1").content.decode()


def test_a_round_goes_from_its_form_to_the_paper_that_is_signed_again(county: County, sign_in: SignIn) -> None:
    story = withheld(county)
    office, head, deputy = sign_in(Duty.OFFICE), sign_in(Duty.SECTION_HEAD), sign_in(Duty.DEPUTY)
    fields = {
        "title": "2026年度评估",
        "organ": str(county.bureau.pk),
        "due_by": "2027-12-31",
        "answer_by": "2026-12-04",
    }
    with nothing_changes():
        assert office.post("/reevaluations/", fields | {"due_by": "2026-12-31"}).status_code == 409
    address = office.post("/reevaluations/", fields).headers["Location"]
    assert "2026年度评估" in office.get("/").content.decode(), "the inbox leads there"
    row = ReviewItem.objects.get()
    assert "提出意见…" in head.get(address).content.decode()
    given = {"item": str(row.pk), "verdict": "public", "reason": "合同已经签订，可以公开"}
    assert head.post(f"{address}propose/", given).status_code == 302
    html = deputy.get(f"{address}?confirm=1").content.decode()
    assert "确认勾选的" in html
    assert "确认勾选的" not in office.get(address).content.decode()
    assert office.post(f"{address}finish/").status_code == 409
    assert deputy.post(f"{address}confirm-many/", {"row": str(row.pk)}).status_code == 302
    assert story.stage == "drafting"
    assert office.post(f"{address}finish/").status_code == 302
    assert "转为公开1件" in office.get("/reevaluations/").content.decode()
    for form in ("xlsx", "docx"):
        assert office.get(f"{address}result.{form}").content[:2] == b"PK"
    assert sign_in(Duty.OFFICE, county.other).get(address).status_code == 404


def test_what_is_in_neither_list_is_filed_with_progress(county: County, sign_in: SignIn) -> None:
    story = withheld(county)
    WithheldItem.objects.all().delete()
    office = sign_in(Duty.OFFICE)
    assert story.document.title in office.get("/withheld/neither/").content.decode()
    address = office.post("/withheld/neither/", {"organ": str(county.bureau.pk)}).headers["Location"]
    assert "正在办理" in office.get(address).content.decode()
    file_all(FilingRun.objects.get().pk)
    html = office.get(address).content.decode()
    assert "已完成" in html
    assert "没有清单以外的信息" in office.get("/withheld/neither/").content.decode()
    assert sign_in(Duty.OFFICE, county.other).get(address).status_code == 404


def test_an_item_that_is_due_is_marked_late(county: County, sign_in: SignIn) -> None:
    withheld(county)
    WithheldItem.objects.update(review_on=TODAY - timedelta(days=1))
    html = sign_in(Duty.OFFICE).get("/withheld/?due=1").content.decode()
    assert f'class="late">{date(2026, 11, 19)}' in html
