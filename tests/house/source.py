"""The source as the house tests read it: files, trees, names."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "zwgk"


@functools.cache
def files(below: str = "") -> tuple[Path, ...]:
    """Python files of the package, migrations apart."""
    return tuple(sorted(path for path in (PACKAGE / below).rglob("*.py") if "migrations" not in path.parts))


@functools.cache
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def module(path: Path) -> str:
    """``zwgk.people.actor`` for ``zwgk/people/actor.py``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def where(path: Path, node: ast.AST) -> str:
    """``zwgk/people/actor.py:12``, for a message that leads there."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
