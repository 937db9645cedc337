"""What rooms say about their own health, asked the way the command line does (``checking.lines()`` by convention)."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

from zwgk.deadlines.calendars import calendar_for
from zwgk.jobs import health
from zwgk.people.today import today

GIGABYTE = 1024**3
LEAST_FREE = 2

Line = tuple[bool, str, str]


def lines() -> Iterator[Line]:
    """Right or not, what, how to mend it: rooms first, then work waiting, calendar, disk."""
    for config in apps.get_app_configs():
        name = f"{config.name}.checking"
        if config.name.startswith("zwgk.") and importlib.util.find_spec(name) is not None:
            yield from importlib.import_module(name).lines()
    behind = health.fault()
    yield (not behind, behind or "后台任务没有积压", "请确认后台进程（zwgk work）在运行" if behind else "")
    now = today()
    known = calendar_for(None).is_published(now)
    yield (known, f"{now.year}年工作日历{'已有' if known else '没有'}官方安排", "" if known else "请在“节假日”导入")
    free = shutil.disk_usage(Path(settings.VAR)).free / GIGABYTE
    yield (free >= LEAST_FREE, f"数据目录可用空间 {free:.0f} GB", "" if free >= LEAST_FREE else "请清理磁盘")
