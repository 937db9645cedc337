"""Is the log guarded?"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from zwgk.audit import guards


def lines() -> Iterator[tuple[bool, str, str]]:
    """One line: the triggers are there, or not."""
    if guards.installed(connection):
        yield True, "操作日志受数据库保护，不能修改或删除", ""
    else:
        yield False, "操作日志没有数据库保护", "请重新建立触发器（zwgk.audit.guards），并用 zwgk verify 核对日志"
