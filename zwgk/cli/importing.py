"""``zwgk import``: documents, publications of an old site, organisations, a calendar. Twice has the effect of once."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from zwgk.cli.ready import django_ready
from zwgk.rules.errors import BadInput, RuleViolation

HELP = "导入：documents 文件、publications 老网站数据、organs 机构、calendar 放假安排"


def arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command a kind of thing."""
    kinds = parser.add_subparsers(dest="what", metavar="内容", required=True)
    documents = kinds.add_parser("documents", help="公文文件（txt、html、docx、pdf）：默认成为拟稿")
    documents.add_argument("paths", nargs="+", metavar="文件或文件夹")
    documents.add_argument("--published", action="store_true", help="作为历史信息直接公开（迁移）")
    documents.add_argument("--organ", default="", metavar="机关", help="文中认不出发文机关时归入哪个机关")
    documents.add_argument("--column", default="", metavar="栏目", help="发布到哪个栏目（名称或地址）")
    _approval(documents)
    publications = kinds.add_parser("publications", help="老网站导出的信息（每行一个 JSON）")
    publications.add_argument("file", metavar="文件.jsonl")
    publications.add_argument("--rejects", default="", metavar="文件", help="未导入的行写到哪里")
    _approval(publications)
    organs = kinds.add_parser("organs", help="机构表（xlsx）")
    organs.add_argument("file", metavar="文件.xlsx")
    organs.add_argument("--preview", action="store_true", help="只看会怎样，不写入")
    calendar = kinds.add_parser("calendar", help="放假安排（JSON），导入后重算所有期限")
    calendar.add_argument("file", metavar="文件.json")


def _approval(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--basis", default="网站历史信息迁移，内容此前已依法公开", metavar="依据")
    parser.add_argument("--approved-by", default="系统管理员（命令行）", metavar="批准人")


def run(args: argparse.Namespace) -> int:
    """Import; 1 where anything was refused."""
    path = Path(args.file if args.what != "documents" else args.paths[0])
    if not path.exists():
        raise BadInput(what=f"不能导入“{path}”", why="文件不存在", remedy="请检查路径")
    django_ready()
    return {"documents": _documents, "publications": _publications, "organs": _organs, "calendar": _calendar}[
        args.what
    ](args)


def _publications(args: argparse.Namespace) -> int:
    from zwgk.people.actor import SYSTEM
    from zwgk.people.today import today
    from zwgk.publishing.actions import approve_migration
    from zwgk.publishing.imports import Importer, Result
    from zwgk.search import outbox

    path = Path(args.file)
    total = sum(1 for _ in path.open("rb"))
    began = time.monotonic()

    def progress(result: Result) -> None:
        rate = result.seen / max(time.monotonic() - began, 0.001)
        print(f"\r{result.seen}/{total} 条，每秒 {rate:.0f} 条", end="", file=sys.stderr, flush=True)

    day = today()
    clearance = approve_migration(
        f"历史信息迁移：{path.name}", basis=args.basis, approved_by=args.approved_by, on=day, actor=SYSTEM
    )
    importer = Importer(clearance, actor=SYSTEM, today=day, folder=path.parent)
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        result = importer.take(lines, progress=progress)
    print(file=sys.stderr)
    while outbox.waiting("public"):
        if not outbox.drain("public"):
            break
    rejects = Path(args.rejects) if args.rejects else path.with_name(f"{path.stem}.rejects.jsonl")
    if result.rejects:
        rejects.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in result.rejects), encoding="utf-8"
        )
        print(f"有 {len(result.rejects)} 行没有导入，原因见 {rejects}", file=sys.stderr)
    print(json.dumps({"taken": result.taken, "known": result.known, "rejected": len(result.rejects)}))
    return 1 if result.rejects else 0


def _documents(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from zwgk.documents import imports
    from zwgk.people.actor import SYSTEM
    from zwgk.people.today import today
    from zwgk.publishing.actions import approve_migration
    from zwgk.publishing.imports import Importer

    day = today()
    clearance = None
    if args.published:
        clearance = approve_migration(
            "历史文件迁移", basis=args.basis, approved_by=args.approved_by, on=day, actor=SYSTEM
        )
    finder = Importer(clearance, actor=SYSTEM, today=day, folder=Path())
    faulty = False
    for file in _files(args.paths):
        try:
            organ, column = finder.organ(args.organ), finder.column(args.column)
            if clearance is not None:
                done = imports.publish_from_file(
                    file.name,
                    file.read_bytes(),
                    organ=organ,
                    column=column,
                    today=day,
                    clearance=clearance,
                    actor=SYSTEM,
                )
            else:
                done = imports.draft_from_file(
                    file.name,
                    file.read_bytes(),
                    organ=organ,
                    column=column,
                    on=day,
                    at=timezone.now(),
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
    return 1 if faulty else 0


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


def _calendar(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from zwgk.deadlines.actions import import_calendar
    from zwgk.people.actor import SYSTEM

    try:
        data = json.loads(Path(args.file).read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadInput(what="不能导入放假安排", why="文件不是正确的 JSON", remedy="请检查文件") from error
    for table in data if isinstance(data, list) else [data]:
        for moved in import_calendar(table, at=timezone.now(), actor=SYSTEM):
            _say(
                {
                    "matter": moved.clock.matter.number,
                    "clock": moved.clock.label,
                    "before": moved.before.isoformat(),
                    "after": moved.after.isoformat(),
                }
            )
    return 0


def _say(row: dict[str, Any]) -> None:
    print(json.dumps(row, ensure_ascii=False))
