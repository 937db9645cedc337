"""``zwgk due``: the last day on which an answer is in time, with every day explained."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from functools import partial
from typing import Any, NoReturn

from zwgk.cli import calendars, jsonl
from zwgk.rules.clock import CountedDay, Due, Pause, due
from zwgk.rules.dates import in_words, read_date
from zwgk.rules.errors import BadInput
from zwgk.rules.limits import in_force
from zwgk.rules.workdays import DayKind, WorkCalendar

HELP = "推算期限届满日，逐日说明"

_WORKDAYS = 20  # 《政府信息公开条例》第三十三条


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("received", nargs="?", metavar="收到日", help="收到申请之日，例如 2026-01-30；当日不计")
    parser.add_argument("--workdays", type=int, default=_WORKDAYS, metavar="天数", help="工作日数，默认20")
    parser.add_argument(
        "--pause", nargs=2, action="append", default=[], metavar=("起", "止"), help="不计入期限的日期（含首尾），可重复"
    )
    parser.add_argument("--extended-by", type=int, default=0, metavar="天数", help="延长的工作日数")
    parser.add_argument("--corrected", metavar="日期", help="收到补正之日，期限自次日重新计算")
    parser.add_argument("--count-first-day", action="store_true", help="收到当日也计算在内")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    calendars.add_option(parser)
    jsonl.add_option(parser)
    parser.set_defaults(usage_error=parser.error)


def run(args: argparse.Namespace) -> int:
    """Answer one question from the arguments, or each line of a file."""
    if (args.received is None) == (args.jsonl is None):
        _usage(args, "请写明收到日，或者用 --jsonl 逐行读取（二者选一）")
    calendar = calendars.calendar_of(args.calendar)
    if args.jsonl is not None:
        return jsonl.answer_all(args.jsonl, partial(answer, calendar=calendar))
    question = {
        "received": args.received,
        "workdays": args.workdays,
        "pauses": args.pause,
        "extended_by": args.extended_by,
        "corrected": args.corrected,
        "count_first_day": args.count_first_day,
    }
    if args.json:
        jsonl.emit(answer(question, calendar))
    else:
        sys.stdout.write(_in_words(question, calendar))
    return 0


def answer(question: Mapping[str, Any], calendar: WorkCalendar) -> dict[str, Any]:
    """Answer ``{"received", "workdays", "pauses", "extended_by", "corrected"}``; all but the first may be missing.

    ``count_first_day`` (false): whether the day of receipt itself counts, which the regulation leaves open.
    Gives ``{"due_on", "firm", "days": [{"date", "kind", "n"}]}``; ``n`` only where the day counted.
    Errors: ``RuleViolation`` for what cannot be read or does not fit together.
    """
    found = _counted(question, calendar)
    return {"due_on": found.on.isoformat(), "firm": found.firm, "days": [_line(day) for day in found.days]}


def _counted(question: Mapping[str, Any], calendar: WorkCalendar) -> Due:
    corrected = question.get("corrected")
    first_day = question.get("count_first_day")
    if not isinstance(first_day, bool | None):
        raise BadInput(
            what="首日是否计算读不懂", why=f"“{_shown(first_day)}”不是 true 或 false", remedy="请写 true 或 false"
        )
    return due(
        read_date(question.get("received"), "收到日", "received"),
        _number(question, "workdays", "工作日数", _WORKDAYS),
        calendar,
        _pauses(question.get("pauses")),
        extended_by=_number(question, "extended_by", "延长的工作日数", 0),
        corrected_on=None if corrected in (None, "") else read_date(corrected, "补正收到日", "corrected"),
        count_first_day=bool(first_day),
    )


def _line(day: CountedDay) -> dict[str, Any]:
    line: dict[str, Any] = {"date": day.date.isoformat(), "kind": day.kind.value}
    if day.n is not None:
        line["n"] = day.n
    return line


def _number(question: Mapping[str, Any], key: str, label: str, default: int) -> int:
    value = question.get(key)
    if value is None:
        return default
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadInput(what=f"{label}读不懂", why=f"“{_shown(value)}”不是整数", remedy="请填写整数，例如20", field=key)
    return value


def _pauses(value: object) -> list[Pause]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise _odd_pause("不是列表")
    pauses = []
    for number, item in enumerate(value, 1):
        ends = [item.get("from"), item.get("to")] if isinstance(item, Mapping) else item
        if not isinstance(ends, list) or len(ends) != 2:
            raise _odd_pause(f"第{number}段“{_shown(item)}”不是起止两个日期")
        first, last = (
            read_date(end, f"第{number}段暂停的{label}", "pauses") for end, label in zip(ends, "起止", strict=True)
        )
        pauses.append(Pause(first, last))
    return pauses


def _odd_pause(why: str) -> BadInput:
    return BadInput(what="暂停期间读不懂", why=why, remedy='请写成 [["2026-09-12", "2026-09-29"]]', field="pauses")


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _in_words(question: Mapping[str, Any], calendar: WorkCalendar) -> str:
    """The answer for a person: the day first, then the ledger with days off gathered into one line."""
    found = _counted(question, calendar)
    days = question["workdays"] + question["extended_by"]
    start = ("收到补正" if question["corrected"] else "收到") + ("当日" if question["count_first_day"] else "次日")
    lines = [f"届满日：{in_words(found.on)}", f"计算：自{start}起，第{days}个工作日为届满日"]
    most = in_force("request.extension_max", found.on)
    if most.value is not None and question["extended_by"] > most.number:
        lines.append(f"注意：延长答复期限不得超过{most}（{most.basis}）")
    if not found.firm:
        lines.append("注意：涉及尚未公布节假日安排的年份，届满日为暂定，安排公布后请重新推算")
    lines.append("")
    for first, last in _stretches(found.days):
        span = in_words(first.date) if first is last else f"{in_words(first.date)}至{in_words(last.date)}"
        number = "" if first.n is None else f"，第{first.n}日" if first is last else f"，第{first.n}日至第{last.n}日"
        why = first.why if first.why == last.why else "周末休息"
        lines.append(f"  {span}：{why}{number}")
    return "\n".join(lines) + "\n"


def _stretches(days: tuple[CountedDay, ...]) -> list[tuple[CountedDay, CountedDay]]:
    """Join neighbouring days of one kind and reason."""
    joined: list[tuple[CountedDay, CountedDay]] = []
    for day in days:
        if joined and _alike(joined[-1][1], day):
            joined[-1] = (joined[-1][0], day)
        else:
            joined.append((day, day))
    return joined


def _alike(one: CountedDay, other: CountedDay) -> bool:
    weekend = one.kind is other.kind is DayKind.REST
    return weekend or (one.kind is other.kind and one.why == other.why)


def _usage(args: argparse.Namespace, message: str) -> NoReturn:
    args.usage_error(message)
    raise SystemExit(2)
