"""Reading the material: small tables of text, one row a line, cells parted by bars, comments with ``#``."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=64)
def text(name: str) -> str:
    """The whole of one file of the material."""
    return (resources.files("zwgk.cli.sample") / "material" / name).read_text(encoding="utf-8")


@lru_cache(maxsize=64)
def lines(name: str) -> tuple[str, ...]:
    """The lines of a file without empty ones and comments."""
    return tuple(line for line in text(name).splitlines() if line.strip() and not line.startswith("#"))


def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table as tuples of trimmed cells."""
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in lines(name))
