"""工作日历：一年十二个月、来源、未公布、导入前先说哪些期限会变、两天之间几个工作日、.ics。"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.deadlines import actions, calendars
from zwgk.deadlines.jobs import RECOUNT, recount
from zwgk.deadlines.models import CalendarTable, Clock
from zwgk.jobs.models import Job
from zwgk.people.actor import SYSTEM
from zwgk.people.today import now
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed

pytestmark = pytest.mark.django_db
HERE = "/settings/calendars/"
TABLE: dict[str, Any] = {
    "year": 2026,
    "source": "试用安排",
    "holidays": [{"name": "临时放假", "from": "2026-11-23", "to": "2026-11-27"}],
    "workdays": [],
}


def _file(**more: object) -> SimpleUploadedFile:
    return SimpleUploadedFile("2026.json", json.dumps({**TABLE, **more}, ensure_ascii=False).encode())


def _held(page: str) -> str:
    found = re.search(r'name="held" value="([^"]+)"', page)
    assert found, "the preview offers the second click"
    return found[1]


def test_a_table_is_told_before_it_moves_anything(county: County, sign_in: SignIn) -> None:
    draft(county).propose().signed().handed_over()
    before = Clock.objects.get(kind="publish.deadline").due_on
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    with nothing_changes():
        page = client.post(HERE, {"file": _file()}).content.decode()
    assert "还没有写入" in page
    assert "临时放假放假" in page
    held = _held(page)
    answer = client.post(HERE, {"held": held}, follow=True).content.decode()
    after = Clock.objects.get(kind="publish.deadline").due_on
    assert after > before
    assert f"<b>{after}</b>" in page, "the preview said the very day"
    assert "个期限的届满日变了" in answer
    assert f"{before} → {after}" in answer
    assert "没有期限变动" in client.post(HERE, {"held": held}, follow=True).content.decode(), "twice is once"


def test_a_sheet_with_a_day_a_row_is_read_too(sign_in: SignIn) -> None:
    rows = "日期,名称,安排\n2027-01-01,元旦,放假\n2027-01-02,元旦,放假\n2027-01-09,元旦,上班\n"
    fields = {"year": "2027", "source": "国办发明电〔2026〕99号（测试）"}
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    page = client.post(HERE, {"file": SimpleUploadedFile("a.csv", rows.encode()), **fields}).content.decode()
    client.post(HERE, {"held": _held(page)})
    assert CalendarTable.objects.get().year == 2027
    calendar = calendars.calendar_for(None)
    assert calendar.is_workday(date(2027, 1, 9)) is True
    with nothing_changes():
        for bad in ("日期,名称\n2027-01-01,元旦\n", rows.replace("上班", "也许")):
            answer = client.post(HERE, {"file": SimpleUploadedFile("a.csv", bad.encode()), **fields})
            assert answer.status_code == 409
            assert 'id="file-say"' in answer.content.decode()


def test_a_file_that_is_no_calendar_is_refused_and_nothing_is_kept(sign_in: SignIn) -> None:
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    with nothing_changes():
        for content in (b"not json", b"[1,2]", b'{"year": 2026}'):
            answer = client.post(HERE, {"file": SimpleUploadedFile("a.json", content)})
            assert answer.status_code == 409
        assert client.post(HERE, {"held": "made-up"}).status_code == 409
        assert client.post(HERE, {}).status_code == 409


def test_the_year_says_what_each_day_is_in_words_and_a_year_without_a_table_says_so(sign_in: SignIn) -> None:
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    page = client.get(f"{HERE}?year=2026").content.decode()
    assert page.count("<caption>") == 12
    assert "国庆节放假" in page
    assert "国庆节调休上班" in page
    assert "国办发明电〔2025〕7号" in page
    assert "（今天）" in page
    unknown = client.get(f"{HERE}?year=2027").content.decode()
    assert "未公布" in unknown
    assert "暂定" in unknown
    for strange in ("0000", "9999", "x"):
        assert client.get(f"{HERE}?year={strange}").status_code == 200


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-09-21", "2026-10-26", "<b>20 个工作日</b>"),
        ("2026-11-20", "2026-11-20", "<b>0 个工作日</b>"),
        ("2026-12-20", "2027-01-10", "暂定"),
        ("2026-12-20", "2026-01-10", "请把两个日期对调"),
        ("2016-01-01", "2026-12-31", "相隔超过十年"),
        ("2026-13-01", "2026-12-31", "请改正日期"),
    ],
)
def test_the_little_calculator_counts_as_the_rules_do(sign_in: SignIn, first: str, last: str, said: str) -> None:
    assert said in sign_in(Duty.DISCLOSURE_OFFICE).get(HERE, {"first": first, "last": last}).content.decode()


def test_the_year_goes_to_the_calendar_on_a_desk(sign_in: SignIn) -> None:
    client = sign_in(Duty.SYSTEM_ADMIN)
    answer = client.get(f"{HERE}2026.ics")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:20261001" in text
    assert "SUMMARY:国庆节调休上班" in text
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") > 30
    assert client.get(f"{HERE}2027.ics").status_code == 404


def test_a_regions_own_days_move_only_the_clocks_of_that_region(county: County, sign_in: SignIn) -> None:
    """地方节假日：只对该地区的机关。依据《全国年节及纪念日放假办法》第四条"""
    draft(county).propose().signed().handed_over()
    before = Clock.objects.get(kind="publish.deadline").due_on
    days = {"basis": "自治条例", "holidays": [{"name": "火把节", "from": "2026-11-23", "to": "2026-11-24"}]}
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    for region, moves in (("邻县", False), ("清岚县人民政府", True)):
        local = {"region": region, **days}
        file = SimpleUploadedFile("l.json", json.dumps(local, ensure_ascii=False).encode())
        page = client.post(HERE, {"file": file}).content.decode()
        assert ("<b>1 个</b>" in page) is moves, region
        client.post(HERE, {"held": _held(page)})
        assert (Clock.objects.get(kind="publish.deadline").due_on > before) is moves, region
    page = client.get(f"{HERE}?region=清岚县人民政府").content.decode()
    assert "火把节放假（清岚县人民政府）" in page
    assert "火把节放假" not in client.get(HERE).content.decode()


def test_an_import_is_taken_away_again_with_a_reason(county: County, sign_in: SignIn) -> None:
    draft(county).propose().signed().handed_over()
    before = Clock.objects.get(kind="publish.deadline").due_on
    actions.import_calendar(TABLE, at=now(), actor=SYSTEM)
    row = CalendarTable.objects.get()
    for reason, actor, kind in (
        ("", SYSTEM, BadInput),
        ("录错", county.actor(Duty.DRAFTER), NotAllowed),
    ):
        with nothing_changes(), pytest.raises(kind):
            actions.drop_calendar(row, reason=reason, at=now(), actor=actor)
    page = sign_in(Duty.DISCLOSURE_OFFICE).post(HERE, {"drop": row.pk, "reason": "通知已修改"}, follow=True)
    assert "已撤销导入" in page.content.decode()
    assert Clock.objects.get(kind="publish.deadline").due_on == before
    assert not CalendarTable.objects.exists()


def test_many_clocks_are_counted_in_the_background_and_twice_is_once(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft(county).propose().signed().handed_over()
    before = Clock.objects.get(kind="publish.deadline").due_on
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    monkeypatch.setattr("zwgk.deadlines.counting.BATCH", 1)
    assert actions.import_calendar(TABLE, at=now(), actor=SYSTEM) == []
    assert Clock.objects.get(kind="publish.deadline").due_on == before, "serving does not wait for the counting"
    job = Job.objects.get(handler=RECOUNT)
    for _ in range(2):
        recount(**job.args)
    clock = Clock.objects.get(kind="publish.deadline")
    assert clock.due_on > before
    assert clock.recounts.count() == 1
    assert clock.started_on <= TODAY
