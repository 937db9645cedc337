"""The import command within a test's own database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.importing import Command
from tests.people.factory import TODAY, County
from zwgk.search import store


@pytest.fixture
def command(
    county: County, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> Command:
    """The import command on the office's day, with files and index in a scratch folder."""
    settings.VAR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "var" / "media"
    monkeypatch.setitem(settings.ENV.values, "TODAY", TODAY)
    monkeypatch.setattr("zwgk.cli.importing.django_ready", lambda **_: None)
    monkeypatch.setattr("zwgk.cli.search.django_ready", lambda **_: None)
    store.forget(store.PUBLIC)
    store.forget(store.OFFICE)
    return Command(capsys)


@pytest.fixture
def jsonl(tmp_path: Path) -> Callable[..., Path]:
    """``jsonl({…}, "bad line", …)``: a file of such lines."""

    def make(*rows: dict[str, Any] | str | bytes, name: str = "old-site.jsonl") -> Path:
        lines = [
            row if isinstance(row, bytes) else (row if isinstance(row, str) else json.dumps(row)).encode()
            for row in rows
        ]
        path = tmp_path / name
        path.write_bytes(b"\n".join(lines) + b"\n")
        return path

    return make
