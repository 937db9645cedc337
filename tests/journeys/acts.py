"""``python -m tests.journeys.acts``: one JSON list of ``[name, argument, …]`` a line; answers one list a line.

It stays open for the whole journey, because starting Django takes longer than any act.
"""

from __future__ import annotations

import json
import sys
import traceback
from typing import Any

from zwgk.cli.ready import django_ready


def main() -> None:
    """Do what comes in, in order; a fault is an answer too, with its traceback."""
    django_ready(migrated=False)
    from tests.journeys import answering, keeping_back, offices

    for line in sys.stdin:
        answer: dict[str, Any]
        try:
            answer = {"done": [_act(name, offices, keeping_back, answering)(*rest) for name, *rest in json.loads(line)]}
        except Exception:  # noqa: BLE001 - whatever it is, the test shows it
            answer = {"fault": traceback.format_exc()[-4000:]}
        print(json.dumps(answer), flush=True)  # noqa: T201


def _act(name: str, *modules: Any) -> Any:
    return next(getattr(module, name) for module in modules if hasattr(module, name))


if __name__ == "__main__":
    main()
