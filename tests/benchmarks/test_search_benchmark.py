"""The search benchmark measures what it says: both engines answer, at 2 000 rows."""

from __future__ import annotations

import pytest

from benchmarks import search_engine
from tests.postgres import binaries

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_the_benchmark_runs_and_both_engines_answer(capsys: pytest.CaptureFixture[str]) -> None:
    lines = search_engine.main(["--documents", "2000", *([] if binaries() else ["--no-postgres"])])
    printed = capsys.readouterr().out
    assert [line.name for line in lines][:4] == [
        "two-character words",
        "words, filtered",
        "words, by date",
        "phrases of 3-6 characters",
    ]
    for line in lines:
        assert 0 < line.p50 <= line.p95
        assert line.name in printed
    if binaries():
        assert all(line.postgres_p50 is not None for line in lines[:4])


def test_the_corpus_is_the_same_each_time_and_reads_like_a_county_s() -> None:
    from benchmarks.corpus import papers

    first, second = list(papers(50)), list(papers(50))
    assert first == second
    assert len({paper.title for paper in first}) > 40
    assert all(len(paper.body) > 80 and paper.published_on for paper in first)
