"""Requests that staff enter: each channel's day and evidence, a letter read from its file, nothing typed lost."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from tests.inforequests import story
from tests.office.desk import SignIn
from tests.people.factory import County
from tests.rules.numbers import id_card
from zwgk.audit.models import Entry
from zwgk.files.models import File
from zwgk.inforequests import mails
from zwgk.inforequests.models import Filing, InfoRequest
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.inforequest import Stage
from zwgk.rules.receipt import Channel

pytestmark = pytest.mark.django_db

LETTER = """Received: from mx by mail.example; Mon, 16 Nov 2026 17:20:00 +0800
From: =?utf-8?b?5ZGo6K+l6L+c?= <zhou@mail.example>
To: xxgk@qinglan.example
Subject: =?utf-8?b?55Sz6K+35YWs5byA5L6b5rC0566h572R5ZCI5ZCM?=
Date: Mon, 16 Nov 2026 17:19:58 +0800
Message-ID: <1@mail.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/html; charset=utf-8

<p>申请公开柳湾村供水管网改造的合同<br>和变更单。</p>
--b
Content-Type: text/plain; charset=utf-8
Content-Disposition: attachment; filename="note.txt"

地点在柳湾村
--b--
"""
WHO = {
    "kind": "natural_person",
    "name": "周该远",
    "proof": "id_card",
    "number": id_card(),
    "phone": "13900000013",
    "address": "清岚县青石街2号",
    "form": "paper",
    "way": "post",
    "description": "柳湾村供水管网改造的合同",
}


def named(name: str, data: bytes) -> BytesIO:
    upload = BytesIO(data)
    upload.name = name
    return upload


def test_a_letter_by_ordinary_mail_is_entered_with_envelope_and_day_and_entered_once(
    county: County, sign_in: SignIn
) -> None:
    """S4-35; 条例第三十一条: impossible days are refused at their field, what was uploaded stays with the form."""
    story.prepare(county)
    office = sign_in(Duty.OFFICE)
    html = office.get("/requests/new/").content.decode()
    assert "与申请人确认之日" in html
    html = office.get("/requests/new/?channel=ordinary_mail").content.decode()
    assert "收到当日就应当与申请人确认" in html
    mark = html.partition('name="mark" value="')[2].partition('"')[0]
    fields = {**WHO, "channel": "ordinary_mail", "organ": str(county.bureau.pk), "mark": mark, "evidence": "信封、通话"}
    bad = fields | {"arrived": "2026-11-18", "confirmed": "2026-11-17"}
    answer = office.post("/requests/new/", {**bad, "scans": named("信封.txt", "邮戳十一月十八日".encode())})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "早于到达之日" in html
    assert "已收下：信封.txt" in html
    assert "柳湾村供水管网改造的合同" in html
    assert not Filing.objects.exists()
    for wrong, why in (
        ({"arrived": "2026-11-23"}, "还没有到"),
        ({"arrived": "2026-13-01"}, "这样的日期"),
        ({"arrived": ""}, "没有填写“到达之日”"),
        ({"arrived": "2026-11-10", "confirmed": "2026-11-10"}, "请写明补登的原因"),
        ({"arrived": "2026-11-18", "number": "110101199001011234"}, "证件号码不对"),
        ({"arrived": "2026-11-18", "description": ""}, "没有写明需要什么信息"),
        ({"arrived": "2026-11-18", "description": "绝密★长期\n文件"}, "密"),
        ({"arrived": "2026-11-18", "evidence": ""}, "收到的凭证"),
        ({"arrived": "2026-11-18", "organ": str(county.other.pk)}, "没有选择受理机关"),
    ):
        answer = office.post("/requests/new/", fields | wrong)
        assert answer.status_code == 409, wrong
        assert why in answer.content.decode(), wrong
    assert not Filing.objects.exists()
    kept = str(File.objects.get().pk)
    good = fields | {"arrived": "2026-11-18", "confirmed": "2026-11-18", "kept": kept, "late_because": "停电"}
    answer = office.post("/requests/new/", good)
    html = answer.content.decode()
    assert "查询码只显示这一次" in html
    row = InfoRequest.objects.select_related("matter").get()
    assert row.received_on == date(2026, 11, 18)
    assert File.objects.get().matter_id == row.matter_id
    assert office.post("/requests/new/", good).status_code == 302, "the same form again makes nothing"
    assert InfoRequest.objects.count() == 1
    assert office.get(f"/requests/{row.matter.number}/files/{kept}/").status_code == 200
    assert sign_in(Duty.SECTION_HEAD).get("/requests/new/").status_code == 403


def test_an_email_is_read_from_its_file_and_waits_for_the_confirmation(county: County, sign_in: SignIn) -> None:
    """条例第三十一条第（三）项: both sides confirm; the original is kept with what was attached."""
    story.prepare(county)
    office = sign_in(Duty.INFORMANT)
    read = {"channel": "email", "read": "1", "mark": "m" * 20}
    answer = office.post("/requests/new/", {**read, "mail": named("来信.eml", LETTER.encode())})
    html = answer.content.decode()
    assert answer.status_code == 200
    for said in ("周该远", "zhou@mail.example", "合同\n和变更单", 'value="2026-11-16"', "note.txt", "来信.eml"):
        assert said in html, said
    kept = [str(pk) for pk in File.objects.values_list("pk", flat=True)]
    answer = office.post("/requests/new/", {**read, "mail": named("图.eml", b"nothing")})
    assert "这不是邮件原件" in answer.content.decode()
    stolen = sign_in(Duty.DISPATCHER).post("/requests/new/", {**read, "kept": kept})
    assert "来信.eml" not in stolen.content.decode(), "what a colleague uploaded is not carried along"
    fields = {**WHO, "channel": "email", "organ": str(county.bureau.pk), "mark": "m" * 20, "arrived": "2026-11-16"}
    answer = office.post("/requests/new/", fields | {"kept": kept, "evidence": "邮件原件"})
    assert answer.status_code == 200
    row = InfoRequest.objects.select_related("matter").get()
    assert row.received_on is None
    assert Stage(row.matter.stage) is Stage.TO_CONFIRM
    assert File.objects.filter(matter_id=row.matter_id).count() == 2


def test_who_applied_is_masked_until_opened_with_a_reason(county: County, sign_in: SignIn) -> None:
    """S4-54: the full identity by an act with a reason, each time in the log; the code renewed; the form printed."""
    told = story.registered(county, received=date(2026, 11, 18), channel=Channel.IN_PERSON)
    office, base = sign_in(Duty.OFFICE), f"/requests/{told.request.matter.number}/"
    assert "穆青禾" not in office.get(base).content.decode()
    assert "穆青禾" not in office.get(f"{base}identity/").content.decode()
    before = Entry.objects.filter(act="inforequests.open_identity").count()
    assert "查看原因应为" in office.post(f"{base}identity/", {"reason": ""}).content.decode()
    assert Entry.objects.filter(act="inforequests.open_identity").count() == before
    html = office.post(f"{base}identity/", {"other": "寄送答复", "proofs": "1"}).content.decode()
    assert "穆青禾" in html
    assert id_card() in html
    assert Entry.objects.filter(act="inforequests.open_identity").count() == before + 1
    assert sign_in(Duty.SECTION_HEAD).post(f"{base}identity/", {"other": "看看"}).status_code == 403
    assert office.get(f"{base}application.pdf").content[:5] == b"%PDF-"
    assert office.get(f"{base}application.docx").status_code == 404
    seen = told.fresh().matter.touched_at.isoformat()
    digest = Filing.objects.get().code_digest
    assert "身份核对方式" in office.post(f"{base}do/renew_code/", {"seen": seen}).content.decode()
    answer = office.post(f"{base}do/renew_code/", {"seen": seen, "proven_by": "核对身份证原件"})
    assert "查询码已重发" in answer.content.decode()
    assert Filing.objects.get().code_digest != digest
    seen = told.fresh().matter.touched_at.isoformat()
    given = {"seen": seen, "outcome": "reply_published", "given": ""}
    assert "查阅的网址或者地点" in office.get(f"{base}do/answer_on_spot/").content.decode()
    answer = office.post(f"{base}do/answer_on_spot/", given)
    assert answer.status_code == 409
    assert 'id="given-say"' in answer.content.decode(), "the sentence stands at the field"
    answer = office.post(f"{base}do/answer_on_spot/", given | {"given": "县政府网站“财政资金”栏目"})
    assert answer.status_code == 302
    assert told.stage is Stage.ANSWERED
    assert "当场答复" in office.get(base).content.decode()


def test_a_letter_with_a_strange_charset_or_none_at_all_is_still_read() -> None:
    odd = LETTER.replace("charset=utf-8", "charset=x-unknown", 1)
    assert "柳湾村" in mails.read(odd.encode()).text
    assert mails.read(LETTER.encode()).attached[0][0] == "note.txt"
    with pytest.raises(BadInput):
        mails.read(b"\x00\xff")
