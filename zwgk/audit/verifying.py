"""Is the log what it was when it was written?"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from zwgk.audit import guards, sealing

TITLE = "操作日志"


def faults() -> Iterator[str]:
    """Every place where the chain does not hold, and missing guards."""
    if not guards.installed(connection):
        yield "数据库中禁止修改、删除日志的触发器不见了"
    for fault in sealing.faults():
        yield f"第 {fault.entry_id} 条（封存号 {fault.seal_id}）{fault.why}"
