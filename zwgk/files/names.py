"""File names (文件名): made harmless for disks, headers and pages; the media type follows from the extension alone."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from zwgk.files import limits

MIME = {
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "htm": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "doc": "application/msword",
    "wps": "application/vnd.ms-works",
    "xls": "application/vnd.ms-excel",
    "et": "application/vnd.ms-excel",
    "rtf": "application/rtf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "json": "application/json",
    "svg": "image/svg+xml",
}
UNKNOWN = "application/octet-stream"
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z", re.I)


def harmless(name: str) -> str:
    """Return ``name`` without folders, control and direction characters, not longer than the limit, never empty.

    The extension is kept in lower case. 依据: none; a deliberate limit (:data:`limits.MAX_NAME_LENGTH`).
    """
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = re.sub(r"\s+", " ", _FORBIDDEN.sub("", plain)).strip(" .")
    stem, dot, extension = plain.rpartition(".")
    if not dot or not re.fullmatch(r"\w{1,8}", extension):
        stem, extension = plain, ""
    stem = stem.strip(" .") or "未命名"
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    room = limits.MAX_NAME_LENGTH - len(extension) - 1
    return f"{stem[:room].rstrip(' .')}.{extension.lower()}" if extension else stem[:room].rstrip(" .")


def mime_of(name: str) -> str:
    """Return the media type by extension; ``application/octet-stream`` for what is not known."""
    return MIME.get(PurePosixPath(name.lower()).suffix.lstrip("."), UNKNOWN)
