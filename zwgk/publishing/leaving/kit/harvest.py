"""The file for a superior's platform (上级平台报送文件): one publication with its metadata, text and files as JSON.

It is the very record that the read interface gives (``publishing.open.records``): who took the file and who harvests
hold the same.
"""

from __future__ import annotations

import json
from typing import Any

from zwgk.publishing import addresses
from zwgk.publishing.models import Publication
from zwgk.publishing.open import queries, records
from zwgk.rules.errors import GateClosed


def record(publication: Publication) -> dict[str, Any]:
    """The record of a live publication. Errors: ``GateClosed`` for one that the public does not read."""
    found = queries.with_all([publication])
    if not found:
        raise GateClosed(
            what="不能制作上级平台报送文件",
            why="这份信息现在没有对外公开，报送只取网站上的公开内容",
            remedy="请先对外公开；内部公开的信息不报送",
        )
    return records.records(found, addresses.absolute(""))[0]


def written(publication: Publication) -> bytes:
    """The record as a file."""
    return json.dumps(record(publication), ensure_ascii=False, indent=2).encode() + b"\n"
