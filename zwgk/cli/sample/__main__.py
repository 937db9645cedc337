"""``python -m zwgk.cli.sample first|rest``: the two halves of laying, each in a process that goes away again."""

from __future__ import annotations

import os
import sys

from zwgk.cli.ready import django_ready
from zwgk.rules.errors import RuleViolation


def main() -> int:
    """Lay one half; says on standard error what it does. Returns the exit status."""
    from zwgk.cli.supervising import say

    half, scale = sys.argv[1], float(sys.argv[2])
    try:
        if half == "rest":
            os.nice(10)  # the pages come first
        django_ready()
        from zwgk.cli.sample import laying
        from zwgk.cli.sample.size import Size

        {"first": laying.first, "rest": laying.rest}[half](Size(scale), say=say)
    except RuleViolation as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
