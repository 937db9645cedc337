"""The clock on a page: the ledger with reason and article, what the day would be if, the account that is printed."""

from __future__ import annotations

from datetime import date

import pytest

from tests.inforequests.story import moment, registered
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.deadlines import actions as calendars
from zwgk.files.readers import read_bytes
from zwgk.people.actor import SYSTEM
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def test_a_case_of_spring_festival_is_explained_day_by_day(county: County, sign_in: SignIn) -> None:
    story = registered(county, received=date(2026, 1, 30)).on(date(2026, 2, 2)).transferred()
    number = story.request.matter.number
    client, here = sign_in(Duty.OFFICE), f"/requests/{number}/clock/"
    html = client.get(here).content.decode()
    assert "届满日 2026年3月5日 周四" in html
    for word in ("春节", "调休上班", "《民法典》第二百零一条第一款", "国办发明电", "届满", "超期"):
        assert word in html, word
    assert '<b class="nth">20</b>' in html
    for query, words in (
        ("extend=20", "4月2日 周四"),
        ("extend=21", "延长期限为1至20个工作日"),
        ("extend=x", "不是天数"),
        ("answered=2020-01-01", "早于2026-11-20"),
        ("restarted=2026-02-30", "不是日期"),
    ):
        assert words in client.get(f"{here}?{query}").content.decode(), query
    pdf, docx = (client.get(f"{here}explained.{form}") for form in ("pdf", "docx"))
    assert pdf.content.startswith(b"%PDF")
    text = read_bytes("说明.docx", docx.content).text
    for words in (
        "届满日为2026年3月5日",
        "2月14日、2月28日为调休上班日，计入",
        "放假9天",
        "第三十三条",
        "清岚县商务局",
    ):
        assert words in text, words
    assert "穆青禾" not in text
    assert sign_in(Duty.OFFICE, county.other).get(here).status_code == 404
    assert sign_in(Duty.OFFICE, county.other).get(f"{here}explained.pdf").status_code == 404


def test_what_is_not_firm_is_said_in_words_and_a_new_calendar_lists_what_moved(county: County, sign_in: SignIn) -> None:
    paused = registered(county, received=date(2026, 11, 2)).on(date(2026, 11, 3)).transferred()
    paused.consulted()
    client = sign_in(Duty.OFFICE)
    html = client.get(f"/requests/{paused.request.matter.number}/clock/").content.decode()
    assert "届满日<b>尚未确定</b>；如果今天结束暂停" in html
    assert "征求第三方意见" in html
    assert "第三十三条第三款" in html
    held = client.get(f"/requests/{paused.request.matter.number}/clock/?answered=2026-11-27").content.decode()
    assert "暂停到2026年11月27日" in held
    across = registered(county, received=date(2026, 12, 25))
    here = f"/requests/{across.request.matter.number}/clock/"
    assert "2027 年的放假安排尚未公布" in client.get(here).content.decode()
    table = {
        "year": 2027,
        "source": "国办发明电〔2026〕7号",
        "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-04"}],
    }
    calendars.import_calendar({**table, "workdays": []}, at=moment(date(2026, 12, 28)), actor=SYSTEM)
    html = client.get(here).content.decode()
    assert "重新计算的记录" in html
    assert "导入2027放假安排" in html
    assert "尚未公布" not in html
