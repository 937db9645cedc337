"""The acts of handling as forms on the case: each refused with the form kept, then done, and told in the story."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from tests.inforequests import story
from tests.office.desk import SignIn
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.audit.models import Entry
from zwgk.files.models import File
from zwgk.inforequests.models import Consultation, InfoRequest, OnlineAct
from zwgk.rules.duties import Duty
from zwgk.rules.inforequest import Stage
from zwgk.rules.receipt import Channel, Event

pytestmark = pytest.mark.django_db


def upload_of(name: str, text: str) -> BytesIO:
    """A file as a browser sends it."""
    data = BytesIO(text.encode())
    data.name = name
    return data


class Desk:
    """A case in one browser: every form is opened before it is sent, as people do."""

    def __init__(self, client: Client, told: story.Story) -> None:
        self.client, self.told = client, told
        self.base = f"/requests/{told.request.matter.number}/"

    @property
    def seen(self) -> str:
        return self.told.fresh().matter.touched_at.isoformat()

    def does(self, act: str, **fields: Any) -> None:
        """The form opens, and what is sent is done."""
        assert self.client.get(f"{self.base}do/{act}/").status_code == 200, act
        answer = self.client.post(f"{self.base}do/{act}/", {"seen": self.seen, **fields})
        assert answer.status_code == 302, answer.content.decode()[:6000]
        assert answer.headers["Location"]

    def is_refused(self, act: str, why: str, **fields: Any) -> str:
        """Nothing is entered in the log or the case, the reason stands there, and so does what was typed."""
        before = (self.seen, Entry.objects.count(), File.objects.count())
        answer = self.client.post(f"{self.base}do/{act}/", {"seen": self.seen, **fields})
        assert (self.seen, Entry.objects.count(), File.objects.count()) == before
        html = answer.content.decode()
        assert answer.status_code in {403, 409}, act
        assert why in html, act
        return html


def test_a_request_is_confirmed_corrected_and_extended_through_its_forms(county: County, sign_in: SignIn) -> None:
    """S4-37, S4-38, S4-41; 条例第三十、三十一、三十三条: every step a form, every refusal at its field."""
    arrived = date(2026, 11, 16)
    told = story.registered(county, received=arrived, channel=Channel.FAX, events={Event.ARRIVED: arrived})
    desk = Desk(sign_in(Duty.OFFICE), told)
    html = desk.client.get(desk.base).content.decode()
    assert "应在 2026-11-17 前与申请人确认收到，已过期" in html
    assert "今天已电话确认" in html
    desk.is_refused("confirm", "早于", confirmed_on="2026-11-13", how="电话")
    kept = desk.is_refused("note_attempt", "联系方式应为", how="", words="响铃无人接听")
    assert "响铃无人接听" in kept
    desk.does("note_attempt", how="拨打所留电话", words="无人接听", on="2026-11-17")
    desk.does("confirm", confirmed_on="2026-11-18", how="电话联系，双方确认")
    assert told.stage is Stage.REGISTERED
    kept = desk.is_refused("ask_correction", "补正期限应当合理", points="请写明年度", correct_by="2026-11-23")
    assert "请写明年度" in kept
    desk.does("ask_correction", points="请写明年度", paper="1")
    assert told.stage is Stage.CORRECTING
    desk.is_refused("give_up", "申请人的补正期限到")
    desk.is_refused("transfer", "现在的环节是")
    desk.does("receive_correction", description="2025年度养护资金分配表", corrected_on="2026-11-20")
    desk.is_refused("ask_correction", "补正应当一次性告知", points="再问一次")
    desk.is_refused("ask_extension", "延长期限不得超过20个工作日", workdays="30", reason="需要检索")
    desk.does("ask_extension", workdays="20", reason="需要检索历史材料")
    assert Desk(sign_in(Duty.DEPUTY), told).is_refused("approve_extension", "现在的岗位是")
    desk.does("approve_extension", paper="1")
    desk.does("tell_extension", told_on="2026-11-20", how="邮寄告知书")
    html = desk.client.get(desk.base).content.decode()
    for said in (
        "没有联系上申请人",
        "收到补正，答复期限重新计算",
        "期限由2026-12-18延长到",
        "第三十三条",
        "清商公开告",
    ):
        assert said in html, said


def test_the_section_finds_material_that_is_checked_and_others_are_asked(
    county: County, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    """S4-44, S4-52; 条例第十七、三十二、三十四、三十六条: passed on, parted, searched, checked again, consulted."""
    told = story.registered(county, received=date(2026, 11, 9))
    desk, section = Desk(sign_in(Duty.OFFICE), told), Desk(sign_in(Duty.SECTION_HEAD), told)
    desk.is_refused("transfer", "不是本机关的科室", section=str(county.other.pk))
    desk.does("transfer", section=str(county.operations.pk), words="请五日内提出初稿")
    section.is_refused("split", "申请事项应有1至50项", items="")
    section.does("split", items="2025年度分配表\n2025年度拨付明细")
    section.is_refused("record_search", "检索范围", where="", how="题名检索", words="养护", found="一份")
    section.does("record_search", where="公文系统", how="题名检索", words="养护资金", found="找到分配表一份")
    item = told.item(1)
    section.is_refused("add_material", "没有选择文件", item=str(item.pk))
    with upload_of("分配表.txt", "养护资金分配表：甲乡三万元") as upload:
        section.does("add_material", item=str(item.pk), file=upload, title="2025年度分配表", is_given="1")
    with upload_of("机密★一年.txt", "机密★1年\n内容") as upload:
        section.is_refused("add_material", "密", item=str(item.pk), file=upload)
    row = item.materials.get()
    check = {"material": str(row.pk), "may_go_out": "1", "opinion": "不涉密，可以提供"}
    section.is_refused("recheck", "现在的岗位是", **check)
    Desk(sign_in(Duty.SECRECY), told).does("recheck", **check)
    assert desk.client.get(f"{desk.base}files/{row.file_id}/").status_code == 200
    assert desk.client.get(f"/files/{row.file_id}/").status_code == 404, "a request's file is opened on its page alone"
    assert sign_in(Duty.OFFICE, county.other).get(f"{desk.base}files/{row.file_id}/").status_code == 404
    with upload_of("删减后.txt", "养护资金分配表：甲乡〔删减〕") as upload:
        fields = {"item": str(item.pk), "file": upload, "title": "删减后的分配表", "redacted_from": str(row.pk)}
        section.does("add_material", **fields)
    copy = item.materials.exclude(redacted_from=None).get()
    assert desk.client.post(f"{desk.base}materials/{row.pk}/remove/").status_code == 409, "its copy stands upon it"
    assert desk.client.post(f"{desk.base}materials/{copy.pk}/remove/").status_code == 302
    letter = {"kind": "third_party", "name": "清岚路桥养护有限公司", "sent_on": "2026-11-13"}
    desk.is_refused("consult", "不得透露申请人", excerpt="穆青禾要的报价明细", **letter)
    answer = desk.client.post(
        f"{desk.base}do/consult/", {"seen": desk.seen, "excerpt": "报价明细", "with_link": "1", "paper": "1", **letter}
    )
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "链接只显示这一次" in html
    assert "/gongkai/yijian/" in html
    assert "清商公开函" in html
    asked = Consultation.objects.get()
    told_so = desk.client.get(desk.base).content.decode()
    assert "暂停中" in told_so
    assert '<span class="nth">暂停</span>' in told_so, "days after an open pause are no days of the clock"
    desk.is_refused("end_consultation", "还没有登记对方收到", consultation=str(asked.pk), answer="silent")
    desk.does("note_letter_received", consultation=str(asked.pk), received_on="2026-11-16")
    desk.is_refused("end_consultation", "不同意公开须有理由", consultation=str(asked.pk), answer="object")
    desk.does("end_consultation", consultation=str(asked.pk), answer="object", reasons="报价属于商业秘密")
    assert desk.client.post(f"{desk.base}materials/{row.pk}/remove/").status_code == 302
    html = desk.client.get(desk.base).content.decode()
    for said in ("报价属于商业秘密", "在公文系统检索", "暂停", "请五日内提出初稿"):
        assert said in html, said
    with django_assert_max_num_queries(70):
        desk.client.get(desk.base)
    desk.is_refused("withdraw", "还没有到", words="书面撤回", withdrawn_on="2026-11-23")
    desk.does("withdraw", words="书面撤回", withdrawn_on="2026-11-20")
    assert told.stage is Stage.WITHDRAWN


def test_too_many_requests_are_judged_by_a_person(county: County, sign_in: SignIn) -> None:
    """条例第三十五条: reasons asked for with the figures of the history, judged, and a reasonable day set and told."""
    story.registered(county, received=date(2026, 11, 9))
    told = story.registered(county, received=date(2026, 11, 10))
    desk = Desk(sign_in(Duty.OFFICE), told)
    OnlineAct.objects.create(
        filing=told.request.filing, kind="reasons", text="网上写的理由", token="t", at=story.moment(date(2026, 11, 18))
    )
    html = desk.client.get(desk.base).content.decode()
    assert "申请人网上" in html
    assert "可能重复" in html
    assert "本月2件" in html
    desk.does("ask_reasons", answer_by="2026-11-27", paper="1")
    assert "网上写的理由" in desk.client.get(f"{desk.base}do/receive_reasons/").content.decode()
    desk.is_refused("receive_reasons", "没有选择认定结果", reasons="研究用")
    desk.is_refused("set_period", "还没有认定申请理由合理", until="2027-01-29", reason="量大", told_on="2026-11-20")
    desk.does("receive_reasons", reasons="课题研究", is_reasonable="1", received_on="2026-11-20")
    desk.does("set_period", until="2027-01-29", reason="涉及十二年的材料", told_on="2026-11-20", paper="1")
    html = desk.client.get(desk.base).content.decode()
    assert "1月29日 周五" in html
    assert "合理期限内答复" in html


def test_who_comes_second_is_told_and_loses_nothing(county: County, sign_in: SignIn) -> None:
    told = story.registered(county, received=date(2026, 11, 9))
    first, second = Desk(sign_in(Duty.OFFICE), told), sign_in(Duty.INFORMANT)
    seen = first.seen
    first.does("record_search", where="档案室", how="翻阅", words="养护", found="没有找到")
    with nothing_changes():
        answer = second.post(f"{first.base}do/split/", {"seen": seen, "items": "只有一项"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "刚刚办理了这件申请" in html
    assert "只有一项" in html
    fresh = InfoRequest.objects.select_related("matter").get(pk=told.request.pk).matter.touched_at.isoformat()
    assert f'value="{fresh}"' in html
    assert second.post(f"{first.base}do/split/", {"seen": fresh, "items": "只有一项"}).status_code == 302
    assert second.post(f"{first.base}do/split/", {"seen": "x", "items": "一项"}).status_code == 409
    assert second.get(f"{first.base}do/nothing/").status_code == 404
