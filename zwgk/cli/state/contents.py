"""What stands in an archive: its head, its members and their digests; names that may occur, and no others."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from typing import Any

from zwgk.cli.state.envelope import Wrong

KIND = "zwgk backup"
FORMAT = 1
HEAD, MANIFEST = "zwgk-backup.json", "manifest.json"
#: vendor → the name of its database within the archive
DATABASES = {"sqlite": "database.sqlite3.gz", "postgresql": "database.pgdump"}
_FILE = re.compile(r"files/blobs/([0-9a-f]{2})/([0-9a-f]{2})/(\1\2[0-9a-f]{60})")
#: longest head or manifest that is read into memory, in bytes
LONGEST = 512 * 1024 * 1024


@dataclass(frozen=True)
class Head:
    """What an archive says of itself. ``migrations``: every applied ``"room.name"``; ``size``: bytes to expect."""

    version: str
    made_at: str
    database: str
    site: str
    migrations: tuple[str, ...]
    files: int
    size: int

    def as_bytes(self) -> bytes:
        """The member ``zwgk-backup.json``."""
        return _json({"kind": KIND, "format": FORMAT, **asdict(self)})


@dataclass(frozen=True)
class Member:
    """One member as it was written; ``sm3`` as it was taken when the bytes were kept, empty where it was not."""

    size: int
    sha256: str
    sm3: str = ""


@dataclass
class Manifest:
    """All members by name."""

    members: dict[str, Member] = field(default_factory=dict)

    def as_bytes(self) -> bytes:
        """The member ``manifest.json``."""
        return _json({"members": {name: asdict(member) for name, member in self.members.items()}})


def read_head(data: bytes) -> Head:
    """Errors: :class:`Wrong` for anything but a head that this release knows."""
    try:
        raw = json.loads(data)
        if raw.pop("kind", "") != KIND:
            raise Wrong("这不是本系统的备份")
        if int(raw.pop("format")) != FORMAT:
            raise Wrong("备份的格式比本系统新", "请先升级本系统再恢复")
        head = Head(**{**raw, "migrations": tuple(map(str, raw["migrations"]))})
        if head.database not in DATABASES or not isinstance(head.size, int) or not isinstance(head.files, int):
            raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Wrong("备份的说明部分已损坏") from error
    return head


def read_manifest(data: bytes) -> Manifest:
    """Errors: :class:`Wrong`."""
    try:
        raw: dict[str, Any] = json.loads(data)["members"]
        return Manifest({str(name): Member(**member) for name, member in raw.items()})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Wrong("备份的清单已损坏") from error


def must_belong(name: str, head: Head) -> None:
    """Errors: :class:`Wrong` for a member that no backup has: nothing is ever written under such a name."""
    if name != DATABASES[head.database] and not _FILE.fullmatch(name):
        raise Wrong(f"备份里有不该有的内容“{name[:80]}”")


def digest_in(name: str) -> str:
    """The digest that a stored file's name says; "" for the database."""
    found = _FILE.fullmatch(name)
    return found[3] if found else ""


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8")
