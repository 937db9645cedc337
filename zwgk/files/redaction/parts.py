"""Every part of every file, as texts that can be searched (全件拆解): what is visible and what is not.

Nothing is skipped in silence: what cannot be read as text is searched as bytes and listed for a human to look at.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote

from lxml import etree
from lxml import html as lxml_html

from zwgk.files import limits
from zwgk.files.redaction.found import ENCODINGS, MAX_DEPTH, Artefact, Blind, Found, Part, raw
from zwgk.files.redaction.pdf_parts import pdf_parts
from zwgk.files.redaction.recognising import recognised_picture

JOINED = frozenset({"p", "si", "is", "comment", "h", "sdtContent", "txbxContent", "li", "td", "th", "caption"})
SPEAKING = frozenset(
    {"author", "initials", "name", "descr", "title", "alt", "target", "string", "tooltip", "href", "ref"}
)
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")


def parts_of(artefact: Artefact, depth: int = 0, inside: str = "") -> Iterator[Found]:
    """Take a file apart, and the files within it. Yields parts to search and parts that must be looked at."""
    data, file = artefact.data, inside or artefact.name
    label = f"{artefact.name} " if inside else ""
    yield Part(file, f"{label}文件名", "文件名", (artefact.name, unquote(artefact.name)))
    if depth > MAX_DEPTH:
        yield Blind(file, f"{label}内层文件", f"嵌套超过{MAX_DEPTH}层，未再展开")
        return
    yield from _opened(artefact, file, label, depth)
    yield from raw(file, f"{label}原始字节", data, ENCODINGS[:1] if _is_xml(artefact) else ENCODINGS)


def _remarks(file: str, label: str, data: bytes) -> Iterator[Found]:
    """What a picture says of itself: camera, place, author, comments."""
    from PIL import ExifTags, Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as opened:
            exif = opened.getexif()
            told = [f"{ExifTags.TAGS.get(tag, tag)} {value}" for tag, value in exif.items()]
            told += [str(value) for tag in ExifTags.IFD for value in exif.get_ifd(tag).values()]
            told += [_loose(v) if isinstance(v, bytes) else str(v) for v in opened.info.values()]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return  # said already that it cannot be opened
    if told:
        yield Part(file, f"{label}图片自带信息", "EXIF等图片信息", tuple(told), noisy=True)


def _is_xml(artefact: Artefact) -> bool:
    named = artefact.name.lower().endswith((".xml", ".rels", ".svg", ".vml", ".vmldrawing"))
    return named and artefact.data[:8].lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<")


def _opened(artefact: Artefact, file: str, label: str, depth: int) -> Iterator[Found]:
    data = artefact.data
    head = data[:8].lstrip()
    if data[:1024].find(b"%PDF-") >= 0:
        yield from pdf_parts(file, label, data, depth, parts_of)
    elif data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _zip(file, label, data, depth)
    elif data.startswith(PICTURES):
        yield from recognised_picture(file, label, data)
        yield from _remarks(file, label, data)
    elif _is_xml(artefact):
        yield from _xml(file, label, data)
    elif head.startswith(b"<") or artefact.name.lower().endswith((".html", ".htm")):
        yield from _html(file, label, data)
    else:
        text = _decoded(data)
        if text is None:
            yield Blind(file, f"{label}二进制内容", "不是可以识别的文件格式，仅按原始字节检查")
        else:
            yield Part(file, f"{label}全文", "文本", (text,))


def _decoded(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\x00" not in text:
            return text
    return None


def _zip(file: str, label: str, data: bytes, depth: int) -> Iterator[Found]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        yield Blind(file, f"{label}压缩包", "压缩包已损坏，不能打开")
        return
    entries = archive.infolist()
    names = [entry.filename for entry in entries] + [_loose(entry.comment) for entry in entries]
    yield Part(file, f"{label}压缩包目录", "部件名与注释", (*names, _loose(archive.comment)))
    if len(entries) > limits.MAX_PARTS or sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED_BYTES:
        yield Blind(file, f"{label}压缩包", "展开后过大，未检查")
        return
    for entry in entries:
        if entry.is_dir():
            continue
        if entry.flag_bits & 1:
            yield Blind(file, f"{label}{entry.filename}", "部件已加密")
            continue
        try:
            content = archive.read(entry)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError):
            yield Blind(file, f"{label}{entry.filename}", "部件已损坏，不能读取")
            continue
        yield from parts_of(Artefact(label + entry.filename, content), depth + 1, file)


def _loose(data: bytes) -> str:
    return data.decode("utf-8", "ignore") + " " + data.decode("gb18030", "ignore")


def _local(name: Any) -> str:
    return name.rsplit("}", 1)[-1] if isinstance(name, str) else ""


def _xml(file: str, label: str, data: bytes) -> Iterator[Found]:
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError:
        yield from _html(file, label, data)
        return
    yield from _tree(file, label, root, "XML")


def _html(file: str, label: str, data: bytes) -> Iterator[Found]:
    text = _decoded(data) or data.decode("utf-8", "replace")
    yield Part(file, f"{label}源码", "网页源码", (unescape(text), unquote(unescape(text))), noisy=True)
    if text.strip():
        yield from _tree(file, label, lxml_html.document_fromstring(f"<div>{_undeclared(text)}</div>"), "网页")


def _undeclared(text: str) -> str:
    return re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)


def _tree(file: str, label: str, root: Any, kind: str) -> Iterator[Part]:
    """Texts by paragraph, speaking attributes, all other attributes, comments and instructions."""
    joined: dict[Any, list[str]] = {}
    single: list[str] = []
    speaking: list[str] = []
    other: list[str] = []
    hidden: list[str] = []
    for node in root.iter():
        if not isinstance(node.tag, str):
            hidden.append(str(node.text or ""))
        else:
            _file_text(node, node.text, joined, single)
            for name, value in node.attrib.items():
                (speaking if _local(name).lower() in SPEAKING else other).extend((value, unquote(value)))
        parent = node.getparent()
        if parent is not None:
            _file_text(parent, node.tail, joined, single)
    texts = ["".join(pieces) for pieces in joined.values()] + single
    yield Part(file, f"{label}文字", f"{kind}文字", tuple(texts))
    yield Part(file, f"{label}说明性属性", f"{kind}属性", tuple(speaking))
    yield Part(file, f"{label}其他属性", f"{kind}属性", tuple(other), noisy=True)
    if hidden:
        yield Part(file, f"{label}注释", f"{kind}注释与处理指令", tuple(hidden))


def _file_text(node: Any, text: str | None, joined: dict[Any, list[str]], single: list[str]) -> None:
    if not text:
        return
    while node is not None:
        if _local(node.tag) in JOINED:
            joined.setdefault(node, []).append(text)
            return
        node = node.getparent()
    single.append(text)
