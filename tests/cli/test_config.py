"""``zwgk config`` shows what is in force and where it comes from, and no secret."""

from __future__ import annotations

import json

import pytest

from zwgk.cli.main import main


def test_the_settings_in_force_are_shown_with_their_source(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZWGK_PORTAL_PORT", "9123")
    monkeypatch.setenv("ZWGK_EMAIL_URL", "smtp://a:geheim@mail.example")
    assert main(["config", "--json"]) == 0
    out = capsys.readouterr().out
    rows = {row["name"]: row for row in json.loads(out)}
    assert (rows["ZWGK_PORTAL_PORT"]["value"], rows["ZWGK_PORTAL_PORT"]["source"]) == ("9123", "环境变量")
    assert rows["ZWGK_OFFICE_PORT"]["source"] == "默认"
    assert rows["ZWGK_EMAIL_URL"]["value"] == "***"
    assert "geheim" not in out


def test_the_table_has_a_line_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("ZWGK_DATABASE_URL") and "SQLite" in line for line in lines)


def test_a_setting_that_cannot_be_used_is_refused_by_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZWGK_PORTAL_PORT", "eighty")
    assert main(["config"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "ZWGK_PORTAL_PORT" in captured.err
