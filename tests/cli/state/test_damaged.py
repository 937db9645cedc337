"""A damaged, cut off, foreign or newer backup is refused before anything is touched: the place stays empty."""

from __future__ import annotations

import hashlib
import io
import json
import random
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.state.conftest import PASSPHRASE, Backed
from zwgk.cli.state import contents, restoring, unpacking
from zwgk.config.env import database
from zwgk.rules.errors import BadInput, RuleViolation

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("only_sqlite")]


@pytest.fixture
def only_sqlite(backed: Backed) -> None:
    if backed.house.database_url:
        pytest.skip("the archive's form is the same on both; the drill runs on both")


def _refused(source: Path, var: Path, passphrase: str = "") -> RuleViolation:
    var.mkdir(exist_ok=True)
    with pytest.raises(RuleViolation) as refusal:
        restoring.restore(source, var, database("", var), passphrase=passphrase)
    assert list(var.iterdir()) == [], "nothing was touched"
    return refusal.value


def test_a_changed_byte_anywhere_is_noticed(backed: Backed, tmp_path: Path) -> None:
    whole = backed.plain.read_bytes()
    with tarfile.open(backed.plain) as tar:
        places = [info.offset_data + info.size // 2 for info in tar.getmembers()]
    for number, place in enumerate(places):
        damaged = tmp_path / f"{number}.tar"
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
        assert _refused(damaged, tmp_path / "var").what == "不能打开备份"


@pytest.mark.parametrize("seed", range(12))
def test_a_changed_byte_of_a_sealed_backup_is_noticed(backed: Backed, tmp_path: Path, seed: int) -> None:
    whole = bytearray(backed.sealed.read_bytes())
    whole[random.Random(seed).randrange(len(whole))] ^= 1
    damaged = tmp_path / "x.sealed"
    damaged.write_bytes(whole)
    _refused(damaged, tmp_path / "var", PASSPHRASE)


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("sealed", [False, True])
def test_a_backup_cut_off_is_noticed(backed: Backed, tmp_path: Path, part: float, sealed: bool) -> None:
    whole = (backed.sealed if sealed else backed.plain).read_bytes()
    with tarfile.open(backed.plain) as tar:
        end = len(whole) if sealed else max(info.offset_data + info.size for info in tar.getmembers())
    damaged = tmp_path / "x"
    damaged.write_bytes(whole[: int(end * part)])
    _refused(damaged, tmp_path / "var", PASSPHRASE)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"", "不是本系统的备份", id="空文件"),
        pytest.param(b"PK\x03\x04" + b"0" * 600, "不是本系统的备份", id="压缩包"),
        pytest.param(b"SQLite format 3\x00" + b"0" * 600, "不是本系统的备份", id="数据库文件"),
    ],
)
def test_what_is_no_backup_is_refused(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "x").write_bytes(data)
    assert why in _refused(tmp_path / "x", tmp_path / "var").why


def _rewritten(backed: Backed, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup with its members changed; digests of what is named in the manifest stay as they were."""
    with tarfile.open(backed.plain) as tar:
        members = {info.name: tar.extractfile(info).read() for info in tar.getmembers()}  # type: ignore[union-attr]
    change(members)
    with tarfile.open(target, "w", format=tarfile.PAX_FORMAT) as tar:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return target


def _head(**changes: object) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        raw = json.loads(members[contents.HEAD]) | changes
        members[contents.HEAD] = json.dumps(raw).encode()

    return change


_X = hashlib.sha256(b"x").hexdigest()


def _beside(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        manifest = members.pop(contents.MANIFEST)
        members |= {name: data, contents.MANIFEST: manifest}

    return change


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param(_head(kind="别的"), "不是本系统的备份", id="别的系统"),
        pytest.param(_head(format=2), "比本系统新", id="新格式"),
        pytest.param(_head(migrations=["people.9999_later"]), "较新的版本", id="新版本"),
        pytest.param(_head(migrations=["moon.0001_initial"]), "较新的版本", id="新模块"),
        pytest.param(_head(migrations=["../x.0001_initial"]), "较新的版本", id="古怪的名称"),
        pytest.param(_head(database="postgresql"), "来自 PostgreSQL", id="另一种数据库"),
        pytest.param(_head(site="换了名字"), "与清单不符", id="说明被改"),
        pytest.param(lambda m: m.pop(contents.MANIFEST), "没有末尾的清单", id="没有清单"),
        pytest.param(lambda m: m.pop(next(n for n in m if n.startswith("files/"))), "缺少", id="少了文件"),
        pytest.param(_beside("files/blobs/../../evil", b"x"), "不该有的内容", id="路径逃逸"),
        pytest.param(_beside("/etc/cron.d/zwgk", b"x"), "不该有的内容", id="绝对路径"),
        pytest.param(_beside("files/blobs/ab/cd/abcd" + "0" * 60, b"x"), "已损坏", id="名实不符"),
        pytest.param(_beside(f"files/blobs/{_X[:2]}/{_X[2:4]}/{_X}", b"x"), "清单之外", id="多了文件"),
        pytest.param(lambda m: m.update({"more": b"x"}), "清单之后", id="末尾加料"),
    ],
)
def test_what_does_not_belong_is_refused(
    backed: Backed, tmp_path: Path, change: Callable[[dict[str, bytes]], None], why: str
) -> None:
    assert why in _refused(_rewritten(backed, tmp_path / "x.tar", change), tmp_path / "var").why


def test_a_wrong_passphrase_is_said_to_be_wrong(backed: Backed, tmp_path: Path) -> None:
    assert "口令不对" in _refused(backed.sealed, tmp_path / "var", "另一个口令-另一个口令").why
    assert "加密的" in _refused(backed.sealed, tmp_path / "var").why


def test_a_place_with_data_is_refused_and_left_as_it_is(backed: Backed, tmp_path: Path) -> None:
    var = tmp_path / "var"
    (var / "files").mkdir(parents=True)
    (var / "files" / "mine").write_text("mine")
    with pytest.raises(BadInput, match="已有数据"):
        restoring.restore(backed.plain, var, database("", var))
    assert [path.name for path in var.iterdir()] == ["files"]
    shutil.copy(backed.house.var / "zwgk.sqlite3", var)
    shutil.rmtree(var / "files")
    with pytest.raises(BadInput, match="已有数据"):
        restoring.restore(backed.plain, var, database("", var))


def test_a_first_look_at_the_new_machine_is_no_data(backed: Backed, tmp_path: Path) -> None:
    """``zwgk check`` before the restore makes a secret and an empty database file."""
    var = tmp_path / "var"
    (var / "secrets").mkdir(parents=True)
    (var / "zwgk.sqlite3").touch()
    head = restoring.restore(backed.plain, var, database("", var))
    assert head.site == "清岚县人民政府网"
    assert head.files == len([path for path in (var / "files").rglob("*") if path.is_file()])


def test_the_manifest_bears_both_digests_of_everything(backed: Backed) -> None:
    """国密: SM3 beside SHA-256."""
    _, manifest = unpacking.lay_out(backed.plain, None)
    assert all(len(m.sha256) == len(m.sm3) == 64 for m in manifest.members.values())
    assert any(name.startswith("files/") for name in manifest.members)
