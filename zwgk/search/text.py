"""One spelling for what is stored and what is typed, and the pieces of it that the index holds.

Two forms. :func:`squeeze` keeps letters and digits only: substring search runs on it, so that quotation marks, brackets
and spaces inside a word never hide a paper. :func:`fold` keeps length and punctuation: highlighting runs on it.
"""

from __future__ import annotations

import re
import unicodedata

#: stands between two letters or digits that something separated, so that “12,345” is not “12345”
JOINT = "¦"
#: second half of the last bigram of a text; a letter never looks like it
END = "$"

# patterns rather than str.translate: thirty times faster on a text that holds none of the characters
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff]")
_SEPARATED = re.compile(r"(?<=[0-9a-z])[\W_]+(?=[0-9a-z])")
_NOISE = re.compile(rf"[^\w{JOINT}]+|_+")
_WIDE = re.compile("[\uff01-\uff5e\u3000]")
_NARROW = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " "}
_WORD = re.compile(r"\w+(?:\.\d+)*")


def normalise(text: str) -> str:
    """Return ``text`` in one spelling: NFKC, lower case, without invisible characters."""
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    return unicodedata.normalize("NFKC", text).lower()


def squeeze(text: str) -> str:
    """Return letters and digits only, in one spelling; a break between two ASCII ones stays as :data:`JOINT`.

    Where a typed word occurs in a text, its squeezed form occurs in the squeezed text: recall rests on this.
    """
    return squeezed(normalise(text))


def squeezed(normal: str) -> str:
    """:func:`squeeze` for a text that is normalised already."""
    return _NOISE.sub("", _SEPARATED.sub(JOINT, normal)).strip(JOINT)


def fold(text: str) -> str:
    """Return ``text`` in lower case with half-width forms, character for character (same length)."""
    wide = _WIDE.sub(_narrow, text)
    lowered = wide.lower()
    if len(lowered) == len(wide):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in wide)


def _narrow(match: re.Match[str]) -> str:
    return _NARROW[match[0]]


def grams(squeezed: str) -> list[str]:
    """Return overlapping pairs of characters; the last character comes once more with :data:`END`.

    Every character thus begins exactly one pair, so that one character alone can be found by prefix.
    """
    if not squeezed:
        return []
    pairs = [squeezed[place : place + 2] for place in range(len(squeezed) - 1)]
    pairs.append(squeezed[-1] + END)
    return pairs


def spaced_grams(squeezed: str) -> str:
    """:func:`grams` joined by blanks, as the index takes them in: six times as fast as making a list of them."""
    if not squeezed:
        return ""
    places = [" "] * (3 * len(squeezed) - 1)
    places[0::3] = squeezed
    places[1::3] = squeezed[1:] + END
    return "".join(places)


def is_word(token: str) -> bool:
    """True for a token that carries letters or digits."""
    return token.isalnum() or (len(token) > 1 and _WORD.fullmatch(token) is not None)
