"""涉密不上网: what bears a mark of secrecy is refused before a byte of it is kept; so is everything that is bad."""

from __future__ import annotations

import io
import subprocess

import pytest

from tests.files.making import CENTER, Draft, as_bytes, pdf, scan
from zwgk.audit.models import Entry
from zwgk.files import intake, scanning, store
from zwgk.files.models import Blob, File, Purpose
from zwgk.files.readers import picture
from zwgk.people.actor import SYSTEM
from zwgk.rules.errors import BadInput, Classified, LimitExceeded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    options = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    settings.STORAGES = {**settings.STORAGES, "default": options}
    return tmp_path / "files"


def take(name: str, data: bytes | io.BytesIO) -> intake.Taken:
    return intake.take(name, data, actor=SYSTEM, purpose=Purpose.DRAFT, matter_id=3)


def nothing_kept(folder) -> bool:
    stored = folder.exists() and any(p.is_file() for p in folder.rglob("*"))
    return not (stored or File.objects.exists() or Blob.objects.exists() or Entry.objects.exists())


def marked_in_header() -> bytes:
    draft = Draft().lines("一般内容。")
    draft.document.sections[0].header.paragraphs[0].text = "机密★10年"
    return draft.bytes()


def marked_in_hidden_text() -> bytes:
    draft = Draft().lines("一般内容。")
    draft.line("绝密★长期").runs[0].font.hidden = True
    return draft.bytes()


def marked_in_table() -> bytes:
    draft = Draft()
    table = draft.document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "密级", "秘密★5年"
    return draft.bytes()


def marked_first_line() -> bytes:
    draft = Draft()
    draft.line("机密", 16, "黑体")
    draft.line("青溪县人民政府文件", 42, align=CENTER)
    return draft.bytes()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("通知.docx", marked_in_header(), id="页眉"),
        pytest.param("通知.docx", marked_in_hidden_text(), id="隐藏文字"),
        pytest.param("通知.docx", marked_in_table(), id="表格"),
        pytest.param("通知.docx", marked_first_line(), id="首行"),
        pytest.param("通知.txt", "秘密★1年\n关于某事的报告".encode("gb18030"), id="文本"),
        pytest.param("通知.pdf", pdf("<p>机密★3年</p><p>内容</p>"), id="PDF"),
        pytest.param(
            "通知.html", "<html><meta charset=utf-8><body><p>绝密★30年</p><p>甲</p></body></html>".encode(), id="网页"
        ),
        pytest.param("关于某事的请示（机密）.txt", "一般内容。".encode(), id="文件名"),
        pytest.param("【秘密】名单.txt", "一般内容。".encode(), id="文件名方括号"),
    ],
)
def test_a_mark_of_secrecy_refuses_the_file_and_nothing_of_it_is_kept(folder, name, data):
    """依据：《保守国家秘密法》第三十一条；S0-34。"""
    with pytest.raises(Classified) as refusal:
        take(name, data)
    assert "某事" not in refusal.value.why
    assert nothing_kept(folder)


@pytest.mark.skipif(not picture.available(), reason="本机未安装tesseract chi_sim")
def test_a_scan_with_a_mark_is_refused_when_recognition_reads_it(folder):
    with pytest.raises(Classified):
        take("扫描件.png", as_bytes(scan("机密", "关于某事的报告", "各有关单位"), "PNG"))
    assert nothing_kept(folder)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("商业秘密保护办法.txt", "涉及商业秘密、个人隐私的，权利人不同意公开的，不予公开。"),
        ("制度.txt", "依照保密法规定，明确标识为“秘密”、“机密”、“绝密”的国家秘密事项，不予公开。"),
    ],
)
def test_papers_that_only_speak_of_secrecy_are_taken(name, text):
    taken = take(name, text.encode())
    assert taken.file.text == text
    assert taken.file.matter_id == 3


def test_a_taken_file_has_its_text_and_its_bytes(folder):
    data = Draft().lines("关于公开的通知", "内容。").bytes()
    taken = take("C:\\桌面\\通知.docx", io.BytesIO(data))
    assert taken.file.name == "通知.docx"
    assert taken.file.text == "关于公开的通知\n内容。"
    assert store.data_of(taken.file) == data
    assert taken.clean is None or taken.clean is True


def test_an_unread_scan_is_taken_and_says_that_it_needs_eyes(monkeypatch):
    monkeypatch.setattr(picture, "available", lambda: False)
    taken = take("扫描件.png", as_bytes(scan("名单"), "PNG"))
    assert taken.file.needs_eyes
    assert taken.file.pages == ["unreadable"]
    assert "须人工查看" in taken.file.unread[0]


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("空.docx", b"", BadInput),
        ("坏.docx", b"PK\x03\x04" + b"\0" * 90, BadInput),
        ("甲.exe", b"MZ" + b"\0" * 90, BadInput),
    ],
)
def test_a_bad_file_leaves_nothing(folder, name, data, error):
    with pytest.raises(error):
        take(name, data)
    assert nothing_kept(folder)


def test_a_stream_that_never_ends_is_read_no_further_than_the_limit(folder, monkeypatch):
    monkeypatch.setattr(intake.limits, "MAX_FILE_BYTES", 1000)

    class Endless(io.RawIOBase):
        given = 0

        def seek(self, *args):
            return 0

        def read(self, size=-1):
            assert size > 0
            self.given += size
            return b"x" * size

    source = Endless()
    with pytest.raises(LimitExceeded):
        take("无尽.txt", source)
    assert source.given == 1001
    assert nothing_kept(folder)


def test_a_file_that_the_scanner_rejects_is_refused(folder, monkeypatch, tmp_path):
    scanner = tmp_path / "clamdscan"
    scanner.write_text("#!/bin/sh\ncat >/dev/null\nexit 1\n")
    scanner.chmod(0o755)
    monkeypatch.setattr(scanning.shutil, "which", lambda name: str(scanner))
    with pytest.raises(BadInput, match="发现病毒"):
        take("通知.txt", "内容一二三".encode())
    assert nothing_kept(folder)


@pytest.mark.parametrize(("script", "clean"), [("exit 0", True), ("exit 2", None)])
def test_a_scanner_that_fails_proves_nothing(monkeypatch, tmp_path, script, clean):
    scanner = tmp_path / "clamdscan"
    scanner.write_text(f"#!/bin/sh\ncat >/dev/null\n{script}\n")
    scanner.chmod(0o755)
    monkeypatch.setattr(scanning.shutil, "which", lambda name: str(scanner))
    assert take("通知.txt", "内容一二三".encode()).clean is clean


def test_a_scanner_that_hangs_proves_nothing(monkeypatch):
    def hang(*args, **kwargs):
        raise subprocess.TimeoutExpired("clamdscan", 1)

    monkeypatch.setattr(scanning.shutil, "which", lambda name: "/usr/bin/clamdscan")
    monkeypatch.setattr(scanning.subprocess, "run", hang)
    assert scanning.must_be_clean("a.txt", b"x") is None
