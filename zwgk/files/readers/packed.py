"""Packed files (docx, xlsx, ofd): opened with care, so that a small file cannot fill memory (压缩包检查)."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from zwgk.files import limits
from zwgk.files.readers import refusals

_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = b"http://schemas.openxmlformats.org/"
_NAMESPACES = (
    (_STRICT + b"wordprocessingml/main", _USUAL + b"wordprocessingml/2006/main"),
    (_STRICT + b"officeDocument/relationships", _USUAL + b"officeDocument/2006/relationships"),
    (_STRICT + b"drawingml/main", _USUAL + b"drawingml/2006/main"),
    (_STRICT + b"drawingml/wordprocessingDrawing", _USUAL + b"drawingml/2006/wordprocessingDrawing"),
    (_STRICT + b"drawingml/picture", _USUAL + b"drawingml/2006/picture"),
)
LARGEST_PART = 120 * limits.MEGABYTE


class Packed:
    """A checked zip; :meth:`part` yields the bytes of one part, :meth:`xml` its parsed tree."""

    def __init__(self, name: str, data: bytes, kind: str) -> None:
        """Open and check. Errors: ``BadInput`` (broken, encrypted), ``LimitExceeded`` (zip bomb)."""
        self.name, self.kind = name, kind
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise refusals.broken(name, kind) from error
        self._check(infos)
        self.names = frozenset(info.filename for info in infos)

    def _check(self, infos: list[zipfile.ZipInfo]) -> None:
        if len(infos) > limits.MAX_PARTS:
            raise refusals.bomb(self.name, f"压缩包内有{len(infos)}个文件，不得超过{limits.MAX_PARTS}个")
        total = sum(info.file_size for info in infos)
        if total > limits.MAX_UNPACKED_BYTES:
            raise refusals.bomb(
                self.name,
                f"解压后有{total / limits.MEGABYTE:.0f}MB，不得超过{limits.MAX_UNPACKED_BYTES // limits.MEGABYTE}MB",
            )
        for info in infos:
            if info.flag_bits & 0x1:
                raise refusals.encrypted(self.name, self.kind)
            ratio = info.file_size / max(info.compress_size, 1)
            if info.file_size > limits.RATIO_FLOOR_BYTES and ratio > limits.MAX_PACKING_RATIO:
                raise refusals.bomb(self.name, f"压缩比高达{ratio:.0f}倍，疑为压缩炸弹")

    def part(self, path: str) -> bytes | None:
        """Return the bytes of a part, ``None`` where there is no such part. Errors: ``BadInput``, ``LimitExceeded``.

        The size written in the directory may lie: no more than it says (and than :data:`LARGEST_PART`) is unpacked.
        """
        if path not in self.names:
            return None
        try:
            info = self._zip.getinfo(path)
            with self._zip.open(info) as stream:
                data = stream.read(min(info.file_size, LARGEST_PART) + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
            raise refusals.broken(self.name, self.kind) from error
        if len(data) > min(info.file_size, LARGEST_PART):
            raise refusals.bomb(self.name, "解压后的内容多于文件自述的大小，疑为压缩炸弹")
        return data

    def xml(self, path: str) -> Any | None:
        """Return the root element of an XML part, ``None`` where there is no such part. Errors: ``BadInput``."""
        data = self.part(path)
        if data is None:
            return None
        if _STRICT in data:  # “Strict Open XML”: the same elements under other names
            for strict, usual in _NAMESPACES:
                data = data.replace(strict, usual)
        return parsed(self.name, self.kind, data)

    def like(self, prefix: str, suffix: str = ".xml") -> list[str]:
        """Return the names of parts so begun and ended, in order of their numbers."""
        found = [n for n in self.names if n.startswith(prefix) and n.endswith(suffix)]
        return sorted(found, key=lambda n: (len(n), n))


def parsed(name: str, kind: str, data: bytes) -> Any:
    """Parse XML without entities, network or DTD. Errors: ``BadInput`` where it is not well-formed."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise refusals.broken(name, kind) from error
