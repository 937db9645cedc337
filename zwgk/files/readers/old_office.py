"""Old Word, WPS and RTF files (doc, wps, rtf): through LibreOffice where it is installed, else refused at once."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from zwgk.files import limits
from zwgk.files.readers import refusals, word
from zwgk.files.readers.result import FileKind, ReadFile

_WRITER = 'docx:"MS Word 2007 XML"'
_OFF = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
)
"""No macros, nothing fetched from elsewhere, no link brought up to date."""
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    + "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _OFF
    )
    + "</oor:items>"
)


def converter() -> str | None:
    """Return the path of LibreOffice, ``None`` where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def read(name: str, data: bytes, kind: FileKind) -> ReadFile:
    """Convert to docx and read that. Errors: ``BadInput`` (no LibreOffice, cannot be converted, took too long)."""
    program = converter()
    if program is None:
        raise refusals.unknown(name, f"本机未安装LibreOffice，不能读取{kind.label}（{kind}）", refusals.RESAVE)
    found = word.read(name, _converted(name, data, kind, program))
    return replace(found, kind=kind, meta={**found.meta, "converted_by": "LibreOffice"})


def _converted(name: str, data: bytes, kind: FileKind, program: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="zwgk-office-") as folder:
        source = Path(folder) / f"source.{kind}"
        source.write_bytes(data)
        settings = Path(folder) / "profile" / "user"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        command = [
            program,
            f"-env:UserInstallation=file://{folder}/profile",  # own profile: runs side by side, leaves nothing behind
            "--headless",
            "--norestore",
            "--convert-to",
            _WRITER.replace('"', ""),
            "--outdir",
            folder,
            str(source),
        ]
        try:
            _run(command, folder)
        except subprocess.TimeoutExpired as error:
            raise refusals.unknown(
                name, f"LibreOffice在{limits.OFFICE_SECONDS}秒内未能转换", refusals.RESAVE
            ) from error
        except (OSError, subprocess.SubprocessError) as error:
            raise refusals.broken(name, kind.label, refusals.RESAVE) from error
        result = Path(folder) / "source.docx"
        if not result.exists():
            raise refusals.broken(name, kind.label, refusals.RESAVE)
        return result.read_bytes()


def _run(command: list[str], folder: str) -> None:
    """Run LibreOffice in a process group of its own: the program proper is a child of the starter and outlives it."""
    environ = {"HOME": folder, "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LANG": "C.UTF-8"}
    with subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environ,
        start_new_session=True,
    ) as process:
        try:
            status = process.wait(limits.OFFICE_SECONDS)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    if status:
        raise subprocess.CalledProcessError(status, command[0])
