"""Where an index lives: generations beside each other, a pointer to the one in use, one writer, many readers.

``var/index/<name>/current`` names the generation folder in use; it is replaced atomically. ``lock`` is held by whoever
writes. An index is a cache of the database: it may be deleted at any time and is built again.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from zwgk.rules.errors import RuleViolation
from zwgk.rules.labelled import Labelled
from zwgk.search import document

PUBLIC = "public"
OFFICE = "office"
NAMES = (PUBLIC, OFFICE)
#: file in a generation in which a reader found something unreadable; the worker builds a new one
DAMAGED = "damaged"
#: memory the writer may fill before it writes a segment, in bytes
HEAP = 48_000_000


class IndexState(Labelled):
    """How an index stands (索引状态)."""

    READY = "ready", "可用"
    MISSING = "missing", "尚未建立"
    OUTDATED = "outdated", "版本过旧"
    CORRUPT = "corrupt", "已损坏"


class IndexUnavailable(RuleViolation):
    """The index cannot answer now (检索索引不可用); nothing is lost, it is built again from the database."""

    def __init__(self, state: IndexState) -> None:
        super().__init__(
            what="暂时不能检索",
            why=f"检索索引{state.label}",
            remedy="系统会自动重建索引，请稍后再试，或先按栏目浏览；管理员可运行 zwgk reindex",
        )
        self.state = state


class WriterBusy(RuleViolation):
    """Another process holds the writer (索引正由另一进程写入)."""

    def __init__(self) -> None:
        super().__init__(
            what="暂时不能写入检索索引", why="另一个进程正在写入", remedy="请稍后再试；已排队的变更不会丢失"
        )


def folder(name: str) -> Path:
    """The folder of one index."""
    return Path(settings.VAR) / "index" / name


def current(name: str) -> Path | None:
    """The generation in use, or None where there is none."""
    try:
        generation = (folder(name) / "current").read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    path = folder(name) / generation
    return path if generation and path.is_dir() else None


def version_of(generation: Path) -> int:
    """The version of the fields a generation was built with; 0 where it does not say."""
    try:
        return int((generation / "zwgk-version").read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return 0


def new_generation(name: str) -> Path:
    """Make an empty generation folder beside the present one; it is not in use before :func:`swap`."""
    base = folder(name)
    base.mkdir(parents=True, exist_ok=True)
    numbers = [int(path.name[4:]) for path in base.glob("gen-*") if path.name[4:].isdigit()]
    path = base / f"gen-{max(numbers, default=0) + 1:06d}"
    path.mkdir()
    (path / "zwgk-version").write_text(str(document.VERSION), encoding="ascii")
    return path


def swap(name: str, generation: Path) -> None:
    """Put a generation in use, atomically, and delete the others; a reader keeps the one it holds until it looks."""
    pointer = folder(name) / "current"
    fresh = pointer.with_suffix(".new")
    with fresh.open("w", encoding="ascii") as file:
        file.write(generation.name)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(pointer)
    for other in folder(name).glob("gen-*"):
        if other != generation:
            shutil.rmtree(other, ignore_errors=True)


@contextmanager
def locked(name: str, kind: str = "lock", *, wait: bool = False) -> Iterator[None]:
    """Hold a lock of the index; it goes with the process, so a killed holder leaves nothing behind.

    Errors: :class:`WriterBusy` where another process holds it and ``wait`` is false.
    """
    folder(name).mkdir(parents=True, exist_ok=True)
    handle = os.open(folder(name) / kind, os.O_RDWR | os.O_CREAT, 0o640)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise WriterBusy from error
        yield
    finally:
        os.close(handle)


def is_held(name: str, kind: str) -> bool:
    """True while some process holds that lock."""
    try:
        with locked(name, kind):
            return False
    except WriterBusy:
        return True


def open_index(generation: Path, *, create: bool = False) -> Any:
    """Open (or make) the index in a generation folder. Errors: :class:`IndexUnavailable` where it cannot be read."""
    import tantivy

    try:
        index = (
            tantivy.Index(document.schema(), path=str(generation)) if create else tantivy.Index.open(str(generation))
        )
        document.register_tokenizers(index)
        index.config_reader(reload_policy="manual")
    except (ValueError, OSError) as error:
        raise IndexUnavailable(IndexState.CORRUPT) from error
    return index


def writer(index: Any) -> Any:
    """Open the index's writer with one thread. Errors: :class:`WriterBusy`, :class:`IndexUnavailable`."""
    try:
        return index.writer(heap_size=HEAP, num_threads=1)
    except (ValueError, OSError) as error:
        if "lock" in str(error).lower():
            raise WriterBusy from error
        raise IndexUnavailable(IndexState.CORRUPT) from error


@dataclass
class _Open:
    """An opened generation: the pointer and the commit that it was opened for, as :func:`_stamp` tells them."""

    generation: Path
    stamp: tuple[int, ...]
    index: Any
    searcher: Any


_opened: dict[str, _Open] = {}
_guard = threading.Lock()


def searcher(name: str) -> Any:
    """Return a searcher over the newest commit; looks each time (three ``stat`` calls), reloads only after a change.

    Errors: :class:`IndexUnavailable` (missing, outdated, corrupt).
    """
    with _guard:
        held = _opened.get(name)
        if held is not None and held.stamp == _stamp(name, held.generation):
            return held.searcher
        generation = current(name)
        if generation is None:
            _opened.pop(name, None)
            raise IndexUnavailable(IndexState.MISSING)
        stamp = _stamp(name, generation)
        if stamp is None or (generation / DAMAGED).exists():
            _opened.pop(name, None)
            raise IndexUnavailable(IndexState.CORRUPT)
        try:
            if held is not None and held.generation == generation:
                held.index.reload()
                held.stamp, held.searcher = stamp, held.index.searcher()
                return held.searcher
            if version_of(generation) != document.VERSION:
                raise IndexUnavailable(IndexState.OUTDATED)
            index = open_index(generation)
            _opened[name] = _Open(generation, stamp, index, index.searcher())
        except (ValueError, OSError) as error:
            _opened.pop(name, None)
            raise IndexUnavailable(IndexState.CORRUPT) from error
        return _opened[name].searcher


def _stamp(name: str, generation: Path) -> tuple[int, ...] | None:
    """What changes with a swap, a commit, or a note of damage; None where the generation is not there or damaged.

    Asked at every search, so by plain strings: paths as objects cost more than the calls.
    """
    base = str(generation)
    try:
        pointer, meta = os.stat(f"{settings.VAR}/index/{name}/current"), os.stat(f"{base}/meta.json")
    except FileNotFoundError:
        return None
    if os.path.exists(f"{base}/{DAMAGED}"):
        return None
    return pointer.st_ino, pointer.st_mtime_ns, meta.st_mtime_ns, meta.st_size, meta.st_ino


def state(name: str) -> IndexState:
    """How the index stands now."""
    try:
        searcher(name)
    except IndexUnavailable as refusal:
        return refusal.state
    return IndexState.READY


def mark_damaged(name: str) -> None:
    """Note that the generation in use cannot be read; whoever drains the outbox next builds a new one."""
    generation = current(name)
    if generation is not None:
        (generation / DAMAGED).touch()
    forget(name)


def forget(name: str) -> None:
    """Let go of an opened index (after a fork, or when it proved to be damaged)."""
    with _guard:
        _opened.pop(name, None)
