"""``zwgk report``: check an annual report on disclosure (核对政府信息公开工作年度报告)."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from zwgk.cli import jsonl, texts
from zwgk.rules.annual_report import Report, Verdict, check, from_json, from_tables
from zwgk.rules.errors import BadInput

HELP = "核对年度报告：勾稽关系（F1—F8）、空白格、正文与表格是否一致"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Files, or ``--jsonl`` with one report a line."""
    parser.add_argument("files", nargs="*", metavar="文件", help="json、xlsx、docx、html 年度报告，每份输出一行 JSON")
    parser.add_argument("--year", type=int, metavar="年度", help="报告年度，默认从标题中读取")
    jsonl.add_option(parser)


def run(args: argparse.Namespace) -> int:
    """Print one line a report; of a file, what is wrong is also said in words on standard error."""
    return texts.answer_each(
        args, lambda question: check(from_json(question)).as_dict(), lambda name: _checked(name, args.year)
    )


def _checked(name: str, year: int | None) -> jsonl.Answer:
    report = _read(Path(name), year)
    verdict = check(report)
    _say(report, verdict)
    return {"id": name, **verdict.as_dict()}


def _say(report: Report, verdict: Verdict) -> None:
    for finding in verdict.failed:
        print(finding.sentence(), file=sys.stderr)
    for finding in verdict.warnings:
        print(f"提示：{finding.sentence()}", file=sys.stderr)
    for remark in verdict.remarks:
        print(f"提示：{remark}", file=sys.stderr)
    if not verdict.failed:
        print(f"{report.organ}{report.year}年度报告的勾稽关系全部成立", file=sys.stderr)


def _read(path: Path, year: int | None) -> Report:
    if path.suffix.lower() == ".json":
        return _of_json(path, year)
    from zwgk.files.readers import read_path  # loads the document libraries: only where a document is read

    file = read_path(path)
    return from_tables(file.tables, file.text, name=path.stem, year=year)


def _of_json(path: Path, year: int | None) -> Report:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput(
            what=f"不能读取“{path}”", why=error.strerror or "文件打不开", remedy="请检查路径和权限"
        ) from error
    except (ValueError, RecursionError) as error:
        raise BadInput(
            what=f"不能读取“{path}”", why="不是正确的 JSON", remedy="请检查文件，或者改用 xlsx、docx"
        ) from error
    if not isinstance(data, dict):
        raise BadInput(
            what=f"不能读取“{path}”", why="不是一份报告", remedy="请每个文件写一份报告；多份报告请用 --jsonl 逐行输入"
        )
    return from_json({**data, "year": year} if year else data)
