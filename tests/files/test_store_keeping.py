"""The store: equal bytes once, rows for their uses, and after a refusal or a crash nothing half-done."""

from __future__ import annotations

import errno
import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from zwgk.audit.models import Entry
from zwgk.files import limits, names, store
from zwgk.files.models import Blob, File, Purpose
from zwgk.files.readers import read_bytes
from zwgk.people.actor import SYSTEM
from zwgk.rules.errors import BadInput, LimitExceeded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    return tmp_path / "files"


def on_disk(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file()] if folder.exists() else []


def keep(name: str = "附件.txt", data: bytes | io.BytesIO = b"abc", **options: object) -> File:
    return store.keep(name, data, actor=SYSTEM, purpose=Purpose.ATTACHMENT, **options)


def test_a_kept_file_comes_back_byte_for_byte_and_leaves_an_entry(folder):
    read = read_bytes("附件.txt", "公开的内容".encode())
    file = keep("附件.txt", "公开的内容".encode(), matter_id=7, read=read)
    with store.open(file) as stream:
        assert stream.read().decode() == "公开的内容"
    assert store.data_of(file).decode() == "公开的内容"
    assert (file.size, file.mime, file.kind, file.text) == (15, "text/plain; charset=utf-8", "txt", "公开的内容")
    assert file.matter_id == 7
    assert not file.is_public
    assert not file.needs_eyes
    entry = Entry.objects.get(act="files.keep")
    assert entry.object_id == str(file.pk)
    assert "附件" not in str(entry.details), "a name may be a person's"


def test_equal_bytes_are_stored_once_under_as_many_names_as_wanted(folder):
    first, second = keep("一.txt"), keep("二.txt", io.BytesIO(b"abc"))
    assert first.pk != second.pk
    assert first.blob == second.blob
    assert len(on_disk(folder)) == 1
    assert on_disk(folder)[0].name == first.sha256


def test_a_blob_refuses_deletion_while_a_file_refers_to_it():
    file = keep()
    with pytest.raises(models.ProtectedError):
        file.blob.delete()
    assert Blob.objects.filter(pk=file.blob_id).exists()


def test_the_database_knows_no_empty_blob_and_no_unknown_purpose():
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Blob.objects.create(sha256="0" * 64, size=0, kept_at=now)
    file = keep()
    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.filter(pk=file.pk).update(purpose="whatever")


def test_a_file_that_is_too_large_is_refused_while_it_comes_in_and_nothing_is_kept(folder, monkeypatch):
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 3 * limits.MEGABYTE)
    with pytest.raises(LimitExceeded, match="不得超过3MB"):
        keep("大.pdf", io.BytesIO(b"x" * (3 * limits.MEGABYTE + 1)))
    assert not File.objects.exists()
    assert on_disk(folder) == []


def test_an_empty_file_is_refused_and_nothing_is_kept(folder):
    with pytest.raises(BadInput, match="文件是空的（0字节）"):
        keep("空.txt", b"")
    assert not File.objects.exists()
    assert on_disk(folder) == []


@pytest.mark.parametrize("where", ["write", "fsync", "replace"])
def test_a_full_disk_ends_in_a_sentence_and_nothing_is_kept(folder, monkeypatch, where):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if where == "write":
        monkeypatch.setattr(store.tempfile, "mkstemp", full)
    else:
        monkeypatch.setattr(store.os, where, full)
    with pytest.raises(LimitExceeded) as refusal:
        keep()
    assert refusal.value.why == "服务器磁盘空间不足"
    assert not File.objects.exists()
    assert not Blob.objects.exists()
    assert not Entry.objects.exists()
    assert on_disk(folder) == []


def test_rows_that_cannot_be_written_leave_no_bytes(folder, monkeypatch):
    monkeypatch.setattr(File.objects, "create", lambda **kw: (_ for _ in ()).throw(RuntimeError("killed")))
    with pytest.raises(RuntimeError, match="killed"):
        keep()
    assert not Blob.objects.exists()
    assert on_disk(folder) == []


def test_bytes_of_an_upload_that_broke_off_are_written_anew(folder):
    whole = keep()
    path = on_disk(folder)[0]
    whole.delete()
    Blob.objects.all().delete()
    path.write_bytes(b"a")  # a crash of an older system left half a file under the final name
    again = keep()
    assert store.data_of(again) == b"abc"


def test_orphans_are_removed_when_they_are_old_and_never_what_is_in_use(folder):
    used, unused = keep("一.txt", b"used"), keep("二.txt", b"unused")
    unused.delete()
    stray = folder / "blobs" / "ab" / "cd" / ".incoming-xyz"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"half")
    assert store.discard_orphans(actor=SYSTEM) == 0, "young ones may belong to an act still running"
    old = timezone.now() - timedelta(hours=25)
    Blob.objects.update(kept_at=old)
    for path in on_disk(folder):
        os.utime(path, (old.timestamp(), old.timestamp()))
    assert store.discard_orphans(actor=SYSTEM) == 3
    assert [p.name for p in on_disk(folder)] == [used.sha256]
    assert list(Blob.objects.all()) == [used.blob]


def test_changed_and_missing_bytes_are_found_and_never_handed_out(folder):
    changed, missing = keep("一.txt", b"changed"), keep("二.txt", b"missing")
    (folder / store.path_of(changed.sha256)).write_bytes(b"CHANGED")
    (folder / store.path_of(missing.sha256)).unlink()
    assert dict(store.damaged()) == {changed.sha256: "内容与摘要不符", missing.sha256: "内容缺失"}
    with pytest.raises(BadInput, match="与存入时的摘要不符"):
        store.data_of(changed)
    with pytest.raises(BadInput, match="文件库里没有它的内容"):
        store.open(missing)


def test_a_scan_that_was_not_read_needs_eyes():
    file = keep("扫描件.pdf", b"%PDF")
    assert file.needs_eyes, "not read yet"
    file.read_at = timezone.now()
    file.pages = ["text", "unreadable"]
    assert file.needs_eyes
    file.pages = ["text", "ocr"]
    assert not file.needs_eyes


def test_keeping_takes_the_same_few_queries_whatever_the_size(django_assert_max_num_queries):
    keep("一.txt", b"first")
    with django_assert_max_num_queries(8):
        keep("二.txt", b"second" * 100_000)
    assert connection.in_atomic_block


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\某某\\桌面\\关于公开的通知.DOCX", "关于公开的通知.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\u202excod.exe", "axcod.exe"),
        ("  两个  空格 .pdf ", "两个 空格.pdf"),
        ('问号?星号*引号".txt', "问号星号引号.txt"),
        ("con.txt", "_con.txt"),
        ("...", "未命名"),
        ("", "未命名"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
        ("换\n行\x00.txt", "换行.txt"),
    ],
)
def test_names_are_made_harmless(given, kept):
    assert names.harmless(given) == kept
    assert names.harmless(kept) == kept
