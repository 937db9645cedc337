"""People are told once, by what is set up here, and nobody is made to believe that something was sent."""

from __future__ import annotations

import email
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings

from tests.notices.mailbox import mail_server
from tests.people.factory import County
from zwgk.audit import sealing
from zwgk.jobs import worker
from zwgk.jobs.models import Job
from zwgk.notices import actions, channels, jobs, queries
from zwgk.notices.models import Message, Notice, NoticeKind
from zwgk.notices.sending import notify, notify_duty
from zwgk.people import actions as people
from zwgk.people.actor import SYSTEM, actor_standing_in
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A mail server on this machine, and the setting that points to it."""
    with mail_server() as (address, received):
        monkeypatch.setitem(settings.ENV.values, "EMAIL_URL", f"smtp://{address}?from=zwgk@qinglan.example")
        yield received


def _told(county: County, kind: NoticeKind = NoticeKind.OVERDUE, **fields: Any) -> list[Notice]:
    post = county.post(Duty.LEADER)
    return notify([post.pk], kind=kind, text="《关于促进消费的通知》已超期1个工作日", actor=SYSTEM, **fields)


def _give_address(county: County, **address: str) -> None:
    people.edit_user(county.post(Duty.LEADER).user, actor=SYSTEM, **address)


def test_the_post_is_told_and_its_deputy_beside_it(
    county: County, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each reads and ticks off the own copy: what the stand-in has read is not read by the absent."""
    monkeypatch.setitem(settings.ENV.values, "TODAY", date(2026, 11, 20))
    _told(county, url="/d/1/", matter_id=7)
    leader, deputy = county.post(Duty.LEADER), county.post(Duty.DEPUTY)
    today = date(2026, 11, 20)
    assert queries.unread(county.actor(Duty.LEADER)) == 1
    assert queries.unread(county.actor(Duty.DEPUTY)) == 0
    made = people.delegate(leader, deputy, first=today, last=today, reason="出差", actor=SYSTEM)
    _told(county, url="/d/2/", matter_id=8)
    for stand_in in (county.actor(Duty.DEPUTY), actor_standing_in(made)):
        assert [notice.url for notice in queries.inbox(stand_in)] == ["/d/2/"]
    assert f"（代{leader.user.name}）" in queries.inbox(county.actor(Duty.DEPUTY))[0].text
    assert actions.mark_all_read(actor=actor_standing_in(made)) == 1
    assert queries.unread(county.actor(Duty.LEADER)) == 2
    assert queries.of_matter(8).count() == 2


def test_the_same_thing_is_told_once(county: County) -> None:
    assert len(_told(county, key="overdue-7")) == 1
    assert _told(county, key="overdue-7") == []
    assert Notice.objects.count() == 1
    _told(county)
    _told(county)
    assert Notice.objects.count() == 3


def test_everybody_with_the_duty_is_told(county: County) -> None:
    county.post(Duty.SECRECY)
    county.post(Duty.SECRECY, county.other)
    notify_duty(Duty.SECRECY, over=county.bureau, kind=NoticeKind.TASK, text="待保密审查", actor=SYSTEM)
    assert list(Notice.objects.values_list("post__unit__organ__name", flat=True)) == ["清岚县商务局"]


def test_one_marks_only_ones_own_notices_as_read(county: County) -> None:
    (notice,) = _told(county)
    assert actions.mark_read([notice.pk], actor=county.actor(Duty.DRAFTER)) == 0
    assert queries.unread(county.actor(Duty.LEADER)) == 1
    assert actions.mark_all_read(actor=county.actor(Duty.LEADER)) == 1
    assert queries.unread(county.actor(Duty.LEADER)) == 0


def test_an_urgent_notice_goes_out_by_mail_once(county: County, mailbox: list[str]) -> None:
    _give_address(county, email="leader@qinglan.example")
    _told(county)
    worker.drain()
    message = Message.objects.get()
    jobs.deliver(message.pk)  # the job runs again, as after a killed worker
    assert len(mailbox) == 1
    mail = email.message_from_string(mailbox[0])
    assert mail["Message-ID"] == f"<zwgk-{message.key}@qinglan.example>"
    assert mail["To"] == "leader@qinglan.example"
    assert "已超期1个工作日" in mailbox[0]
    message.refresh_from_db()
    assert (message.state, message.sent_at is not None) == ("sent", True)


def test_an_ordinary_notice_stays_in_the_house(county: County, mailbox: list[str]) -> None:
    _give_address(county, email="leader@qinglan.example")
    _told(county, NoticeKind.TASK)
    worker.drain()
    assert mailbox == []
    assert Message.objects.count() == 0


def test_what_is_not_set_up_is_said_to_be_so_and_nothing_is_sent(county: County) -> None:
    _give_address(county, email="leader@qinglan.example", mobile="13000000000")
    _told(county)
    worker.drain()
    assert sorted(Message.objects.values_list("channel", "state")) == [
        ("email", "unconfigured"),
        ("sms", "unconfigured"),
    ]
    assert channels.states() == [("邮件", False), ("短信", False)]
    assert Message.objects.filter(sent_at=None).count() == 2


def test_a_mail_server_that_does_not_answer_is_tried_again(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.ENV.values, "EMAIL_URL", "smtp://127.0.0.1:1?from=a@b.example")
    _give_address(county, email="leader@qinglan.example")
    _told(county)
    worker.drain()
    assert Message.objects.get().state == "failed"
    job = Job.objects.get(handler="notices.deliver")
    assert (job.state, job.attempts) == ("waiting", 1)
    assert "ConnectionRefusedError" in job.last_error


def test_a_mail_setting_that_is_no_address_is_said_in_the_office(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.ENV.values, "EMAIL_URL", "mail.example")
    _give_address(county, email="leader@qinglan.example")
    _told(county)
    worker.drain()
    assert "EMAIL_URL" in Job.objects.get(handler="notices.deliver").last_error


def test_the_auditor_gets_the_head_of_the_log_once_a_day(county: County) -> None:
    county.post(Duty.AUDITOR)
    sealing.seal_waiting()
    head = sealing.head()
    jobs.send_head()
    jobs.send_head()
    (notice,) = queries.inbox(county.actor(Duty.AUDITOR))
    assert head in notice.text
