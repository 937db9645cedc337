"""The five seed papers, for tests marked ``seeds``: read where they are, skipped only where they are absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_PROJECT = Path(__file__).resolve().parent.parent


def folder() -> Path:
    """The folder of the papers: ``ZWGK_SEEDS``, else ``../shared/seeds`` beside the project."""
    return Path(os.environ.get("ZWGK_SEEDS") or _PROJECT.parent / "shared" / "seeds")


def seed(number: int) -> Path:
    """Return the file of seed paper ``number`` (0 … 4); skips the test where it is absent."""
    found = sorted(folder().glob(f"{number:03d}_*.txt"))
    if not found:
        pytest.skip(f"种子文件 {number:03d} 不在 {folder()}")
    return found[0]
