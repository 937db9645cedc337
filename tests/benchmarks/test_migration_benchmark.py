"""The measurement of a migration writes what it says and reads its own progress."""

from __future__ import annotations

from pathlib import Path

from benchmarks import migration


def test_the_export_holds_the_papers_and_so_many_bad_lines(tmp_path: Path) -> None:
    assert migration.write(tmp_path / "old.jsonl", 2_000) == 4
    lines = (tmp_path / "old.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2_004
    assert len(set(lines)) == 2_004


def test_the_speed_of_the_first_and_the_last_tenth_is_read_from_the_progress() -> None:
    said = "".join(f"\r{n * 100}/10000 条，每秒 200 条" for n in range(1, 101))
    first, last = migration._flat(said, 50.0, 10_000)
    assert (round(first), round(last)) == (200, 200)
