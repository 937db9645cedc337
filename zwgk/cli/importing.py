"""``zwgk import``: documents, publications of an old site, organisations, a calendar. Twice has the effect of once."""

from __future__ import annotations

import argparse
import errno
import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from zwgk.cli.ready import django_ready
from zwgk.rules.errors import BadInput, LimitExceeded, RuleViolation

if TYPE_CHECKING:
    from zwgk.publishing.models import Clearance

HELP = "导入：documents 文件、publications 老网站数据、organs 机构、requests 历史申请、calendar 放假安排"


def arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command a kind of thing."""
    kinds = parser.add_subparsers(dest="what", metavar="内容", required=True)
    documents = kinds.add_parser("documents", help="公文文件（txt、html、docx、pdf）：默认成为拟稿")
    documents.add_argument("paths", nargs="+", metavar="文件或文件夹")
    documents.add_argument("--published", action="store_true", help="作为历史信息直接公开（迁移）")
    documents.add_argument("--organ", default="", metavar="机关", help="文中认不出发文机关时归入哪个机关")
    documents.add_argument("--column", default="", metavar="栏目", help="发布到哪个栏目（名称或地址）")
    _approval(documents)
    publications = kinds.add_parser("publications", help="老网站导出的信息（每行一个 JSON，或 xlsx 表格）")
    publications.add_argument("file", metavar="文件.jsonl|xlsx")
    publications.add_argument("--rejects", default="", metavar="文件", help="未导入的行写到哪里")
    _approval(publications)
    organs = kinds.add_parser("organs", help="机构表（xlsx）")
    organs.add_argument("file", metavar="文件.xlsx")
    organs.add_argument("--preview", action="store_true", help="只看会怎样，不写入")
    requests = kinds.add_parser("requests", help="历史的依申请公开案件（xlsx），可重复运行")
    requests.add_argument("file", metavar="文件.xlsx")
    requests.add_argument("--rejects", default="", metavar="文件", help="未导入的单元格写到哪里")
    requests.add_argument("--blank", action="store_true", help="不导入，写出一张空白表")
    calendar = kinds.add_parser("calendar", help="放假安排（JSON），导入后重算所有期限")
    calendar.add_argument("file", metavar="文件.json")


def _approval(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--basis", default="网站历史信息迁移，内容此前已依法公开", metavar="依据")
    parser.add_argument("--approved-by", default="系统管理员（命令行）", metavar="批准人")


def run(args: argparse.Namespace) -> int:
    """Import; 1 where anything was refused."""
    path = Path(args.file if args.what != "documents" else args.paths[0])
    if not path.exists() and not getattr(args, "blank", False):
        raise BadInput(what=f"不能导入“{path}”", why="文件不存在", remedy="请检查路径")
    kinds = {
        "documents": _documents,
        "publications": _publications,
        "organs": _organs,
        "requests": _requests,
        "calendar": _calendar,
    }
    from django.db import OperationalError

    try:
        django_ready()
        return kinds[args.what](args)
    except OperationalError as error:
        raise _broken_off(str(error)) from error
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise _broken_off(str(error)) from error


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def _broken_off(error: str) -> RuleViolation:
    """The import stopped because nothing more could be written: what is in is whole, the rest can follow."""
    if "locked" in error:
        why, remedy = "数据库正被其他操作占用", "请稍后再运行一次同一命令，会从中断处继续"
    elif "full" in error or "disk I/O" in error or "No space" in error or "too large" in error:
        why, remedy = "磁盘空间不足，写不进去", "请清理磁盘后再运行一次同一命令，会从中断处继续"
    else:
        why, remedy = f"数据库出错（{error[:200]}）", "请运行 zwgk check 查看原因，再运行一次同一命令，会从中断处继续"
    return LimitExceeded(what="导入中断，已导入的部分完整保存", why=why, remedy=remedy)


def _publications(args: argparse.Namespace) -> int:
    from zwgk.cli import taking_in
    from zwgk.people.actor import SYSTEM
    from zwgk.people.today import today
    from zwgk.publishing.imports import Importer, Result
    from zwgk.publishing.migration import crew, sheets

    path = Path(args.file)
    table = list(sheets.lines(path)) if path.suffix.lower() == ".xlsx" else []
    total = len(table) or _number_of_lines(path)
    began = time.monotonic()

    def progress(result: Result) -> None:
        rate = result.seen / max(time.monotonic() - began, 0.001)
        print(f"\r{result.seen}/{total} 条，每秒 {rate:.0f} 条", end="", file=sys.stderr, flush=True)

    day = today()
    clearance = _clearance(f"历史信息迁移：{path.name}", args, day)
    importer = Importer(clearance, actor=SYSTEM, today=day, folder=path.parent)
    hands = crew.hands(total)
    with path.open("rb") as lines, taking_in.beside(worth_it=bool(hands)):
        result = importer.take(table or _bounded(lines), progress=progress, hands=hands)
    print(file=sys.stderr)
    for name, times in result.unknown_fields.most_common():
        print(f"没有用到的项“{name}”：{times} 行", file=sys.stderr)
    _take_in()
    rejects = Path(args.rejects) if args.rejects else path.with_name(f"{path.stem}.rejects.jsonl")
    if result.rejects:
        rejects = _written(rejects, result.rejects)
        print(f"有 {len(result.rejects)} 行没有导入，原因见 {rejects}", file=sys.stderr)
    print(json.dumps({"taken": result.taken, "known": result.known, "rejected": len(result.rejects)}))
    return 1 if result.rejects else 0


def _number_of_lines(path: Path) -> int:
    """How many lines there are. Errors: :class:`BadInput` for a folder, a file that may not be read, UTF-16."""
    try:
        with path.open("rb") as file:
            if file.read(2) in {b"\xff\xfe", b"\xfe\xff"}:
                raise BadInput(what=f"不能导入“{path}”", why="文件是 UTF-16 编码", remedy="请另存为 UTF-8 后重新导入")
            file.seek(0)
            return sum(1 for _ in _bounded(file))
    except OSError as error:
        why = "这是一个文件夹" if path.is_dir() else "文件打不开"
        raise BadInput(what=f"不能导入“{path}”", why=why, remedy="请检查路径和权限") from error


def _bounded(file: IO[bytes]) -> Iterator[bytes]:
    """The lines, never more of one than shows that it is too long."""
    from zwgk.publishing.import_lines import MAX_LINE

    longest = 4 * MAX_LINE + 1
    while line := file.readline(longest):
        yield line
        while len(line) == longest and not line.endswith(b"\n"):
            line = file.readline(longest)


def _clearance(subject: str, args: argparse.Namespace, day: date) -> Clearance:
    """The approval of the migration: the one of an earlier run with the same words, or a new one."""
    from zwgk.people.actor import SYSTEM
    from zwgk.publishing import clearing
    from zwgk.publishing.actions import approve_migration

    return clearing.migration(subject, basis=args.basis, approved_by=args.approved_by) or approve_migration(
        subject, basis=args.basis, approved_by=args.approved_by, on=day, actor=SYSTEM
    )


def _written(place: Path, rows: list[dict[str, Any]]) -> Path:
    """Write the refusals down; where that may not be done beside the file, under ``var``."""
    from django.conf import settings

    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    for path in (place, Path(settings.VAR) / place.name):
        try:
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return path
    raise BadInput(what="不能写出未导入的行", why=f"“{place}”写不进去", remedy="请用 --rejects 指定一个可写的文件")


def _documents(args: argparse.Namespace) -> int:
    from zwgk.documents import imports
    from zwgk.people.actor import SYSTEM
    from zwgk.people.today import now, today
    from zwgk.publishing.imports import Importer

    day = today()
    clearance = _clearance("历史文件迁移", args, day) if args.published else None
    finder = Importer(clearance, actor=SYSTEM, today=day, folder=Path())
    faulty = False
    for file in _files(args.paths):
        try:
            data = _bytes_of(file)
            organ, column = finder.organ(args.organ), finder.column(args.column)
            if clearance is not None:
                done = imports.publish_from_file(
                    file.name,
                    data,
                    organ=organ,
                    column=column,
                    today=day,
                    clearance=clearance,
                    actor=SYSTEM,
                )
            else:
                done = imports.draft_from_file(
                    file.name,
                    data,
                    organ=organ,
                    column=column,
                    on=day,
                    at=now(),
                    actor=SYSTEM,
                )
        except RuleViolation as refusal:
            faulty = True
            _say({"file": str(file), "error": refusal.as_dict()})
            continue
        _say(
            {
                "file": str(file),
                "known": done.was_known,
                "document": done.document.matter.number if done.document else None,
                "publication": done.publication.pk if done.publication else None,
                "taken": done.taken,
                "doubts": done.doubts,
            }
        )
    _take_in()
    return 1 if faulty else 0


def _take_in() -> None:
    """Bring what was imported into the search index; where it cannot be now, the worker does it later."""
    from zwgk.search import outbox

    while outbox.waiting("public"):
        if not outbox.drain("public"):
            break


def _bytes_of(file: Path) -> bytes:
    """The file's bytes, its size asked first. Errors: ``LimitExceeded``, :class:`BadInput`."""
    from zwgk.files import limits

    try:
        limits.must_fit(file.name, file.stat().st_size)
        return file.read_bytes()
    except OSError as error:
        raise BadInput(what=f"不能导入“{file.name}”", why="文件打不开", remedy="请检查文件和权限") from error


def _files(paths: list[str]) -> list[Path]:
    found: list[Path] = []
    for one in map(Path, paths):
        if one.is_dir():
            found += sorted(p for p in one.rglob("*") if p.is_file() and not p.name.startswith("."))
        elif one.is_file():
            found.append(one)
        else:
            raise BadInput(what=f"不能导入“{one}”", why="文件不存在", remedy="请检查路径")
    return found


def _organs(args: argparse.Namespace) -> int:
    from zwgk.files.readers import read_path
    from zwgk.people import imports
    from zwgk.people.actor import SYSTEM

    read = read_path(Path(args.file))
    if not read.tables or not read.tables[0]:
        raise BadInput(what="不能导入机构", why="文件里没有表格", remedy="请用 xlsx，第一行为表头：名称、上级、类别")
    head, *rows = read.tables[0]
    result = imports.organs_from_rows(
        [dict(zip(head, row, strict=False)) for row in rows], actor=SYSTEM, preview=args.preview
    )
    for reject in result.rejects:
        print(f"第{reject.row}行“{reject.name}”没有导入：{reject.why}", file=sys.stderr)
    print(result.summary())
    return 1 if result.rejects else 0


def _requests(args: argparse.Namespace) -> int:
    from dataclasses import asdict

    from zwgk.inforequests import imports
    from zwgk.inforequests.identity import keys
    from zwgk.people.actor import SYSTEM
    from zwgk.people.today import now, today

    path = Path(args.file)
    if args.blank:
        if path.exists():
            raise BadInput(what="不能写出空白表", why=f"“{path}”已经存在", remedy="请换一个文件名")
        path.write_bytes(imports.blank())
        return 0
    keys.ensure(at=now())

    def progress(done: int, total: int) -> None:
        print(f"\r{done}/{total} 件", end="", file=sys.stderr, flush=True)

    result = imports.take(path.name, _bytes_of(path), at=now(), today=today(), actor=SYSTEM, progress=progress)
    print(file=sys.stderr)
    if result.rejects:
        for reject in result.rejects[:20]:
            print(f"{reject.cell} {reject.heading}：{reject.why}。{reject.remedy}", file=sys.stderr)
        rejects = Path(args.rejects) if args.rejects else path.with_name(f"{path.stem}.rejects.jsonl")
        rejects = _written(rejects, [asdict(reject) for reject in result.rejects])
        print(f"有 {result.rows_rejected} 行没有导入，原因见 {rejects}", file=sys.stderr)
    _say({"taken": result.taken, "known": result.known, "rejected": result.rows_rejected})
    return 1 if result.rejects else 0


def _calendar(args: argparse.Namespace) -> int:
    from django.db import transaction

    from zwgk.deadlines.actions import import_calendar
    from zwgk.people.actor import SYSTEM
    from zwgk.people.today import now

    try:
        data = json.loads(Path(args.file).read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadInput(what="不能导入放假安排", why="文件不是正确的 JSON", remedy="请检查文件") from error
    tables = data if isinstance(data, list) else [data]
    with transaction.atomic():  # all tables of the file or none
        moved = [row for table in tables for row in import_calendar(table, at=now(), actor=SYSTEM)]
    for row in moved:
        _say(
            {
                "matter": row.clock.matter.number,
                "clock": row.clock.label,
                "before": row.before.isoformat(),
                "after": row.after.isoformat(),
            }
        )
    return 0


def _say(row: dict[str, Any]) -> None:
    print(json.dumps(row, ensure_ascii=False))
