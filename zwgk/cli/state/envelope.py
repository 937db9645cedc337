"""Encryption around a stream: a passphrase, chunks of a mebibyte, each sealed, numbered, and the last one marked.

A changed, missing, repeated or reordered chunk, and an end cut off, are all noticed before any byte of the chunk is
handed on. Ciphers: AES-256-GCM, or SM4-GCM where 国密 is asked for; the key comes from the passphrase by scrypt.
"""

from __future__ import annotations

import io
import json
import secrets
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from zwgk.rules.errors import BadInput

MAGIC = b"zwgk sealed 1\n"
CHUNK = 1024 * 1024
TAG = 16
#: name → bytes of key
CIPHERS = {"aes-256-gcm": 32, "sm4-gcm": 16}
#: cost of trying a passphrase: 64 MiB and some tenths of a second
_SCRYPT = {"n": 2**16, "r": 8, "p": 1}
_LEAST = 12


class Wrong(BadInput):
    """The archive cannot be opened: another passphrase, or not the bytes that were written."""

    def __init__(self, why: str, remedy: str = "请换用完好的备份文件") -> None:
        super().__init__(what="不能打开备份", why=why, remedy=remedy)


def must_be_strong(passphrase: str) -> str:
    """The passphrase. Errors: :class:`BadInput` where it is shorter than twelve characters."""
    if len(passphrase) < _LEAST:
        raise BadInput(
            what="不能加密备份", why=f"口令只有{len(passphrase)}个字符，至少{_LEAST}个", remedy="请用更长的口令"
        )
    return passphrase


def _key(passphrase: str, salt: bytes, cipher: str, cost: dict[str, int]) -> bytes:
    return Scrypt(salt=salt, length=CIPHERS[cipher], **cost).derive(passphrase.encode("utf-8"))


def _cipher(key: bytes, name: str, nonce: bytes, tag: bytes | None = None) -> Cipher[modes.GCM]:
    algorithm = algorithms.SM4(key) if name == "sm4-gcm" else algorithms.AES(key)
    return Cipher(algorithm, modes.GCM(nonce, tag))


class SealingWriter(io.RawIOBase):
    """Takes bytes, writes sealed chunks to ``out``. ``close`` writes the last one; ``out`` is left open."""

    def __init__(self, out: IO[bytes], passphrase: str, *, cipher: str = "aes-256-gcm") -> None:
        super().__init__()
        salt, self._prefix = secrets.token_bytes(16), secrets.token_bytes(7)
        head = {"cipher": cipher, "salt": salt.hex(), "prefix": self._prefix.hex(), **_SCRYPT}
        self._head = json.dumps(head, sort_keys=True).encode() + b"\n"
        self._key, self._name, self._out = _key(must_be_strong(passphrase), salt, cipher, _SCRYPT), cipher, out
        self._waiting, self._number = bytearray(), 0
        out.write(MAGIC + self._head)

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting += data
        while len(self._waiting) > CHUNK:  # a full one is kept back: it may turn out to be the last
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._seal(bytes(self._waiting), last=True)
            super().close()

    def abandon(self) -> None:
        """Close without an end: what was written so far can never be opened as a whole."""
        super().close()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        nonce = self._prefix + self._number.to_bytes(4, "big") + bytes([last])
        self._number += 1
        sealer = _cipher(self._key, self._name, nonce).encryptor()
        sealer.authenticate_additional_data(self._head)
        self._out.write(sealer.update(chunk) + sealer.finalize() + sealer.tag)


class OpeningReader(io.RawIOBase):
    """Hands out what was sealed; ``source`` stands behind the magic. Errors: :class:`Wrong`."""

    def __init__(self, source: IO[bytes], passphrase: str) -> None:
        super().__init__()
        self._head = source.readline(4096)
        try:
            head = json.loads(self._head)
            cost = {name: int(head[name]) for name in _SCRYPT}
            self._name, salt = str(head["cipher"]), bytes.fromhex(head["salt"])
            self._prefix = bytes.fromhex(head["prefix"])
            known = self._name in CIPHERS and cost == _SCRYPT and len(self._prefix) == 7
        except (ValueError, KeyError, TypeError) as error:
            raise Wrong("加密备份的开头已损坏") from error
        if not known:
            raise Wrong("加密方式不认识", "请用写出这份备份的版本，或更新的版本打开")
        self._key, self._source = _key(passphrase, salt, self._name, cost), source
        self._number, self._ready, self._over = 0, b"", False
        self._ahead = source.read(CHUNK + TAG)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._ready and not self._over:
            self._open_next()
        part = self._ready[: len(buffer)]
        buffer[: len(part)] = part
        self._ready = self._ready[len(part) :]
        return len(part)

    def _open_next(self) -> None:
        sealed, self._ahead = self._ahead, self._source.read(CHUNK + TAG)
        last = not self._ahead
        nonce = self._prefix + self._number.to_bytes(4, "big") + bytes([last])
        try:
            opener = _cipher(self._key, self._name, nonce, sealed[-TAG:]).decryptor()
            opener.authenticate_additional_data(self._head)
            self._ready = opener.update(sealed[:-TAG]) + opener.finalize()
        except (InvalidTag, ValueError) as error:
            if self._number == 0:
                raise Wrong("口令不对，或者文件已损坏", "请核对口令") from error
            raise Wrong("加密备份已损坏或不完整") from error
        self._number += 1
        self._over = last
