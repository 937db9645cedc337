"""From the decision to its delivery on the office's pages: a case walked through, what is refused at its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.files.making import pdf
from tests.inforequests.story import WISH, Story, registered
from tests.office.desk import SignIn
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.documents.models import Document
from zwgk.inforequests.models import Decision, Delivery, Dispute, FeeNotice, IssuedPaper, RemedyBody
from zwgk.rules.applicants import Way
from zwgk.rules.duties import Duty
from zwgk.rules.inforequest import Stage
from zwgk.rules.outcomes import OUTCOMES

pytestmark = pytest.mark.django_db


def page_of(story: Story) -> str:
    return f"/requests/{story.request.matter.number}/"


def seen(story: Story) -> str:
    return story.fresh().matter.touched_at.isoformat()


def said(client: Client, address: str, **given: str) -> str:
    """What the page says after a form was sent from it."""
    answer = client.post(address, given, follow=True)
    return answer.content.decode()


@pytest.fixture
def told(county: County, office_day: None) -> Story:
    return registered(county, received=TODAY)


def test_an_item_is_decided_shown_as_printed_and_not_sent_with_a_gap(told: Story, sign_in: SignIn) -> None:
    """条例第三十六条: the outcome with article, reason and evidence; what is missing is named (S4-46)."""
    desk, base = sign_in(Duty.OFFICE), page_of(told)
    html = desk.get(f"{base}decide/").content.decode()
    assert all(row.label in html for row in OUTCOMES.values() if row.own_choice)
    assert "第1项还没有选择答复结果" in html
    html = desk.get(f"{base}decide/?item=1&outcome=reply_not_exist").content.decode()
    assert "请先登记检索情况" in html
    with nothing_changes():
        answer = desk.post(f"{base}decide/", {"seen": seen(told), "item": "1", "outcome": "withdrawn", "facts": "查过"})
    assert answer.status_code == 409
    assert "由相应的环节认定" in answer.content.decode()
    html = said(desk, f"{base}decide/", seen=seen(told), item="1", outcome="reply_not_exist", facts="本局没有制作")
    assert "缺少检索的范围" in html
    assert "disabled" in html
    with nothing_changes():
        answer = desk.post(f"{base}decide/", {"seen": seen(told), "submit": "1"})
    assert "检索的范围" in answer.content.decode()
    told.on(TODAY).searched()
    html = desk.get(f"{base}decide/").content.decode()
    assert "要素齐全，可以送审" in html
    assert "60日内向清岚县人民政府申请行政复议" in html
    assert "穆青禾" not in html
    assert desk.get(f"{base}preview.pdf").content.startswith(b"%PDF")
    assert sign_in(Duty.OFFICE, told.county.other).get(f"{base}preview.pdf").status_code == 404
    assert "已送审" in said(desk, f"{base}decide/", seen=seen(told), submit="1")
    assert told.stage is Stage.REVIEW


def test_a_partial_reply_names_its_grounds_and_keeps_what_was_typed(told: Story, sign_in: SignIn) -> None:
    desk, base = sign_in(Duty.OFFICE), page_of(told)
    told.on(TODAY).with_material()
    given = {"seen": seen(told), "item": "1", "outcome": "reply_partial", "withheld_parts": "账号（第十五条）"}
    with nothing_changes():
        answer = desk.post(f"{base}decide/", given)
    html = answer.content.decode()
    assert "没有选择不予公开部分的法定依据" in html
    assert "账号（第十五条）" in html
    html = said(desk, f"{base}decide/", **given, withheld_grounds="third_party")
    assert "应当先自收到本答复之日起60日内" in html


def test_each_level_signs_what_it_saw_and_the_sealed_scan_goes_out(told: Story, sign_in: SignIn) -> None:
    """S4-44, S4-47: 科室、法制、保密、领导; number, seal, scan; the post office's number; service proven."""
    county, base = told.county, page_of(told)
    told.on(TODAY).with_material().decided().submitted()
    digest = Decision.objects.get().digest
    desk, leader = sign_in(Duty.OFFICE), sign_in(Duty.LEADER)
    with nothing_changes():
        assert desk.post(f"{base}sign/", {"opinion": "同意", "digest": "0" * 64}).status_code == 409
        assert leader.post(f"{base}sign/", {"opinion": "同意", "digest": digest}).status_code == 403
        assert "退回理由" in desk.post(f"{base}sign/", {"return": "1", "digest": digest}).content.decode()
    for duty in (Duty.OFFICE, Duty.LEGAL, Duty.SECRECY, Duty.LEADER):
        client = sign_in(duty)
        html = client.get(f"{base}sign/").content.decode()
        assert "农村公路养护资金分配表" in html
        assert 'id="act"' in html
        assert "已签署" in said(client, f"{base}sign/", opinion="同意", digest=digest)
    assert told.stage is Stage.SEALING
    assert "已编号：清商公开复" in said(desk, f"{base}seal/", seen=seen(told), number="1")
    paper = IssuedPaper.objects.get()
    printed = desk.get(f"{base}papers/{paper.pk}.pdf")
    assert printed.content.startswith(b"%PDF")
    assert county.bureau.pk
    assert sign_in(Duty.LEGAL).get(f"{base}papers/{paper.pk}.pdf").status_code == 403, "the name is the desk's"
    with nothing_changes():
        answer = desk.post(f"{base}seal/", {"seen": seen(told)})
    assert "没有选择盖章扫描件" in answer.content.decode()
    scan = SimpleUploadedFile("盖章.pdf", pdf("<p>sealed</p>"))
    answer = desk.post(f"{base}seal/", {"seen": seen(told), "scan": scan, "on": str(TODAY)}, follow=True)
    assert "送达的就是这份扫描件" in answer.content.decode()
    sent = {"way": "post", "sent_on": str(TODAY)}
    with nothing_changes():
        answer = desk.post(f"{base}do/send/", {"seen": seen(told), **sent, "tracking_no": "SF0123456789"})
    assert "邮政企业" in answer.content.decode()
    assert "SF0123456789" in answer.content.decode(), "nothing typed is lost"
    html = said(desk, f"{base}do/send/", seen=seen(told), **sent, tracking_no="EM123456789CN")
    assert "以“邮寄”发出" in html
    row = Delivery.objects.get()
    proof = SimpleUploadedFile("签收.pdf", pdf("<p>signed</p>"))
    given = {"seen": seen(told), "delivery": str(row.pk), "signed_on": str(TODAY), "signed_by": "本人"}
    html = desk.post(f"{base}do/prove_service/", {**given, "evidence": proof}, follow=True).content.decode()
    assert "申请复议" in html
    row.refresh_from_db()
    assert desk.get(f"{base}files/{row.evidence_id}/").status_code == 200


def test_letters_are_printed_and_entered_together(
    county: County, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    """A batch: envelopes, labels, receipts; a wrong number stops no other letter, a name is read with its reason."""
    desk = sign_in(Duty.OFFICE)
    stories = []
    for n in range(2):
        story = registered(county, received=TODAY, wish=replace(WISH, description=f"第{n}条道路"))
        stories.append(story.with_material().decided().submitted().signed().sealed())
    with django_assert_max_num_queries(16):
        html = desk.get("/requests/mailing/").content.decode()
    assert "穆青禾" not in html
    keys = [str(story.request.pk) for story in stories]
    for kind in ("envelopes", "labels", "receipts"):
        answer = desk.post("/requests/mailing/", {"print": kind, "request": keys})
        assert answer.content.startswith(b"%PDF"), kind
    assert "请勾选" in desk.post("/requests/mailing/", {"print": "labels"}).content.decode()
    given = {"enter": "1", "sent_on": str(TODAY), f"tracking-{keys[0]}": "SF12", f"tracking-{keys[1]}": "EM123456789CN"}
    html = desk.post("/requests/mailing/", given).content.decode()
    assert "SF12" in html
    assert [story.stage for story in stories] == [Stage.DELIVERING, Stage.ANSWERED]
    assert sign_in(Duty.OFFICE, county.other).get("/requests/mailing/").content.decode().count("EM1") == 0


def test_a_fee_explains_itself_and_moves_the_clock(told: Story, sign_in: SignIn) -> None:
    """国办函〔2020〕109号: 250页 is 4700元."""
    desk, base = sign_in(Duty.OFFICE), page_of(told)
    html = desk.get(f"{base}do/send_fee_notice/").content.decode()
    assert "第101至200页每页20元" in html
    given = {"standard": "by_volume", "number": "20", "payment": "县财政非税专户", "told_on": str(TODAY)}
    with nothing_changes():
        answer = desk.post(f"{base}do/send_fee_notice/", {"seen": seen(told), **given})
    assert "没有超过30页，不收费" in answer.content.decode()
    html = said(desk, f"{base}do/send_fee_notice/", seen=seen(told), **{**given, "number": "250", "paper": "1"})
    assert "应缴4700元" in html
    assert "信息处理费收费通知" in html
    assert "待缴费" in html
    row = FeeNotice.objects.get()
    with nothing_changes():
        assert "缴费期限到" in desk.post(f"{base}do/not_paid/", {"seen": seen(told)}).content.decode()
    html = said(desk, f"{base}do/pay/", seen=seen(told), paid_on=str(TODAY), receipt_no="0012")
    assert "自次日起重新计算" in html
    row.refresh_from_db()
    assert row.paid_on == TODAY


def test_disputes_are_followed_and_a_corrected_reply_is_taken_up_again(told: Story, sign_in: SignIn) -> None:
    """行政复议法第四十八、五十四条; 年报第四表; what was given becomes a draft for everybody (条例第四十四条)."""
    desk, base = sign_in(Duty.OFFICE), page_of(told)
    told.on(TODAY).answered()
    given = {"kind": "reconsideration", "body": "清岚县人民政府", "received_on": str(TODAY), "is_simple": "1"}
    html = said(desk, f"{base}do/dispute/", seen=seen(told), **given)
    assert "前提交答辩" in html
    assert "复议诉讼中" in html
    row = Dispute.objects.get()
    assert "已提交" in said(
        desk, f"{base}do/answer_dispute/", seen=seen(told), dispute=str(row.pk), answered_on=str(TODAY)
    )
    with nothing_changes():
        given = {"dispute": str(row.pk), "result": "corrected", "result_on": str(TODAY), "seen": seen(told)}
        assert "处理情况" in desk.post(f"{base}do/record_result/", given).content.decode()
    html = said(desk, f"{base}do/record_result/", **given, consequence="撤销，责令重新答复")
    assert "结果纠正" in html
    title = {"title": "农村公路养护资金分配表", "kind": "announcement", "because": "多人申请"}
    html = said(desk, f"{base}do/convert/", seen=seen(told), **title)
    assert "附上1份材料" in html
    assert Document.objects.get().title == "农村公路养护资金分配表"
    html = desk.get(f"{base}do/reopen/").content.decode()
    assert "责令重新答复" in html
    html = said(desk, f"{base}do/reopen/", seen=seen(told), because="复议决定", answer_by="2026-12-10")
    assert "重新办理" in html
    assert told.due() == date(2026, 12, 10)


def test_papers_of_the_case_are_issued_and_printed(told: Story, sign_in: SignIn) -> None:
    desk, base = sign_in(Duty.OFFICE), page_of(told)
    html = desk.get(f"{base}papers/").content.decode()
    assert "协办函" in html
    assert "答复书（予以公开）" not in html, "replies come from sign-off alone"
    given = {"key": "assist", "recipient": "县交通局", "period": "三个工作日", "seen": seen(told)}
    with nothing_changes():
        answer = desk.post(f"{base}papers/", {**given, "excerpt": "穆青禾要的表"})
    assert "申请人的信息" in answer.content.decode()
    html = said(desk, f"{base}papers/", **given, excerpt="资金分配表")
    assert "已出具《协办函》清商公开函〔2026〕1号" in html
    paper = IssuedPaper.objects.get()
    assert desk.get(f"{base}papers/{paper.pk}.docx").content.startswith(b"PK")
    for key in ("register", "receipt", "approval", "service"):
        assert desk.get(f"{base}sheets/{key}.docx").content.startswith(b"PK"), key
    assert desk.get(f"{base}sheets/archive.pdf").status_code == 404
    assert desk.get(f"{base}papers/{paper.pk}.odt").status_code == 404


def test_remedies_of_an_organ_are_kept_by_its_office_and_shown_as_printed(county: County, sign_in: SignIn) -> None:
    desk, address = sign_in(Duty.OFFICE), f"/settings/remedies/{county.bureau.pk}/"
    assert "没有设置" in desk.get("/settings/remedies/").content.decode()
    given = {"standing": "department", "reconsideration": "清岚县人民政府", "court": ""}
    with nothing_changes():
        assert "管辖法院" in desk.post(address, given).content.decode()
    assert "已保存" in said(desk, address, **{**given, "court": "清岚县人民法院"})
    assert "60日内向清岚县人民政府" in desk.get(address).content.decode()
    assert RemedyBody.objects.get().organ == county.bureau
    assert desk.get(f"/settings/remedies/{county.other.pk}/").status_code == 404
    assert unquote(desk.get("/settings/remedies/?missing=1&q=商务").content.decode())


def test_a_reply_on_the_portal_is_sent_with_consent_alone(county: County, sign_in: SignIn) -> None:
    story = registered(county, received=TODAY, wish=replace(WISH, way=Way.PORTAL, consents=True))
    story.with_material().decided().submitted().signed().sealed()
    html = sign_in(Duty.OFFICE).get(f"{page_of(story)}do/send/").content.decode()
    assert "网上查看" in html
    html = said(sign_in(Duty.OFFICE), f"{page_of(story)}do/send/", seen=seen(story), way="portal", sent_on=str(TODAY))
    assert "凭申请编号和查询码" in html
