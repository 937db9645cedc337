"""The words an index knows, with their pinyin: what suggestions are made of.

The writer works it out (title words, the synonym table, pypinyin) and leaves two small files beside the index, so that
the public's process never loads the pinyin tables. Both are made again with every rebuild and, while papers come
in, every few minutes.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path

from zwgk.rules import synonyms
from zwgk.search import store
from zwgk.search.text import squeeze

#: seconds for which the files stand although papers came in
FRESH = 300
#: title words taken, the most frequent ones
MAX_WORDS = 30_000
#: longest word that is corrected, in characters
LONGEST = 10

TERMS_FILE = "terms.tsv"
CHARS_FILE = "chars.tsv"

_FUZZY = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"), ("l", "n"), ("hu", "f"))


def fuzzy(pinyin: str) -> str:
    """Return pinyin with the sounds made alike that dialects do not part: z/zh, in/ing, n/l …"""
    for sound, like in _FUZZY:
        pinyin = pinyin.replace(sound, like)
    return pinyin


@dataclass
class Dictionary:
    """Words with how many titles carry them, by spelling, by pinyin, by initials."""

    frequency: dict[str, int] = field(default_factory=dict)
    by_pinyin: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_initials: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    readings: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def by_fuzzy(self) -> dict[str, list[str]]:
        """Words by pinyin with alike sounds made one."""
        found: dict[str, list[str]] = defaultdict(list)
        for pinyin, words in self.by_pinyin.items():
            found[fuzzy(pinyin)].extend(words)
        return found

    @cached_property
    def by_gap(self) -> dict[str, list[str]]:
        """Words of three characters and more by each way of leaving one out."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.frequency:
            if 3 <= len(word) <= LONGEST and not word.isascii():
                for shorter in gaps(word):
                    found[shorter].append(word)
        return found

    def pinyin(self, text: str) -> Iterator[str]:
        """Yield the ways to read ``text`` aloud; latin letters stand for themselves. Few, the commonest first."""
        ways = [""]
        for char in text:
            sounds = self.readings.get(char, (char,) if char.isascii() else ())
            ways = [way + sound for way in ways for sound in sounds][:12]
        yield from ways


def gaps(word: str) -> set[str]:
    """Every way of leaving one character out."""
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def refresh(index: str, generation: Path, *, force: bool = False) -> bool:
    """Write the word files of a generation anew where they are old; returns whether it did."""
    path = generation / TERMS_FILE
    if not force and path.exists() and time.time() - path.stat().st_mtime < FRESH:
        return False
    opened = store.open_index(generation)
    opened.reload()
    counted = dict(opened.searcher().terms_with_prefix("title_words", "", limit=MAX_WORDS))
    words = {word: int(number) for word, number in counted.items() if _worth(word)}
    for word in synonyms.vocabulary():
        plain = squeeze(word)
        if _worth(plain):
            words.setdefault(plain, 0)
    _write(path, (f"{word}\t{number}\t{' '.join(_syllables(word))}" for word, number in sorted(words.items())))
    chars = sorted({char for word in words for char in word if not char.isascii()} | set(_common_characters()))
    _write(generation / CHARS_FILE, (f"{char}\t{' '.join(_readings(char))}" for char in chars))
    return True


def load(generation: Path) -> Dictionary:
    """Read the word files of a generation; empty where they are not there yet."""
    found = Dictionary()
    for line in _lines(generation / TERMS_FILE):
        word, number, sounds = line.split("\t")
        syllables = sounds.split()
        found.frequency[word] = int(number)
        found.by_pinyin["".join(syllables)].append(word)
        if len(syllables) > 1:
            found.by_initials["".join(syllable[0] for syllable in syllables)].append(word)
    for line in _lines(generation / CHARS_FILE):
        char, sounds = line.split("\t")
        found.readings[char] = tuple(sounds.split())
    return found


_loaded: dict[str, tuple[tuple[str, int], Dictionary]] = {}


def of(index: str) -> Dictionary:
    """The words of an index, read at the first question and again after a change. Errors: :class:`IndexUnavailable`."""
    generation = store.current(index)
    if generation is None:
        raise store.IndexUnavailable(store.IndexState.MISSING)
    path = generation / TERMS_FILE
    stamp = (str(path), path.stat().st_mtime_ns if path.exists() else 0)
    held = _loaded.get(index)
    if held is None or held[0] != stamp:
        held = (stamp, load(generation))
        _loaded[index] = held
    return held[1]


def _worth(word: str) -> bool:
    return 2 <= len(word) <= 20 and not word.isdigit()


@lru_cache(maxsize=8192)
def _syllables(word: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return tuple(syllable for syllable in lazy_pinyin(word) if syllable)


@cache
def _readings(char: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(pinyin(char, style=Style.NORMAL, heteronym=True)[0]))[:3]


def _common_characters() -> Iterator[str]:
    """The 6 763 characters of GB 2312."""
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            char = bytes((high, low)).decode("gb2312", errors="ignore")
            if char:
                yield char


def _write(path: Path, lines: Iterator[str]) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.replace(fresh, path)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
