"""What people read: full-width punctuation, refusals in three parts, commands that explain themselves."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT, calls, files, module, where
from zwgk.cli.main import COMMANDS

_HALF = re.compile(r"[\u4e00-\u9fff”》）][,;:!?]|[,;!?][\u4e00-\u9fff“《（]|[\u4e00-\u9fff]\([\u4e00-\u9fff]")
_PARTS = {"what", "why", "remedy"}


def _texts(node: ast.expr) -> list[str]:
    """The literal pieces of a text, formatted or not."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return [
            "".join(
                str(part.value) if isinstance(part, ast.Constant) else "\N{ZERO WIDTH SPACE}" for part in node.values
            )
        ]
    return []


@pytest.mark.parametrize("path", files(), ids=module)
def test_refusals_are_written_in_full_width_and_without_a_final_stop(path: Path) -> None:
    faults = []
    for call in calls(path):
        for keyword in call.keywords:
            if keyword.arg not in _PARTS:
                continue
            for text in _texts(keyword.value):
                if _HALF.search(text):
                    faults.append(f"{where(path, keyword.value)} half-width: {text}")
                if text.endswith(("。", ".", "！")):
                    faults.append(f"{where(path, keyword.value)} ends with a stop: {text}")
    assert faults == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    loaded = importlib.import_module(f"zwgk.cli.{COMMANDS[command]}")
    assert re.search(r"[\u4e00-\u9fff]", loaded.HELP)
    assert "\n" not in loaded.HELP
    assert callable(loaded.arguments)
    assert callable(loaded.run)


def test_help_is_quick_because_it_loads_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from zwgk.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = [m for m in ('django', 'weasyprint', 'tantivy', 'docx', 'pikepdf') if m in sys.modules]\n"
        "sys.exit(','.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "serve" in done.stdout
