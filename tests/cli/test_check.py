"""``zwgk check`` names what is wrong and how to mend it, and ends with 1 where anything is."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from django.conf import settings
from django.db import connection

from tests.people.factory import TODAY, County
from zwgk.audit import guards
from zwgk.cli import check
from zwgk.cli.main import main
from zwgk.people import actions
from zwgk.people.actor import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day_with_a_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.ENV.values, "TODAY", TODAY)


def _faults() -> list[str]:
    return [what for right, what, _ in check.lines() if not right]


def test_each_line_is_right_or_says_how_to_mend_it(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["check"])
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(line[0] in "✓✗" for line in lines)
    assert all("请" in line or "需要时" in line for line in lines if line[0] == "✗")
    assert status == (1 if any(line[0] == "✗" for line in lines) else 0)


def test_missing_page_tags_are_named(county: County) -> None:
    actions.set_site(county.site, actor=SYSTEM, site_id="", domain="")
    found = _faults()
    assert "页面标签 网站标识码（SiteIDCode） 没有填写" in found
    assert "页面标签 网站域名（SiteDomain） 没有填写" in found
    assert not any("SiteName" in line for line in found)


def test_an_empty_system_is_told_to_be_made() -> None:
    assert "还没有初始化" in _faults()


def test_a_year_without_a_calendar_is_a_fault(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any("节假日" in line for line in _faults())
    monkeypatch.setitem(settings.ENV.values, "TODAY", date(2031, 3, 3))
    assert "2031年没有官方节假日安排，期限暂按周末推算" in _faults()


def test_a_full_disk_is_a_fault(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert any("只剩 0.0 GB" in line for line in _faults())


def test_a_log_without_its_guards_is_a_fault(county: County) -> None:
    guards.remove(connection)
    found = _faults()
    guards.install(connection)
    assert "操作日志没有数据库保护" in found


def test_missing_programs_are_named_with_the_line_to_type(
    county: County, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert "apt install tesseract-ocr tesseract-ocr-chi-sim" in out
    assert "apt install fonts-noto-cjk" in out
