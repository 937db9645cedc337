"""Virus scan (病毒查杀): ClamAV's ``clamdscan`` where it is installed; without it no claim is made."""

from __future__ import annotations

import shutil
import subprocess

from zwgk.rules.errors import BadInput

SECONDS = 120


def must_be_clean(name: str, data: bytes) -> bool | None:
    """Scan the bytes: True where they are clean, ``None`` where no scanner is installed or it could not answer.

    Errors: ``BadInput`` where a virus is found.
    """
    program = shutil.which("clamdscan")
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603
            [program, "--no-summary", "--infected", "-"], input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode == 1:
        raise BadInput(
            what=f"不能接收文件“{name}”",
            why="查毒软件在文件中发现病毒",
            remedy="请不要再打开该文件，并报告本单位网络安全人员",
        )
    return True if done.returncode == 0 else None
