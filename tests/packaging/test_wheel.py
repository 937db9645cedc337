"""The built package is whole: it carries its pages, styles, migrations and sample county, and needs no source tree."""

from __future__ import annotations

import json
import re
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.packaging import fresh
from zwgk import __version__
from zwgk.cli.main import COMMANDS

pytestmark = pytest.mark.slow
#: what a browser is told to load
_LOADS = re.compile(r'<(?:link|script|img)[^>]+?(?:href|src)="(/static/[^"]+)"')


def _source_files() -> set[str]:
    """Everything below ``zwgk/``, as the archives name it."""
    found = (path for path in (fresh.ROOT / "zwgk").rglob("*") if path.is_file())
    return {path.relative_to(fresh.ROOT).as_posix() for path in found if "__pycache__" not in path.parts}


def _in_wheel(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if name.startswith("zwgk/")}


def test_the_wheel_holds_every_file_of_the_package_and_no_test(wheel: Path) -> None:
    assert _in_wheel(wheel) == _source_files()
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
    assert tops == {"zwgk", f"zwgk-{__version__}.dist-info"}


def test_the_source_archive_makes_the_same_wheel(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path)  # our own archive; the first Python 3.11 knows no filter yet
    (source,) = tmp_path.iterdir()
    assert _in_wheel(fresh.build("wheel", tmp_path / "again", source)) == _in_wheel(wheel)
    for name in ("Makefile", "README.md", "LICENSE", "requirements/run.txt", "requirements/dev.txt", "tests/needs.py"):
        assert (source / name).is_file(), name
    assert {path.name for path in source.iterdir()}.isdisjoint({"var", ".venv", "dist"})


def test_it_runs_from_its_own_folder_with_what_the_lock_names(installed: fresh.Environment) -> None:
    """``pip check`` sees that the lock satisfies what the package declares; the imports see that this is enough."""
    check = installed.pip("check")
    assert check.returncode == 0, check.stdout
    program = (
        "import importlib, json, pkgutil, sys, zwgk\n"
        "from zwgk.cli.ready import django_ready\n"
        "django_ready(migrated=False)\n"
        "names = [m.name for m in pkgutil.walk_packages(zwgk.__path__, 'zwgk.')]\n"
        "for name in names:\n"
        "    if '.wsgi_' not in name and '.settings.' not in name and not name.endswith('__main__'):\n"
        "        importlib.import_module(name)\n"
        "ours = [m for n, m in sys.modules.items() if n.partition('.')[0] == 'zwgk']\n"
        "print(json.dumps([m.__file__ for m in ours if m.__file__]))\n"
    )
    done = installed.run(installed.python, "-c", program, ZWGK_VAR="var-of-imports")
    assert done.returncode == 0, done.stderr
    files = json.loads(done.stdout)
    assert len(files) > 300
    assert [file for file in files if not file.startswith(str(installed.home))] == []


def test_the_command_answers_without_any_setting_up(installed: fresh.Environment) -> None:
    assert installed.run(installed.zwgk, "--version").stdout.strip() == f"zwgk {__version__}"
    due = installed.run(installed.zwgk, "due", "2026-01-30")
    assert due.returncode == 0, due.stderr
    assert "2026-03-05" in due.stdout
    said = installed.run(installed.zwgk, "--help").stdout
    assert [command for command in COMMANDS if command not in said] == []
    assert list(installed.desk.glob("var")) == []  # the rules need no data folder
