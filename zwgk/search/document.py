"""What the index takes in for one paper, and the fields it makes of it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp
from typing import Any

from zwgk.search.numbers import keys_of
from zwgk.search.segmenting import words_of
from zwgk.search.text import normalise, spaced_grams, squeeze, squeezed

#: raised whenever the fields or the spelling change; an index of another version is rebuilt
VERSION = 2
#: characters kept in the index for snippets; what lies beyond is found all the same
STORED_CHARS = 50_000
#: validity codes of papers that no longer bind anybody (已废止、宣布失效、已失效)
LAPSED = frozenset({"repealed", "declared", "expired"})
#: years before this one are not told apart where the newest papers are asked first
FIRST_YEAR = 1990
#: how fields that filter are called in the index; each is a facet too
FACETS = ("organ", "column", "kind", "subject", "year", "validity")


@dataclass(frozen=True)
class SearchDoc:
    """One paper as the index needs it. Codes and ids are strings; ``organs`` and ``columns`` go from near to far.

    ``organs``: ids of the issuing organ and all above it. ``organ_names``: its names, former ones included.
    ``columns``: ids of the column and all above it. ``attachments``: the text of each attachment that has text.
    """

    key: str
    title: str
    body: str = ""
    attachments: Sequence[str] = ()
    doc_number: str = ""
    index_no: str = ""
    organs: Sequence[str] = ()
    organ_names: Sequence[str] = ()
    columns: Sequence[str] = ()
    kind: str = ""
    subject: str = ""
    published_on: date | None = None
    validity: str = ""
    attribute: str = ""
    is_interpretation: bool = False


def schema() -> Any:
    """The index's fields. Numbers are signed: unsigned ones refuse what Python hands over."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", stored=True, tokenizer_name="raw", index_option="basic")  # squeezed for exact hits
    builder.add_text_field(
        "text", stored=True, tokenizer_name="void", index_option="basic"
    )  # for snippets, not searched
    builder.add_text_field("title_words", tokenizer_name="spaced", index_option="freq")
    builder.add_text_field("body_words", tokenizer_name="spaced", index_option="freq")
    builder.add_text_field("title_grams", tokenizer_name="spaced", index_option="position")
    builder.add_text_field("grams", tokenizer_name="spaced", index_option="position")
    builder.add_text_field("number", tokenizer_name="raw", index_option="basic")
    for name in ("organ", "column", "kind", "subject", "year", "validity"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("attribute", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("since", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_integer_field("recency", indexed=True, fast=True)
    builder.add_float_field("weight", fast=True)
    return builder.build()


def register_tokenizers(index: Any) -> None:
    """Teach an opened index our tokens: prepared here in Python, parted by spaces."""
    import tantivy

    index.register_tokenizer("spaced", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    nothing = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(r"\x00")).build()
    index.register_tokenizer("void", nothing)


def to_index(doc: SearchDoc) -> Any:
    """Return the index's document for a paper. Costs about 0.1 ms a thousand characters."""
    import tantivy

    plain = normalise(doc.title)
    title = squeezed(plain)
    parts = [normalise(part) for part in (doc.body, *doc.attachments)]
    searched = (title, *(squeezed(part) for part in parts))
    also = (squeeze(part) for part in (doc.doc_number, doc.index_no, *doc.organ_names))
    row = tantivy.Document()
    row.add_text("key", doc.key)
    row.add_text("title", title)
    row.add_text("text", "\n".join((doc.body, *doc.attachments)).strip()[:STORED_CHARS])
    row.add_text("title_words", " ".join(words_of(plain)))
    row.add_text("body_words", " ".join(words_of("\n".join(parts))))
    row.add_text("title_grams", spaced_grams(title))
    row.add_text("grams", " ".join(spaced_grams(part) for part in (*searched, *also) if part))
    for number in keys_of(doc.doc_number, doc.index_no):
        row.add_text("number", number)
    for name, values in (("organ", doc.organs), ("column", doc.columns)):
        for value in values:
            row.add_text(name, value)
    for name, value in (
        ("kind", doc.kind),
        ("subject", doc.subject),
        ("validity", doc.validity),
        ("attribute", doc.attribute),
    ):
        if value:
            row.add_text(name, value)
    if doc.published_on:
        row.add_text("year", str(doc.published_on.year))
        for mark in marks(doc.published_on):
            row.add_text("since", mark)
    row.add_integer("day", doc.published_on.toordinal() if doc.published_on else 0)
    row.add_integer("recency", recency(doc.published_on, doc.key))
    row.add_float("weight", weight(doc))
    return row


def marks(on: date) -> Iterator[str]:
    """What a paper of a day bears in the field ``since``: all years up to its own, the quarters of its own up to its.

    One term thus stands for all papers from a year, or from a quarter of the newest year, on (``spans``).
    """
    yield from (str(year) for year in range(FIRST_YEAR, on.year + 1))
    yield from (f"{on.year}q{quarter}" for quarter in range(2, (on.month + 2) // 3 + 1))


def recency(published_on: date | None, key: str) -> int:
    """Return a number that orders papers by day, and within a day always the same way; the cursor of date lists."""
    day = published_on.toordinal() if published_on else 0
    tie = zlib.crc32(key.encode()) ^ (zlib.adler32(key.encode()) << 8)
    return (day << 42) + (tie & ((1 << 42) - 1))


def weight(doc: SearchDoc) -> float:
    """Return the stored figure that multiplies a score by 1 to 2: newer a little more, lapsed and readings less.

    The engine multiplies by ``log2(2 + figure)``; the multiplier wanted is turned into that figure here.
    """
    wanted = 1.8
    if doc.validity in LAPSED:
        wanted *= 0.7
    if doc.is_interpretation:
        wanted *= 0.85
    year = doc.published_on.year if doc.published_on else 2020
    wanted *= 0.95 + 0.15 / (1 + exp((2021 - year) / 3))
    return float(2.0 ** min(2.0, max(1.0, wanted)) - 2.0)
