"""Sealing an identity with the public key in use: whoever seals cannot read it back, the portal least of all.

X25519 with a key of the moment, HKDF-SHA256, AES-256-GCM; the application's number is bound in, so that a sealed text
moved to another row does not open. Text: ``v1.<key id>.<base64 of ephemeral key, nonce, ciphertext>``.
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import asdict

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from zwgk.inforequests.models import SealingKey
from zwgk.rules.applicants import Applicant
from zwgk.rules.errors import GateClosed

VERSION = "v1"
NONCE_BYTES = 12
KEY_BYTES = 32


def current_key() -> SealingKey:
    """The key in use. Errors: :class:`GateClosed` where none was made yet: nothing is taken in unsealed."""
    key = SealingKey.objects.filter(is_current=True).first()
    if key is None:
        raise GateClosed(
            what="暂时不能接收申请",
            why="保护申请人信息的密钥还没有生成",
            remedy="请稍后再试，或到公开工作机构当面提交",
        )
    return key


def seal(data: bytes, *, whose: str, key: SealingKey | None = None) -> str:
    """Seal bytes for the application of number ``whose``. Errors: as :func:`current_key`."""
    used = key or current_key()
    moment = X25519PrivateKey.generate()
    shared = moment.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(used.public)))
    nonce = secrets.token_bytes(NONCE_BYTES)
    ciphertext = AESGCM(derived(shared, used.key_id)).encrypt(nonce, data, whose.encode())
    public = moment.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return f"{VERSION}.{used.key_id}.{base64.b64encode(public + nonce + ciphertext).decode('ascii')}"


def seal_applicant(applicant: Applicant, *, whose: str) -> str:
    """Seal who applied. Errors: as :func:`current_key`."""
    data = json.dumps(asdict(applicant), ensure_ascii=False, sort_keys=True).encode()
    return seal(data, whose=whose)


def derived(shared: bytes, key_id: str) -> bytes:
    """The key of one sealed text."""
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=f"zwgk identity {key_id}".encode()).derive(shared)
