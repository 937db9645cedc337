"""A small system with papers and files, backed up once for all the tests that restore, damage and refuse it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.jobs.processes import House, house

PASSPHRASE = "清岚县-备份-口令-2026"


@dataclass
class Backed:
    """The system, its plain backup, its sealed one, its keys and the file with the passphrase."""

    house: House
    plain: Path
    sealed: Path
    keys: Path
    passphrase: Path


@pytest.fixture(scope="session")
def backed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backed]:
    folder = tmp_path_factory.mktemp("backups")
    with house(tmp_path_factory.mktemp("backed")) as made:
        made.zwgk("init", "清岚县人民政府", "--site", "清岚县人民政府网")
        papers = made.var / "papers"
        papers.mkdir()
        for number in range(3):
            (papers / f"通知{number}.txt").write_text(
                f"关于第{number}次供暖调度的通知\n各乡镇人民政府：\n请于{number + 1}月底前报送供暖情况。\n" * 4,
                encoding="utf-8",
            )
        lines = [
            {"key": str(n), "title": f"关于第{n}批公租房分配的公告", "body_html": "<p>请于月底前办理入住。</p>"}
            for n in range(5)
        ]
        (papers / "old.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
        made.zwgk("import", "publications", str(papers / "old.jsonl"))
        made.zwgk("import", "documents", *map(str, sorted(papers.glob("*.txt"))))
        passphrase = folder / "passphrase"
        passphrase.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
        plain, sealed, keys = folder / "plain.tar", folder / "all.tar.sealed", folder / "keys.sealed"
        made.zwgk("backup", str(plain))
        made.zwgk("backup", str(sealed), "--passphrase-file", str(passphrase), "--cipher", "sm4-gcm")
        made.zwgk("backup", "--keys", str(keys), "--passphrase-file", str(passphrase))
        yield Backed(made, plain, sealed, keys, passphrase)
