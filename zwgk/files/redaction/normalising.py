"""When two texts are the same for the eye of a reader, whatever they are made of (比对口径).

Three forms, each looser than the one before: *tight* (NFKC, lower case, no white space, nothing invisible), *bare*
(only letters and digits of the tight form), *figures* (digits with what people put between them left out).
"""

from __future__ import annotations

import functools
import re
import unicodedata

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\W_]{1,3}(?=\d)")
_DIGITS = re.compile(r"\d{5,}")
_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_RUN = re.compile(r"[〇○零一二三四五六七八九]{5,}")


@functools.lru_cache(maxsize=1)
def _unseen() -> dict[int, None]:
    """White space, control and format characters, and marks that only sit on others (made when first needed: 0.2 s)."""
    kinds = {"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"}
    return {code: None for code in range(0x110000) if unicodedata.category(chr(code)) in kinds}


def tight(text: str) -> str:
    """Return the text as a reader sees it, without white space: full-width letters are narrow ones, case is folded."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_unseen())


def folded(text: str) -> str:
    """Return the text in narrow letters of one case, with its white space."""
    return unicodedata.normalize("NFKC", text).casefold()


def bare(text: str) -> str:
    """Return only letters and digits of the tight form: punctuation put between cannot hide a text."""
    return "".join(filter(str.isalnum, tight(text)))


def figures(text: str) -> tuple[str, ...]:
    """Return the runs of at least five digits, Chinese numerals too.

    Each run is given as it stands and, where it differs, read through separators (138-1234 5678).
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = _CHINESE_RUN.sub(lambda match: match.group().translate(_CHINESE), plain)
    plain = "".join(char for char in plain if unicodedata.category(char) not in {"Cf", "Mn"})
    plain = "".join(str(unicodedata.decimal(char, char)) for char in plain)
    return tuple(dict.fromkeys(_DIGITS.findall(plain) + _DIGITS.findall(_BETWEEN_DIGITS.sub("", plain))))


def windows(text: str, size: int) -> set[str]:
    """Return all pieces of ``size`` characters."""
    return {text[i : i + size] for i in range(len(text) - size + 1)}
