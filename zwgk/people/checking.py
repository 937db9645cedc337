"""Are stand-ins guarded by the database?"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from zwgk.people import guards


def lines() -> Iterator[tuple[bool, str, str]]:
    """One line: the triggers are there, or not."""
    if guards.installed(connection):
        yield True, "代理关系受数据库保护，不能重叠或转代理", ""
    else:
        yield False, "代理关系没有数据库保护", "请重新建立触发器（zwgk.people.guards）"
