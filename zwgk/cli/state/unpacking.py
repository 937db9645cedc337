"""Reading an archive: every byte is checked against its digest while it is laid out in an empty folder."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from zwgk.cli.state import contents
from zwgk.cli.state.contents import Head, Manifest
from zwgk.cli.state.envelope import MAGIC, OpeningReader, Wrong
from zwgk.files.digests import CHUNK, Digests
from zwgk.rules.errors import BadInput

#: how a tar begins where its first member is our head
_PLAIN = contents.HEAD.encode("ascii")


def is_sealed(path: Path) -> bool:
    """True where a passphrase is needed. Errors: :class:`BadInput` where there is no such file, or none of ours."""
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except FileNotFoundError as error:
        raise BadInput(what="不能恢复", why=f"没有文件 {path}", remedy="请核对文件名") from error
    except OSError as error:
        raise BadInput(what="不能恢复", why=f"读不出 {path}（{error.strerror}）", remedy="请检查权限和磁盘") from error
    if start.startswith(MAGIC):
        return True
    if not start.startswith(_PLAIN):
        raise Wrong("这不是本系统的备份")
    return False


def head_of(path: Path, passphrase: str = "") -> Head:
    """What the archive says of itself; nothing else is read. Errors: :class:`Wrong`, :class:`BadInput`."""
    with _opened(path, passphrase) as tar:
        return contents.read_head(_head(tar))


def lay_out(path: Path, folder: Path | None, *, passphrase: str = "", progress: object = None) -> tuple[Head, Manifest]:
    """Check the whole archive; with ``folder`` (empty, existing) its members are written there as well.

    Errors: :class:`Wrong` (damaged, incomplete, foreign), ``OSError`` (disk full); what was written so far is the
    caller's to remove.
    """
    found = Manifest()
    manifest: Manifest | None = None
    with _opened(path, passphrase) as tar:
        raw = _head(tar)
        head = contents.read_head(raw)
        digests = Digests()
        digests.update(raw)
        found.members[contents.HEAD] = contents.Member(digests.size, digests.sha256, digests.sm3)
        for info in _members(tar):
            if manifest is not None:
                raise Wrong("备份的清单之后还有内容")
            stream = _stream(tar, info)
            if info.name == contents.MANIFEST:
                manifest = contents.read_manifest(_limited(stream, info))
                continue
            contents.must_belong(info.name, head)
            if info.name in found.members:
                raise Wrong(f"备份里“{info.name[:80]}”出现了两次")
            found.members[info.name] = _copy(stream, folder / info.name if folder else None, info.name)
            if callable(progress):
                progress(len(found.members) - 1, head.files + 1)
    if manifest is None:
        raise Wrong("备份不完整，没有末尾的清单")
    _must_agree(found, manifest)
    return head, manifest


def _must_agree(found: Manifest, manifest: Manifest) -> None:
    for name, member in manifest.members.items():
        there = found.members.get(name)
        if there is None:
            raise Wrong(f"备份不完整，缺少“{name}”")
        if (there.size, there.sha256) != (member.size, member.sha256) or (
            there.sm3 and member.sm3 and there.sm3 != member.sm3
        ):
            raise Wrong(f"备份里的“{name}”与清单不符，已损坏")
    if len(found.members) != len(manifest.members):
        raise Wrong("备份里有清单之外的内容")


@contextmanager
def _opened(path: Path, passphrase: str) -> Iterator[tarfile.TarFile]:
    sealed = is_sealed(path)
    if sealed and not passphrase:
        raise BadInput(what="不能打开备份", why="这份备份是加密的", remedy="请用 --passphrase-file 给出口令")
    with path.open("rb") as file:
        if sealed:
            file.seek(len(MAGIC))
        source = cast(IO[bytes], OpeningReader(file, passphrase)) if sealed else file
        try:
            with tarfile.open(fileobj=source, mode="r|", format=tarfile.PAX_FORMAT) as tar:
                yield tar
        except (tarfile.TarError, EOFError) as error:
            raise Wrong("备份已损坏或不完整") from error
        if sealed:
            while source.read(CHUNK):  # up to the mark of the end
                pass


def _members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    while (info := tar.next()) is not None:
        if not info.isreg():
            raise Wrong(f"备份里有不该有的内容“{info.name[:80]}”")
        yield info


def _head(tar: tarfile.TarFile) -> bytes:
    info = tar.next()
    if info is None or info.name != contents.HEAD or not info.isreg():
        raise Wrong("这不是本系统的备份")
    return _limited(_stream(tar, info), info)


def _stream(tar: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    stream = tar.extractfile(info)
    if stream is None:
        raise Wrong("备份已损坏或不完整")
    return stream


def _limited(stream: IO[bytes], info: tarfile.TarInfo) -> bytes:
    if info.size > contents.LONGEST:
        raise Wrong("备份的说明部分已损坏")
    return stream.read()


def _copy(stream: IO[bytes], target: Path | None, name: str) -> contents.Member:
    digests = Digests(with_sm3=not contents.digest_in(name))
    if target is None:
        while data := stream.read(CHUNK):
            digests.update(data)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as out:
            os.chmod(target, 0o640)
            while data := stream.read(CHUNK):
                digests.update(data)
                out.write(data)
    own = contents.digest_in(name)
    if own and own != digests.sha256:
        raise Wrong(f"备份里的文件 {own[:12]}… 已损坏")
    return contents.Member(digests.size, digests.sha256, digests.sm3)
