"""The law map, the glossary and the coverage say what is so now."""

import re
from pathlib import Path

from docs.make import coverage_rows, stale

ROOT = Path(__file__).resolve().parents[2]


def test_the_made_pages_are_as_they_would_be_written_now() -> None:
    assert stale() == [], "run make docs"


def test_what_the_coverage_names_is_there() -> None:
    named = {
        (row, path)
        for row, where, test in coverage_rows()
        for path in re.findall(r"`((?:zwgk|tests|docs|deploy)/[^`]*)`", f"{where} {test}")
    }
    assert {(row, path) for row, path in named if not (ROOT / path).exists()} == set()
    assert all("tests/" in test for _, _, test in coverage_rows())
