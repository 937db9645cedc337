"""``/healthz``: 200 while the process can do its work, 503 with the room at fault otherwise. Holds no secrets."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from zwgk import __version__
from zwgk.config.discovery import modules

#: less free space than this on the data disk, in bytes, is a fault
LEAST_FREE = 200 * 1024 * 1024


def healthz(request: HttpRequest) -> JsonResponse:
    """Database, rooms (index, queue …) and disk; each is "ok" or a sentence."""
    parts = {"database": database(), "disk": disk()}
    if parts["database"] == "ok":
        for room, module in modules("health"):
            parts[room] = module.fault() or "ok"
    well = all(value == "ok" for value in parts.values())
    body = {"status": "ok" if well else "fault", "version": __version__, "face": settings.FACE, **parts}
    answer = JsonResponse(body, status=200 if well else 503, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-store"
    return answer


def database() -> str:
    """ "ok" where the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:  # what the driver says may name host and account: it goes to the log, not to the page
        connection.close()
        return "数据库没有应答"
    return "ok"


def disk() -> str:
    """ "ok" where the data folder has room to work."""
    free = shutil.disk_usage(settings.VAR).free
    return "ok" if free >= LEAST_FREE else f"数据目录所在磁盘只剩 {free // 1024 // 1024} MB"
