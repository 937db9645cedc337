"""The drill: backup → empty machine → restore → verify, on the database under test; a killed restore; lost keys."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.state.conftest import Backed
from tests.jobs.processes import House, house

pytestmark = pytest.mark.slow


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[House]:
    """An empty machine."""
    with house(tmp_path) as made:
        yield made


def _found(at: House, query: str) -> list[str]:
    """What the search finds, and as which address."""
    answer = at.run(
        "-c",
        f"import sys; sys.argv[1:] = ['search', '--jsonl', {str(_question(at, query))!r}];"
        "from zwgk.cli.main import main; sys.exit(main())",
    )
    return sorted(hit["url"] + hit["title"] for hit in json.loads(answer.stdout)["hits"])


def _question(at: House, query: str) -> Path:
    path = at.var / "question.jsonl"
    path.write_text(json.dumps({"id": 1, "query": query}), encoding="utf-8")
    return path


def _bytes_of(at: House) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (at.var / "files").rglob("*") if path.is_file()}


def test_a_sealed_backup_comes_back_on_an_empty_machine_and_agrees_with_itself(
    backed: Backed, installation: House
) -> None:
    wanted = _found(backed.house, "公租房")
    done = installation.zwgk(
        *("restore", str(backed.sealed), "--keys", str(backed.keys), "--passphrase-file", str(backed.passphrase))
    )
    assert "✗" not in done.stdout, "verify ran over it"
    assert "✓ 文件" in done.stdout
    assert "✓ 检索索引" in done.stdout
    assert len(wanted) == 5
    assert _found(installation, "公租房") == wanted
    assert _bytes_of(installation) == _bytes_of(backed.house)
    for secret in (backed.house.var / "secrets").iterdir():
        assert (installation.var / "secrets" / secret.name).read_text() == secret.read_text()
    assert (installation.var / "shelf" / "index").exists(), "finished pages are there again"
    # life goes on, and a second restore is refused
    installation.zwgk("user", "add", "xinren", "新人", "--unit", "清岚县人民政府", "--title", "科员")
    again = installation.zwgk("restore", str(backed.plain), check=False)
    assert again.returncode == 1
    assert "已有数据" in again.stderr
    assert "xinren" in installation.zwgk("user", "list").stdout


@pytest.mark.parametrize("point", ["restore.laid_out", "restore.filled", "restore.placed"])
def test_a_killed_restore_is_never_served_and_is_done_over(backed: Backed, installation: House, point: str) -> None:
    killed = installation.zwgk("restore", str(backed.plain), "--no-rebuild", check=False, ZWGK_KILL_AT=f"{point}:1")
    assert killed.returncode == -signal.SIGKILL
    for command in ("serve", "verify") if point == "restore.filled" else ("check",):
        refused = installation.zwgk(command, check=False)
        assert refused.returncode == 1, command
        assert "恢复没有做完" in refused.stdout + refused.stderr
    installation.zwgk("restore", str(backed.plain), "--no-rebuild")
    assert installation.zwgk("verify", "--only", "files", "--only", "audit").returncode == 0
    assert _bytes_of(installation) == _bytes_of(backed.house)


def test_a_lost_index_is_told_and_made_anew(backed: Backed, installation: House) -> None:
    """索引丢失演练."""
    installation.zwgk("restore", str(backed.plain))
    wanted = _found(installation, "公租房")
    for index in (installation.var / "index").rglob("*"):
        if index.is_file():
            index.unlink()
    told = installation.zwgk("verify", "--only", "search", check=False)
    assert told.returncode == 1
    assert "✗ 检索索引" in told.stdout
    installation.zwgk("reindex")
    assert installation.zwgk("verify", "--only", "search").stdout == "✓ 检索索引\n"
    assert _found(installation, "公租房") == wanted


def test_lost_files_are_told_by_digest(backed: Backed, installation: House) -> None:
    installation.zwgk("restore", str(backed.plain), "--no-rebuild")
    lost = next(path for path in (installation.var / "files").rglob("*") if path.is_file())
    lost.unlink()
    told = installation.zwgk("verify", "--only", "files", check=False)
    assert f"{lost.name[:12]}…内容缺失" in told.stdout
    refused = installation.zwgk("backup", str(installation.var / "x.tar"), check=False)
    assert refused.returncode == 1
    assert "恢复不出完整的系统" in refused.stderr
    assert not (installation.var / "x.tar").exists()


def test_upgrading_waits_until_nothing_runs(backed: Backed, installation: House) -> None:
    installation.zwgk("restore", str(backed.plain), "--no-rebuild")
    holding = installation.start(
        "-c",
        "import time; from pathlib import Path; from zwgk.config.running import serving;"
        f"serving(Path({str(installation.var)!r})); print('holding', flush=True); time.sleep(100)",
    )
    try:
        assert holding.stdout is not None
        assert holding.stdout.readline() == "holding\n"
        for command in (["upgrade"], ["restore", str(backed.plain)]):
            refused = installation.zwgk(*command, check=False)
            assert refused.returncode == 1
            assert "正在运行" in refused.stderr
    finally:
        holding.kill()
        holding.wait()
    assert installation.zwgk("upgrade").returncode == 0
