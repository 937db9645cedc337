"""The benchmark of the lists measures what it says, at 2 000 rows: full pages, and queries that do not grow."""

from __future__ import annotations

import pytest

from benchmarks import lists

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_every_list_gives_full_pages_with_a_constant_number_of_queries() -> None:
    lines = {line.name: line for line in lists.measure(lists.fill(2_000), rounds=3)}
    for line in lines.values():
        assert 0 < line.p50 <= line.p95
        assert len(line.queries) == 1, (line.name, line.queries)
        # an organ and its sections, and what colleagues may read, are asked first; turning a page asks twice
        assert max(line.queries) <= (8 if "second page" in line.name else 4), line.name
    assert lines["column, first page"].rows == 20
    assert lines["documents of the county"].rows == 30
    assert lines["inbox of a busy office"].rows > 100
    assert lines["column, last page"].rows == 0 or lines["column, last page"].rows <= 20
