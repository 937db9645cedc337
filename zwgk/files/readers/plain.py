"""Plain text (纯文本): the encoding is found out, mojibake is refused."""

from __future__ import annotations

import codecs
import re

from zwgk.files.readers import refusals
from zwgk.files.readers.result import FileKind, ReadFile, finished, paragraph

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 20_000
_KNOWN_GARBAGE = re.compile("锟斤拷|烫烫烫|屯屯屯|ï»¿|ä¸|å\u0085|â€|Ã¤|Ã©")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff]")


def read(name: str, data: bytes, kind: FileKind = FileKind.TXT) -> ReadFile:
    """Read a text file: a line a paragraph. Errors: ``BadInput`` where the encoding cannot be told."""
    text, encoding = decode(name, data)
    unread = []
    if "\ufffd" in text:
        unread.append(f"原文件中有{text.count(chr(0xFFFD))}处文字已损坏（显示为“�”），未能读取")
    pieces = [paragraph(line) for line in re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text)]
    return finished(kind, pieces, unread=unread, meta={"encoding": encoding})


def decode(name: str, data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Return text and encoding.

    Order: byte order mark, UTF-16 by its zero bytes, UTF-8, ``declared`` (a page's own word), GB18030 (which covers
    GBK and GB2312). A result that does not read like text is refused. Errors: ``BadInput``.
    """
    for mark, marked in _BOMS:
        if data.startswith(mark):
            return _strict(name, data, marked), marked
    if (guess := _utf16_by_zeros(data)) is not None:
        return _strict(name, data, guess), guess
    for encoding in ("utf-8", declared, "gb18030"):
        if not encoding:
            continue
        try:
            codec = codecs.lookup(encoding).name
            text = data.decode("gb18030" if codec in ("gb2312", "gbk") else codec)
        except (LookupError, UnicodeDecodeError):
            continue
        if looks_garbled(text):
            continue
        return text, "gb18030" if codec in ("gb2312", "gbk") else codec
    raise refusals.garbled(name)


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise refusals.garbled(name) from error
    text = text.removeprefix("\ufeff")
    if looks_garbled(text):
        raise refusals.garbled(name)
    return text


def _utf16_by_zeros(data: bytes) -> str | None:
    """UTF-16 without a mark: digits and line ends leave zero bytes, most of them at every other place."""
    head = data[:4096]
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < 2 * min(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def looks_garbled(text: str) -> bool:
    """True where text is not text: control and private characters, lost characters, or one encoding read as another."""
    sample = text if len(text) <= _SAMPLE else text[: _SAMPLE // 2] + text[-_SAMPLE // 2 :]
    if not sample.strip():
        return False
    if "\0" in sample:
        return True
    strange = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    if strange > max(2, len(sample) * 0.02):
        return True
    if len(_KNOWN_GARBAGE.findall(sample)) > max(1, len(sample) * 0.01):
        return True
    foreign = [c for c in sample if ord(c) > 0x7F and not c.isspace()]
    if not foreign:
        return False
    # Ordinary Chinese is almost wholly within GB 2312; text in the wrong encoding scatters over the rare planes.
    rare = sum(1 for c in foreign if not _common(c))
    return rare > max(3, len(foreign) * 0.25) or _utf8_read_as_gbk(foreign)


def _common(char: str) -> bool:
    if char in "，。、；：“”‘’（）《》〈〉〔〕【】！？—…·　％①②③④⑤⑥⑦⑧⑨⑩☆★□■√•–〇":
        return True
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return 0x00C0 <= ord(char) <= 0x024F or 0x1F300 <= ord(char) <= 0x1FAFF
    return True


def _utf8_read_as_gbk(foreign: list[str]) -> bool:
    """UTF-8 once read as GBK turns back into readable UTF-8; genuine Chinese never does at length."""
    sample = "".join(foreign[:200])
    if len(sample) < 12:
        return False
    try:
        back = sample.encode("gbk", "ignore").decode("utf-8", "replace")
    except UnicodeError:
        return False
    chinese = sum(1 for c in back if "\u4e00" <= c <= "\u9fff")
    return chinese > len(back) * 0.5
