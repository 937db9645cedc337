"""Small secrets of persons in the database, sealed with a key that is not in it: a copied database opens no door."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from zwgk.rules.errors import BadInput


def _key(purpose: str) -> bytes:
    return hashlib.sha256(f"{purpose}:{settings.PERSON_KEY}".encode()).digest()


def seal(data: bytes, *, whose: int) -> str:
    """Seal bytes for one person; the text can be opened for that person only."""
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(_key("seal")).encrypt(nonce, data, str(whose).encode())
    return base64.b64encode(nonce + sealed).decode("ascii")


def opened(text: str, *, whose: int) -> bytes:
    """Open what was sealed. Errors: :class:`BadInput` where the key is another one (lost, not restored)."""
    raw = base64.b64decode(text)
    try:
        return AESGCM(_key("seal")).decrypt(raw[:12], raw[12:], str(whose).encode())
    except InvalidTag as error:
        raise BadInput(
            what="不能核对动态口令",
            why="本系统的密钥已更换，原来的绑定打不开",
            remedy="请由系统管理员重置后重新绑定，或从备份恢复密钥",
        ) from error


def keyed_digest(text: str, *, whose: int) -> str:
    """A digest that can be compared and not turned back (恢复码)."""
    return hmac.new(_key("digest"), f"{whose}:{text}".encode(), hashlib.sha256).hexdigest()
