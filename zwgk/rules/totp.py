"""Time-based codes of six digits (动态口令), as phones show them; pure of its arguments, the clock is handed in.

依据：GB/T 22239-2019 8.1.4.1 d)（两种或两种以上组合的鉴别技术）；RFC 6238, RFC 4226
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from urllib.parse import quote, urlencode

#: seconds that a code is shown, digits it has, and how many steps a phone's clock may be off either way
STEP, DIGITS, DRIFT = 30, 6, 1
#: bytes of a secret (RFC 4226 §4: as long as the hash)
SECRET = 20
#: wrong codes in a row until no code is taken for a while, and for how many minutes
MOST_FAILURES, LOCKED_MINUTES = 5, 15
#: how many recovery codes (恢复码) are made, and letters in one
RECOVERY_CODES, RECOVERY_LETTERS = 10, 12
#: of recovery codes: without what a reader mixes up
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def code(secret: bytes, step: int) -> str:
    """The code of one step (RFC 4226 §5.3)."""
    digest = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    place = digest[-1] & 0x0F
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def matching_step(secret: bytes, typed: str, *, seconds: float, after: int) -> int | None:
    """The step whose code was typed, or None.

    ``seconds``: the moment, since 1970. ``after``: the newest step ever taken; it and all before it are refused, so
    that a code that somebody looked at over a shoulder is worth nothing (RFC 6238 §5.2).
    """
    wanted = tidy(typed)
    if len(wanted) != DIGITS or not wanted.isascii() or not wanted.isdigit():
        return None
    here = int(seconds) // STEP
    found = None
    for step in range(here - DRIFT, here + DRIFT + 1):
        if hmac.compare_digest(code(secret, step), wanted) and step > after:
            found = step
    return found


def tidy(typed: str) -> str:
    """What was typed without blanks and hyphens, in capitals: codes are read out in groups."""
    return "".join(typed.split()).replace("-", "").upper()


def is_recovery_code(typed: str) -> bool:
    """True where it has the form of a recovery code."""
    return len(tidy(typed)) == RECOVERY_LETTERS and set(tidy(typed)) <= set(ALPHABET)


def grouped(recovery: str) -> str:
    """A recovery code in groups of four, as it is shown."""
    return "-".join(recovery[start : start + 4] for start in range(0, len(recovery), 4))


def as_typed_by_hand(secret: bytes) -> str:
    """The secret in base 32, for phones without a camera."""
    return base64.b32encode(secret).decode("ascii").rstrip("=")


def address(secret: bytes, *, account: str, issuer: str) -> str:
    """What the QR code says (``otpauth://``)."""
    query = {"secret": as_typed_by_hand(secret), "issuer": issuer, "digits": DIGITS, "period": STEP}
    return f"otpauth://totp/{quote(f'{issuer}:{account}')}?{urlencode(query, quote_via=quote)}"
