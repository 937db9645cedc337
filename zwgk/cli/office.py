"""``zwgk office``: the staff's process alone, for servers."""

from __future__ import annotations

import argparse

from zwgk.cli import face

HELP = "只运行办公（服务器上分别运行时用）"
arguments = face.arguments


def run(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    return face.run("office", "办公", args)
