"""A fresh environment with the built wheel and the locked run-time requirements in it, and nothing else.

The requirements are not fetched again: each distribution that ``requirements/run.txt`` names is linked from the
project's own environment. What only the tests need is therefore not there, nor is the source.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Environment:
    """A virtual environment and an empty folder to stand in."""

    home: Path
    desk: Path

    @property
    def python(self) -> Path:
        return self.home / "bin" / "python"

    @property
    def zwgk(self) -> Path:
        return self.home / "bin" / "zwgk"

    def environ(self, **more: str) -> dict[str, str]:
        """The machine's variables without any that name a Python, a Django or settings of ours."""
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("ZWGK_", "DJANGO_", "PYTHON", "VIRTUAL_ENV", "PYTEST_"))
        }
        return {**clean, **more}

    def run(self, *command: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a program there and hand back what it said, whatever its exit status."""
        return subprocess.run(
            list(map(str, command)),
            cwd=self.desk,
            env=self.environ(**more),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def pip(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run our pip on this environment."""
        options = ("--disable-pip-version-check", "--python", self.python)
        return self.run(sys.executable, "-m", "pip", *options, *words)


def build(target: str, folder: Path, source: Path = ROOT) -> Path:
    """Build the ``wheel`` or the ``sdist`` of ``source`` into ``folder``; returns the file."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = folder.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return made


def environment(folder: Path, wheel: Path) -> Environment:
    """Make the environment and install the wheel by pip, without a network."""
    made = Environment(folder / "venv", folder / "desk")
    made.desk.mkdir()
    venv.create(made.home, with_pip=True, symlinks=True)
    packages = Path(
        made.run(made.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.strip()
    )
    for name in _locked():
        _link(metadata.distribution(name), packages)
    done = made.pip("install", "--no-index", "--no-deps", "--no-compile", "--quiet", wheel)
    assert done.returncode == 0, done.stderr
    return made


def _locked() -> list[str]:
    """The distributions of ``requirements/run.txt`` that this machine needs."""
    lines = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8").splitlines()
    pinned = (re.match(r"([A-Za-z0-9._-]+)==\S+(?:\s*;\s*(.+?))?\s*\\?$", line) for line in lines)
    return [found[1] for found in pinned if found and (found[2] is None or Marker(found[2]).evaluate())]


def _link(distribution: metadata.Distribution, packages: Path) -> None:
    tops = {file.parts[0] for file in distribution.files or () if file.parts[0] not in {"..", "__pycache__", "/"}}
    for top in tops:
        here = packages / top
        if not here.exists():
            here.symlink_to(Path(str(distribution.locate_file(top))))
