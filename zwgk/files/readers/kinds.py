"""What a file is, by its first bytes and not by its name (类型识别)."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from zwgk.files.readers import refusals
from zwgk.files.readers.result import FileKind

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
IMAGES = {
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"BM": "bmp",
    b"II*\0": "tif",
    b"MM\0*": "tif",
}
_ARCHIVES = {b"Rar!": "RAR压缩包", b"7z\xbc\xaf": "7z压缩包", b"\x1f\x8b": "gzip压缩包", b"BZh": "bzip2压缩包"}
_PROGRAMS = {b"MZ": "Windows程序", b"\x7fELF": "Linux程序", b"#!/": "脚本", b"\xca\xfe\xba\xbe": "程序"}

# Extensions under which a kind may come; files written by WPS and old systems often call RTF or HTML ".doc".
ALLOWED = {
    FileKind.TXT: {"txt", "text", "csv", "md", "log"},
    FileKind.HTML: {"html", "htm", "shtml", "xhtml", "doc"},
    FileKind.DOCX: {"docx", "dotx", "doc", "wps"},
    FileKind.DOC: {"doc", "wps", "wpt", "dot"},
    FileKind.RTF: {"rtf", "doc", "wps"},
    FileKind.XLSX: {"xlsx", "xls", "et"},
    FileKind.XLS: {"xls", "et"},
    FileKind.PDF: {"pdf"},
    FileKind.OFD: {"ofd"},
    FileKind.IMAGE: {"jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp"},
}
_USUAL = {FileKind.HTML: "html", FileKind.IMAGE: "jpg", FileKind.TXT: "txt"}
_HTML_START = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


def extension_of(name: str) -> str:
    """Return the extension in lower case without the dot, "" where there is none."""
    return PurePath(name).suffix.lower().lstrip(".")


def sniff(name: str, data: bytes) -> FileKind:
    """Return the kind of a file and refuse what is not taken.

    Errors: ``BadInput`` for programs, archives, presentations, macros, encrypted Office files, unknown content, and for
    a name whose extension contradicts the content.
    """
    kind = _by_content(name, data)
    extension = extension_of(name)
    if extension in ("docm", "xlsm", "dotm", "xltm"):
        raise refusals.macros(name)
    if extension and extension not in ALLOWED[kind]:
        if kind is FileKind.TXT and extension not in set().union(*ALLOWED.values()):
            return kind
        raise refusals.wrong_extension(name, extension, kind.label, _USUAL.get(kind, str(kind)))
    return kind


def _by_content(name: str, data: bytes) -> FileKind:
    head = data[:1024]
    if b"%PDF-" in head:
        return FileKind.PDF
    if head.startswith(OLE):
        return _ole(name, data)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(name, data)
    if head.startswith(b"{\\rtf"):
        return FileKind.RTF
    if image_extension(head):
        return FileKind.IMAGE
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        raise refusals.unknown(name, "HEIC/AVIF照片不能读取", "请在手机上把照片格式改为“兼容性最佳”，或转存为jpg后上传")
    for magic, label in (_ARCHIVES | _PROGRAMS).items():
        if head.startswith(magic):
            remedy = "请解压后逐个上传" if label.endswith("压缩包") else "请核对文件，程序和脚本一律不收"
            raise refusals.unknown(name, f"文件是{label}", remedy)
    return _textual(name, data)


def image_extension(head: bytes) -> str:
    """Return the extension of an image by its first bytes, "" where it is none that is taken."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    for magic, extension in IMAGES.items():
        if head.startswith(magic) and (extension != "bmp" or (head[6:10] == b"\0\0\0\0" and len(head) > 26)):
            return extension
    return ""


def _ole(name: str, data: bytes) -> FileKind:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise refusals.encrypted(name, "Office")
    if has("_VBA_PROJECT"):
        raise refusals.macros(name)
    if has("WordDocument"):
        return FileKind.DOC
    if has("Workbook") or has("Book"):
        return FileKind.XLS
    if has("PowerPoint Document"):
        raise refusals.unknown(name, "演示文稿（ppt）不能读取", "请另存为pdf后上传")
    raise refusals.broken(name, "旧版Office", refusals.RESAVE)


def _zip(name: str, data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        extension = extension_of(name)
        label = {"xlsx": "Excel", "ofd": "OFD"}.get(extension, "Word")
        raise refusals.broken(name, label if extension in ("docx", "xlsx", "ofd", "wps") else "压缩包") from error
    if any(n.lower().endswith("vbaproject.bin") for n in names):
        raise refusals.macros(name)
    if "word/document.xml" in names or any(re.fullmatch(r"word/document\d*\.xml", n) for n in names):
        return FileKind.DOCX
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "OFD.xml" in names:
        return FileKind.OFD
    if any(n.startswith("ppt/") for n in names):
        raise refusals.unknown(name, "演示文稿（pptx）不能读取", "请另存为pdf后上传")
    if "[Content_Types].xml" in names:
        raise refusals.broken(name, "Office", refusals.RESAVE)
    if "content.xml" in names:
        raise refusals.unknown(name, "文件是OpenDocument格式", "请另存为docx或xlsx后上传")
    raise refusals.unknown(name, "文件是zip压缩包", "请解压后逐个上传")


def _textual(name: str, data: bytes) -> FileKind:
    from zwgk.files.readers.plain import decode

    extension = extension_of(name)
    for kind in (FileKind.DOCX, FileKind.XLSX, FileKind.PDF, FileKind.IMAGE, FileKind.OFD):
        if extension in ALLOWED[kind] - ALLOWED[FileKind.HTML] - {"xls", "et"} and b"\0" in data[:4096]:
            raise refusals.broken(name, kind.label)
    if re.match(rb"(?:MIME-Version|From):", data[:200], re.I) or extension in ("mht", "mhtml"):
        raise refusals.unknown(name, "文件是单一文件网页（mht）", "请在浏览器中另存为“网页，仅HTML”后上传")
    text_extension = extension in ALLOWED[FileKind.TXT]
    if _HTML_START.match(data[:4096]) and not text_extension:
        return FileKind.HTML
    if extension in ("html", "htm", "shtml", "xhtml"):
        return FileKind.HTML
    decode(name, data)
    return FileKind.TXT
