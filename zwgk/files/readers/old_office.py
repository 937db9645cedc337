"""Old Word, WPS and RTF files (doc, wps, rtf): through LibreOffice where it is installed, else refused at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from zwgk.files import limits
from zwgk.files.readers import refusals, word
from zwgk.files.readers.result import FileKind, ReadFile

_WRITER = 'docx:"MS Word 2007 XML"'


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
            subprocess.run(  # noqa: S603
                command,
                capture_output=True,
                timeout=limits.OFFICE_SECONDS,
                check=True,
                env={"HOME": folder, "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LANG": "C.UTF-8"},
            )
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
