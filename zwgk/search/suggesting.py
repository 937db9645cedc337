"""“您是不是要找”: another spelling of a query that finds nothing, and completions while typing.

A query is rewritten piece by piece at the least cost: known words are free, a word that sounds alike costs little, one
that looks alike or lacks a character a little more, an unknown character most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from math import log2

from zwgk.rules.synonyms import built_in
from zwgk.search.dictionary import LONGEST, Dictionary, fuzzy, gaps
from zwgk.search.text import normalise, squeeze
from zwgk.search.words import GENERIC, HELPING, LOOK_ALIKE, STOP


@cache
def _looks() -> dict[str, str]:
    found: dict[str, str] = {}
    for group in LOOK_ALIKE:
        for char in group:
            found[char] = found.get(char, "") + group.replace(char, "")
    return found


Candidates = Iterator[tuple[str, float]]


def correct(query: str, words: Dictionary, finds: Callable[[str], bool]) -> str | None:
    """Return the query in another spelling that finds something, or None.

    ``finds`` tells whether a spelling finds anything; it is asked for a handful of spellings at most.
    """
    pieces = [squeeze(piece) for piece in normalise(query).split()]
    if not pieces or sum(map(len, pieces)) > 40:
        return None
    spellings: list[str] = []
    together = "".join(pieces)
    if len(pieces) > 1 and together.isascii() and together.isalpha():
        spellings.extend(_rewritings(together, words))  # pinyin typed with spaces: she bao ka
    options = [_better(piece, words) for piece in pieces]
    spellings.append(" ".join(option[0] for option in options))
    for place, option in enumerate(options):
        for other in option[1:4]:
            spellings.append(" ".join([*(o[0] for o in options[:place]), other, *(o[0] for o in options[place + 1 :])]))
    for spelling in dict.fromkeys(spellings):
        if squeeze(spelling) != together and finds(spelling):
            return spelling
    return None


def _better(piece: str, words: Dictionary) -> list[str]:
    """Spellings that are likelier than the typed one, and it alone where none is."""
    ways = _rewritings(piece, words)
    if piece in ways:
        ways = ways[: ways.index(piece)]
    return ways or [piece]


def _rewritings(piece: str, words: Dictionary) -> list[str]:
    """Spellings of one typed piece, cheapest first; at most five."""
    best: list[list[tuple[float, tuple[str, ...]]]] = [[] for _ in range(len(piece) + 1)]
    best[0].append((0.0, ()))
    for start in range(len(piece)):
        for cost, so_far in best[start]:
            for end, word, price in _steps(piece, start, words):
                best[end].append((cost + price, (*so_far, word)))
        for end in range(start + 1, len(piece) + 1):
            best[end] = sorted(set(best[end]))[:6]
    return list(dict.fromkeys("".join(way) for _, way in best[-1]))[:5]


def _steps(piece: str, start: int, words: Dictionary) -> Iterator[tuple[int, str, float]]:
    char = piece[start]
    yield start + 1, char, 0.15 if char in STOP or char in HELPING else 0.4 if char in built_in() else 1.0
    reach = len(piece) if piece[start].isascii() else min(len(piece), start + LONGEST)
    for end in range(start + 2, reach + 1):
        part = piece[start:end]
        if part in words.frequency or part in STOP or part in HELPING or part in GENERIC:
            yield end, part, 0.1 - _common(part, words)
        for word, price in _candidates(part, words, whole=end - start == len(piece)):
            yield end, word, price - _common(word, words)


def _common(word: str, words: Dictionary) -> float:
    """A small advantage for words that many titles carry."""
    return min(0.09, 0.01 * log2(1 + words.frequency.get(word, 0)))


def _candidates(part: str, words: Dictionary, *, whole: bool) -> Candidates:
    if part.isascii():
        if part.isalpha():
            yield from _from_pinyin(part, words, whole=whole)
        return
    for sound in words.pinyin(part):
        for word in words.by_pinyin.get(sound, ()):
            if word != part:
                yield word, 0.4 + 0.05 * _differing(part, word)
        for word in words.by_fuzzy.get(fuzzy(sound), ()):
            if word != part:
                yield word, 0.55 + 0.05 * _differing(part, word)
    for place, char in enumerate(part):
        for like in _looks().get(char, ""):
            word = part[:place] + like + part[place + 1 :]
            if word in words.frequency:
                yield word, 0.5
    if len(part) == 2 and part[::-1] in words.frequency:
        yield part[::-1], 0.5
    if len(part) >= 3:
        yield from _near(part, words)


def _near(part: str, words: Dictionary) -> Candidates:
    """Words with one character more, less, other, or two changed about."""
    for place in range(len(part) - 1):
        swapped = part[:place] + part[place + 1] + part[place] + part[place + 2 :]
        if swapped != part and swapped in words.frequency:
            yield swapped, 0.5
    for word in words.by_gap.get(part, ()):  # one missing
        yield word, 0.6
    for shorter in gaps(part):
        if shorter in words.frequency and len(shorter) >= 2:  # one too many
            yield shorter, 0.6 if len(shorter) > 2 else 0.75
        for word in words.by_gap.get(shorter, ()):
            if word != part and len(word) == len(part):  # one other
                yield word, 0.75


def _from_pinyin(part: str, words: Dictionary, *, whole: bool) -> Candidates:
    for word in words.by_pinyin.get(part, ()):
        if not word.isascii():
            yield word, 0.3
    if len(part) >= 5:
        for word in words.by_fuzzy.get(fuzzy(part), ()):
            if not word.isascii():
                yield word, 0.45
    if len(part) <= 6:
        for word in words.by_initials.get(part, ()):
            if not word.isascii():
                yield word, 0.7 + 0.02 * abs(len(part) - 4)
    if whole and len(part) >= 6:  # looks through all words: for the whole piece only
        for pinyin, found in words.by_pinyin.items():
            if abs(len(pinyin) - len(part)) <= 1 and pinyin != part and _one_off(part, pinyin):
                for word in found:
                    if not word.isascii():
                        yield word, 0.7


def _one_off(one: str, other: str) -> bool:
    """True where one letter more, less or other, or two changed about, makes the two alike."""
    if len(one) > len(other):
        one, other = other, one
    place = 0
    while place < len(one) and one[place] == other[place]:
        place += 1
    if len(one) == len(other):
        rest, others = one[place + 1 :], other[place + 1 :]
        swapped = one[place : place + 2] == other[place : place + 2][::-1] and one[place + 2 :] == other[place + 2 :]
        return rest == others or swapped
    return one[place:] == other[place + 1 :]


def _differing(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))


def completions(prefix: str, words: Dictionary, limit: int = 8) -> list[str]:
    """Words that begin with what is typed so far, in characters or in pinyin, the commonest first."""
    typed = squeeze(prefix)
    if not typed:
        return []
    found: dict[str, float] = {}
    for word, number in words.frequency.items():
        if word.startswith(typed) and word != typed:
            found[word] = number + 1000.0
    if typed.isascii() and typed.isalpha():
        for table, extra in ((words.by_pinyin, 500.0), (words.by_initials, 0.0)):
            for sound, terms in table.items():
                if sound.startswith(typed):
                    for word in terms:
                        if not word.isascii():
                            exact = 300.0 if sound == typed else 0.0
                            found[word] = max(found.get(word, 0.0), words.frequency[word] + extra + exact)
    return [word for word, _ in sorted(found.items(), key=lambda pair: (-pair[1], len(pair[0]), pair[0]))[:limit]]
