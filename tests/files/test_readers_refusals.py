"""Bad files: each is refused at once, in a Chinese sentence that says what, why and what next."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pikepdf
import pytest

from tests.files.making import Draft, as_bytes, pdf, repacked, scan
from zwgk.files import limits
from zwgk.files.readers import old_office, read_bytes, read_path
from zwgk.rules.errors import BadInput, LimitExceeded, RuleViolation

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
DOCX = Draft().lines("内容").bytes()


def ole(*streams: str) -> bytes:
    return OLE + b"".join(s.encode("utf-16-le").ljust(128, b"\0") for s in streams)


def encrypted_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("<p>内容</p>"))) as document:
        document.save(out, encryption=pikepdf.Encryption(user="a", owner="b"))
    return out.getvalue()


def bomb() -> bytes:
    return repacked(DOCX, lambda parts: parts.update({"word/media/big.xml": b"0" * 30 * limits.MEGABYTE}))


def many_parts() -> bytes:
    return repacked(DOCX, lambda parts: parts.update({f"word/p{i}.xml": b"" for i in range(limits.MAX_PARTS + 1)}))


def macro_docx() -> bytes:
    return repacked(DOCX, lambda parts: parts.update({"word/vbaProject.bin": b"x"}))


def entity_docx() -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        text = parts["word/document.xml"].decode()
        head, body = text.split("?>", 1)
        lol = '<!DOCTYPE x [<!ENTITY a "哈哈哈哈">' + "".join(
            f'<!ENTITY a{i} "{"&a%s;" % (i - 1 if i else "") * 10}">' for i in range(12)
        )
        parts["word/document.xml"] = (head + "?>" + lol + "]>" + body.replace("内容", "&a11;")).encode()

    return repacked(DOCX, change)


def plain_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "甲")
    return out.getvalue()


CASES = [
    ("空.docx", b"", "文件是空的"),
    ("半截.docx", DOCX[: len(DOCX) // 2], "Word文件已损坏或不完整"),
    ("坏.docx", repacked(DOCX, lambda p: p.update({"word/document.xml": b"<w:document"})), "Word文件已损坏或不完整"),
    ("坏.docx", b"PK\x03\x04" + b"\0" * 200, "Word文件已损坏或不完整"),
    ("加密.docx", ole("Root Entry", "EncryptedPackage"), "设有打开密码"),
    ("加密.pdf", encrypted_pdf(), "PDF文件设有打开密码"),
    ("坏.pdf", b"%PDF-1.7\n" + b"x" * 400, "PDF文件已损坏或不完整"),
    ("宏.docx", macro_docx(), "文件带有宏"),
    ("宏.doc", ole("WordDocument", "_VBA_PROJECT"), "文件带有宏"),
    ("宏.docm", DOCX, "文件带有宏"),
    ("其实是.docx", pdf("<p>内容</p>"), "扩展名是“.docx”，内容却是PDF"),
    ("其实是.pdf", DOCX, "扩展名是“.pdf”，内容却是Word文档"),
    ("其实是.docx", "就是一段文字，不是Word。".encode(), "扩展名是“.docx”，内容却是纯文本"),
    ("其实是.png", b"MZ\x90\0" + b"\0" * 100, "文件是Windows程序"),
    ("通知.exe", b"MZ\x90\0" + b"\0" * 100, "文件是Windows程序"),
    ("包.zip", plain_zip(), "文件是zip压缩包"),
    ("包.rar", b"Rar!\x1a\x07" + b"\0" * 50, "文件是RAR压缩包"),
    ("片.ppt", ole("PowerPoint Document"), "演示文稿"),
    ("页.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related", "单一文件网页"),
    ("坏.png", as_bytes(scan("甲"), "PNG")[:500], "图片文件已损坏或不完整"),
    ("坏.ofd", b"PK\x03\x04" + b"\0" * 60, "OFD文件已损坏或不完整"),
]


@pytest.mark.parametrize(("name", "data", "why"), CASES, ids=[f"{c[0]}-{c[2][:8]}" for c in CASES])
def test_a_bad_file_is_refused_with_reason_and_remedy(name, data, why):
    with pytest.raises(BadInput) as refusal:
        read_bytes(name, data)
    assert why in refusal.value.why
    assert f"“{name}”" in refusal.value.what
    assert refusal.value.remedy


@pytest.mark.parametrize(("make", "why"), [(bomb, "压缩比高达"), (many_parts, "压缩包内有")])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(make, why):
    with pytest.raises(LimitExceeded, match=why):
        read_bytes("炸弹.docx", make())


def test_a_size_that_lies_in_the_directory_is_noticed():
    data = bytearray(repacked(DOCX, lambda parts: parts.update({"word/document.xml": b"<a>" + b" " * 5000 + b"</a>"})))
    at = data.rindex(b"word/document.xml") - 46  # the directory's entry: 24 bytes on stands the unpacked size
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(RuleViolation):
        read_bytes("谎报.docx", bytes(data))


def test_entities_are_not_expanded():
    try:
        found = read_bytes("实体.docx", entity_docx())
    except BadInput:
        return
    assert "哈" not in found.text


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "大.pdf"
    with path.open("wb") as file:
        file.truncate(200 * limits.MEGABYTE)
    monkeypatch.setattr(type(path), "read_bytes", lambda self: pytest.fail("read although too large"))
    with pytest.raises(LimitExceeded, match=r"不得超过100MB，该文件为200\.0MB"):
        read_path(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(BadInput, match="没有这个文件"):
        read_path(tmp_path / "无.txt")
    with pytest.raises(BadInput, match="是文件夹"):
        read_path(tmp_path)


@pytest.mark.parametrize("name", ["旧.doc", "旧.wps"])
def test_old_word_files_are_refused_at_once_without_libreoffice(name, monkeypatch):
    monkeypatch.setattr(old_office, "converter", lambda: None)
    with pytest.raises(BadInput, match=r"未安装LibreOffice.*另存为docx"):
        read_bytes(name, ole("WordDocument"))


def test_old_word_files_are_converted_where_libreoffice_is_installed(monkeypatch, tmp_path):
    soffice = tmp_path / "soffice"
    made = tmp_path / "made.docx"
    made.write_bytes(Draft().lines("旧文件里的话").bytes())
    soffice.write_text(f'#!/bin/sh\nwhile [ "$1" != "--outdir" ]; do shift; done\ncp {made} "$2/source.docx"\n')
    soffice.chmod(0o755)
    monkeypatch.setattr(old_office, "converter", lambda: str(soffice))
    found = read_bytes("旧.doc", ole("WordDocument"))
    assert found.text == "旧文件里的话"
    assert found.kind == "doc"


def test_a_conversion_that_hangs_is_given_up(monkeypatch, tmp_path):
    soffice = tmp_path / "soffice"
    soffice.write_text("#!/bin/sh\nexec sleep 30\n")
    soffice.chmod(0o755)
    monkeypatch.setattr(old_office, "converter", lambda: str(soffice))
    monkeypatch.setattr(limits, "OFFICE_SECONDS", 0.2)
    with pytest.raises(BadInput, match="未能转换"):
        read_bytes("旧.doc", ole("WordDocument"))


def test_the_readers_need_no_settings_and_load_no_format_before_its_file_comes():
    code = (
        "import sys, zwgk.files.readers as r, zwgk.files.structure\n"
        "found = r.read_bytes('a.txt', '甲乙丙'.encode())\n"
        "heavy = {'docx', 'pypdfium2', 'PIL', 'python_calamine', 'django.db'} & set(sys.modules)\n"
        "assert not heavy, heavy\nprint(found.text)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={"PATH": ""}, check=False)
    assert done.stdout.strip() == "甲乙丙", done.stderr


def test_an_ofd_gives_its_text_and_says_what_is_missing():
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("OFD.xml", f"<ofd:OFD {ns}/>")
        for i, text in enumerate(("关于公开的通知", "")):
            item = (
                f'<ofd:TextObject Boundary="60 20 30 5"><ofd:TextCode>{text[3:]}</ofd:TextCode></ofd:TextObject>'
                f'<ofd:TextObject Boundary="30 20 30 5"><ofd:TextCode>{text[:3]}</ofd:TextCode></ofd:TextObject>'
            )
            archive.writestr(f"Doc_0/Pages/Page_{i}/Content.xml", f"<ofd:Page {ns}>{item}</ofd:Page>")
    found = read_bytes("公文.ofd", out.getvalue())
    assert found.text == "关于公开的通知"
    assert [str(p) for p in found.pages] == ["text", "unreadable"]
    assert any("第2页没有可读取的文字" in s for s in found.unread)
