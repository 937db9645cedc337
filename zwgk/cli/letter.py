"""``zwgk letter``: what kind of letter it is, and until when it is to be answered."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from zwgk.cli import calendars, jsonl
from zwgk.rules.dates import in_words, read_date
from zwgk.rules.errors import BadInput
from zwgk.rules.letters import clocks, propose
from zwgk.rules.workdays import WorkCalendar

HELP = "建议来信的类别和答复期限（由分办人员确认）"

MAX_CHARACTERS = 200_000
"""Longest letter of one line."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """A letter on the command line, or ``--jsonl`` with ``{"id", "received", "title", "text"}`` a line."""
    parser.add_argument("received", nargs="?", metavar="收到日", help="收到来信之日，例如 2026-11-20；当日不计")
    parser.add_argument("text", nargs="?", metavar="内容", help="来信内容")
    parser.add_argument("--title", default="", metavar="标题", help="来信标题")
    calendars.add_option(parser)
    jsonl.add_option(parser)


def run(args: argparse.Namespace) -> int:
    """Answer one letter in words, or each line of a file."""
    if (args.text is None) == (args.jsonl is None):
        print("请写明收到日和内容，或者用 --jsonl 逐行读取（二者选一）", file=sys.stderr)
        return 2
    calendar = calendars.calendar_of(args.calendar)
    if args.jsonl is not None:
        return jsonl.answer_all(args.jsonl, partial(answer, calendar=calendar))
    received_on = read_date(args.received, "收到日", "received")
    proposal = propose(args.title, args.text)
    found = clocks(proposal.kind, received_on, calendar)
    lines = [f"类别：{proposal.kind.label}（{proposal.reason}）", f"最迟答复：{in_words(found.limit.on)}"]
    if found.target.on != found.limit.on:
        lines.append(f"力争答复：{in_words(found.target.on)}")
    if proposal.denounces:
        lines.append("注意：涉及检举控告，不得转给被检举、控告的单位和个人")
    print("\n".join(lines))
    return 0


def answer(question: jsonl.Answer, calendar: WorkCalendar) -> jsonl.Answer:
    """``{"kind", "target_on", "due_on", "reason"}``; ``due_on`` is the outer limit, ``firm`` said where it is not.

    Errors: ``BadInput`` (no readable day, no text, too long).
    """
    title, text = (_words(question, name) for name in ("title", "text"))
    if not (title + text).strip():
        raise BadInput(what="这一行读不懂", why="没有标题，也没有内容", remedy='请写明 "title" 或 "text"', field="text")
    received_on = read_date(question.get("received"), "收到日", "received")
    proposal = propose(title, text)
    found = clocks(proposal.kind, received_on, calendar)
    result: jsonl.Answer = {
        "kind": str(proposal.kind),
        "target_on": found.target.on.isoformat(),
        "due_on": found.limit.on.isoformat(),
        "reason": proposal.reason,
    }
    if not found.limit.firm:
        result["firm"] = False
    if proposal.denounces:
        result["denounces"] = True
    return result


def _words(question: jsonl.Answer, name: str) -> str:
    value = question.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadInput(what="这一行读不懂", why=f"“{name}”不是字符串", remedy='请写成 "…" 的形式', field=name)
    if len(value) > MAX_CHARACTERS:
        raise BadInput(
            what="来信太长",
            why=f"不得超过{MAX_CHARACTERS // 10_000}万字，现有{len(value)}字",
            remedy="请摘要后再试",
            field=name,
        )
    return value
