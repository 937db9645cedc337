"""``zwgk demo``: a whole county to try out, fictitious throughout, in an empty ``var``; then everything is served.

What the first page and the desks show is laid first; the rest follows in the background. A file ``demo.json`` in
``var`` says that the folder holds a demo and how far it was laid; a second start goes on from there.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from zwgk.cli import serve
from zwgk.cli.supervising import say
from zwgk.rules.errors import BadInput, RuleViolation

HELP = "演示县：建立完整的虚构样例数据并启动（门户、办公、后台任务）"
MARK = "demo.json"
#: the day on which the sample county stands, and the last one that its calendar covers
TODAY, LAST = date(2026, 11, 20), date(2026, 12, 31)


def arguments(parser: argparse.ArgumentParser) -> None:
    """The frozen day, the size, and whatever ``zwgk serve`` takes."""
    parser.add_argument("--today", default=TODAY.isoformat(), help=f"演示日期（默认 {TODAY}，不晚于 {LAST}）")
    parser.add_argument("--scale", type=float, default=1.0, help="数据规模（默认 1；0.02 为小样例，供测试用）")
    parser.add_argument("--lay-only", action="store_true", help="只建立数据，不启动")
    serve.arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Lay what is missing, serve, and print the addresses and a sign-in for every role."""
    today = _day(args.today)
    if not 0 < args.scale <= 1:
        raise BadInput(what="不能建立演示县", why=f"规模“{args.scale}”不在 0 与 1 之间", remedy="请改正 --scale")
    environ = {"ZWGK_DEMO": "true", "ZWGK_TODAY": today.isoformat()}
    os.environ.update(environ)
    from zwgk.config.env import load

    settings = load()
    var = settings.var_dir
    mark = _marked(var, has_server=bool(settings.database_url))
    # the hour of the frozen day is counted from the first start, in every process and after every restart alike
    environ["ZWGK_TODAY_SINCE"] = mark.setdefault("since", datetime.now(UTC).isoformat(timespec="seconds"))
    os.environ.update(environ)
    scale = float(mark.get("scale", args.scale))
    _note(var, mark, scale=scale)
    if not mark.get("first"):
        _lay("first", scale)
        _note(var, mark, first=True)
    if args.lay_only:
        if not mark.get("rest"):
            _lay("rest", scale)
            _note(var, mark, rest=True)
        return 0

    def ready(addresses: serve.Addresses) -> None:
        _announce(addresses, today)
        if mark.get("rest"):
            return
        try:
            _lay("rest", scale)  # waited for here: the child dies with the thread that made it
            _note(var, mark, rest=True)
        except RuleViolation as refusal:
            say(str(refusal))

    return serve.serve(
        host=args.host,
        portal_port=args.portal_port,
        office_port=args.office_port,
        strict=args.strict_ports,
        when_ready=ready,
        environ=environ,
    )


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            what="不能建立演示县", why=f"“{text}”不是日期", remedy="请写成 2026-11-20 的形式", field="today"
        ) from error
    if not TODAY <= day <= LAST:
        raise BadInput(
            what="不能建立演示县",
            why=f"演示日期{day}不在{TODAY}至{LAST}之间（样例数据截至{TODAY}，节假日表到{LAST.year}年）",
            remedy="请改正 --today，或不写这一项",
            field="today",
        )
    return day


def _marked(var: Path, *, has_server: bool) -> dict[str, Any]:
    """What ``demo.json`` says; an empty mark for an empty folder. Errors: :class:`BadInput` for anything else."""
    path = var / MARK
    if path.exists():
        try:
            mark = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(mark, dict) and mark.get("kind") == "zwgk demo":
                return mark
        except ValueError:
            pass
        raise BadInput(what="不能建立演示县", why=f"{path}读不懂", remedy="请用 ZWGK_VAR 指定一个空的数据目录")
    if not has_server and (var / "zwgk.sqlite3").exists():
        raise BadInput(
            what="不能建立演示县",
            why=f"{var}里已有数据，而且不是演示数据",
            remedy="请用 ZWGK_VAR 指定一个空的数据目录；要使用已有数据，请运行 zwgk serve",
        )
    return {"kind": "zwgk demo"}


def _note(var: Path, mark: dict[str, Any], **more: Any) -> None:
    """Write the mark anew, whole or not at all."""
    mark.update(more)
    var.mkdir(parents=True, exist_ok=True)
    fresh = var / f"{MARK}.new"
    fresh.write_text(json.dumps(mark, ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.replace(var / MARK)


def _lay(half: str, scale: float) -> None:
    """Lay one half in a process of its own, so that this one stays small. Errors: :class:`RuleViolation`."""
    from zwgk.cli.supervising import _die_with_parent

    command = [sys.executable, "-m", "zwgk.cli.sample", half, str(scale)]
    done = subprocess.Popen(  # noqa: S603 - our own command
        command, stdin=subprocess.DEVNULL, stdout=sys.stderr, start_new_session=True, preexec_fn=_die_with_parent
    )
    try:
        status = done.wait()
    except KeyboardInterrupt:
        done.send_signal(signal.SIGTERM)
        done.wait()
        raise
    if status:
        raise RuleViolation(
            what="演示县没有建成", why="上面的步骤没有做完", remedy="请按上面的提示处理后再运行一次，会从中断处继续"
        )


def _announce(addresses: serve.Addresses, today: date) -> None:
    from zwgk.cli.sample.signins import PASSWORD, SIGN_INS

    say("")
    say(f"演示县“澜溪市清岚县”已启动（演示日期 {today}，数据纯属虚构）")
    say(f"  门户 {addresses.portal}")
    say(f"  办公 {addresses.office}")
    say(f"  每个岗位一个账号，密码都是 {PASSWORD}：")
    for sign_in in SIGN_INS:
        place = sign_in.unit.replace("/", "")
        say(f"    {sign_in.username:<12}{sign_in.duty.label}　{place}{sign_in.title}")
    say("按 Ctrl-C 停止。")
