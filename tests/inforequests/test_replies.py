"""A reply on its way: sealed for its applicant, told genuine by its code, come back, sent once more, made public."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PIL import Image

from tests.files.making import pdf
from tests.inforequests.story import WISH, Story, file_of, moment, registered
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.crossings import converting
from zwgk.documents.models import Document
from zwgk.files import store
from zwgk.inforequests import copying, intake, jobs, queries, replies
from zwgk.inforequests.actions import ending, sending, serving, taking
from zwgk.inforequests.models import Conversion, Delivery, PaperCheck, ReplyPart
from zwgk.inforequests.models.replying import PartKind
from zwgk.inforequests.papers import checks, rendering
from zwgk.jobs.models import Job
from zwgk.people.actor import SYSTEM
from zwgk.rules.applicants import Way
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed

pytestmark = pytest.mark.django_db

ONLINE = replace(WISH, way=Way.PORTAL, consents=True)


def issued(county: County, **more: Any) -> Story:
    """A granted reply, sealed, with a scan that can be opened."""
    story = registered(county, **more).with_material().decided().submitted().signed()
    story.things["paper"] = sending.number(story.fresh(), actor=story.desk, **story.day)
    story.things["scan"] = file_of(pdf("<p>答复书</p>"), "scan.pdf")
    sending.seal(story.fresh(), scan=story.things["scan"], actor=story.desk, **story.day)
    return story


def test_a_reply_waits_for_whoever_holds_number_and_code_and_nobody_else(county: County) -> None:
    """ADR 27: what lies on the portal opens with the query code alone; a renewed code opens it anew."""
    story = issued(county, wish=ONLINE).sent(way=Way.PORTAL, tracking_no="")
    number = story.fresh().filing.number
    assert replies.parts(number, story.code) == [], "not ready yet"
    assert Job.objects.filter(handler=copying.JOB).count() == 1
    assert jobs.copy_reply(story.things["delivery"].pk) == 3
    parts = replies.parts(number, story.code)
    assert [part.kind for part in parts] == [PartKind.PAPER, PartKind.PAGE, PartKind.MATERIAL]
    scan = store.data_of(story.things["scan"])
    assert replies.data(number, story.code, parts[0].pk)[1].startswith(b"%PDF")
    assert Image.open(io.BytesIO(replies.data(number, story.code, parts[1].pk)[1])).width == 1240
    part, data = replies.data(number, story.code, parts[2].pk)
    assert (part.name, data) == ("2025年度农村公路养护资金分配表.txt", b"the list")
    kept = " ".join(str(value) for row in ReplyPart.objects.values_list() for value in row)
    assert "分配表" not in kept
    assert all(store.data_of(row.file)[:4] not in (scan[:4], b"the ") for row in ReplyPart.objects.all())
    with pytest.raises(NotAllowed, match="查询码不对"):
        replies.parts(number, "AAAA-AAAA-AAAA-AAAA")
    with pytest.raises(NotAllowed, match="不属于"):
        replies.data(number, story.code, 0)

    assert jobs.note_arrivals() == 0, "nobody opened it"
    intake.note_opening(number, story.code, what="reply", at=moment(story.today + timedelta(days=400)))
    assert jobs.note_arrivals() == 1
    assert jobs.note_arrivals() == 0
    delivery = Delivery.objects.get()
    assert (delivery.signed_on, delivery.signed_by) == (story.today + timedelta(days=400), serving.OPENED)
    assert queries.last_days(story.fresh()) is not None

    fresh = taking.renew_code(story.fresh(), proven_by="核对身份证", at=moment(story.today), actor=story.desk)
    assert replies.parts(number, fresh) == []
    jobs.copy_reply(delivery.pk)
    assert len(replies.parts(number, fresh)) == 3
    with pytest.raises(NotAllowed):
        replies.parts(number, story.code)


def test_who_did_not_agree_to_be_served_electronically_finds_no_copy(county: County) -> None:
    issued(county).sent()
    assert not Job.objects.filter(handler=copying.JOB).exists()


def test_a_code_on_the_paper_tells_that_it_is_genuine_and_of_whom_nothing(county: County) -> None:
    story = issued(county)
    paper = story.things["paper"]
    row = PaperCheck.objects.get(paper=paper)
    assert (row.label, row.doc_number, row.sealed_on) == ("答复书", "清商公开复〔2026〕1号", story.today)
    assert row.sha256 == story.things["scan"].blob.sha256
    assert checks.find(row.code.lower()) == row
    assert checks.find("") is None
    assert row.code in checks.address(paper)
    assert rendering.pdf(paper, applicant="穆青禾", code=checks.address(paper)).startswith(b"%PDF")
    assert "穆" not in " ".join(str(value) for value in PaperCheck.objects.values_list().get())
    story.sent().on(date(2026, 3, 9))
    ending.reopen(story.fresh(), because="判决责令重新答复", actor=story.desk, **story.day)
    story.decided().submitted().signed().sealed()
    row.refresh_from_db()
    assert row.replaced_on == story.today, "a later decision stands in its place"


def test_the_post_takes_it_brings_it_back_and_takes_it_again(county: County) -> None:
    """国办公开办函〔2016〕235号: by the post alone; in time is what was sent in time."""
    story = issued(county)
    with nothing_changes(), pytest.raises(BadInput, match="邮政企业"):
        story.sent(tracking_no="SF1234567890123")
    story.on(date(2026, 3, 5)).sent(tracking_no="em 123456789 cn")
    first = story.things["delivery"]
    assert first.tracking_no == "EM123456789CN"
    offered = {move.name for move in queries.moves(story.fresh(), story.desk)}
    assert {"prove_service", "come_back"} <= offered
    assert "send_again" not in offered
    story.on(date(2026, 3, 12))
    again = {"way": Way.COUNTER, "sent_on": story.today, "actor": story.desk, **story.day}
    back = {"returned_on": story.today, "because": "原址查无此人", "actor": story.desk, **story.day}
    with nothing_changes(), pytest.raises(BadInput, match="早于发出日期"):
        serving.come_back(story.fresh(), first, **{**back, "returned_on": date(2026, 3, 4)})
    serving.come_back(story.fresh(), first, **back)
    with nothing_changes(), pytest.raises(BadInput, match="已经登记退件"):
        serving.come_back(story.fresh(), first, **back)
    assert "send_again" in {move.name for move in queries.moves(story.fresh(), story.desk)}
    with nothing_changes(), pytest.raises(BadInput, match="须有签收人"):
        serving.send_again(story.fresh(), **again)
    with nothing_changes(), pytest.raises(BadInput, match="授权委托书"):
        serving.send_again(story.fresh(), **again, signed_by="穆小禾", is_proxy=True)
    with nothing_changes(), pytest.raises(GateClosed, match="没有同意电子送达"):
        serving.send_again(story.fresh(), **{**again, "way": Way.EMAIL})
    second = serving.send_again(story.fresh(), **again, signed_by="穆小禾", is_proxy=True, authority=file_of())
    assert second.signed_on == story.today
    assert queries.is_late(story.fresh()) is False


def test_what_was_given_to_one_becomes_a_draft_for_everybody(county: County) -> None:
    """条例第四十四条: from the request to the way of all papers; nothing of the applicant goes along."""
    story = issued(county).sent()
    how = {"kind": "announcement", "because": "多人申请同一信息", "actor": story.desk, **story.day}
    with nothing_changes(), pytest.raises(BadInput, match="理由"):
        converting.publish_for_everybody(story.fresh(), title="资金分配表", **{**how, "because": ""})
    made = converting.publish_for_everybody(story.fresh(), title="2025年度农村公路养护资金分配表", **how)
    assert (made.attached, Document.objects.count()) == (1, 1)
    assert Conversion.objects.get().document == made.document.matter
    refused = registered(county).decided(
        "refuse_internal_affairs", reason="内部流程", evidence="流程单", facts="系内部流程"
    )
    refused.submitted().signed().sealed().sent()
    with nothing_changes(), pytest.raises(BadInput, match="没有公开任何信息"):
        converting.publish_for_everybody(refused.fresh(), title="流程单", **how)


def test_the_copy_is_made_by_the_house_alone(county: County) -> None:
    story = issued(county, wish=ONLINE).sent(way=Way.PORTAL, tracking_no="")
    with nothing_changes(), pytest.raises(NotAllowed):
        copying.record(story.things["delivery"], "", [], at=moment(story.today), actor=story.desk)
    story.fresh().filing.__class__.objects.update(reply_key="0" * 64)
    assert copying.record(story.things["delivery"], "1" * 64, [], at=moment(story.today), actor=SYSTEM) == 0
