"""The store (文件库): bytes once by digest through Django's storage, rows for their uses, nothing half-done.

Bytes are written before the row that names them and outside of any transaction: after a crash there may be bytes
without a row, which :func:`discard_orphans` removes, never a row without bytes.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings
from django.core.files.base import File as StorageFile
from django.core.files.storage import Storage, storages
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from zwgk.audit.acts import act, note
from zwgk.files import limits, names
from zwgk.files.digests import Digests, of_stream
from zwgk.files.models import Blob, File
from zwgk.files.models import Purpose as Purpose
from zwgk.files.readers.result import ReadFile
from zwgk.people.actor import Actor
from zwgk.people.today import now
from zwgk.rules.errors import BadInput, LimitExceeded

CHUNK = 1024 * 1024
FOLDER = "blobs"
ORPHAN_AGE = timedelta(hours=24)
"""Bytes without a row are only removed when older: a younger one may belong to an act still running."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def storage() -> Storage:
    """Return the storage of the settings (``STORAGES["default"]``)."""
    return storages["default"]


def path_of(sha256: str) -> str:
    """Return where the bytes of a digest stand in the storage. Errors: ``BadInput`` where it is no digest."""
    if len(sha256) != 64 or not all(c in "0123456789abcdef" for c in sha256):
        raise BadInput(what="不能打开文件", why="文件摘要格式不对", remedy="请从页面上的链接打开")
    return f"{FOLDER}/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def keep(
    name: str,
    data: bytes | IO[bytes],
    *,
    actor: Actor,
    purpose: Purpose,
    matter_id: int | None = None,
    read: ReadFile | None = None,
    alt: str = "",
) -> File:
    """Keep a file and return its row. Equal bytes are stored once; every call makes a row of its own.

    ``data`` is streamed, its size checked while it comes in. After a refusal nothing of the file is kept.
    Errors: ``BadInput`` (empty), ``LimitExceeded`` (too large, disk full).
    """
    safe = names.harmless(name)
    with _spooled(safe, data) as (stream, digests):
        size, sha256 = digests.size, digests.sha256
        written = _put(safe, stream, sha256, size)
        try:
            file = _record(digests, safe, purpose, matter_id, read, alt, actor=actor)
        except BaseException:
            if written and not Blob.objects.filter(sha256=sha256).exists():
                storage().delete(path_of(sha256))
            raise
        stream.seek(0)
        _put(safe, stream, sha256, size)  # a clearing of orphans may just have taken equal bytes away
        return file


@act("files.keep")
def _record(
    digests: Digests,
    name: str,
    purpose: Purpose,
    matter_id: int | None,
    read: ReadFile | None,
    alt: str,
    *,
    actor: Actor,
) -> File:
    """Make the rows of a kept file; the log holds digest and figures, not the name, which may be a person's."""
    at = now()
    blob = _blob(digests)
    file = File.objects.create(
        blob=blob,
        name=name,
        kind=str(read.kind) if read else "",
        mime=names.mime_of(name),
        size=digests.size,
        purpose=str(purpose),
        post_id=actor.post_id,
        matter_id=matter_id,
        alt=alt[:300],
        text=_plain(read.text) if read else "",
        elsewhere=_elsewhere(read) if read else [],
        unread=list(read.unread) if read else [],
        pages=[str(state) for state in read.pages] if read else [],
        kept_at=at,
        read_at=at if read else None,
    )
    note(sha256=digests.sha256, size=digests.size, purpose=str(purpose), unread=len(file.unread))
    return file


def _blob(digests: Digests) -> Blob:
    """Find or make the row of the bytes; two who bring the same bytes at once get the same row."""
    sha256 = digests.sha256
    found = Blob.objects.select_for_update().filter(sha256=sha256).first()  # not to be cleared away meanwhile
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Blob.objects.create(sha256=sha256, sm3=digests.sm3, size=digests.size, kept_at=timezone.now())
    except IntegrityError:
        return Blob.objects.get(sha256=sha256)


def _plain(text: str) -> str:
    return text.replace("\0", "")  # PostgreSQL keeps no zero characters


def _elsewhere(read: ReadFile) -> list[dict[str, str]]:
    return [{"place": e.place, "text": _plain(e.text)} for e in read.elsewhere]


def remember_reading(file: File, read: ReadFile) -> File:
    """Write what a later reading found (done in the background) onto the row."""
    file.kind, file.text, file.elsewhere = str(read.kind), _plain(read.text), _elsewhere(read)
    file.unread, file.pages = list(read.unread), [str(state) for state in read.pages]
    file.read_at = now()
    file.save(update_fields=["kind", "text", "elsewhere", "unread", "pages", "read_at"])
    return file


def open_file(file: File) -> IO[bytes]:
    """Return an open stream of the file's bytes; the caller closes it. Errors: ``BadInput`` (bytes gone)."""
    return open_bytes(file.blob.sha256, file.name)


open = open_file  # reads as store.open(file)


def open_bytes(sha256: str, name: str) -> IO[bytes]:
    """Return an open stream of the bytes with that digest. Errors: ``BadInput`` where they are gone."""
    try:
        return cast(IO[bytes], storage().open(path_of(sha256), "rb"))
    except OSError as error:
        raise BadInput(
            what=f"不能打开文件“{name}”", why="文件库里没有它的内容", remedy="请联系系统管理员运行 zwgk verify 核对"
        ) from error


def data_of(file: File) -> bytes:
    """Return all bytes of a file. Errors: ``BadInput`` where they are gone or were changed on the disk."""
    with contextlib.closing(open_file(file)) as stream:
        data = stream.read()
    if hashlib.sha256(data).hexdigest() != file.blob.sha256:
        raise BadInput(
            what=f"不能打开文件“{file.name}”",
            why="文件内容与存入时的摘要不符，可能已损坏",
            remedy="请联系系统管理员从备份恢复",
        )
    return data


def damaged() -> Iterator[tuple[str, str]]:
    """Yield digest and fault of every blob whose bytes are missing or changed (for ``zwgk verify``)."""
    for sha256, sm3 in Blob.objects.order_by("pk").values_list("sha256", "sm3").iterator():
        try:
            with contextlib.closing(storage().open(path_of(sha256), "rb")) as stream:
                found = of_stream(cast(IO[bytes], stream))
        except OSError:
            yield sha256, "内容缺失"
            continue
        if found.sha256 != sha256:
            yield sha256, "内容与摘要不符"
        elif sm3 and found.sm3 != sm3:
            yield sha256, "内容与国密摘要不符"


def add_missing_sm3(limit: int) -> int:
    """Take the SM3 of at most ``limit`` blobs that were kept before it was taken; returns how many were done.

    Bytes that are gone or were changed are left for ``zwgk verify`` to tell.
    """
    done = 0
    for blob in Blob.objects.filter(sm3="").order_by("-pk")[:limit]:
        try:
            with contextlib.closing(storage().open(path_of(blob.sha256), "rb")) as stream:
                found = of_stream(cast(IO[bytes], stream))
        except OSError:
            continue
        if found.sha256 == blob.sha256:
            done += Blob.objects.filter(pk=blob.pk, sm3="").update(sm3=found.sm3)
    return done


@act("files.discard_orphans")
def discard_orphans(*, actor: Actor) -> int:
    """Remove what no file refers to: blobs without a file, bytes without a blob, leftovers of broken-off uploads.

    Only what is older than :data:`ORPHAN_AGE`. Returns how many were removed.
    """
    with backup_lock(alone=True) as free:
        removed = _discard(timezone.now() - ORPHAN_AGE) if free else 0
    note(removed=removed)
    return removed


@contextlib.contextmanager
def backup_lock(*, alone: bool) -> Iterator[bool]:
    """While a backup copies the bytes that its snapshot names, none of them is cleared away.

    The backup holds the lock with others and waits for it; the clearing asks for it ``alone`` and gets False where a
    backup is running.
    """
    with (Path(settings.VAR) / "backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
        except BlockingIOError:
            yield False
        else:
            yield True


def _discard(before: datetime) -> int:
    removed = 0
    unused = Blob.objects.filter(kept_at__lt=before).annotate(uses=models.Count("files")).filter(uses=0)
    for blob in unused.order_by("pk")[:1000]:
        try:
            with transaction.atomic():
                blob.delete()
        except models.ProtectedError:
            continue  # somebody took it up in the meantime
        removed += 1
    kept = storage()
    for path in list(_paths(kept, FOLDER)):
        name = path.rpartition("/")[2]
        if kept.get_modified_time(path) >= before:
            continue
        if not Blob.objects.filter(sha256=name).exists():
            kept.delete(path)
            removed += 1
    return removed


def _paths(kept: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = kept.listdir(folder)
    except FileNotFoundError:
        return
    for file in files:
        yield f"{folder}/{file}"
    for inner in folders:
        yield from _paths(kept, f"{folder}/{inner}")


@contextlib.contextmanager
def _spooled(name: str, data: bytes | IO[bytes]) -> Iterator[tuple[IO[bytes], Digests]]:
    """Bring the data into one rewindable stream and count and hash it on the way."""
    digests = Digests()
    source: IO[bytes] = io.BytesIO(data) if isinstance(data, bytes) else data
    if hasattr(source, "seek"):
        source.seek(0)
    try:
        with tempfile.SpooledTemporaryFile(max_size=4 * CHUNK) as spool:
            while chunk := source.read(CHUNK):
                digests.update(chunk)
                if digests.size > limits.MAX_FILE_BYTES:
                    limits.must_fit(name, max(digests.size, _length(source)))
                spool.write(chunk)
            limits.must_fit(name, digests.size)
            spool.seek(0)
            yield cast(IO[bytes], spool), digests
    except OSError as error:
        if error.errno in _FULL:
            raise _disk_full(name) from error
        raise


def _length(source: Any) -> int:
    size = getattr(source, "size", None)
    return size if isinstance(size, int) else 0


def _put(name: str, stream: IO[bytes], sha256: str, size: int) -> bool:
    """Write the bytes under their digest; True where they were not there. Errors: ``LimitExceeded`` (disk full)."""
    kept, path = storage(), path_of(sha256)
    if kept.exists(path) and kept.size(path) == size and _touched(kept, path):
        return False
    try:
        _write(kept, path, stream)
    except OSError as error:
        if error.errno in _FULL:
            raise _disk_full(name) from error
        raise
    return True


def _touched(kept: Storage, path: str) -> bool:
    """Make bytes found on a disk young again, so that no clearing of orphans takes them; False where they just went."""
    with contextlib.suppress(NotImplementedError):
        try:
            os.utime(kept.path(path))
        except FileNotFoundError:
            return False
    return True


def _write(kept: Storage, path: str, stream: IO[bytes]) -> None:
    """On a disk: a temporary file beside, flushed, renamed over. Elsewhere the upload itself is the atomic step."""
    try:
        target = Path(kept.path(path))
    except NotImplementedError:
        kept.save(path, StorageFile(stream))
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".incoming-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            while chunk := stream.read(CHUNK):
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(temporary, 0o640)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    """Make the new name survive a power cut as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _disk_full(name: str) -> LimitExceeded:
    return LimitExceeded(
        what=f"不能保存文件“{name}”",
        why="服务器磁盘空间不足",
        remedy="文件没有保存。请联系系统管理员清理磁盘后重新上传",
    )
