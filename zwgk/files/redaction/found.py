"""What taking a file apart finds (拆出的部分): the file, its parts, and what no program can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

MAX_DEPTH = 5
"""Files within files are opened so many levels deep."""
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


@dataclass(frozen=True, slots=True)
class Artefact:
    """A file that is to go out (拟公开文件): its name as the public will see it, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """One searchable part of a file.

    ``segments`` are texts that a reader sees in one piece; ``noisy`` parts (drawing instructions, style attributes)
    hold so many figures and short words that only longer matches mean anything there.
    """

    file: str
    name: str
    method: str
    segments: tuple[str, ...]
    noisy: bool = False


@dataclass(frozen=True, slots=True)
class Blind:
    """A part that no program can search (未能自动检查): a human must look at it."""

    file: str
    name: str
    why: str


Found = Part | Blind
#: opens a file within a file: (file, depth, name of the outermost file) → what is found in it
Opener = Callable[[Artefact, int, str], Iterator[Found]]


def raw(file: str, name: str, data: bytes, encodings: tuple[str, ...] = ENCODINGS) -> Iterator[Part]:
    """The bytes themselves, read in the encodings that Chinese files are written in."""
    for encoding in encodings:
        yield Part(file, name, f"按{encoding}读取", (data.decode(encoding, "ignore"),), noisy=True)
        if encoding.startswith("utf-16"):
            yield Part(
                file, name, f"按{encoding}读取（错开一字节）", (data[1:].decode(encoding, "ignore"),), noisy=True
            )
