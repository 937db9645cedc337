"""The passage around what was found, and what in it to mark (摘要与高亮)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from zwgk.search.text import either_width, fold

#: characters of a passage
WIDTH = 120
#: characters shown before the first mark
LEAD = 24
#: occurrences looked at
OCCURRENCES = 60


@dataclass(frozen=True)
class Marked:
    """A text in pieces, each with whether it is marked."""

    pieces: tuple[tuple[str, bool], ...]

    @property
    def plain(self) -> str:
        """The text without marks."""
        return "".join(text for text, _ in self.pieces)

    @property
    def html(self) -> SafeString:
        """The text escaped, with ``<mark>`` around what was found."""
        return format_html_join(
            "", "{}", ((format_html("<mark>{}</mark>", t) if is_hit else t,) for t, is_hit in self.pieces)
        )


def mark(text: str, words: Iterable[str]) -> Marked:
    """Mark every occurrence of ``words`` (in their folded form) in ``text``; longer words first, no overlaps."""
    return Marked(tuple(_pieces(text, _spans(fold(text), list(words)))))


def snippet(text: str, words: Sequence[str], width: int = WIDTH) -> Marked:
    """Return the passage of about ``width`` characters in which most different words stand, with marks.

    Where none occurs, the beginning. Line breaks become spaces; what was cut off is shown by an ellipsis.
    """
    if not text:
        return Marked(())
    folded = fold(text)
    spans = _spans(folded, words)
    start = _best_start(folded, spans, width)
    start = max(0, start - LEAD) if start else 0
    if start:
        start = _sentence_start(folded, start, start + LEAD)
    end = min(len(text), start + width)
    inside = [(first - start, last - start) for first, last in spans if first >= start and last <= end]
    pieces = _pieces(text[start:end].replace("\r", " ").replace("\n", " "), inside)
    if start:
        pieces.insert(0, ("…", False))
    if end < len(text):
        pieces.append(("…", False))
    return Marked(tuple(pieces))


def _spans(folded: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand, in order and without overlaps; of two that begin at one place the longer."""
    pattern = _pattern(tuple(words))
    if pattern is None:
        return []
    return [match.span() for match in islice(pattern.finditer(folded), OCCURRENCES)]


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    longest_first = sorted({word for word in words if word}, key=len, reverse=True)
    return re.compile("|".join(map(either_width, longest_first))) if longest_first else None


def _best_start(folded: str, spans: Sequence[tuple[int, int]], width: int) -> int:
    """Where the passage begins in which most different words stand, and most often."""
    words = [folded[first:last] for first, last in spans]
    best, best_value = 0, 0.0
    end = 0
    for place, (start, _) in enumerate(spans):
        while end < len(spans) and spans[end][1] <= start + width - LEAD:
            end += 1
        value = sum(map(len, set(words[place:end]))) + 0.1 * (end - place)
        if value > best_value:
            best, best_value = start, value
    return best


def _sentence_start(folded: str, start: int, limit: int) -> int:
    for place in range(start, limit):
        if folded[place - 1] in "。；\n！？;!?":
            return place
    return start


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    done = 0
    for first, last in spans:
        if first > done:
            pieces.append((text[done:first], False))
        pieces.append((text[first:last], True))
        done = last
    if done < len(text):
        pieces.append((text[done:], False))
    return pieces
