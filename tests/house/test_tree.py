"""The tree itself: what must be there, how long a file may be, and that the project stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, ROOT, files
from zwgk import __version__

#: a file that does one thing is shorter than this
LONGEST = 400
#: tables of data: a row more is not one thing more
TABLES = {"zwgk/rules/synonyms.py", "zwgk/rules/deadlines.py", "tests/search/judged.py"}
_TEXTS = {".py", ".md", ".html", ".css", ".js", ".toml", ".txt", ".conf", ".sql", ".service", ".yml", ".sh", ""}
_SKIPPED = {"var", "dist", "build", "node_modules", "__pycache__"}
#: what belongs to a workplace and not to the project: absolute folders of a home or a workplace, a tracker's numbers
_FOREIGN = re.compile(r"(?<![\w.])/(?:work|home/\w+|root|Users/\w+)/|\bissues? #?\d|\(#\d+\)|TODO|FIXME|XXX(?!X)")
#: a program's own paths on a server, and this file
_ALLOWED = {"tests/house/test_tree.py", "tests/portal/test_errors.py"}


def _ours(pattern: str) -> Iterator[Path]:
    """Files of the project, without what tools and a running system leave in its folder."""
    for path in ROOT.rglob(pattern):
        inside = path.relative_to(ROOT).parts
        hidden = inside[0].startswith(".") and inside[0] != ".ci"
        if not hidden and _SKIPPED.isdisjoint(inside) and path.is_file():
            yield path


@pytest.mark.parametrize(
    "name",
    [
        *("README.md", "README.zh.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "pyproject.toml"),
        *(
            "requirements/run.txt",
            "requirements/dev.txt",
            ".ci/run",
            "docs/house.md",
            "docs/style.md",
            "docs/glossary.md",
        ),
        *("docs/law-map.md", "docs/operations.md", "docs/security.md", "docs/adr/README.md"),
    ],
)
def test_what_a_newcomer_looks_for_is_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 0


def test_the_changes_name_the_present_version() -> None:
    assert re.search(
        rf"^## {re.escape(__version__)}\b", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_files_stay_short_enough_to_read() -> None:
    ours = [*files(), *(path for folder in ("tests", "benchmarks", "docs") for path in (ROOT / folder).rglob("*.py"))]
    long = {
        name: count
        for path in ours
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
        and (name := path.relative_to(ROOT).as_posix()) not in TABLES
    }
    assert long == {}
    assert all((ROOT / name).exists() for name in TABLES)


def test_the_project_stands_alone() -> None:
    """No folder of somebody's machine, no number of a tracker, nothing left to be done later."""
    found = [
        f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}"
        for path in _ours("*")
        if path.suffix in _TEXTS and path.relative_to(ROOT).as_posix() not in _ALLOWED
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if _FOREIGN.search(line)
    ]
    assert found == []


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in _ours("*.md"):
        text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} → {target}")
    assert broken == []


def test_every_template_is_used() -> None:
    """Each is named by a view, a writer or another template; what nobody names is no page."""
    named = "\n".join(
        path.read_text(encoding="utf-8")
        for path in PACKAGE.rglob("*")
        if path.suffix in {".py", ".html", ".txt", ".xml"} and path.is_file()
    )
    forgotten = []
    for path in PACKAGE.rglob("templates/**/*"):
        if path.is_file():
            inside = path.as_posix().rpartition("/templates/")[2]
            short = inside.partition("/")[2]  # the faces name their own without the face
            if f"{inside}" not in named and f'"{short}"' not in named and f"/{path.name}" not in named:
                forgotten.append(inside)
    assert forgotten == []


def test_every_named_template_exists() -> None:
    there = {path.as_posix().rpartition("/templates/")[2] for path in PACKAGE.rglob("templates/**/*") if path.is_file()}
    missing = []
    for path in PACKAGE.rglob("*.html"):
        for name in re.findall(r'{% (?:extends|include) "([^"]+)"', path.read_text(encoding="utf-8")):
            if name not in there:
                missing.append(f"{path.relative_to(ROOT)} → {name}")
    assert missing == []
