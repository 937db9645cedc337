"""The measurement of redacted pages runs and measures what it says; no figure is asserted."""

from __future__ import annotations

from benchmarks import redaction


def test_pages_are_covered_kept_drawn_and_rewritten() -> None:
    lines = redaction.measure(pages=1, turns=1)
    assert [line.name for line in lines] == [
        "pages covered, drawn anew",
        "drawing alone, 200 dpi (pypdfium2)",
        "pages kept, looked through",
        "plain rewrite (pikepdf), nothing removed",
    ]
    assert all(line.pages_per_second > 0 and line.bytes_per_page > 0 for line in lines)
