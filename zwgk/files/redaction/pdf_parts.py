"""A PDF taken apart: pages, what it says of itself, every object with its strings and streams, and what lies beneath.

"Beneath" are earlier revisions that an editor left in the file, and streams that no table of contents mentions.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

from zwgk.files.redaction.found import MAX_DEPTH, Artefact, Blind, Found, Opener, Part, raw
from zwgk.files.redaction.recognising import recognised_pages

_STREAM = re.compile(rb"stream\r?\n")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
MAX_NESTING = 60


def pdf_parts(file: str, label: str, data: bytes, depth: int, opened: Opener) -> Iterator[Found]:
    """Take a PDF apart, files within it by ``opened``. Encrypted and broken files become one blind part."""
    import pikepdf

    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        yield Blind(file, f"{label}PDF", "文件已加密，不能检查")
        return
    except pikepdf.PdfError:
        yield Blind(file, f"{label}PDF", "文件已损坏，不能检查")
        return
    with pdf:
        yield from _pages(file, label, data)
        yield from recognised_pages(file, label, data)
        known: set[bytes] = set()
        yield from _objects(file, label, pdf, depth, known, opened)
    yield from _orphans(file, label, data, known)
    yield from _revisions(file, label, data, depth, opened)


def _pages(file: str, label: str, data: bytes) -> Iterator[Found]:
    """The text of each page, read by two independent programs."""
    import pypdf
    import pypdf.errors
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        yield Blind(file, f"{label}页面文字", "第一种程序（pdfium）不能打开文件")
        return
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range())
            text_page.close()
            page.close()
    finally:
        document.close()
    yield Part(file, f"{label}页面文字", "pypdfium2提取", (*texts, "".join(texts)))
    try:
        again = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    except (pypdf.errors.PyPdfError, ValueError, KeyError, TypeError, RecursionError):
        yield Blind(file, f"{label}页面文字", "第二种程序（pypdf）不能读取页面")
        return
    yield Part(file, f"{label}页面文字", "pypdf提取", (*again, "".join(again)))


def _objects(file: str, label: str, pdf: Any, depth: int, known: set[bytes], opened: Opener) -> Iterator[Found]:
    """Strings of all objects: document information, outlines, annotations, forms, tags (ActualText, Alt), names,
    scripts."""
    import pikepdf

    strings: list[str] = []
    for number, item in enumerate(pdf.objects, start=1):
        _strings(item, strings, 0)
        if not isinstance(item, pikepdf.Stream):
            continue
        kind = str(item.get("/Subtype", ""))
        try:
            content = item.read_bytes()
        except pikepdf.PdfError:
            if kind != "/Image":
                yield Blind(file, f"{label}对象{number}", "数据流不能解码")
            continue
        known.add(hashlib.sha256(content).digest())
        if kind == "/Image":
            continue  # read by recognition, page by page
        if str(item.get("/Type", "")) == "/EmbeddedFile":
            yield from opened(Artefact(f"{label}嵌入文件{number}", content), depth + 1, file)
        elif str(item.get("/Type", "")) == "/Metadata":
            yield from opened(Artefact(f"{label}元数据{number}.xml", content), depth + 1, file)
        elif not any(key in item for key in ("/Length1", "/N")) and kind not in (
            "/CIDFontType0C",
            "/OpenType",
            "/Type1C",
        ):
            yield from _stream(file, f"{label}数据流{number}", content)
    yield Part(file, f"{label}全部对象", "文档信息、书签、批注、表单、标签中的字符串", tuple(strings))


def _strings(item: Any, out: list[str], nesting: int) -> None:
    import pikepdf

    if nesting > MAX_NESTING:
        return
    if isinstance(item, pikepdf.String):
        out.append(str(item))
        out.append(bytes(item).decode("utf-8", "ignore"))
    elif isinstance(item, pikepdf.Name):
        out.append(str(item))
    elif isinstance(item, pikepdf.Array):
        for child in item.as_list():
            _direct(child, out, nesting)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key in item.keys():  # noqa: SIM118 a pikepdf dictionary is walked by this call only
            out.append(key)
            _direct(item.get(key), out, nesting)


def _direct(child: Any, out: list[str], nesting: int) -> None:
    """Go on into what is written in place; what is referred to is an object of its own and comes up by itself."""
    if not getattr(child, "is_indirect", False):
        _strings(child, out, nesting + 1)


def _stream(file: str, name: str, content: bytes) -> Iterator[Part]:
    yield from raw(file, name, content)
    spelled = [bytes.fromhex(_even(match)) for match in _HEX.findall(content)]
    if spelled:
        texts = (part.decode("utf-16-be", "ignore") + " " + part.decode("gb18030", "ignore") for part in spelled)
        yield Part(file, name, "十六进制字符串", tuple(texts), noisy=True)


def _even(digits: bytes) -> str:
    packed = re.sub(rb"\s", b"", digits).decode("ascii")
    return packed if len(packed) % 2 == 0 else packed + "0"


def _orphans(file: str, label: str, data: bytes, known: set[bytes]) -> Iterator[Found]:
    """Streams as they lie in the file, whether an object table mentions them or not."""
    for match in _STREAM.finditer(data):
        try:
            content = zlib.decompressobj().decompress(data[match.end() :], 50_000_000)
        except zlib.error:
            continue  # not compressed: the raw bytes of the file have been searched already
        if content and hashlib.sha256(content).digest() not in known and not _is_font(content):
            yield from raw(file, f"{label}位置{match.start()}的数据流", content)


def _is_font(content: bytes) -> bool:
    return content[:4] in (b"OTTO", b"\x00\x01\x00\x00", b"true", b"\x01\x00\x04\x01", b"\x01\x00\x04\x02")


def _revisions(file: str, label: str, data: bytes, depth: int, opened: Opener) -> Iterator[Found]:
    """What the file was before somebody saved over it (增量保存): every earlier end of file is opened as a file."""
    ends = [match.end() for match in re.finditer(rb"%%EOF", data)]
    if b"/Linearized" in data[:1024] or depth >= MAX_DEPTH:
        ends = ends[1:]
    for turn, end in enumerate(ends[:-1], start=1):
        yield from opened(Artefact(f"{label}早先保存的第{turn}版", data[:end]), depth + MAX_DEPTH, file)
