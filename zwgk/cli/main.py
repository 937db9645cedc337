"""The ``zwgk`` command: one module per command, loaded only when asked for.

Every module of :data:`COMMANDS` defines ``HELP`` (one Chinese line), ``arguments(parser)`` and ``run(args) -> int``.
Exit status: 0 done, 1 done with faults or refused, 2 wrong usage. Standard output carries the answer and nothing else.
"""

from __future__ import annotations

import argparse
import importlib
import io
import sys
from collections.abc import Sequence
from types import ModuleType

from zwgk import __version__
from zwgk.rules.errors import RuleViolation

#: command → module below ``zwgk.cli``; in the order in which ``zwgk --help`` shows them.
COMMANDS: dict[str, str] = {
    "serve": "serve",
    "demo": "demo",
    "portal": "portal",
    "office": "office",
    "work": "work",
    "init": "init",
    "user": "user",
    "keys": "keys",
    "config": "config",
    "check": "check",
    "backup": "backup",
    "restore": "restore",
    "upgrade": "upgrade",
    "verify": "verify",
    "reindex": "reindex",
    "shelve": "shelve",
    "due": "due",
    "workdays": "workdays",
    "privacy": "privacy",
    "metadata": "metadata",
    "tasks": "tasks",
    "report": "report",
    "letter": "letter",
    "import": "importing",
    "export": "exporting",
    "search": "search",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() not in {"utf-8", "utf8"}:
            stream.reconfigure(encoding="utf-8")  # JSON lines are UTF-8 whatever the terminal's locale
    name = next((word for word in words if not word.startswith("-")), None)
    parser = argparse.ArgumentParser(prog="zwgk", description="政务公开 · 政府信息公开系统")
    parser.add_argument("--version", action="version", version=f"zwgk {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True)
    chosen: ModuleType | None = None
    wanted = COMMANDS if name not in COMMANDS else {name: COMMANDS[name]}
    for command, module_name in wanted.items():
        module = importlib.import_module(f"zwgk.cli.{module_name}")
        sub = commands.add_parser(command, help=module.HELP, description=module.HELP)
        module.arguments(sub)
        if command == name:
            chosen = module
    args = parser.parse_args(words)
    if chosen is None:  # argparse has already explained an unknown command
        return 2
    try:
        return int(chosen.run(args))
    except RuleViolation as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away (… | head): nothing more to say
        return 0


if __name__ == "__main__":
    sys.exit(main())
