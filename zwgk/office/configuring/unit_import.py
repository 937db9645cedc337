"""Units from a table: looked through first, line by line, then taken in with one more click."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zwgk.files.readers import read_bytes
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import imports
from zwgk.rules.errors import BadInput, LimitExceeded, RuleViolation

SALT = "office.unit_import"
MAX_BYTES, MAX_ROWS = 2_000_000, 2000
#: how long a table that was looked through may wait for the second click, in seconds
PATIENCE = 3600


def page(request: HttpRequest) -> HttpResponseBase:
    """Upload, look, take in. Nothing is written before the second click; bad rows are named and left out."""
    if request.method != "POST":
        return shell.render(request, "settings/unit_import.html", {"headings": imports.HEADINGS.values()})
    actor = actor_of(request)
    try:
        if "table" in request.POST:
            result = imports.organs_from_rows(_held(request), actor=actor)
            if result.rejects:
                context = {"result": result, "done": True}
                return shell.render(request, "settings/unit_import.html", context)
            return shell.done(request, f"已导入：{result.summary()}", to="/settings/units/")
        rows = _uploaded(request)
        result = imports.organs_from_rows(rows, actor=actor, preview=True)
    except RuleViolation as refusal:
        context = {"headings": imports.HEADINGS.values()}
        return shell.render(request, "settings/unit_import.html", context, refusal=refusal)
    held = signing.dumps(rows, salt=SALT, compress=True) if result.added or result.changed else ""
    return shell.render(request, "settings/unit_import.html", {"result": result, "held": held})


def _uploaded(request: HttpRequest) -> list[dict[str, str]]:
    upload = request.FILES.get("file")
    if upload is None or not upload.size:
        raise BadInput(what="没有导入", why="没有选择文件", remedy="请选择 xlsx 表格", field="file")
    if upload.size > MAX_BYTES:
        raise LimitExceeded(what="没有导入", why="文件超过2MB", remedy="请拆成几个文件", field="file")
    read = read_bytes(upload.name or "", upload.read())
    if not read.tables or len(read.tables[0]) < 2:
        raise BadInput(
            what="没有导入", why="文件里没有表格", remedy="请用 xlsx，第一行为表头：名称、上级、类别", field="file"
        )
    head, *rows = read.tables[0]
    if not {"名称", "单位名称", "机构名称", "单位全称"} & set(head):
        raise BadInput(
            what="没有导入", why="第一行里没有“名称”这一列", remedy="请把表头放在第一行：名称、上级、类别", field="file"
        )
    if len(rows) > MAX_ROWS:
        raise LimitExceeded(
            what="没有导入", why=f"有{len(rows)}行，一次最多{MAX_ROWS}行", remedy="请拆成几个文件", field="file"
        )
    return [dict(zip(head, row, strict=False)) for row in rows]


def _held(request: HttpRequest) -> list[dict[str, Any]]:
    """The very table that was looked through. Errors: :class:`BadInput` where it waited too long."""
    try:
        rows: list[dict[str, Any]] = signing.loads(posted.text(request, "table"), salt=SALT, max_age=PATIENCE)
    except signing.BadSignature as error:
        raise BadInput(what="没有导入", why="预览已过期", remedy="请重新选择文件") from error
    return rows
