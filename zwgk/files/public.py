"""What the portal may do with files (公开附件): open one that a publication names by its digest, nothing else.

No table is asked: whether the digest is public is decided by the publication that names it, its name is the snapshot's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, cast
from urllib.parse import quote

from zwgk.files import names, store
from zwgk.rules.errors import BadInput

INLINE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/gif", "image/webp"})
"""Media types a browser may show in place; everything else is offered for saving, so that no page runs in our name."""


@dataclass(frozen=True, slots=True)
class PublicFile:
    """An open published file: stream, name, media type, size in bytes, and the value of ``Content-Disposition``."""

    stream: IO[bytes]
    name: str
    mime: str
    size: int
    sha256: str
    disposition: str


def open_published(sha256: str, name: str) -> PublicFile:
    """Open the bytes with that digest under the name of the publication's snapshot; the caller closes the stream.

    The caller has made sure that a live publication names this digest. Errors: ``BadInput`` (no such bytes).
    """
    safe = names.harmless(name)
    mime = names.mime_of(safe)
    kept, path = store.storage(), store.path_of(sha256)
    try:
        stream = cast(IO[bytes], kept.open(path, "rb"))
        size = kept.size(path)
    except OSError as error:
        raise BadInput(
            what=f"不能打开附件“{safe}”", why="附件已不存在", remedy="请返回公开页面核对，或与公开机关联系"
        ) from error
    manner = "inline" if mime in INLINE else "attachment"
    served = mime if mime in INLINE or not mime.startswith(("text/html", "image/svg")) else names.UNKNOWN
    disposition = f"{manner}; filename*=UTF-8''{quote(safe, safe='')}"
    return PublicFile(stream, safe, served, size, sha256, disposition)
