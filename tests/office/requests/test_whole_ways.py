"""Each way a request may go, from the form at the desk to the archive, through the office's pages, day by day.

The days are those of the official calendar: 2026-01-30 over Spring Festival, corrected in May, a fee in March.
依据:《政府信息公开条例》第三十至四十二条
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.files.making import pdf
from tests.inforequests import story
from tests.office.desk import SignIn
from tests.people.factory import County
from tests.rules.numbers import id_card
from zwgk.inforequests import queries
from zwgk.inforequests.filed import package
from zwgk.inforequests.models import Consultation, Decision, Delivery, InfoRequest
from zwgk.rules.duties import Duty
from zwgk.rules.inforequest import Stage
from zwgk.rules.outcomes import OUTCOMES

pytestmark = pytest.mark.django_db

WHO = {
    "kind": "natural_person",
    "name": "穆青禾",
    "proof": "id_card",
    "number": id_card(),
    "phone": "13900000012",
    "address": "清岚县青石街1号",
    "form": "paper",
    "way": "post",
    "description": "2025年度农村公路养护资金分配情况",
}
#: channel → the field of the day that decides, and its evidence
ARRIVES = {"in_person": "submitted", "registered_mail": "signed_for"}


class Way:
    """One request; ``on`` moves the office's day, ``does`` sends the form of an act."""

    def __init__(self, county: County, sign_in: SignIn, clock: Callable[[date], None]) -> None:
        story.prepare(county)
        self.county, self.sign_in, self.clock = county, sign_in, clock
        self.today = date(2026, 1, 1)

    def on(self, month: int, day: int) -> Way:
        self.today = date(2026, month, day)
        self.clock(self.today)
        return self

    @property
    def row(self) -> InfoRequest:
        return InfoRequest.objects.select_related("matter", "filing").latest("pk")

    @property
    def base(self) -> str:
        return f"/requests/{self.row.matter.number}/"

    def form(self, channel: str = "in_person") -> Way:
        """Entered at the desk."""
        office = self.sign_in(Duty.OFFICE)
        mark = office.get("/requests/new/").content.decode().partition('name="mark" value="')[2].partition('"')[0]
        fields = {**WHO, "channel": channel, "organ": str(self.county.bureau.pk), "mark": mark, "evidence": "申请表"}
        answer = office.post("/requests/new/", fields | {ARRIVES[channel]: str(self.today)})
        assert "查询码" in answer.content.decode()
        assert self.row.received_on == self.today
        return self

    def sends(self, address: str, *, duty: Duty = Duty.OFFICE, **fields: Any) -> Way:
        """A form of the case is sent and taken."""
        seen = self.row.matter.touched_at.isoformat()
        answer = self.sign_in(duty).post(f"{self.base}{address}", {"seen": seen, **fields})
        assert answer.status_code == 302, f"{address}: {answer.content.decode()[:8000]}"
        return self

    def does(self, act: str, *, duty: Duty = Duty.OFFICE, **fields: Any) -> Way:
        return self.sends(f"do/{act}/", duty=duty, **fields)

    def given(self, title: str = "分配表") -> Way:
        """A material is laid to the case and checked again."""
        item = str(self.row.items.get().pk)
        upload = SimpleUploadedFile(f"{title}.txt", f"{title}：甲乡三万元".encode())
        self.does("add_material", item=item, file=upload, title=title, is_given="1")
        material = str(self.row.items.get().materials.latest("pk").pk)
        return self.does("recheck", duty=Duty.SECRECY, material=material, may_go_out="1", opinion="不涉密，可以提供")

    def decided(self, outcome: str, **given: Any) -> Way:
        """Drafted, sent, signed by every level."""
        self.sends("decide/", item="1", outcome=outcome, **given)
        return self.agreed()

    def agreed(self) -> Way:
        self.sends("decide/", submit="1")
        digest = Decision.objects.filter(request=self.row).latest("pk").digest
        for duty in (Duty.OFFICE, Duty.LEGAL, Duty.SECRECY, Duty.LEADER):
            self.sends("sign/", duty=duty, opinion="同意", digest=digest)
        assert Stage(self.row.matter.stage) is Stage.SEALING
        return self

    def answered(self) -> Way:
        """Numbered, sealed, handed to the post office today."""
        self.sends("seal/", number="1")
        self.sends("seal/", scan=SimpleUploadedFile("盖章.pdf", pdf("<p>sealed</p>")), on=str(self.today))
        return self.does("send", way="post", sent_on=str(self.today), tracking_no="EM123456789CN")

    def served(self) -> Way:
        row = Delivery.objects.filter(paper__request=self.row).latest("pk")
        return self.does("prove_service", delivery=str(row.pk), signed_on=str(self.today), signed_by="本人")

    def filed(self, term: str = "ten", **more: str) -> Way:
        self.sends("archive/", act="file", term=term, **more)
        assert Stage(self.row.matter.stage) is Stage.ARCHIVED
        return self

    def packed(self) -> None:
        """The package for the archives is whole."""
        answer = self.sign_in(Duty.OFFICE).post(f"{self.base}archive/", {"act": "package", "reason": "移交档案馆"})
        assert package.faults(io.BytesIO(answer.content)) == []

    def due(self) -> date | None:
        return queries.reply_due(self.row)

    def ended(self, outcome: str, report_row: str, *, late: bool = False) -> Way:
        assert (self.row.outcome, OUTCOMES[self.row.outcome].report_row) == (outcome, report_row)
        assert queries.is_late(self.row) is late
        return self


@pytest.fixture
def way(county: County, sign_in: SignIn, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Way:
    return Way(county, sign_in, lambda day: monkeypatch.setitem(settings.ENV.values, "TODAY", day))


def test_granted_over_spring_festival_from_the_form_to_the_package(way: Way) -> None:
    way.on(1, 30).form()
    assert way.due() == date(2026, 3, 5)
    way.on(2, 24).given().decided("reply_granted").on(3, 5).answered().ended("reply_granted", "granted")
    way.on(3, 9).served().filed().packed()


def test_refused_with_third_party_and_extension_over_spring_festival(way: Way) -> None:
    way.on(1, 30).form()
    letter = {"kind": "third_party", "name": "清岚路桥养护有限公司", "excerpt": "报价明细", "with_link": ""}
    seen = way.row.matter.touched_at.isoformat()
    way.on(2, 4)
    way.sign_in(Duty.OFFICE).post(f"{way.base}do/consult/", {"seen": seen, "sent_on": "2026-02-04", **letter})
    asked = str(Consultation.objects.get().pk)
    way.on(2, 5).does("note_letter_received", consultation=asked, received_on="2026-02-05")
    way.on(2, 13).does("end_consultation", consultation=asked, answer="object", reasons="报价属于商业秘密")
    assert way.due() == date(2026, 3, 16), "七个工作日不计入"
    way.on(3, 10).does("ask_extension", workdays="20", reason="核实第三方材料")
    way.does("approve_extension").does("tell_extension", told_on="2026-03-10", how="邮寄")
    assert way.due() == date(2026, 4, 14), "延长二十个工作日，清明节放假一天"
    refusal = {"reason": "公开会损害第三方的商业秘密", "evidence": "第三方意见", "facts": "合同载有报价明细"}
    way.on(4, 10).decided("refuse_third_party", **refusal).answered()
    way.ended("refuse_third_party", "denied_third_party_rights")
    way.on(4, 13).served().filed("thirty").packed()


def test_partly_given_with_the_rest_named(way: Way) -> None:
    way.on(9, 7).form().given("分配表（删减账号）")
    rest = {"withheld_parts": "开户行账号（第十五条）", "withheld_grounds": "third_party", "facts": "表中有账号"}
    way.decided("reply_partial", reason="涉及第三方", **rest).answered().ended("reply_partial", "partially_granted")


def test_corrected_and_counted_anew(way: Way) -> None:
    way.on(4, 20).form("registered_mail").on(4, 29).does("ask_correction", points="请写明道路和年度")
    way.on(5, 12).does("receive_correction", description="县道养护资金分配表", corrected_on="2026-05-12")
    assert way.due() == date(2026, 6, 9)
    way.on(6, 9).given().decided("reply_granted").answered().ended("reply_granted", "granted")


def test_not_ours_repeat_and_late(way: Way) -> None:
    way.on(9, 21).form().on(9, 24)
    way.decided("reply_not_ours", facts="由县交通运输局制作", reason="本机关没有制作或者获取", right_office="县交通局")
    way.answered().ended("reply_not_ours", "unable_not_held")
    way.on(10, 9).form()
    assert "可能重复" in way.sign_in(Duty.OFFICE).get(way.base).content.decode()
    way.decided("reply_repeat", facts="申请内容相同", earlier_reply="清商公开复〔2026〕1号，2026年9月24日").answered()
    way.ended("reply_repeat", "not_processed_repeat")
    way.on(10, 12).form().given()
    assert way.due() == date(2026, 11, 9)
    way.on(11, 10)
    assert "超期" in way.sign_in(Duty.OFFICE).get(way.base).content.decode()
    way.decided("reply_granted").answered().ended("reply_granted", "granted", late=True)


def test_a_fee_is_paid_and_everything_begins_anew(way: Way) -> None:
    way.on(3, 2).form().on(3, 9)
    way.does("send_fee_notice", standard="by_volume", number="250", payment="非税专户", told_on="2026-03-10")
    assert Stage(way.row.matter.stage) is Stage.PAYING
    assert way.row.fee.pay_by == date(2026, 4, 9)
    way.on(3, 27).does("pay", paid_on="2026-03-27", receipt_no="0012")
    assert way.due() == date(2026, 4, 27)
    way.given().decided("reply_granted").answered().ended("reply_granted", "granted")


def test_withdrawn_and_answered_on_the_spot(way: Way) -> None:
    way.on(9, 7).form().on(9, 9).does("withdraw", words="书面撤回", withdrawn_on="2026-09-09")
    way.ended("withdrawn", "other_other").filed()
    way.on(9, 10).form().does("answer_on_spot", outcome="reply_published", given="县政府网站“财政资金”栏目")
    assert way.row.on_spot
    way.ended("reply_published", "granted").filed()
