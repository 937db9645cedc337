"""Writing an archive: beside its place, flushed, then renamed; a backup that breaks off leaves nothing."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

from zwgk import __version__
from zwgk.cli.state import contents, databases
from zwgk.cli.state.contents import Head, Manifest, Member
from zwgk.cli.state.envelope import SealingWriter
from zwgk.files.digests import of_stream
from zwgk.rules.errors import BadInput, LimitExceeded

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
#: what must stay free beside the archive itself, in bytes
RESERVE = 64 * 1024 * 1024

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Written:
    """What a backup holds."""

    path: Path
    files: int
    size: int
    sha256: str
    sm3: str


def write(
    target: Path,
    *,
    at: datetime,
    database: dict[str, Any],
    passphrase: str = "",
    cipher: str = "aes-256-gcm",
    progress: Progress | None = None,
) -> Written:
    """Write the whole state to ``target`` while everything runs. ``progress`` is told files done and files in all.

    Errors: :class:`BadInput` (the place is taken, the database or a file is damaged), :class:`LimitExceeded` (disk
    full); in each case nothing stands at ``target``.
    """
    from zwgk.files import store

    if target.exists():
        raise BadInput(what="不能备份", why=f"{target} 已经存在", remedy="请换一个文件名，或写成目录由系统命名")
    if not target.parent.is_dir():
        raise BadInput(what="不能备份", why=f"没有目录 {target.parent}", remedy="请先建立目录")
    try:
        with (
            store.backup_lock(alone=False),
            tempfile.TemporaryDirectory(prefix=".zwgk-backup-", dir=target.parent) as folder,
            databases.snapshot(database, Path(folder)) as snapshot,
        ):
            size = snapshot.path.stat().st_size + sum(size for _, _, size in snapshot.blobs)
            _must_have_room(target.parent, size)
            vendor = "sqlite" if database["ENGINE"].endswith("sqlite3") else "postgresql"
            head = Head(
                __version__,
                at.isoformat(timespec="seconds"),
                vendor,
                snapshot.site,
                snapshot.migrations,
                len(snapshot.blobs),
                size,
            )
            part = Path(folder) / "archive"
            with part.open("wb") as out:
                os.chmod(part, 0o600)
                with _sealed(out, passphrase, cipher) as inner:
                    _fill(inner, head, snapshot, progress)
                out.flush()
                os.fsync(out.fileno())
            with part.open("rb") as whole:
                digests = of_stream(whole)
            os.link(part, target)  # refuses where somebody made such a file meanwhile
    except OSError as error:
        if error.errno in FULL:
            raise _full(target.parent) from error
        if isinstance(error, PermissionError):
            raise BadInput(
                what="不能备份", why=f"没有权限写入 {target.parent}", remedy="请换一个目录，或改正目录的权限"
            ) from error
        raise
    _flush(target.parent)
    return Written(target, len(snapshot.blobs), digests.size, digests.sha256, digests.sm3)


@contextmanager
def _sealed(out: IO[bytes], passphrase: str, cipher: str) -> Iterator[IO[bytes]]:
    if not passphrase:
        yield out
        return
    writer = SealingWriter(out, passphrase, cipher=cipher)
    try:
        yield cast(IO[bytes], writer)
    except BaseException:
        writer.abandon()
        raise
    writer.close()


def _fill(out: IO[bytes], head: Head, snapshot: databases.Snapshot, progress: Progress | None) -> None:
    from zwgk.files import store

    manifest = Manifest()
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        _add(tar, contents.HEAD, head.as_bytes(), manifest)
        with snapshot.path.open("rb") as dump:
            digests = of_stream(dump)
            dump.seek(0)
            name = contents.DATABASES[head.database]
            tar.addfile(_info(name, digests.size), dump)
            manifest.members[name] = Member(digests.size, digests.sha256, digests.sm3)
        for number, (sha256, sm3, size) in enumerate(snapshot.blobs, 1):
            path = store.path_of(sha256)
            try:
                with store.storage().open(path, "rb") as kept:
                    passing = _Passing(cast(IO[bytes], kept))
                    tar.addfile(_info(f"files/{path}", size), cast(IO[bytes], passing))
            except FileNotFoundError as error:
                raise _damaged(sha256, "内容缺失") from error
            except OSError as error:
                if error.errno is None:  # tarfile: the bytes end before their size
                    raise _damaged(sha256, "内容不完整") from error
                raise
            if passing.sha256 != sha256:
                raise _damaged(sha256, "内容与摘要不符")
            manifest.members[f"files/{path}"] = Member(size, sha256, sm3)
            if progress is not None:
                progress(number, len(snapshot.blobs))
        _add(tar, contents.MANIFEST, manifest.as_bytes(), None)


class _Passing:
    """A stream that is digested while it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self._hash = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self._hash.update(data)
        return data

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


def _add(tar: tarfile.TarFile, name: str, data: bytes, manifest: Manifest | None) -> None:
    tar.addfile(_info(name, len(data)), io.BytesIO(data))
    if manifest is not None:
        digests = of_stream(io.BytesIO(data))
        manifest.members[name] = Member(len(data), digests.sha256, digests.sm3)


def _damaged(sha256: str, why: str) -> BadInput:
    return BadInput(
        what="不能备份",
        why=f"文件库里 {sha256[:12]}… {why}，这样的备份恢复不出完整的系统",
        remedy="请运行 zwgk verify 查看全部损坏的文件，从以前的备份取回后再备份",
    )


def _must_have_room(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < size + RESERVE:
        raise LimitExceeded(
            what="不能备份",
            why=f"备份约需 {mib(size)} MB，{folder} 只剩 {mib(free)} MB",
            remedy="请清理磁盘，或备份到更大的磁盘",
        )


def _full(folder: Path) -> LimitExceeded:
    return LimitExceeded(
        what="没有备份",
        why=f"写到一半磁盘已满（{folder} 只剩 {mib(shutil.disk_usage(folder).free)} MB）",
        remedy="没有留下不完整的备份。请清理磁盘，或备份到更大的磁盘",
    )


def mib(size: int) -> int:
    """Whole mebibytes, at least one of anything."""
    return -(-size // 1024**2)


def _flush(folder: Path) -> None:
    """Make the new name survive a power cut as well; a share over the network may not know how."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
