"""The inbox in bulk: passed on together, and its due days as a calendar file."""

from __future__ import annotations

import pytest

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import TODAY, County
from zwgk.matters import queries
from zwgk.matters.models import Matter, Waiting
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def test_ticked_matters_are_passed_on_together_and_what_is_not_mine_says_why(county: County, sign_in: SignIn) -> None:
    stories = [draft(county, title=f"关于第{n}件事的通知") for n in range(2)]
    closed = draft(county, title="关于已办结事项的通知")
    Matter.objects.filter(pk=closed.document.matter_id).update(closed_on=TODAY)
    colleague = county.post(Duty.SECTION_HEAD)
    client = sign_in(Duty.DRAFTER)
    assert "选中的转办给" in client.get("/").content.decode()
    chosen = [str(s.document.matter_id) for s in (*stories, closed)]
    html = client.post(
        "/inbox/pass-on/", {"matter": chosen, "to": str(colleague.pk), "reason": "出差"}, follow=True
    ).content.decode()
    assert f"已转办 2 件给{colleague.user.name}" in html
    assert "该事项已经办结" in html
    assert {s.fresh().matter.handler_id for s in stories} == {colleague.pk}
    assert queries.inbox(county.actor(Duty.SECTION_HEAD)).count() == 2


@pytest.mark.parametrize("posted", [{}, {"to": "1"}, {"to": "999999", "matter": "1"}], ids=["空", "没勾选", "没有此人"])
def test_nothing_chosen_passes_nothing_on(county: County, sign_in: SignIn, posted: dict[str, str]) -> None:
    story = draft(county)
    html = sign_in(Duty.DRAFTER).post("/inbox/pass-on/", posted, follow=True).content.decode()
    assert "没有转办" in html
    assert story.fresh().matter.handler_id == county.post(Duty.DRAFTER).pk


def test_due_days_go_into_a_calendar_file(county: County, sign_in: SignIn) -> None:
    story = draft(county, title="关于调整办事窗口服务时间；地点,和方式的通知，标题很长" * 3)
    Waiting.objects.filter(matter=story.document.matter_id).update(due_on=TODAY)
    draft(county, title="没有期限的通知")
    answer = sign_in(Duty.DRAFTER).get("/inbox.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    data = answer.content
    assert data.count(b"BEGIN:VEVENT") == 1
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    whole = data.replace(b"\r\n ", b"").decode()
    assert "DTSTART;VALUE=DATE:20261120\r\nDTEND;VALUE=DATE:20261121" in whole
    assert "地点\\,和方式" in whole
    assert whole.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0")
    assert whole.endswith("END:VCALENDAR\r\n")
