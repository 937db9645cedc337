"""``--calendar FILE``: the official calendar plus yearly tables and regional days from JSON files."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from zwgk.rules.errors import BadInput
from zwgk.rules.workdays import OFFICIAL, WorkCalendar
from zwgk.rules.yeartables import year_tables

_FAULTS: dict[type[OSError], str] = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是一个文件夹",
    PermissionError: "没有读取权限",
}
_LARGEST_FILE = 1_000_000  # bytes; a year's table has about three thousand


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--calendar FILE``, which may be given several times."""
    parser.add_argument(
        "--calendar", action="append", default=[], metavar="文件", help="增加年度节假日表或者地方节假日（JSON），可重复"
    )


def calendar_of(files: Sequence[str]) -> WorkCalendar:
    """Return the official calendar with the tables of these files; later files win.

    Errors: ``BadInput`` naming the file that cannot be read or used.
    """
    calendar = OFFICIAL
    for file in files:
        try:
            calendar = calendar.with_tables(*year_tables(_read(Path(file))))
        except BadInput as refusal:
            raise BadInput(
                what=f"不能使用日历文件“{file}”", why=f"{refusal.what}，{refusal.why}", remedy=refusal.remedy
            ) from refusal
    return calendar


def _read(path: Path) -> object:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise BadInput(
                what="文件太大", why=f"超过{_LARGEST_FILE // 1_000_000}MB，不像节假日表", remedy="请检查是否选错文件"
            )
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        why = next((text for kind, text in _FAULTS.items() if isinstance(error, kind)), "系统不能读取")
        raise BadInput(what="文件打不开", why=why, remedy="请检查路径和权限") from error
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, nested without end
        raise BadInput(what="文件读不懂", why="不是正确的 JSON（UTF-8）", remedy="请按节假日表的格式写") from error
