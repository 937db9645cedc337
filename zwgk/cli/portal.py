"""``zwgk portal``: the public's process alone, for servers."""

from __future__ import annotations

import argparse

from zwgk.cli import face

HELP = "只运行门户（服务器上分别运行时用）"
arguments = face.arguments


def run(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    return face.run("portal", "门户", args)
