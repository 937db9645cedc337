"""Readers (读取): a file's bytes become text, a body, tables and images, with what was not read named one by one.

Needs neither settings nor a database; each format's libraries are loaded when a file of that format comes.
"""

from __future__ import annotations

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
    if kind is FileKind.TXT:
        from zwgk.files.readers import plain

        return plain.read(name, data)
    if kind is FileKind.HTML:
        from zwgk.files.readers import web

        return web.read(name, data)
    if kind is FileKind.DOCX:
        from zwgk.files.readers import word

        return word.read(name, data)
    if kind in (FileKind.XLSX, FileKind.XLS):
        from zwgk.files.readers import sheet

        return sheet.read(name, data, kind)
    if kind is FileKind.PDF:
        from zwgk.files.readers import pdf

        return pdf.read(name, data)
    if kind is FileKind.OFD:
        from zwgk.files.readers import ofd

        return ofd.read(name, data)
    if kind is FileKind.IMAGE:
        from zwgk.files.readers import picture

        return picture.read(name, data)
    from zwgk.files.readers import old_office

    return old_office.read(name, data, kind)
