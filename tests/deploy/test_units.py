"""What lies in ``deploy/`` fits the commands and settings that there are."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from zwgk.cli.main import COMMANDS, main
from zwgk.config.env import load

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())


def _read(unit: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment]
    parser.read_string(unit.read_text(encoding="utf-8"))
    return parser


@pytest.mark.parametrize("unit", [u for u in UNITS if u.suffix == ".service"], ids=lambda u: u.name)
def test_every_service_starts_a_command_with_arguments_that_exist(unit: Path) -> None:
    service = _read(unit)["Service"]
    program, command, *words = shlex.split(service["ExecStart"])
    assert program == "/opt/zwgk/.venv/bin/zwgk"
    assert command in COMMANDS
    with pytest.raises(SystemExit) as ended:
        main([command, *words, "--help"])  # unknown arguments end with 2
    assert ended.value.code == 0
    assert service["User"] == "zwgk"
    assert service["ProtectSystem"] == "strict"
    assert "/var/lib/zwgk" in service["ReadWritePaths"]


def test_every_unit_that_another_names_is_there() -> None:
    there = {unit.name for unit in UNITS}
    named = {name for unit in UNITS for name in re.findall(r"\bzwgk[-\w]*\.(?:service|target|timer)", unit.read_text())}
    assert named - there == set()
    for timer in (unit for unit in UNITS if unit.suffix == ".timer"):
        assert timer.with_suffix(".service").name in there


def test_the_units_are_understood_by_systemd(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not installed here")
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/zwgk/.venv/bin/zwgk", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    found = subprocess.run(
        [program, "verify", *(str(tmp_path / unit.name) for unit in UNITS)], capture_output=True, text=True, check=False
    )
    ours = [line for line in found.stderr.splitlines() if "zwgk" in line and "EnvironmentFile" not in line]
    assert [line for line in ours if "Unknown" in line or "Failed to parse" in line or "Invalid" in line] == []


def test_the_example_of_settings_is_read_whole(tmp_path: Path) -> None:
    """Every line, those that are commented out too, is a setting that can be used."""
    lines = re.findall(r"^#?(ZWGK_\w+)=(.*)$", (DEPLOY / "zwgk.env.example").read_text(encoding="utf-8"), re.M)
    assert len(lines) > 10
    env = load({**dict(lines), "ZWGK_VAR": str(tmp_path)})
    assert env.second_factor == "keepers"
    assert env.https is True
