"""Document numbers (发文字号) and index numbers (索引号) inside a query, in whatever way they were typed."""

from __future__ import annotations

import re

from zwgk.rules import document_numbers
from zwgk.rules.document_numbers import NumberKind
from zwgk.rules.errors import BadInput
from zwgk.search.text import normalise, squeeze

_OPEN, _CLOSE = r"[\(\[\{〔【〈<《「﹝]", r"[\)\]\}〕】〉>》」﹞]"
#: 清政办〔2026〕3号, however bracketed, spaced or zero-padded; the issuer's letters may be missing
_NUMBER = re.compile(
    rf"(?P<issuer>[\u4e00-\u9fff\s]*?)\s*(?P<open>{_OPEN})?\s*(?P<year>(?:19|20)\d\d)\s*年?\s*{_CLOSE}?\s*"
    r"第?\s*0*(?P<number>\d{1,5})\s*(?P<end>号)?"
)
#: an index number has at least two joints and eight letters or digits
_INDEX = re.compile(r"[0-9a-z]{2,}(?:[-/_.][0-9a-z]+){2,}")


def _read(text: str) -> tuple[str, str] | None:
    """Issuer's letters and the rest of a document number, or None; first by the rules, then as people shorten it."""
    try:
        number = document_numbers.parse(text)
    except BadInput:
        number = None
    if number is not None and number.kind is NumberKind.REGISTERED:
        return number.word.removesuffix("字"), f"〔{number.year}〕{number.number}号"
    match = _NUMBER.fullmatch(normalise(text).strip())
    if match is not None and (match["open"] or match["end"]):
        issuer = re.sub(r"\s+", "", match["issuer"]).removesuffix("字")
        return issuer, f"〔{match['year']}〕{int(match['number'])}号"
    if number is not None:
        return "", str(number)
    return None


def canonical(number: str) -> str:
    """Return a document number as it should be written: 清政办〔2026〕3号; the text unchanged where it is none."""
    read = _read(number)
    return number if read is None else "".join(read)


def keys_of(doc_number: str, index_no: str) -> set[str]:
    """Return the exact keys of one paper: whole document number, its year and number alone, index number; squeezed."""
    read = _read(doc_number) if doc_number else None
    keys = {squeeze(doc_number if read is None else "".join(read)), squeeze(index_no)}
    if read is not None:
        keys.add(squeeze(read[1]))
    return keys - {""}


def numbers_in(query: str) -> tuple[str, ...]:
    """Return the number that a query consists of, squeezed as the index holds it; empty for a question in words."""
    read = _read(query)
    if read is not None:
        return (squeeze("".join(read)),)
    plain = normalise(query).strip()
    if _INDEX.fullmatch(plain) and len(squeeze(plain)) >= 8:
        return (squeeze(plain),)
    return ()
