"""The door for uploads (接收文件): limits, kind, viruses, reading, marks of secrecy; only then is anything kept.

涉密不上网: a file whose text, headers, comments, hidden parts or name bear a mark of secrecy (秘密, 机密, 绝密) is
refused while it is in memory.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import IO

from zwgk.files import limits, names, readers, scanning, store
from zwgk.files.models import File, Purpose
from zwgk.files.readers.result import ReadFile
from zwgk.people.actor import Actor
from zwgk.rules import secrecy


@dataclass(frozen=True, slots=True)
class Looked:
    """A file looked through and not yet kept: what was read, hints on secrecy, and whether a scanner found it clean.

    ``clean`` is ``None`` where no scanner is installed: then nothing is claimed.
    """

    name: str
    data: bytes
    read: ReadFile
    hints: tuple[secrecy.SecrecyFinding, ...]
    clean: bool | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A file taken in: its row, what was read of it, and hints on secrecy for the reviewer."""

    file: File
    read: ReadFile
    hints: tuple[secrecy.SecrecyFinding, ...]
    clean: bool | None


def look_through(name: str, data: bytes | IO[bytes], *, non_public: Collection[str] = ()) -> Looked:
    """Check a file without keeping anything.

    ``non_public``: numbers of papers that are not public; a file that quotes one gets a hint.
    Errors: ``LimitExceeded`` (too large, zip bomb), ``BadInput`` (empty, broken, encrypted, macros, virus, unknown
    kind), ``Classified`` (bears a mark of secrecy).
    依据：《保守国家秘密法》第三十一条；《政府信息公开条例》第十七条
    """
    safe = names.harmless(name)
    content = _all_of(safe, data)
    limits.must_fit(safe, len(content))
    must_bear_no_mark(safe)
    clean = scanning.must_be_clean(safe, content)
    found = readers.read_bytes(safe, content)
    hints = secrecy.must_be_open(_looked_at(found), f"文件“{safe}”", non_public)
    return Looked(safe, content, found, tuple(hints), clean)


def take(
    name: str,
    data: bytes | IO[bytes],
    *,
    actor: Actor,
    purpose: Purpose,
    matter_id: int | None = None,
    non_public: Collection[str] = (),
) -> Taken:
    """Take in a file that a member of staff brings: look it through, then keep it with what was read.

    Pages that could not be read are in ``read.unread`` and on the row (``needs_eyes``): they are never “nothing found”.
    Images of the file are kept by ``images.keep_images`` once its body is used. Errors: as :func:`look_through`, and
    ``LimitExceeded`` where the disk is full; after any refusal nothing of the file is kept.
    """
    looked = look_through(name, data, non_public=non_public)
    file = store.keep(looked.name, looked.data, actor=actor, purpose=purpose, matter_id=matter_id, read=looked.read)
    return Taken(file, looked.read, looked.hints, looked.clean)


def must_bear_no_mark(name: str) -> None:
    """Refuse a file whose name bears a mark (“关于某事的请示（机密）.docx”). Errors: ``Classified``.

    The name is parted at brackets, underscores and blanks; “商业秘密保护办法” stays whole and passes.
    """
    stem = name.rpartition(".")[0] or name
    pieces = [piece for piece in re.split(r"[\s_\-—()（）【】\[\]〔〕+.]+", stem) if piece]
    secrecy.must_be_open("\n".join(pieces), "该文件（文件名带有密级标志）")


def _looked_at(found: ReadFile) -> str:
    said = [str(found.meta[key]) for key in ("title", "Title", "keywords") if found.meta.get(key)]
    return "\n".join([found.everything, *said])


def _all_of(name: str, data: bytes | IO[bytes]) -> bytes:
    """Bring a stream into memory, never more than the limit."""
    if isinstance(data, bytes):
        return data
    if hasattr(data, "seek"):
        data.seek(0)
    content = data.read(limits.MAX_FILE_BYTES + 1)
    if len(content) > limits.MAX_FILE_BYTES:
        size = getattr(data, "size", None)
        limits.must_fit(name, size if isinstance(size, int) and size > len(content) else len(content))
    return content
