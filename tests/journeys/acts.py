"""``python -m tests.journeys.acts``: does a list of ``[name, argument, …]`` from standard input, in one process."""

from __future__ import annotations

import json
import sys

from zwgk.cli.ready import django_ready


def main() -> None:
    """Do them in order; standard output is the list of what they returned."""
    django_ready(migrated=False)
    from tests.journeys import offices

    print(json.dumps([getattr(offices, name)(*rest) for name, *rest in json.load(sys.stdin)]))  # noqa: T201


if __name__ == "__main__":
    main()
