"""An application through the public's door: sealed, durable, once, and found again by number and code alone."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.inforequests.story import PERSON, WISH, Story, moment, prepare, registered
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.audit.models import Entry
from zwgk.inforequests import intake, jobs, persons
from zwgk.inforequests.actions import consulting, setting, taking
from zwgk.inforequests.identity import keys, opening, sealing
from zwgk.inforequests.models import Filing, InfoRequest, Opening, SealingKey
from zwgk.inforequests.models.asking import Answer
from zwgk.people.actor import SYSTEM
from zwgk.people.models import Unit
from zwgk.rules.applicants import Way
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, Classified, GateClosed, LimitExceeded, NotAllowed
from zwgk.rules.receipt import Channel

pytestmark = pytest.mark.django_db

AT = moment(date(2026, 1, 30))
ONLINE = replace(WISH, way=Way.PORTAL, consents=True)
PNG = b"\x89PNG\r\n\x1a\n" + b"picture of the card"


def filed(county: County, token: str = "t" * 32, **more: Any) -> intake.Receipt:
    given: dict[str, Any] = {"organ_id": county.bureau.pk, "token": token, "at": AT, **more}
    return intake.file_request(given.pop("applicant", PERSON), given.pop("wish", ONLINE), **given)


@pytest.fixture
def ready(county: County) -> County:
    prepare(county)
    return county


def test_nothing_of_who_applied_stands_in_the_tables(ready: County) -> None:
    """ADR 16: the portal seals what it cannot open; the code is kept as a digest alone."""
    receipt = filed(ready, proofs=[PNG])
    row = Filing.objects.get()
    columns = " ".join(str(value) for value in Filing.objects.values_list().get())
    assert not any(
        secret in columns for secret in (PERSON.name, PERSON.number, PERSON.phone, PERSON.address, receipt.code)
    )
    assert row.masked_name == "穆＊＊"
    assert b"picture" not in bytes(row.proofs.get().sealed)
    assert opening.applicant(row.sealed, whose=row.number) == PERSON
    assert opening.opened(bytes(row.proofs.get().sealed).decode(), whose=row.number) == PNG


def test_the_same_form_sent_twice_is_one_application_with_one_receipt(ready: County) -> None:
    first, second, other = filed(ready), filed(ready), filed(ready, token="u" * 32)
    assert (second.number, second.code, second.is_repeat) == (first.number, first.code, True)
    assert other.number != first.number
    assert other.code != first.code
    assert Filing.objects.count() == 2


def test_the_worker_makes_one_case_of_it_however_often_it_runs(ready: County) -> None:
    receipt = filed(ready)
    assert intake.look_up(receipt.number, receipt.code).word == "已收到"
    assert jobs.take_in_new() == 1
    assert jobs.take_in_new() == 0
    filing = Filing.objects.get()
    again = taking.take_in(filing, at=AT, actor=SYSTEM)
    request = InfoRequest.objects.get()
    assert again == request
    assert request.matter.number == "申2026-00001"
    assert PERSON.name not in request.matter.title
    assert len(filing.inforequest.filing.person) == 64
    assert request.received_on is None, "both sides must confirm (条例第三十一条)"
    assert request.matter.waiting.get().due_on == date(2026, 2, 2)
    standing = intake.look_up(receipt.number, receipt.code.lower().replace("-", " "))
    assert "确认之日起" in standing.sentence
    assert standing.due_on is None


def test_a_wrong_number_and_a_wrong_code_look_the_same(ready: County) -> None:
    receipt = filed(ready)
    told = set()
    for number, code in ((receipt.number, "AAAA-BBBB-CCCC"), ("20260130-000000", receipt.code), ("", "")):
        with pytest.raises(NotAllowed) as refused:
            intake.look_up(number, code)
        told.add(str(refused.value))
    assert len(told) == 1


def test_the_code_is_renewed_at_the_counter_and_the_old_one_ends(ready: County) -> None:
    story = registered(ready)
    number = story.request.filing.number
    assert intake.look_up(number, story.code).word == "办理中"
    code = taking.renew_code(story.fresh(), proven_by="核对身份证原件", at=AT, actor=story.desk)
    assert intake.look_up(number, code).due_on == date(2026, 3, 5)
    with pytest.raises(NotAllowed):
        intake.look_up(number, story.code)


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        pytest.param({"applicant": replace(PERSON, name="")}, BadInput, "姓名", id="没有姓名"),
        pytest.param({"wish": replace(ONLINE, description="")}, BadInput, "没有写明", id="空描述"),
        pytest.param({"wish": replace(ONLINE, description="路" * 50_000)}, LimitExceeded, "50000", id="五万字"),
        pytest.param(
            {"wish": replace(ONLINE, description="机密★10年\n关于某事的请示")}, Classified, "密", id="密级标志"
        ),
        pytest.param({"proofs": [b"GIF89a"]}, BadInput, "第1张", id="不是图片"),
        pytest.param({"proofs": [PNG * 200_000]}, LimitExceeded, "最多2兆", id="照片过大"),
        pytest.param({"proofs": [PNG] * 5}, LimitExceeded, "最多4张", id="张数过多"),
        pytest.param({"token": "short"}, BadInput, "表格已经失效", id="没有表格标记"),
        pytest.param({"organ_id": 999_999}, BadInput, "受理机关", id="没有这个机关"),
    ],
)
def test_what_cannot_be_taken_leaves_nothing(
    ready: County, change: dict[str, Any], error: type[Exception], said: str
) -> None:
    with nothing_changes(), pytest.raises(error, match=said):
        filed(ready, **change)


def test_without_a_key_nothing_is_taken_in(county: County) -> None:
    with nothing_changes(), pytest.raises(GateClosed, match="暂时不能接收申请"):
        filed(county)


def test_scripts_in_every_field_are_kept_as_text(ready: County) -> None:
    evil = "<script>alert(1)</script>"
    who = replace(PERSON, name=evil, address=evil)
    receipt = filed(ready, applicant=who, wish=replace(ONLINE, description=evil))
    row = Filing.objects.get(number=receipt.number)
    assert row.description == evil
    assert opening.applicant(row.sealed, whose=row.number).name == evil


def test_a_sealed_text_moved_or_changed_does_not_open(ready: County) -> None:
    one, two = filed(ready), filed(ready, token="u" * 32)
    rows = {row.number: row for row in Filing.objects.all()}
    with pytest.raises(BadInput, match="不符"):
        opening.applicant(rows[one.number].sealed, whose=two.number)
    spoilt = rows[one.number].sealed[:-8] + "AAAAAAA="
    with pytest.raises(BadInput, match="不符"):
        opening.opened(spoilt, whose=one.number)
    with pytest.raises(BadInput, match="不符"):
        opening.opened("nothing", whose=one.number)


def test_the_portal_has_no_private_key(ready: County, settings: Any) -> None:
    receipt = filed(ready)
    row = Filing.objects.get(number=receipt.number)
    settings.FACE = "portal"
    with pytest.raises(GateClosed, match="没有密钥"):
        opening.applicant(row.sealed, whose=row.number)
    assert sealing.seal(b"still seals", whose="x").startswith("v1.")


def test_a_new_key_seals_everything_anew(ready: County) -> None:
    receipt = filed(ready, proofs=[PNG])
    before = Filing.objects.get().sealed
    key = setting.rotate_key(at=AT + timedelta(days=1), actor=ready.actor(Duty.SECURITY_ADMIN))
    assert SealingKey.objects.filter(is_current=True).get() == key
    assert opening.applicant(before, whose=receipt.number) == PERSON, "the old key goes on opening"
    assert jobs.reseal() == 1
    assert jobs.reseal() == 0
    row = Filing.objects.get()
    assert row.sealed.startswith(f"v1.{key.key_id}.")
    assert opening.applicant(row.sealed, whose=receipt.number) == PERSON
    assert opening.opened(bytes(row.proofs.get().sealed).decode(), whose=receipt.number) == PNG
    assert keys.lost() == []


def test_a_public_key_that_is_not_ours_is_found_out(ready: County) -> None:
    SealingKey.objects.update(public="00" * 32)
    assert keys.lost() == [SealingKey.objects.get().key_id]


def test_the_same_person_is_found_by_hash_and_what_is_alike_is_shown(ready: County) -> None:
    """S4-51: shown to a person, who judges."""
    first = registered(ready)
    again = registered(ready, wish=replace(WISH, description="请提供2025年农村公路养护资金的分配情况"))
    registered(ready, person=replace(PERSON, name="温若水", number="E12345678", proof=PERSON.proof.PASSPORT))
    assert [near.request for near in persons.nearest(again.fresh())] == [first.request]
    assert persons.frequency_of(again.fresh(), on=again.today).in_month == 2
    assert persons.earlier_in_month(again.fresh()) == 1


def test_opening_the_identity_is_logged_with_its_reason_each_time(ready: County) -> None:
    story = registered(ready)
    for _ in range(2):
        who = taking.open_identity(story.fresh(), reason="核对邮寄地址", at=AT, actor=story.desk)
        assert who.name == "穆青禾"
    entries = Entry.objects.filter(act="inforequests.open_identity")
    assert entries.count() == 2
    assert "穆" not in str(list(entries.values_list("details", flat=True)))
    with nothing_changes(), pytest.raises(BadInput, match="查看原因"):
        taking.open_identity(story.fresh(), reason=" ", at=AT, actor=story.desk)


def test_the_other_side_answers_through_its_link_once_and_learns_nothing(ready: County) -> None:
    story = registered(ready).consulted(with_link=True)
    token, row = story.things["token"], story.things["consultation"]
    assert token not in row.token_digest
    assert hashlib.sha256(token.encode()).hexdigest() == row.token_digest
    with nothing_changes(), pytest.raises(BadInput, match="理由"):
        intake.answer_consultation(token, answer=Answer.OBJECT, reasons="", at=AT)
    said = intake.answer_consultation(token, answer=Answer.OBJECT, reasons="报价属于商业秘密", at=AT)
    assert said.consultation_id == row.pk
    with pytest.raises(NotAllowed, match="已经提交过"):
        intake.answer_consultation(token, answer=Answer.AGREE, reasons="", at=AT)
    with pytest.raises(NotAllowed, match="失效"):
        intake.answer_consultation("unknown", answer=Answer.AGREE, reasons="", at=AT)
    late = registered(ready).consulted(with_link=True)
    consulting.note_letter_received(
        late.fresh(), late.things["consultation"], received_on=late.today, actor=late.desk, **late.day
    )
    with pytest.raises(NotAllowed, match="已过期限"):
        intake.answer_consultation(late.things["token"], answer=Answer.AGREE, reasons="", at=AT + timedelta(days=60))


def test_the_letter_to_the_other_side_may_not_tell_who_applied(ready: County) -> None:
    story = registered(ready)
    with nothing_changes(), pytest.raises(BadInput, match="不得透露申请人"):
        story.consulted(excerpt="穆青禾要的养护合同")


def test_the_first_opening_of_a_reply_is_kept(ready: County) -> None:
    story = registered(ready)
    intake.note_opening(story.request.filing.number, story.code, what="reply", at=AT)
    assert Opening.objects.get().what == "reply"


def test_a_letter_by_ordinary_post_waits_until_the_applicant_is_reached(ready: County) -> None:
    story: Story = registered(ready, channel=Channel.ORDINARY_MAIL, events={taking.Event.ARRIVED: date(2026, 1, 30)})
    assert story.fresh().received_on is None
    taking.note_attempt(story.fresh(), on=story.today, how="拨打信中电话", words="无人接听", at=AT, actor=story.desk)
    taking.confirm(
        story.fresh(), confirmed_on=date(2026, 2, 3), how="电话", on=date(2026, 2, 3), at=AT, actor=story.desk
    )
    assert story.fresh().received_on == date(2026, 2, 3)
    assert [row.reached for row in story.request.attempts.order_by("pk")] == [False, True]
    assert Unit.objects.filter(filings__isnull=False).distinct().count() == 1
