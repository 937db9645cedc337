"""What applicants do online, what they read of their case, and the mail that tells them to look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_string
from email.policy import default
from typing import Any

import pytest
from django.conf import settings as django_settings

from tests.inforequests.story import PERSON, Story, moment, registered
from tests.notices.mailbox import mail_server
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.audit.models import Entry
from zwgk.inforequests import deflecting, intake, jobs, online, opinions, telling
from zwgk.inforequests.actions import correcting, timing
from zwgk.inforequests.models import OnlineAct, Progress, Told
from zwgk.inforequests.online import OnlineKind
from zwgk.notices.models import Notice
from zwgk.rules.errors import BadInput, Classified, LimitExceeded, NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(county: County) -> Story:
    return registered(county)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    now = [moment(date(2026, 2, 10))]
    monkeypatch.setattr("zwgk.inforequests.jobs.now", lambda: now[0])
    return now


def send(story: Story, kind: OnlineKind, text: str = "", *, token: str = "t" * 24, **more: Any) -> None:
    given = {"at": moment(date(2026, 2, 9)), **more}
    online.act_online(story.request.filing.number, story.code, kind, text=text, token=token, **given)


def standing(story: Story) -> intake.Standing:
    return intake.look_up(story.request.filing.number, story.code)


def test_a_correction_sent_online_is_the_correction_of_that_day(story: Story) -> None:
    """条例第三十条: the time to reply begins anew, in full, from the day after; the applicant reads all of it."""
    day = date(2026, 2, 6)
    correcting.ask_correction(story.request, points="写明是哪条路", on=day, at=moment(day), actor=story.desk)
    asked = standing(story)
    assert (asked.word, asked.asks[0]["kind"], asked.asks[0]["words"]) == ("请您补正", "correction", "写明是哪条路")
    with nothing_changes():
        for text, error, said in (("", BadInput, "没有填写"), ("路" * 5001, LimitExceeded, "最多5000个字")):
            with pytest.raises(error, match=said):
                send(story, OnlineKind.CORRECTION, text)
        with pytest.raises(Classified):
            send(story, OnlineKind.CORRECTION, "机密★10年\n关于某事的请示")
        with pytest.raises(BadInput, match="没有需要您办理的"):
            send(story, OnlineKind.REASONS, "因研究需要")
        with pytest.raises(NotAllowed, match="查询码不对"):
            online.act_online(
                asked.number, "AAAA-BBBB", OnlineKind.WITHDRAWAL, text="", token="t" * 24, at=story_at(story)
            )
    send(story, OnlineKind.CORRECTION, "清岚县X203线2025年养护资金")
    send(story, OnlineKind.CORRECTION, "清岚县X203线2025年养护资金")  # the same form again
    assert OnlineAct.objects.count() == 1
    assert jobs.hear_applicants() == 1
    assert jobs.hear_applicants() == 0
    now = standing(story)
    assert now.days["from"] == "2026-02-09"
    assert now.days["days"][0][0] == "2026-02-10"
    assert now.asks == []
    assert story.item().description == "清岚县X203线2025年养护资金"
    assert "收到您的补正" in [line["what"] for line in now.story]
    assert Notice.objects.filter(text__contains="已在网上补正").exists()


def story_at(story: Story) -> Any:
    return moment(story.today)


def test_a_late_correction_waits_for_a_persons_judgement(story: Story, clock: list[Any]) -> None:
    day = date(2026, 2, 6)
    row = correcting.ask_correction(story.request, points="写明是哪条路", on=day, at=moment(day), actor=story.desk)
    late = row.correct_by + timedelta(days=1)
    send(story, OnlineKind.CORRECTION, "县道", at=moment(late))
    clock[0] = moment(late)
    jobs.hear_applicants()
    assert story.fresh().correction.corrected_on is None
    assert "工作人员判断" in OnlineAct.objects.get().came_to
    assert Notice.objects.filter(text__contains="有无正当理由").exists()


def test_a_withdrawal_ends_the_case_and_is_heard_once(story: Story) -> None:
    with nothing_changes(), pytest.raises(BadInput, match="还没有答复"):
        send(story, OnlineKind.SATISFACTION, rating="5")
    send(story, OnlineKind.WITHDRAWAL, "已经从别处得到")
    jobs.hear_applicants()
    assert story.fresh().outcome == "withdrawn"
    now = standing(story)
    assert (now.word, now.may_withdraw, now.is_over) == ("已办结", False, True)
    with nothing_changes():
        with pytest.raises(BadInput, match="已经办结"):
            send(story, OnlineKind.WITHDRAWAL, token="u" * 24)
        with pytest.raises(BadInput, match="没有选择满意程度"):
            send(story, OnlineKind.SATISFACTION, token="u" * 24, rating="9")
    send(story, OnlineKind.SATISFACTION, "答复及时", token="u" * 24, rating="5")
    send(story, OnlineKind.COMPLAINT, "请督促", token="v" * 24)
    assert jobs.hear_applicants() == 2
    assert list(OnlineAct.objects.order_by("pk").values_list("came_to", flat=True)) == [
        "已登记撤回",
        "已收到",
        "已转主管部门",
    ]


def test_what_the_applicant_reads_tells_days_and_articles_and_nothing_of_third_parties(story: Story) -> None:
    story.consulted(name="清岚路桥养护有限公司")
    day = date(2026, 2, 9)
    timing.ask_reasons(story.fresh(), answer_by=date(2026, 2, 27), on=day, at=moment(day), actor=story.desk)
    now = standing(story)
    told = str(Progress.objects.values().get())
    assert "路桥" not in told
    assert PERSON.name not in told
    assert [line["what"] for line in now.story][:3] == ["提交申请（当面提交）", "收到申请", "发函征求第三方意见"]
    assert all(line["basis"].startswith("《政府信息公开条例》") for line in now.story)
    assert now.asks[0]["kind"] == "reasons"
    send(story, OnlineKind.REASONS, "为写论文")
    jobs.hear_applicants()
    assert Notice.objects.filter(text__contains="请认定").exists()


def test_the_end_tells_the_rights_with_their_last_days(story: Story) -> None:
    """法释〔2025〕8号: what was given leaves the choice between 复议 and court."""
    story.answered()
    assert "served" not in standing(story).ending, "nobody knows yet when it arrived"
    end = standing(story).ending
    assert (end["items"][0]["plain"], end["way"]) == ("可以给您", "free")
    assert end["number"]
    assert "清岚县人民法院" in end["remedy"]


def test_the_link_shows_the_other_side_what_concerns_it_until_it_has_run_out(story: Story) -> None:
    story.consulted(with_link=True, excerpt="养护合同中的报价明细")
    token, at = story.things["token"], moment(story.today)
    asked = opinions.asked_by(token, at=at)
    assert asked is not None
    assert (asked.excerpt, asked.is_answered) == ("养护合同中的报价明细", False)
    assert "决定是否公开" in asked.silence
    intake.answer_consultation(token, answer=opinions.Answer.AGREE, reasons="", at=at)
    again = opinions.asked_by(token, at=at)
    assert again is not None
    assert again.is_answered
    assert opinions.asked_by("x" * 32, at=at) is None


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    with mail_server({}) as (address, received):
        monkeypatch.setitem(django_settings.ENV.values, "EMAIL_URL", f"smtp://{address}?from=gk@qinglan.example")
        yield received


def test_a_mail_says_that_something_moved_and_nothing_else(county: County, letters: list[str]) -> None:
    """个人信息保护法第六条: number and word alone; each word once, and the opening of the address is logged."""
    story = registered(county, person=replace(PERSON, email="muqinghe@example.cn"))
    registered(county, person=replace(PERSON, name="温若水"))  # gave no address
    at = moment(story.today)
    waiting = Told.objects.filter(filing=story.request.filing).count()
    assert waiting
    sent = telling.tell(at=at)
    assert telling.tell(at=at) == 0
    assert sent == len(letters) == waiting
    assert telling.NO_ADDRESS in Told.objects.values_list("came_to", flat=True)
    for letter in letters:
        text = str(message_from_string(letter, policy=default).get_content())
        assert story.request.filing.number in text
        assert not any(secret in text for secret in (PERSON.name, PERSON.number, story.code, "养护"))
    assert Entry.objects.filter(act="inforequests.address_used").count() == sent


def test_where_no_mail_is_set_up_that_is_kept_and_not_pretended(story: Story) -> None:
    assert telling.tell(at=moment(story.today)) == 0
    assert set(Told.objects.values_list("came_to", flat=True)) == {telling.NO_MAIL}


def test_what_was_found_before_asking_is_a_number_a_day() -> None:
    day = date(2026, 2, 9)
    for _ in range(2):
        deflecting.count(deflecting.Where.PUBLISHED, on=day)
    deflecting.count(deflecting.Where.ADVICE, on=day)
    assert deflecting.between(day, day) == {"advice": 1, "published": 2}
    assert deflecting.between(day + timedelta(days=1), day + timedelta(days=9)) == {}
