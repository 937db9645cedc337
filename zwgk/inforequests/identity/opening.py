"""Opening what was sealed, and the keyed hash of a person: office and worker only."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from zwgk.inforequests.identity import keys, sealing
from zwgk.rules.applicants import Applicant, ApplicantClass, Proof
from zwgk.rules.errors import BadInput


def opened(text: str, *, whose: str) -> bytes:
    """Open a sealed text of the application ``whose``.

    Errors: ``GateClosed`` where the key is not here; :class:`BadInput` where the text was changed or moved.
    """
    try:
        version, key_id, packed = text.split(".", 2)
        raw = base64.b64decode(packed, validate=True)
    except (ValueError, binascii.Error) as error:
        raise _broken() from error
    if version != sealing.VERSION or len(raw) <= sealing.KEY_BYTES + sealing.NONCE_BYTES:
        raise _broken()
    public, rest = raw[: sealing.KEY_BYTES], raw[sealing.KEY_BYTES :]
    shared = keys.private(key_id).exchange(X25519PublicKey.from_public_bytes(public))
    cipher = AESGCM(sealing.derived(shared, key_id))
    try:
        return cipher.decrypt(rest[: sealing.NONCE_BYTES], rest[sealing.NONCE_BYTES :], whose.encode())
    except InvalidTag as error:
        raise _broken() from error


def unpacked(data: bytes) -> Applicant:
    """The applicant of the bytes."""
    read: dict[str, str] = json.loads(data)
    kind, proof = ApplicantClass(read.pop("kind")), Proof(read.pop("proof"))
    return Applicant(kind=kind, proof=proof, **read)


def applicant(sealed: str, *, whose: str) -> Applicant:
    """Open the applicant of an application; callers log the reading. Errors: as :func:`opened`."""
    return unpacked(opened(sealed, whose=whose))


def person(applicant: Applicant) -> str:
    """The keyed hash of who applied: equal for one person (same proof, same number), and not to be turned back."""
    return hmac.new(keys.digest_key(), f"{applicant.proof}:{applicant.number}".encode(), hashlib.sha256).hexdigest()


def _broken() -> BadInput:
    return BadInput(
        what="不能打开申请人信息",
        why="内容与申请编号不符，或者已经损坏",
        remedy="请由系统管理员核对备份",
    )
