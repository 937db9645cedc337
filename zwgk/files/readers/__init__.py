"""Readers (读取): a file's bytes become text, a body, tables and images, with what was not read named one by one.

Needs neither settings nor a database; each format's libraries are loaded when a file of that format comes.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from zwgk.files import limits
from zwgk.files.readers.result import (
    Elsewhere,
    FileKind,
    Image,
    Look,
    PageState,
    Piece,
    PieceKind,
    ReadFile,
)
from zwgk.rules.errors import BadInput

__all__ = [
    "Elsewhere",
    "FileKind",
    "Image",
    "Look",
    "PageState",
    "Piece",
    "PieceKind",
    "ReadFile",
    "read_bytes",
    "read_path",
]

_READERS = {
    FileKind.TXT: "plain",
    FileKind.HTML: "web",
    FileKind.DOCX: "word",
    FileKind.DOC: "old_office",
    FileKind.RTF: "old_office",
    FileKind.XLSX: "sheet",
    FileKind.XLS: "sheet",
    FileKind.PDF: "pdf",
    FileKind.OFD: "ofd",
    FileKind.IMAGE: "picture",
}
"""Module of each kind; its ``read(name, data, kind)`` is loaded when the first file of that kind comes."""


def read_path(path: Path) -> ReadFile:
    """Read a file from disk; its size is checked before a byte of it is loaded.

    Errors: ``BadInput`` (missing, empty, broken, encrypted, macros, wrong extension, unknown kind), ``LimitExceeded``.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise BadInput(what=f"不能读取“{path.name}”", why="这是文件夹，不是文件", remedy="请指定其中的文件")
        limits.must_fit(path.name, size)
        data = path.read_bytes()
    except OSError as error:
        why = "没有这个文件" if isinstance(error, FileNotFoundError) else f"无法打开（{error.strerror}）"
        raise BadInput(what=f"不能读取文件“{path.name}”", why=why, remedy="请核对文件位置和权限") from error
    return read_bytes(path.name, data)


def read_bytes(name: str, data: bytes) -> ReadFile:
    """Read a file's bytes; ``name`` is only used for its extension and in refusals.

    Errors: ``BadInput`` (empty, broken, encrypted, macros, wrong extension, unknown kind), ``LimitExceeded``.
    """
    from zwgk.files.readers import kinds

    limits.must_fit(name, len(data))
    kind = kinds.sniff(name, data)
    reader = import_module(f"zwgk.files.readers.{_READERS[kind]}")
    found: ReadFile = reader.read(name, data, kind)
    return found
