"""磁盘满演练: a disk that is really full (a file system of two megabytes, or a limit on the size of files) ends in a
clear sentence, and nothing is half-done.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.jobs.processes import SERVER, House

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(SERVER), reason="what fills up is the disk of the data folder")]


@contextmanager
def _small_disk(at: Path, megabytes: int) -> Iterator[None]:
    """A file system of its own at ``at``; skips where this user may not mount one."""
    at.mkdir(exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(at)]
    if os.geteuid() != 0 or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small disk here; the limit on the size of files is tested beside")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a small system with one file in its store, made once."""
    folder = tmp_path_factory.mktemp("model")
    var = folder / "var"
    var.mkdir()
    house = House(var)
    house.zwgk("init", "清岚县人民政府")
    (folder / "通知.txt").write_text("关于供暖调度的通知\n各乡镇人民政府：\n请做好供暖工作。\n", encoding="utf-8")
    house.zwgk("import", "documents", str(folder / "通知.txt"))
    return var


@pytest.fixture
def made(tmp_path: Path, model: Path) -> House:
    """A system of a test's own: a copy."""
    shutil.copytree(model, tmp_path / "var")
    return House(tmp_path / "var")


def test_a_backup_onto_a_full_disk_leaves_nothing(made: House, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    with _small_disk(place, 2):
        refused = made.zwgk("backup", str(place), check=False)
        assert refused.returncode == 1
        assert "没有备份" in refused.stderr
        assert "没有留下不完整的备份" in refused.stderr
        assert list(place.iterdir()) == []


def _limited(made: House, megabytes: float, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command that may write no file longer than that, as a full quota would have it."""

    def limit() -> None:
        size = int(megabytes * 1024 * 1024)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(
        [sys.executable, "-c", "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
         "import sys; from zwgk.cli.main import main; sys.exit(main(sys.argv[1:]))", *words],
        env=made.environ(), cwd=made.var, capture_output=True, text=True, check=False, preexec_fn=limit, timeout=180,
    )  # fmt: skip


def test_a_backup_that_runs_full_half_way_says_so_and_leaves_nothing(made: House, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    place.mkdir()
    stopped = _limited(made, 0.05, "backup", str(place))
    assert stopped.returncode == 1
    assert "磁盘已满" in stopped.stderr
    assert "没有留下不完整的备份" in stopped.stderr
    assert list(place.iterdir()) == []
    assert made.zwgk("backup", str(place)).returncode == 0


def test_a_restore_that_runs_full_leaves_the_place_empty(made: House, tmp_path: Path) -> None:
    kept = tmp_path / "kept.tar"
    made.zwgk("backup", str(kept))
    empty = tmp_path / "empty"
    empty.mkdir()
    stopped = _limited(House(empty), 0.1, "restore", str(kept), "--no-rebuild")
    assert stopped.returncode == 1
    assert "磁盘已满" in stopped.stderr
    assert [path.name for path in empty.iterdir() if path.name != "running.lock"] == []
    assert House(empty).zwgk("restore", str(kept), "--no-rebuild").returncode == 0


def test_an_upload_that_does_not_fit_is_refused_and_the_system_goes_on(made: House, tmp_path: Path) -> None:
    """上传: neither bytes nor rows of it are kept."""
    big = tmp_path / "大附件.txt"
    big.write_text("关于供暖调度的第二次通知\n" + ("请做好供暖工作。" * 20 + "\n") * 2_500, encoding="utf-8")
    before = {path for path in (made.var / "files").rglob("*") if path.is_file()}
    stopped = _limited(made, 1.0, "import", "documents", str(big))
    assert stopped.returncode == 1
    assert "磁盘空间不足" in stopped.stdout + stopped.stderr
    assert {path for path in (made.var / "files").rglob("*") if path.is_file()} == before
    assert made.zwgk("verify", "--only", "files", "--only", "audit").returncode == 0
    assert made.zwgk("import", "documents", str(big)).returncode == 0


def test_what_is_published_while_the_database_cannot_grow_is_not_half_published(made: House, tmp_path: Path) -> None:
    """发布: the transaction falls as a whole, and afterwards all agrees."""
    lines = tmp_path / "old.jsonl"
    body = f"<p>{'公告内容' * 300}</p>"
    rows = [{"key": str(n), "title": f"第{n}号公告", "body_html": body} for n in range(400)]
    lines.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    size = (made.var / "zwgk.sqlite3").stat().st_size / 1024 / 1024
    stopped = _limited(made, size + 0.2, "import", "publications", str(lines))
    assert stopped.returncode != 0
    assert "Traceback" not in stopped.stderr, stopped.stderr[-2000:]
    assert "磁盘" in stopped.stderr
    made.zwgk("reindex")
    assert "✗" not in made.zwgk("verify").stdout
    assert made.zwgk("import", "publications", str(lines)).returncode == 0
