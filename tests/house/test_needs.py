"""What the machine must have: as root it is installed, otherwise the line to type is shown and tests do not begin."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from tests import needs


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A machine that lacks two packages, with apt; what is asked of it is written down and not done."""
    commands: list[list[str]] = []

    def run(command: list[str], **more: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(needs, "RUN", {"fontconfig": lambda: True, "fonts-noto-cjk": lambda: False})
    monkeypatch.setattr(needs, "TEST", {"fonts-noto-cjk": lambda: False, "chromium": lambda: False})
    monkeypatch.setattr(needs.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(needs.subprocess, "run", run)
    return commands


def _be(monkeypatch: pytest.MonkeyPatch, user: int) -> None:
    monkeypatch.setattr(needs.os, "geteuid", lambda: user)


def test_without_root_the_line_is_shown_and_the_tests_do_not_begin(
    asked: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _be(monkeypatch, 1000)
    assert needs.main("test") == 2
    assert "apt-get install -y --no-install-recommends fonts-noto-cjk chromium\n" in capsys.readouterr().err
    assert asked == []


def test_without_root_the_system_starts_all_the_same(
    asked: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _be(monkeypatch, 1000)
    assert needs.main("run") == 0
    said = capsys.readouterr().err
    assert "fonts-noto-cjk" in said
    assert "也能启动" in said
    assert asked == []


def test_root_installs_just_what_is_missing(asked: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    _be(monkeypatch, 0)
    assert needs.main("test") == 0
    assert [command[:2] for command in asked] == [["apt-get", "update"], ["apt-get", "install"]]
    assert asked[1][-2:] == ["fonts-noto-cjk", "chromium"]


@pytest.mark.parametrize(("what", "status"), [("test", 2), ("run", 0)])
def test_a_failed_installation_stops_the_tests_only(
    asked: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    what: str,
    status: int,
) -> None:
    _be(monkeypatch, 0)
    failed = subprocess.CompletedProcess([], 100)
    monkeypatch.setattr(needs.subprocess, "run", lambda *_, **__: failed)
    assert needs.main(what) == status
    assert "没有装成" in capsys.readouterr().err


def test_nothing_is_said_where_all_is_there(
    asked: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(needs, "TEST", {"chromium": lambda: True})
    assert needs.main("test") == 0
    assert capsys.readouterr().err == ""
    assert asked == []


def test_every_need_names_a_package_and_can_be_asked() -> None:
    """The real table on this machine: whoever runs the tests has them all."""
    assert set(needs.RUN) <= set(needs.TEST)
    assert [package for package, is_there in needs.TEST.items() if not is_there()] == []
