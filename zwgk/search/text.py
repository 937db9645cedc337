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

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_SEPARATED = re.compile(r"(?<=[0-9a-z])[\W_]+(?=[0-9a-z])")
_NOISE = re.compile(rf"[^\w{JOINT}]+|_+")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_WORD = re.compile(r"\w+(?:\.\d+)*")


def normalise(text: str) -> str:
    """Return ``text`` in one spelling: NFKC, lower case, without invisible characters."""
    return unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).lower()


def squeeze(text: str) -> str:
    """Return letters and digits only, in one spelling; a break between two ASCII ones stays as :data:`JOINT`.

    Where a typed word occurs in a text, its squeezed form occurs in the squeezed text: recall rests on this.
    """
    return _NOISE.sub("", _SEPARATED.sub(JOINT, normalise(text))).strip(JOINT)


def fold(text: str) -> str:
    """Return ``text`` in lower case with half-width forms, character for character (same length)."""
    wide = text.translate(_WIDE)
    lowered = wide.lower()
    if len(lowered) == len(wide):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in wide)


def grams(squeezed: str) -> list[str]:
    """Return overlapping pairs of characters; the last character comes once more with :data:`END`.

    Every character thus begins exactly one pair, so that one character alone can be found by prefix.
    """
    if not squeezed:
        return []
    pairs = [squeezed[place : place + 2] for place in range(len(squeezed) - 1)]
    pairs.append(squeezed[-1] + END)
    return pairs


def is_word(token: str) -> bool:
    """True for a token that carries letters or digits."""
    return _WORD.fullmatch(token) is not None
