"""Addresses sealed for the worker: whoever has the public key can seal, only the worker can open (X25519, AES-GCM).

A sealed address is ``<key id>.<base64 of ephemeral key, nonce and ciphertext>``.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from zwgk.rules.errors import BadInput

_INFO = b"zwgk following"


def key_id(public_key: str) -> str:
    """A short name of a public key, by which a sealed address says for whom it was sealed."""
    return hashlib.sha256(public_key.encode()).hexdigest()[:8]


def seal(text: str, public_key: str) -> str:
    """Seal a text for the holder of the private key; sealing the same twice gives two different texts."""
    whose = X25519PublicKey.from_public_bytes(base64.b64decode(public_key))
    own = X25519PrivateKey.generate()
    nonce = secrets.token_bytes(12)
    own_public = own.public_key().public_bytes_raw()
    secret = AESGCM(_shared(own.exchange(whose), own_public)).encrypt(nonce, text.encode(), None)
    return f"{key_id(public_key)}.{base64.b64encode(own_public + nonce + secret).decode('ascii')}"


class Keys:
    """What the worker holds: the private key and the keys of digests and links, all from one secret."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._private = X25519PrivateKey.from_private_bytes(self._derived("seal"))
        self.public = base64.b64encode(self._private.public_key().public_bytes_raw()).decode("ascii")

    def _derived(self, purpose: str) -> bytes:
        return hashlib.sha256(f"following {purpose}:{self._secret}".encode()).digest()

    def opened(self, sealed: str) -> str:
        """Open a sealed address. Errors: :class:`BadInput` (sealed for another key, or damaged)."""
        named, _, packed = sealed.partition(".")
        try:
            raw = base64.b64decode(packed, validate=True)
            if named != key_id(self.public) or len(raw) < 32 + 12 + 16:
                raise ValueError(named)
            theirs = X25519PublicKey.from_public_bytes(raw[:32])
            key = _shared(self._private.exchange(theirs), raw[:32])
            return AESGCM(key).decrypt(raw[32:44], raw[44:], None).decode()
        except (ValueError, InvalidTag) as error:
            raise BadInput(
                what="不能打开订阅地址",
                why="本系统的密钥已更换，或该条数据已损坏",
                remedy="请从备份恢复密钥；恢复不了的，请读者重新订阅",
            ) from error

    def digest(self, address: str) -> str:
        """A keyed digest by which the same address is found again; without the key nobody can try addresses out."""
        return hmac.new(self._derived("digest"), address.encode(), hashlib.sha256).hexdigest()

    def token(self, purpose: str, pk: int, salt: str) -> str:
        """The secret part of a link to one row, made anew whenever a mail needs it; the table keeps its digest only."""
        made = hmac.new(self._derived("token"), f"{purpose}:{pk}:{salt}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(made[:24]).decode("ascii")


def digest_of_token(token: str) -> str:
    """What the table keeps of a link's secret part."""
    return hashlib.sha256(token.encode()).hexdigest()


def _shared(exchanged: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=_INFO).derive(exchanged)
