"""The keys travel apart from the data, never without a passphrase, and only whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from zwgk.cli import backup
from zwgk.cli.state import keys
from zwgk.rules.errors import BadInput

PASSPHRASE = "一句足够长的备份口令-2026"


@pytest.fixture
def var(tmp_path: Path) -> Path:
    folder = tmp_path / "var" / "secrets"
    folder.mkdir(parents=True)
    (folder / "django").write_text("d" * 64, encoding="utf-8")
    (folder / "person").write_text("p" * 64, encoding="utf-8")
    return tmp_path / "var"


def test_they_come_back_as_they_were_in_place_of_fresh_ones(var: Path, tmp_path: Path) -> None:
    sealed = tmp_path / "keys.sealed"
    assert keys.write(sealed, var, passphrase=PASSPHRASE) == ["django", "person"]
    assert sealed.stat().st_mode & 0o077 == 0
    assert b"dddd" not in sealed.read_bytes()
    (var / "secrets" / "django").write_text("x" * 64, encoding="utf-8")
    keys.put(keys.read(sealed, passphrase=PASSPHRASE), var)
    assert (var / "secrets" / "django").read_text(encoding="utf-8") == "d" * 64
    assert (var / "secrets" / "django").stat().st_mode & 0o077 == 0


def test_another_passphrase_a_changed_byte_and_another_file_open_nothing(var: Path, tmp_path: Path) -> None:
    sealed = tmp_path / "keys.sealed"
    keys.write(sealed, var, passphrase=PASSPHRASE)
    with pytest.raises(BadInput, match="口令不对"):
        keys.read(sealed, passphrase=PASSPHRASE + "x")
    whole = bytearray(sealed.read_bytes())
    whole[-20] ^= 1
    (tmp_path / "damaged").write_bytes(whole)
    with pytest.raises(BadInput):
        keys.read(tmp_path / "damaged", passphrase=PASSPHRASE)
    (tmp_path / "other").write_bytes(b"x" * 100)
    with pytest.raises(BadInput, match="不是密钥备份"):
        keys.read(tmp_path / "other", passphrase=PASSPHRASE)


def test_a_short_passphrase_and_a_place_that_is_taken_are_refused(var: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="至少12个"):
        keys.write(tmp_path / "a", var, passphrase="short")
    assert not (tmp_path / "a").exists()
    keys.write(tmp_path / "b", var, passphrase=PASSPHRASE)
    before = (tmp_path / "b").read_bytes()
    with pytest.raises(BadInput, match="已经存在"):
        keys.write(tmp_path / "b", var, passphrase=PASSPHRASE)
    assert (tmp_path / "b").read_bytes() == before


def test_only_the_newest_backups_are_kept_and_nothing_else_is_touched(tmp_path: Path) -> None:
    names = [f"zwgk-202611{day:02d}-023000.tar" for day in range(1, 6)] + ["zwgk-20261106-023000.tar.sealed"]
    for name in [*names, "notes.txt", "zwgk-old.tar", "zwgk-20261101-023000.tar.part"]:
        (tmp_path / name).touch()
    assert [path.name for path in backup.thinned(tmp_path, 2)] == names[3::-1]
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == sorted([names[4], names[5], "notes.txt", "zwgk-old.tar", "zwgk-20261101-023000.tar.part"])
