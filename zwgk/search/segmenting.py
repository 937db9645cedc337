"""Chinese text into words (分词), with the words of the synonym table known to the dictionary.

The dictionary takes about 35 MB and a tenth of a second: it is loaded at the first text, not at import.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from zwgk.rules import synonyms
from zwgk.search.text import is_word, normalise

#: particles that say nothing about what a paper is about; left out of the word fields
PARTICLES = frozenset("的了和与及或在是对为以于之其等将由从向并而被把就也都又")
#: a text beyond this many characters is cut into words only so far; substring search covers all of it
MAX_CHARS = 200_000


@cache
def _jieba() -> Any:
    import rjieba as cutter  # its one built-in instance: a second would double the memory

    for word in sorted(synonyms.vocabulary()):
        plain = normalise(word)
        if len(plain) > 1 and is_word(plain) and not cutter.has_word(plain):
            cutter.add_word(plain, cutter.suggest_freq(plain), "n")
    return cutter


def search_words(text: str) -> list[str]:
    """Return the words of ``text`` for the index: long words and the shorter words inside them."""
    return words_of(normalise(text[:MAX_CHARS]))


def words_of(normal: str) -> list[str]:
    """:func:`search_words` for a text that is normalised already."""
    tokens = _jieba().cut_for_search(normal[:MAX_CHARS])
    return [token for token in tokens if (token.isalnum() or is_word(token)) and token not in PARTICLES]


def cut(text: str) -> list[str]:
    """Return the words of ``text`` once each in order, as a reader would part them."""
    return [token for token in _jieba().cut(normalise(text)) if is_word(token)]


def parts(word: str) -> list[str]:
    """Return the shorter words inside one word, e.g. 营业, 执照 of 营业执照; empty where there are none."""
    plain = normalise(word)
    return [token for token in _jieba().cut_for_search(plain) if token != plain and len(token) > 1]
