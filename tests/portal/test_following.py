"""邮件订阅, the whole way: asked on the portal, confirmed by mail, told in digests, left in one click (个保法 47)."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db.models import F
from django.test import Client

from tests.notices.mailbox import mail_server
from tests.portal.conftest import Site, at
from zwgk.jobs import worker
from zwgk.jobs.models import Job
from zwgk.people.models import Unit
from zwgk.publishing import queries
from zwgk.publishing.following import addressing, asking, jobs, telling
from zwgk.publishing.models import FollowCount, Following, FollowSettings
from zwgk.rules.following import MOST_CONFIRMATIONS, STOP_AFTER, Cadence, FollowState
from zwgk.rules.subjects import SUBJECTS

pytestmark = pytest.mark.django_db
WANG = "wangmin@example.cn"
SEVEN = at(2026, 11, 20, 7, 0)


@dataclass
class Mail:
    """The mail server: what arrived, and whom it refuses."""

    received: list[str] = field(default_factory=list)
    refusing: dict[str, str] = field(default_factory=dict)

    def take(self) -> list[EmailMessage]:
        """The letters since the last look."""
        found = [email.message_from_string(text, policy=default) for text in self.received]
        self.received.clear()
        return found  # type: ignore[return-value]


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch, site: Site) -> Iterator[Mail]:
    """Mail is set up here and the office's clock stands at half past nine on a Friday."""
    found = Mail()
    with mail_server(found.refusing) as (address, received):
        found.received = received
        monkeypatch.setitem(django_settings.ENV.values, "EMAIL_URL", f"smtp://{address}?from=dingyue@qinglan.example")
        addressing.standing()
        yield found


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moment in which these tests live: ``clock[0]``."""
    moment = [SEVEN]
    for module in ("zwgk.publishing.following.asking", "zwgk.publishing.following.jobs", "zwgk.portal.following"):
        monkeypatch.setattr(f"{module}.now", lambda: moment[0])
    for module in ("asking", "jobs", "telling"):
        monkeypatch.setattr(f"zwgk.publishing.following.{module}.today", lambda: moment[0].date())
    return moment


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body()
    assert body is not None
    return str(body.get_content())


def link(letter: EmailMessage, kind: str) -> str:
    found = re.search(rf"http://www\.qinglan\.example(/dingyue/{kind}/\S+)", text_of(letter))
    assert found, text_of(letter)
    return found[1]


def ask(client: Client, what: str, address: str = WANG, cadence: str = "daily", **more: str) -> Any:
    return client.post("/dingyue/", {"what": what, "cadence": cadence, "address": address, **more})


def follow(client: Client, mails: Mail, what: str, address: str = WANG, **more: str) -> str:
    """Ask and confirm; returns the confirming link."""
    assert ask(client, what, address, **more).status_code == 302
    asking.answer_all()
    (letter,) = mails.take()
    there = link(letter, "queren")
    assert "订阅已经生效" in client.post(there).content.decode()
    return there


def tell(clock: list[datetime], on: datetime, cadence: Cadence = Cadence.DAILY) -> telling.Run:
    clock[0] = on
    return telling.tell(cadence, on)


def column(site: Site, slug: str = "tzgg") -> str:
    return f"column:{site.columns[slug].pk}"


def test_a_subscription_from_the_column_s_page_to_the_digest_and_out(
    client: Client, site: Site, mails: Mail, clock: list[datetime]
) -> None:
    """Through the queue, as the worker does it: a tick, a job, a mail; the day's digest; the mail program's button."""
    assert f'href="/dingyue/?what={column(site)}"' in client.get("/c/tzgg/").content.decode()
    form = client.get(f"/dingyue/?what={column(site)}").content.decode()
    assert "栏目“通知公告”" in form
    assert "加密保存" in form
    assert ask(client, column(site)).headers["Location"] == "/dingyue/yijieshou/"
    jobs.look_for_followers()
    jobs.look_for_followers()
    assert Job.objects.filter(handler=jobs.ANSWER).count() == 1
    worker.drain()
    (letter,) = mails.take()
    assert (letter["To"], letter["Auto-Submitted"]) == (WANG, "auto-generated")
    assert "清岚县" in str(letter["From"])
    there = link(letter, "queren")
    page = client.get(there)
    assert "确认订阅" in page.content.decode()
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert Following.objects.get().state == FollowState.WAITING, "a program that opens links confirms nothing"
    assert "订阅已经生效" in client.post(there).content.decode()

    site.publish("关于供暖的通知", when=at(2026, 11, 20, 8, 0))
    site.publish("旧站迁移来的通知", when=at(2019, 5, 6))
    site.publish("别的栏目", column="zcjd", when=at(2026, 11, 20, 8, 10))
    clock[0] = at(2026, 11, 20, 8, 59)
    jobs.begin_digests()
    assert not Job.objects.filter(handler=jobs.TELL).exists(), "before its hour"
    clock[0] = at(2026, 11, 20, 9, 1)
    jobs.begin_digests()
    jobs.begin_digests()
    worker.drain()
    (digest,) = mails.take()
    text = text_of(digest)
    assert "关于供暖的通知" in text
    assert "共1件" in text
    assert "旧站" not in text
    assert "别的栏目" not in text
    assert digest["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = re.fullmatch(r"<http://www\.qinglan\.example(/dingyue/tuiding/\S+/quanbu/)>", digest["List-Unsubscribe"])
    assert leave
    assert tell(clock, at(2026, 11, 23, 9, 0)).sent == 0, "nothing new, no mail"

    program = Client(enforce_csrf_checks=True)
    assert Following.objects.count() == 1
    program.get(leave[1])
    assert Following.objects.count() == 1, "looking at the page ends nothing"
    assert program.post(leave[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Following.objects.exists(), "nothing is kept after leaving"
    row = FollowCount.objects.get()
    assert (row.confirmations, row.digests, row.refused, row.stopped) == (1, 1, 0, 0)


def test_every_kind_of_thing_can_be_followed_and_one_address_gets_one_mail(
    client: Client, site: Site, mails: Mail, clock: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "zwgk.publishing.following.matching._searched",
        lambda scope, since: list(queries.live().filter(title__contains=scope.words).values_list("pk", flat=True)),
    )
    organ: Unit = site.county.bureau
    for what, more in (
        (column(site, "fading"), {}),
        (f"organ:{organ.pk}", {}),
        ("subject:10", {}),
        ("search:", {"words": "供暖", "narrowed": f"organ={organ.pk}&evil=1"}),
    ):
        follow(client, mails, what, **more)
    assert Following.objects.get(kind="search").narrowed == f"organ={organ.pk}"
    site.publish("城乡建设规范性文件", column="gfxwj", subject_code="1002", when=at(2026, 11, 20, 8, 0))
    site.publish("供暖", organ=site.county.other, when=at(2026, 11, 20, 8, 0))
    assert tell(clock, at(2026, 11, 20, 9, 0)).sent == 1
    (digest,) = mails.take()
    parts = re.split(r"\n■ ", text_of(digest))[1:]
    assert [part.partition("\n")[0] for part in parts] == [
        "栏目“法定主动公开内容”",
        f"机关“{organ.name}”",
        f"主题分类“{SUBJECTS['10'].label}”",
        "搜索“供暖（限所选条件）”",
    ]
    assert ["城乡建设规范性文件" in part for part in parts] == [True, True, True, False]
    assert "共2件" in str(digest["Subject"]) or "（2件）" in str(digest["Subject"])


def test_what_left_the_public_is_never_mailed(client: Client, site: Site, mails: Mail, clock: list[datetime]) -> None:
    follow(client, mails, column(site))
    gone = [site.publish(f"第{n}件", when=at(2026, 11, 20, 8, 0)) for n in range(3)]
    site.withdraw(gone[0])
    site.take_down(gone[1])
    clock[0] = at(2026, 11, 20, 9, 0)
    tell(clock, clock[0])
    (digest,) = mails.take()
    assert "第2件" in text_of(digest)
    assert "第0件" not in digest.as_string() + text_of(digest)
    assert "第1件" not in text_of(digest)


def test_nobody_learns_from_the_site_whether_an_address_is_known(
    client: Client, site: Site, mails: Mail, clock: list[datetime]
) -> None:
    follow(client, mails, column(site))
    answers = [ask(client, column(site), address) for address in (WANG.upper(), "somebody@example.cn")]
    assert len({(a.status_code, a.headers["Location"], a.content) for a in answers}) == 1
    asking.answer_all()
    known, unknown = sorted(mails.take(), key=lambda letter: str(letter["To"]), reverse=False)
    assert {"已经订阅了" in text_of(known), "已经订阅了" in text_of(unknown)} == {True, False}
    for page in ("queren", "tuiding"):
        never = client.get(f"/dingyue/{page}/{'x' * 32}/").content
        assert b"example.cn" not in never
    clock[0] += timedelta(hours=49)
    wrong = client.get(f"/dingyue/queren/{'x' * 32}/")
    expired = client.get(link(unknown, "queren"))
    strip = re.compile(rb'queren/[^/"]+')
    assert strip.sub(b"", wrong.content) == strip.sub(b"", expired.content)
    assert (wrong.status_code, expired.status_code) == (410, 410)
    assert client.post(link(unknown, "queren")).status_code == 410


def test_the_address_is_sealed_in_the_table_and_nothing_stays_of_what_was_not_confirmed(
    client: Client, site: Site, mails: Mail, clock: list[datetime]
) -> None:
    ask(client, column(site))
    row = Following.objects.get()
    assert all(WANG not in str(value) for value in Following.objects.values_list().get())
    assert row.address_digest == "", "the portal cannot even say which two are the same"
    assert addressing.keys().opened(row.sealed) == WANG
    asking.answer_all()
    assert all(WANG not in str(value) for value in Following.objects.values_list().get())
    clock[0] += timedelta(hours=47)
    assert asking.forget_expired() == 0
    clock[0] += timedelta(hours=2)
    assert asking.forget_expired() == 1
    assert not Following.objects.exists()


def test_strangers_cannot_fill_a_box(client: Client, site: Site, mails: Mail) -> None:
    for _ in range(MOST_CONFIRMATIONS + 2):
        ask(Client(REMOTE_ADDR="10.1.1.1"), column(site))
        asking.answer_all()
    assert len(mails.take()) == MOST_CONFIRMATIONS
    assert Following.objects.count() == MOST_CONFIRMATIONS
    assert ask(Client(REMOTE_ADDR="10.1.1.1"), column(site)).status_code == 429


def test_a_box_that_is_gone_ends_its_subscription_and_a_full_one_is_tried_again(
    client: Client, site: Site, mails: Mail, clock: list[datetime]
) -> None:
    follow(client, mails, column(site))
    follow(client, mails, column(site), "full@example.cn")
    follow(client, mails, column(site), "fine@example.cn")
    mails.refusing |= {WANG: "550 no such box", "full@example.cn": "452 full"}
    for day in range(STOP_AFTER):
        on = at(2026, 11, 23 + day, 9, 0)
        site.publish(f"第{day}天的通知", when=at(2026, 11, 23 + day, 8, 0))
        for _ in range(2):  # a second attempt on the same day counts no second refusal
            with pytest.raises(telling.Later):
                tell(clock, on)
        assert [letter["To"] for letter in mails.take()] == ["fine@example.cn"]
    left = {addressing.keys().opened(row.sealed) for row in Following.objects.all()}
    assert left == {"full@example.cn", "fine@example.cn"}
    mails.refusing.clear()
    assert tell(clock, at(2026, 11, 25, 9, 0)).sent == 1
    (late,) = mails.take()
    assert all(f"第{day}天" in text_of(late) for day in range(STOP_AFTER)), "it hears of all that it could not take"
    totals = FollowCount.objects.values_list("refused", "stopped")
    assert (sum(r for r, _ in totals), sum(s for _, s in totals)) == (STOP_AFTER, 1)


def test_a_server_that_is_down_loses_nothing_and_counts_against_nobody(
    client: Client, site: Site, mails: Mail, clock: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(client, mails, column(site))
    site.publish(when=at(2026, 11, 20, 8, 0))
    working = django_settings.ENV.values["EMAIL_URL"]
    monkeypatch.setitem(django_settings.ENV.values, "EMAIL_URL", "smtp://127.0.0.1:1?from=x@qinglan.example")
    with pytest.raises(OSError):  # noqa: PT011 — whatever the machine says of a closed port
        tell(clock, at(2026, 11, 20, 9, 0))
    assert Following.objects.filter(refusals=0, told_until=SEVEN).count() == 1
    monkeypatch.setitem(django_settings.ENV.values, "EMAIL_URL", working)
    assert tell(clock, at(2026, 11, 20, 9, 0)).sent == 1


def test_one_is_left_alone_and_the_others_stay(client: Client, site: Site, mails: Mail, clock: list[datetime]) -> None:
    follow(client, mails, column(site))
    follow(client, mails, column(site, "zcjd"))
    follow(client, mails, column(site), "other@example.cn")
    site.publish(when=at(2026, 11, 20, 8, 0))
    tell(clock, at(2026, 11, 20, 9, 0))
    mine = next(letter for letter in mails.take() if letter["To"] == WANG)
    there = link(mine, "tuiding")
    assert "退订这一项" in client.get(there).content.decode()
    assert "这一项已经取消" in client.post(there).content.decode()
    assert Following.objects.count() == 2
    assert "已经不在了" in client.get(there).content.decode()
    assert client.post(there).status_code == 200, "a second click is no fault"


def test_the_weekly_digest_waits_for_its_day_and_tells_of_the_week(
    client: Client, site: Site, mails: Mail, clock: list[datetime]
) -> None:
    follow(client, mails, column(site), cadence="weekly")
    site.publish("周五的通知", when=at(2026, 11, 20, 8, 0))
    assert telling.due(Cadence.WEEKLY, addressing.standing(), on=date(2026, 11, 20), at=at(2026, 11, 20, 10)) is None
    until = telling.due(Cadence.WEEKLY, addressing.standing(), on=date(2026, 11, 23), at=at(2026, 11, 23, 10))
    assert until == at(2026, 11, 23, 9, 0)
    assert tell(clock, until, Cadence.WEEKLY).sent == 1
    (digest,) = mails.take()
    assert "周五的通知" in text_of(digest)


@pytest.mark.parametrize("why", ["no mail", "closed"])
def test_where_no_mail_is_sent_the_page_says_so_and_offers_the_feed(
    client: Client, site: Site, mails: Mail, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if why == "no mail":
        monkeypatch.setitem(django_settings.ENV.values, "EMAIL_URL", "")
        addressing.standing()
    else:
        FollowSettings.objects.update(is_open=False)
    page = client.get(f"/dingyue/?what={column(site)}").content.decode()
    assert "现在不发送订阅邮件" in page
    assert 'href="/c/tzgg/feed.xml"' in page
    assert "<input" not in page[page.index('id="main"') : page.index("</main>")]
    answer = ask(client, column(site))
    assert answer.status_code == 400
    assert not Following.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"address": "不是邮箱"}, "邮箱地址的写法不对"),
        ({"what": "column:999"}, "没有选择要订阅的内容"),
        ({"what": "organ:1e9"}, "没有选择要订阅的内容"),
        ({"what": "search:", "words": "x" * 200}, "没有选择要订阅的内容"),
        ({"what": "subject:zz"}, "没有选择要订阅的内容"),
        ({"cadence": "hourly"}, "没有选择多久发一次"),
    ],
)
def test_a_form_that_does_not_make_sense_is_refused_at_its_field(
    client: Client, site: Site, mails: Mail, fields: dict[str, str], said: str
) -> None:
    answer = client.post("/dingyue/", {"what": column(site), "cadence": "daily", "address": WANG, **fields})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Following.objects.exists()


def test_a_flood_of_wishes_is_turned_away(
    client: Client, site: Site, mails: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zwgk.publishing.following.intake.MOST_WAITING", 1)
    assert ask(client, column(site)).status_code == 302
    assert "太多" in ask(client, column(site)).content.decode()
    assert Following.objects.count() == 1


def test_many_readers_of_one_column_cost_no_more_questions_each(
    client: Client, site: Site, mails: Mail, clock: list[datetime], django_assert_max_num_queries: Any
) -> None:
    """The search for what is new is made once for all who ask the same; each mail costs two questions of its own."""
    held = addressing.keys()
    site.publish(when=at(2026, 11, 20, 8, 0))
    follow(client, mails, column(site))
    first = Following.objects.get()
    for n in range(29):
        Following.objects.create(
            **{
                **{f.attname: getattr(first, f.attname) for f in Following._meta.fields if f.attname != "id"},
                "address_digest": f"{n:064}",
                "confirm_digest": f"c{n:063}",
                "leave_digest": f"l{n:063}",
            }
        )
    assert held.opened(first.sealed) == WANG
    with django_assert_max_num_queries(30 * 2 + 30):
        assert tell(clock, at(2026, 11, 20, 9, 0)).sent == 30
    assert not Following.objects.exclude(told_until=F("told_until")).exists()
