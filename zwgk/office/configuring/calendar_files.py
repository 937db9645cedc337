"""A year's table from a file: our JSON, or a sheet with a day a row as offices have it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from zwgk.files.readers import read_bytes
from zwgk.office import posted
from zwgk.rules.errors import BadInput

MAX_TABLE = 1_000_000
_DAY = ("日期", "date")
_NAME = ("名称", "节日", "name")
_WHAT = ("安排", "类型", "放假或上班")
_OFF = {"放假", "休", "假", "休息", "true", "1"}
_WORKED = {"上班", "班", "调休", "调休上班", "补班", "false", "0"}


def uploaded(request: HttpRequest) -> dict[str, Any]:
    """The table of the file that was chosen. Errors: ``BadInput`` at the field, naming the row at fault."""
    upload = request.FILES.get("file")
    if upload is None or not upload.size:
        raise _bad("没有选择文件", "请选择放假安排的文件")
    if upload.size > MAX_TABLE:
        raise _bad("文件超过1MB，不像放假安排", "请核对文件")
    if (upload.name or "").lower().endswith(".json"):
        return _json(upload)
    return _sheet(request, upload)


def _json(upload: UploadedFile[Any]) -> dict[str, Any]:
    try:
        data = json.loads(upload.read().decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise _bad(f"文件不是 JSON（{str(error)[:80]}）", "请核对文件内容") from error
    if not isinstance(data, dict):
        raise _bad("文件里不是一份放假安排", "请核对文件内容")
    return data


def _sheet(request: HttpRequest, upload: UploadedFile[Any]) -> dict[str, Any]:
    read = read_bytes(upload.name or "", upload.read())
    table = read.tables[0] if read.tables else tuple(csv.reader(io.StringIO(read.text)))
    if len(table) < 2:
        raise _bad("文件里没有表格", "请用 xlsx 或 csv，第一行为表头：日期、名称、安排")
    head, *rows = table
    places = [next((n for n, cell in enumerate(head) if cell.strip() in names), None) for names in (_DAY, _NAME, _WHAT)]
    if None in places:
        raise _bad("第一行里缺少“日期”“名称”或“安排”", "请把表头放在第一行：日期、名称、安排")
    on, name, what = (place or 0 for place in places)
    days = []
    for number, row in enumerate(rows, 2):
        cells = [*row, "", "", ""]
        if not any(cell.strip() for cell in row):
            continue
        word = cells[what].strip().lower()
        if word not in _OFF | _WORKED:
            raise _bad(f"第{number}行的安排写成“{word or '空'}”", "请写“放假”或“上班”")
        days.append({"date": cells[on].strip()[:10], "name": cells[name].strip(), "isOffDay": word in _OFF})
    source, region = posted.text(request, "source"), posted.text(request, "region")
    if not region:
        return {"year": posted.number(request, "year", "年份"), "papers": [source] if source else [], "days": days}
    return {
        "region": region,
        "basis": source,
        "holidays": [{"name": one["name"], "date": one["date"]} for one in days if one["isOffDay"]],
        "workdays": [{"name": one["name"], "date": one["date"]} for one in days if not one["isOffDay"]],
    }


def _bad(why: str, remedy: str) -> BadInput:
    return BadInput(what="没有导入", why=why, remedy=remedy, field="file")
