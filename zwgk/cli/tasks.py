"""``zwgk tasks FILE``: the rows of a task table (任务分工表), one JSON object a line."""

from __future__ import annotations

import argparse
from pathlib import Path

from zwgk.cli import jsonl
from zwgk.rules import task_tables
from zwgk.rules.errors import BadInput
from zwgk.rules.task_tables import NoTaskTable, TaskRow

HELP = "读出任务分工表：逐行输出序号、工作任务、牵头单位、参加单位"

_PLAIN = frozenset({".txt", ".md", ".csv", ".tsv", ""})
_ENCODINGS = ("utf-8-sig", "gb18030")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``FILE``."""
    parser.add_argument("file", metavar="文件", help="含任务分工表的 txt、html、docx 或 xlsx 文件")


def run(args: argparse.Namespace) -> int:
    """Print the tasks of the file. Errors: :class:`BadInput` where the file is missing or holds no task table."""
    for row in tasks_of(Path(args.file)):
        jsonl.emit(row.as_dict())
    return 0


def tasks_of(path: Path) -> list[TaskRow]:
    """Return the tasks of a file: from its tables, else from its text. Errors: :class:`BadInput`."""
    if not path.is_file():
        raise BadInput(what=f"不能读取“{path}”", why="没有这个文件", remedy="请检查文件名和路径")
    if path.suffix.lower() in _PLAIN:
        return task_tables.from_text(_decoded(path))
    from zwgk.files.readers import read_path  # loads the document libraries: only where a document is read

    file = read_path(path)
    try:
        return task_tables.from_grids(file.tables)
    except NoTaskTable:
        return task_tables.from_text(file.text)


def _decoded(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(what=f"不能读取“{path}”", why=error.strerror or "文件打不开", remedy="请检查文件权限") from error
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(
        what=f"不能读取“{path}”", why="不是 UTF-8 或 GB18030 编码的文本", remedy="请用记事本另存为 UTF-8 编码后重试"
    )
