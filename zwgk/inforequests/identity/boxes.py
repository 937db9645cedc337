"""The one way in which anything of a request is sealed: X25519 with a key of the moment, HKDF-SHA256, AES-256-GCM.

A box is ephemeral public key, nonce and ciphertext. What it is bound to (the application's number) must be named again
to open it, so that a box moved to another row does not open.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from zwgk.rules.errors import BadInput

NONCE_BYTES, KEY_BYTES = 12, 32


def seal(data: bytes, *, public: bytes, info: str, bound: bytes) -> bytes:
    """Seal bytes for the holder of the private half of ``public``; ``info`` names what the key is for."""
    moment = X25519PrivateKey.generate()
    shared = moment.exchange(X25519PublicKey.from_public_bytes(public))
    nonce = secrets.token_bytes(NONCE_BYTES)
    ciphertext = AESGCM(_derived(shared, info)).encrypt(nonce, data, bound)
    return moment.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw) + nonce + ciphertext


def opened(box: bytes, *, private: X25519PrivateKey, info: str, bound: bytes) -> bytes:
    """Open a box. Errors: :class:`BadInput` where it was made for another key, bound to something else, or changed."""
    if len(box) <= KEY_BYTES + NONCE_BYTES:
        raise broken()
    shared = private.exchange(X25519PublicKey.from_public_bytes(box[:KEY_BYTES]))
    nonce, ciphertext = box[KEY_BYTES : KEY_BYTES + NONCE_BYTES], box[KEY_BYTES + NONCE_BYTES :]
    try:
        return AESGCM(_derived(shared, info)).decrypt(nonce, ciphertext, bound)
    except InvalidTag as error:
        raise broken() from error


def broken() -> BadInput:
    """What is said of a box that does not open."""
    return BadInput(what="不能打开加密的内容", why="内容与申请编号不符，或者已经损坏", remedy="请由系统管理员核对备份")


def _derived(shared: bytes, info: str) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=info.encode()).derive(shared)
