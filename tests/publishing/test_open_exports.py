"""Whole exports: all that is public by year, made anew only where a year changed, stopped where something left."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.portal.conftest import Site, at
from tests.portal.conftest import site as site
from zwgk.cli import exporting
from zwgk.cli.main import main
from zwgk.files import store
from zwgk.files.digests import Digests
from zwgk.files.models import Blob, Purpose
from zwgk.people.actor import SYSTEM
from zwgk.publishing.content import PublicFile
from zwgk.publishing.open import exports
from zwgk.rules.publication import Visibility

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _scratch(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VAR = tmp_path
    (tmp_path / "files").mkdir()
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    monkeypatch.setattr(exporting, "django_ready", lambda **_: None)


def told(row: exports.Export) -> list[dict[str, Any]]:
    with zipfile.ZipFile(row.path) as archive:
        return [json.loads(line) for line in archive.read("publications.jsonl").splitlines()]


def test_each_year_holds_its_papers_with_files_and_both_digests(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "BATCH", 2)  # several batches
    kept = store.keep("表.txt", b"a table", actor=SYSTEM, purpose=Purpose.ATTACHMENT)
    file = PublicFile("attachment", "表.txt", kept.sha256, kept.size, "text/plain", "")
    old = site.publish("旧的", when=at(2025, 12, 31, 23, 59))
    papers = [site.publish(f"通知{n}", when=at(2026, 1, 1, 0, 0), files=(file,)) for n in range(5)]
    site.publish("内部", visibility=Visibility.INTERNAL)
    made = exports.make()
    assert [(row.year, row.publications) for row in made] == [(2026, 5), (2025, 1)]
    assert [one["number"] for one in told(made[0])] == [paper.pk for paper in papers]
    assert [one["number"] for one in told(made[1])] == [old.pk]
    data = made[0].path.read_bytes()
    both = Digests()
    both.update(data)
    assert (made[0].sha256, made[0].sm3, made[0].size) == (both.sha256, both.sm3, len(data))
    with zipfile.ZipFile(made[0].path) as archive:
        lines = list(csv.reader(io.StringIO(archive.read("files.csv").decode("utf-8-sig"))))
        assert "2026年" in archive.read("说明.txt").decode("utf-8-sig")
    assert lines[0] == list(exports.FILES)
    assert len(lines) == 6
    assert lines[1][5] == hashlib.sha256(b"a table").hexdigest()
    assert lines[1][6] == Blob.objects.get().sm3 != ""


def test_a_year_from_which_nothing_changed_keeps_its_archive(site: Site) -> None:
    site.publish("旧的", when=at(2025, 3, 1))
    fresh = site.publish("新的", when=at(2026, 3, 1))
    first = {row.year: row for row in exports.make()}
    assert exports.make() == []
    site.correct(fresh, site.content("新的（更正）"), "更正")
    (again,) = exports.make()
    assert (again.year, told(again)[0]["title"]) == (2026, "新的（更正）")
    kept = {row.year: row for row in exports.known()}
    assert (kept[2025].sha256, kept[2025].made_at) == (first[2025].sha256, first[2025].made_at)
    assert not first[2026].path.exists()  # the one that was replaced is swept away
    assert {path.name for path in exports.folder().iterdir()} == {
        "index.json",
        *(f"{r.sha256}.zip" for r in kept.values()),
    }


def test_what_left_stops_its_year_at_once_until_it_is_made_anew(site: Site) -> None:
    old, fresh = site.publish("旧的", when=at(2025, 3, 1)), site.publish("新的", when=at(2026, 3, 1))
    exports.make()
    assert exports.of_year(2026) is not None
    site.take_down(fresh)
    assert exports.of_year(2026) is None
    assert exports.of_year(2025) is not None
    exports.make()
    assert [row.year for row in exports.known()] == [2025]
    site.withdraw(old)
    exports.make()
    assert exports.listed() == []
    assert list(exports.folder().glob("*.zip")) == []


def test_verify_finds_an_archive_that_was_changed_or_lost(site: Site) -> None:
    site.publish("旧的", when=at(2025, 3, 1))
    site.publish("新的", when=at(2026, 3, 1))
    rows = {row.year: row for row in exports.make()}
    assert list(exports.faults()) == []
    rows[2026].path.write_bytes(rows[2026].path.read_bytes() + b"x")
    rows[2025].path.unlink()
    assert list(exports.faults()) == ["2026年的整体下载文件与摘要不符", "2025年的整体下载文件缺失"]
    assert {row.year for row in exports.make()} == {2025}  # lost: made again


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_the_command_writes_what_is_public_in_three_forms(
    site: Site, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = site.publish("=1+1", column="gfxwj", doc_number="清商规〔2026〕1号")
    site.publish("内部", visibility=Visibility.INTERNAL)
    out = tmp_path / f"公开信息.{form}"
    assert main(["export", "publications", "-o", str(out)]) == 0
    assert "导出 1 件" in capsys.readouterr().err
    if form == "jsonl":
        assert json.loads(out.read_text(encoding="utf-8"))["title"] == "=1+1"
        return
    if form == "csv":
        lines: list[list[Any]] = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
        assert lines[1][2] == "'=1+1"
    else:
        lines = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
        assert lines[1][2] == "=1+1"
    assert lines[0][1] == "索引号"
    assert lines[1][1] == paper.index_no
    assert len(lines) == 2


def test_the_command_narrows_and_refuses_what_it_does_not_know(
    site: Site, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    rules = site.publish("办法", column="gfxwj", when=at(2025, 1, 2))
    other = site.publish("通知", organ=site.county.other)

    def numbers(*words: str) -> list[int]:
        assert main(["export", "publications", *words]) == 0
        return [json.loads(line)["number"] for line in capfdbinary.readouterr().out.splitlines()]

    assert numbers() == [rules.pk, other.pk]
    assert numbers("--column", "fading") == [rules.pk]
    assert numbers("--organ", "县教育局") == [other.pk]
    assert numbers("--year", "2025") == [rules.pk]
    for words in (["--organ", "没有"], ["--column", "none"], ["--year", "26"], ["--format", "xlsx"]):
        assert main(["export", "publications", *words]) == 1
        assert "不能导出" in capfdbinary.readouterr().err.decode()
    assert main(["export", "publications", "-o", str(tmp_path / "none" / "x.csv")]) == 1


def test_the_command_makes_the_whole_exports_now(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.publish("通知")
    assert main(["export", "whole"]) == 0
    assert "2026年：1 件" in capsys.readouterr().out
    assert main(["export", "whole", "--all"]) == 0
    assert "生成 1 年，0 年没有变动" in capsys.readouterr().err
