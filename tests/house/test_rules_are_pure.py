"""Law is a library: ``zwgk.rules`` imports the standard library alone and reads no clock, no file, no environment."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT, calls, files, module, tree, where

RULES = files("rules")
#: calls that ask the world something; what they are called on does not matter
_WORLD = {"now", "today", "utcnow", "localtime", "monotonic", "perf_counter", "getenv", "urlopen"}
_FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "exists", "iterdir", "glob"}
_MODULES = {"os", "io", "time", "socket", "subprocess", "random", "secrets", "sqlite3", "pathlib", "importlib"}


@pytest.mark.parametrize("path", RULES, ids=module)
def test_a_rule_imports_only_the_standard_library(path: Path) -> None:
    strangers = []
    for node in ast.walk(tree(path)):
        names = (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        for name in names:
            top = name.partition(".")[0]
            if not (name.startswith("zwgk.rules") or top in sys.stdlib_module_names) or top in _MODULES:
                strangers.append(f"{where(path, node)} imports {name}")
    assert strangers == []


@pytest.mark.parametrize("path", RULES, ids=module)
def test_a_rule_reads_no_clock_and_no_file(path: Path) -> None:
    asked = []
    for call in calls(path):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in _WORLD or name in _FILES:
            asked.append(f"{where(path, call)} calls {name}()")
    assert asked == []


def test_all_rules_load_without_django() -> None:
    names = [module(path) for path in RULES]
    program = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "bad = [m for m in sys.modules if m.partition('.')[0] in ('django', 'lxml', 'docx', 'tantivy')]\n"
        "bad += [m for m in sys.modules if m.startswith('zwgk.') and not m.startswith('zwgk.rules')]\n"
        "sys.exit(','.join(bad) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
