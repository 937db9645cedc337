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
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u3000]")
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
    """Return ``text`` in lower case with half-width letters and digits, character for character (same length).

    Punctuation stays as it is: whoever looks for a word in the text allows for both widths (:func:`either_width`).
    """
    if _WIDE.search(text):
        text = _WIDE.sub(_narrow, text)
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _narrow(match: re.Match[str]) -> str:
    return " " if match[0] == "\u3000" else chr(ord(match[0]) - 0xFEE0)


def either_width(word: str) -> str:
    """A pattern for a folded word in folded texts: brackets and other marks are met in both widths."""
    return "".join(_pattern_of(char) for char in word)


def _pattern_of(char: str) -> str:
    code = ord(char)
    narrow = code - 0xFEE0 if 0xFF01 <= code <= 0xFF5E else code
    if not 0x21 <= narrow <= 0x7E or chr(narrow).isalnum():
        return re.escape(char)
    return f"[{re.escape(chr(narrow))}{chr(narrow + 0xFEE0)}]"


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
