"""LibreOffice and ClamAV where they are installed, the honest answer where they are not: neither is ever required."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx.shared import Cm

from tests.files.making import Draft
from zwgk.files import limits, readers, scanning
from zwgk.files.readers import old_office
from zwgk.rules.errors import BadInput

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SIGNATURE = "ZWGK-VIRUS-TEST-STRING"


def draft() -> bytes:
    made = Draft().lines("关于做好老旧小区改造工作的通知", "各乡镇人民政府：", "现就有关事项通知如下。")
    table = made.document.add_table(2, 2)
    for row, texts in zip(table.rows, (("项目", "金额"), ("路面", "12.5万元")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.width, cell.text = Cm(5), text
    made.lines("以上要求，请认真落实。")
    return made.bytes()


def saved_as(form: str, extension: str, folder: Path) -> bytes:
    (folder / "draft.docx").write_bytes(draft())
    program = old_office.converter()
    assert program is not None
    command = [program, f"-env:UserInstallation=file://{folder}/p", "--headless", "--convert-to", form]
    subprocess.run(
        [*command, "--outdir", str(folder), str(folder / "draft.docx")], check=True, capture_output=True, timeout=120
    )
    return (folder / f"draft.{extension}").read_bytes()


@pytest.mark.parametrize(
    ("name", "form"),
    [("旧.doc", "doc:MS Word 97"), ("旧.wps", "doc:MS Word 97"), ("旧.rtf", "rtf:Rich Text Format")],
)
def test_old_word_and_wps_files_are_read_by_libreoffice_or_refused_at_once(
    name: str, form: str, tmp_path: Path
) -> None:
    if old_office.converter() is None:
        with pytest.raises(BadInput, match="未安装LibreOffice"):
            readers.read_bytes(name, b"{\\rtf1}" if name.endswith("rtf") else OLE + "WordDocument".encode("utf-16-le"))
        return
    found = readers.read_bytes(name, saved_as(form, form.partition(":")[0], tmp_path))
    assert "关于做好老旧小区改造工作的通知" in found.text
    assert (("项目", "金额"), ("路面", "12.5万元")) in found.tables
    assert found.complete


def test_a_conversion_given_up_leaves_no_program_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The starter's child does the work: it must die with the starter, or bad files would fill the machine."""
    pid = tmp_path / "pid"
    starter = tmp_path / "soffice"
    starter.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {pid}\nwait\n")
    starter.chmod(0o755)
    monkeypatch.setattr(old_office, "converter", lambda: str(starter))
    monkeypatch.setattr(limits, "OFFICE_SECONDS", 0.5)
    with pytest.raises(BadInput, match="未能转换"):
        readers.read_bytes("旧.doc", OLE + "WordDocument".encode("utf-16-le"))
    worker = int(pid.read_text())
    for _ in range(50):
        if not Path(f"/proc/{worker}").exists() or "Z" in Path(f"/proc/{worker}/stat").read_text().split()[2]:
            break
        time.sleep(0.1)
    else:
        raise AssertionError("the worker outlived its starter")


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> Iterator[bool]:
    """A running clamd with one signature of our own, where ClamAV is installed; its folder's name must be short."""
    if shutil.which("clamd") is None or shutil.which("clamdscan") is None:
        monkeypatch.setattr(scanning.shutil, "which", lambda name: None)
        yield False
        return
    with tempfile.TemporaryDirectory(prefix="zwgk-clam-") as name:
        folder = Path(name)
        (folder / "db").mkdir()
        (folder / "db" / "own.ndb").write_text(f"Zwgk.Test:0:*:{SIGNATURE.encode().hex()}\n")
        lines = [f"LocalSocket {folder}/s", f"DatabaseDirectory {folder}/db", "Foreground yes"]
        lines += ["User root"] if os.geteuid() == 0 else []
        (folder / "clamd.conf").write_text("\n".join(lines) + "\n")
        clamd = subprocess.Popen(["clamd", "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL)
        try:
            for _ in range(300):
                if (folder / "s").exists():
                    break
                time.sleep(0.1)
            program = folder / "clamdscan"
            program.write_text(f'#!/bin/sh\nexec {shutil.which("clamdscan")} -c {folder}/clamd.conf "$@"\n')
            program.chmod(0o755)
            monkeypatch.setattr(scanning.shutil, "which", lambda name: str(program))
            yield True
        finally:
            clamd.terminate()
            clamd.wait(20)


def test_a_virus_is_refused_by_clamav_and_without_it_nothing_is_claimed(scanner: bool) -> None:
    infected = f"甲乙 {SIGNATURE} 丙丁".encode()
    if not scanner:
        assert scanning.must_be_clean("附件.txt", infected) is None
        return
    assert scanning.must_be_clean("附件.txt", "甲乙丙丁".encode()) is True
    with pytest.raises(BadInput, match="发现病毒"):
        scanning.must_be_clean("附件.txt", infected)
