"""A reply sealed for whoever holds number and query code (答复只对申请人打开): the office seals, the portal opens.

The key pair follows from number and code alone. Its public half is kept with the application, its private half nowhere:
the portal works it out anew for each reading. A code of sixteen letters has 79 bits, which nobody guesses by machine.
"""

from __future__ import annotations

import re

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from zwgk.inforequests.identity import boxes


def public_for(number: str, code: str) -> str:
    """The public half for an application, as hexadecimal digits."""
    return _private(number, code).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def seal(data: bytes, *, reply_key: str, whose: str) -> bytes:
    """Seal bytes for the holder of number and code. Errors: ``ValueError`` for what is no key."""
    return boxes.seal(data, public=bytes.fromhex(reply_key), info=_INFO, bound=whose.encode())


def opened(sealed: bytes, *, number: str, code: str) -> bytes:
    """Open what was sealed. Errors: ``BadInput`` where number or code are others, or the bytes were changed."""
    return boxes.opened(sealed, private=_private(number, code), info=_INFO, bound=number.encode())


_INFO = "zwgk reply"


def _private(number: str, code: str) -> X25519PrivateKey:
    plain = re.sub(r"[^0-9A-Z]", "", code.upper())
    raw = HKDF(hashes.SHA256(), 32, salt=number.encode(), info=b"zwgk reply key").derive(plain.encode())
    return X25519PrivateKey.from_private_bytes(raw)
