"""A process that is killed while it files leaves no receipt without its application, and no application twice."""

from __future__ import annotations

from pathlib import Path

from tests.inforequests.killing import ROUNDS, WRITERS
from tests.jobs.processes import house


def test_what_a_receipt_says_is_there_once_whenever_the_process_dies(tmp_path: Path) -> None:
    """The receipt is shown after the commit: after kill -9 in a loop each number shown is one case."""
    with house(tmp_path, migrated=True) as place:
        answer = place.run("-m", "tests.inforequests.killing", str(tmp_path))
    cases, filings, *numbers = answer.stdout.partition("FOUND")[2].split()
    shown = [line for file in tmp_path.glob("receipts-*") for line in file.read_text().split()]
    assert shown
    assert set(shown) <= set(numbers), "no receipt without its application"
    assert len(set(numbers)) == len(numbers) == int(filings) == int(cases), "none twice"
    assert len(numbers) <= len(shown) + ROUNDS * WRITERS, "at most the one in hand came in without its receipt"
