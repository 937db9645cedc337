"""``zwgk import`` run within a test's own database: what it printed, what it left."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from zwgk.cli.main import main
from zwgk.documents.models import Document
from zwgk.files.models import Blob, File
from zwgk.people.models import Unit
from zwgk.publishing.models import Clearance, Column, Publication


@dataclass
class Run:
    """What a run ended in: exit status, the lines of its answer, what it said besides."""

    status: int
    rows: list[dict[str, Any]]
    said: str


class Command:
    """``command("documents", path, …)`` runs ``zwgk import documents path …``."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: str | Path) -> Run:
        self.capsys.readouterr()
        status = main(["import", *map(str, words)])
        out, err = self.capsys.readouterr()
        return Run(status, [json.loads(line) for line in out.splitlines() if line.startswith("{")], err)


def everything() -> dict[str, int]:
    """How much there is of what an import makes."""
    models = (Document, Publication, File, Blob, Unit, Column, Clearance)
    return {model.__name__: model.objects.count() for model in models}
