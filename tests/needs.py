"""What the machine must have besides Python. ``python3 tests/needs.py run|test``, with the standard library alone.

As root it installs what is missing by apt. Otherwise it prints the line to type: for tests it then ends with 2, for
running it goes on, because the system runs without and ``zwgk check`` says what it cannot do.
"""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path


def _program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _library(name: str) -> Callable[[], bool]:
    return lambda: ctypes.util.find_library(name) is not None


def _chinese_font() -> bool:
    if shutil.which("fc-list") is None:
        return False
    found = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


def _chinese_ocr() -> bool:
    if shutil.which("tesseract") is None:
        return False
    found = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return "chi_sim" in found.stdout + found.stderr


def _postgresql() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb") is not None


#: Chromium without windows costs a third less; where no package of it can be had, a whole browser does
_SHELL = "chromium-headless-shell"
_BROWSERS = (_SHELL, "chromium", "chromium-browser", "google-chrome")


#: Debian package → is it there? For running (PDF files, fonts), and for testing besides.
RUN: dict[str, Callable[[], bool]] = {
    "libpango-1.0-0": _library("pango-1.0"),
    "libpangoft2-1.0-0": _library("pangoft2-1.0"),
    "libharfbuzz-subset0": _library("harfbuzz-subset"),
    "fontconfig": _program("fc-list"),
    "fonts-noto-cjk": _chinese_font,
}
TEST: dict[str, Callable[[], bool]] = {
    **RUN,
    "chromium": _program(*_BROWSERS),
    "libatomic1": _library("atomic"),  # what drives Chromium is linked with it
    "postgresql": _postgresql,
    "tesseract-ocr": _program("tesseract"),
    "tesseract-ocr-chi-sim": _chinese_ocr,
    "poppler-utils": _program("pdftotext"),
    "qpdf": _program("qpdf"),  # one of the tools with which redacted files are attacked
}


def main(what: str) -> int:
    """Look, and install or say."""
    needs = TEST if what == "test" else RUN
    can_install = os.geteuid() == 0 and shutil.which("apt-get") is not None
    if what == "test" and can_install and shutil.which(_SHELL) is None:
        _install(_SHELL)  # wished for, not needed: where it fails, the list below asks for a browser
    missing = [package for package, is_there in needs.items() if not is_there()]
    if not missing:
        return 0
    line = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if not can_install:
        print(f"本机还缺少：{'、'.join(missing)}。请以 root 运行：\n  {line}", file=sys.stderr)
        if what == "run":
            print("没有它们也能启动，但不能生成 PDF 或缺少中文字体。", file=sys.stderr)
        return 2 if what == "test" else 0
    print(f"正在安装 {'、'.join(missing)}……", file=sys.stderr)
    if not _install(*missing):
        print(f"没有装成。请查看上面的提示，或自己运行：\n  {line}", file=sys.stderr)
        return 2 if what == "test" else 0
    return 0


def _install(*packages: str) -> bool:
    """Fetch the packages by apt; True where they are there then."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    line = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    return all(
        subprocess.run(command, env=environ, stdout=sys.stderr, check=False).returncode == 0
        for command in (["apt-get", "update", "-qq"], line)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "test"))
