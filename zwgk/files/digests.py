"""Two digests of the same bytes at once: SHA-256, by which they are kept, and SM3 (国密) for who must show that one.

依据：《密码法》第二十七条；GB/T 32905-2016《信息安全技术 SM3密码杂凑算法》
"""

from __future__ import annotations

import hashlib
from typing import IO, Protocol

CHUNK = 1024 * 1024


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...
    def hexdigest(self) -> str: ...


class Digests:
    """Counts and digests bytes as they pass. SM3 takes five times as long as SHA-256, so it can be left out."""

    def __init__(self, *, with_sm3: bool = True) -> None:
        self.size = 0
        self._sha256 = hashlib.sha256()
        self._sm3 = sm3() if with_sm3 else None

    def update(self, data: bytes) -> None:
        """Take the next bytes."""
        self.size += len(data)
        self._sha256.update(data)
        if self._sm3 is not None:
            self._sm3.update(data)

    @property
    def sha256(self) -> str:
        """SHA-256 of what has passed, in hexadecimal."""
        return self._sha256.hexdigest()

    @property
    def sm3(self) -> str:
        """SM3 of what has passed, in hexadecimal; empty where it was left out."""
        return self._sm3.hexdigest() if self._sm3 is not None else ""


def sm3() -> _Hash:
    """A fresh SM3; by the system's OpenSSL, else by the one that ``cryptography`` brings along."""
    try:
        return hashlib.new("sm3")
    except ValueError:  # an OpenSSL without it
        return _Borrowed()


class _Borrowed:
    def __init__(self) -> None:
        from cryptography.hazmat.primitives import hashes

        self._hash = hashes.Hash(hashes.SM3())

    def update(self, data: bytes, /) -> None:
        self._hash.update(data)

    def hexdigest(self) -> str:
        return self._hash.copy().finalize().hex()


def of_stream(stream: IO[bytes]) -> Digests:
    """Both digests of everything that the stream still holds."""
    found = Digests()
    while chunk := stream.read(CHUNK):
        found.update(chunk)
    return found
