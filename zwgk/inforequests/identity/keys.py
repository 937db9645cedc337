"""The private halves (私钥): files of the installation's secrets, made at first need, never in the database.

``identity-<key id>`` opens what was sealed with that key; ``identity-digest`` makes the keyed hash by which the same
person is found again. They are kept and carried with the other secrets (``zwgk keys``).
"""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from zwgk.inforequests.models import Filing, SealingKey
from zwgk.rules.errors import GateClosed

DIGEST = "identity-digest"


def private(key_id: str) -> X25519PrivateKey:
    """The private key of an id. Errors: :class:`GateClosed` where its file is not on this machine."""
    return X25519PrivateKey.from_private_bytes(hashlib.sha256(_secret(f"identity-{key_id}").encode()).digest())


def digest_key() -> bytes:
    """The key of the keyed hash, made at first need."""
    _make(DIGEST)
    return hashlib.sha256(_secret(DIGEST).encode()).digest()


def ensure(*, at: datetime) -> SealingKey:
    """Return the key in use; make the first one where there is none."""
    found = SealingKey.objects.filter(is_current=True).first()
    return found or add(at=at)


def add(*, at: datetime) -> SealingKey:
    """Make a new key and use it from now on (更换密钥); the old one goes on opening what it sealed."""
    key_id = f"{at:%Y%m%d}{secrets.token_hex(2)}"
    _make(f"identity-{key_id}")
    public = private(key_id).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    with transaction.atomic():
        SealingKey.objects.select_for_update().filter(is_current=True).update(is_current=False, retired_at=at)
        return SealingKey.objects.create(key_id=key_id, public=public, made_at=at)


def lost() -> list[str]:
    """The ids of keys whose private half is missing here, or does not fit the public one in the table."""
    found = []
    for key in SealingKey.objects.order_by("pk"):
        try:
            public = private(key.key_id).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
        except GateClosed:
            found.append(key.key_id)
            continue
        if public != key.public:
            found.append(key.key_id)
    return found


@dataclass(frozen=True, slots=True)
class Used:
    """A key and how many applications it still seals."""

    key_id: str
    is_current: bool
    filings: int


def used() -> list[Used]:
    """All keys, the oldest first, each with what it still seals."""
    return [
        Used(key.key_id, key.is_current, sealed_by(key.key_id).count()) for key in SealingKey.objects.order_by("pk")
    ]


def sealed_by(key_id: str) -> QuerySet[Filing]:
    """The applications whose identity a key seals (their proofs are sealed with the same)."""
    return Filing.objects.filter(sealed__startswith=f"v1.{key_id}.")


def forget(key: SealingKey) -> None:
    """Take a key away for good, its private half too; the caller made sure that nothing needs it."""
    key.delete()
    (_folder() / f"identity-{key.key_id}").unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.VAR) / "secrets"


def _secret(name: str) -> str:
    path = _folder() / name
    if settings.FACE == "portal" or not path.exists():
        raise GateClosed(
            what="不能打开申请人信息",
            why=f"这台机器上没有密钥“{name}”",
            remedy="请由系统管理员从密钥备份恢复（zwgk keys）",
        )
    return path.read_text(encoding="utf-8").strip()


def _make(name: str) -> None:
    folder = _folder()
    path = folder / name
    if path.exists():
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = folder / f".{name}-{secrets.token_hex(4)}"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(temporary, path)  # whole or not at all, and the first of two wins
    except FileExistsError:
        return
    finally:
        temporary.unlink()
