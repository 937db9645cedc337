"""Run as a program in a scratch installation: jobs whose effect can be counted, and a worker that does them.

``witness.py put N | work SECONDS | count``. Each job appends its key to ``seen`` and commits a row, so that a
test can tell whether something was lost or done twice.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from zwgk.cli.ready import django_ready


def main(what: str, number: str = "0") -> None:
    django_ready(migrated=False)
    from django.db import transaction

    from zwgk.jobs import registry, worker
    from zwgk.jobs.killpoints import killpoint
    from zwgk.jobs.models import OPEN, Job
    from zwgk.jobs.queue import enqueue, handler

    def stop_when_idle(stop: threading.Event, longest: float) -> None:
        end = time.monotonic() + longest
        while time.monotonic() < end and Job.objects.filter(handler__startswith="witness", state__in=OPEN).exists():
            time.sleep(0.1)
        stop.set()

    registry.LEASE = timedelta(seconds=float(os.environ.get("WITNESS_LEASE", "1.2")))

    @handler("witness.write")
    def write(key: str, **_: Any) -> None:
        with Path("seen").open("a", encoding="utf-8") as file:
            file.write(f"{key}\n")
        killpoint("witness.half")

    @handler("witness.slow")
    def slow(key: str, **_: Any) -> None:
        time.sleep(3)
        with Path("seen").open("a", encoding="utf-8") as file:
            file.write(f"{key}\n")

    if what == "put":
        with transaction.atomic():
            for turn in range(int(number)):
                enqueue("witness.write", key=str(turn), args={"key": str(turn)})
    elif what == "put-slow":
        enqueue("witness.slow", key="slow", args={"key": "slow"}, queue="slow")
    elif what == "work":
        stop = threading.Event()
        threading.Thread(target=stop_when_idle, args=(stop, float(number)), daemon=True).start()
        worker.run(["now", "slow"], stop)
    elif what == "swell":
        registry.load()
        worker.IDLE = 0.5
        held = []
        stop = threading.Event()
        threading.Timer(float(number), stop.set).start()
        threading.Timer(1.0, lambda: held.append(b"x" * 60 * 1024 * 1024)).start()
        sys.stdout.write("afresh" if worker.run(["slow"], stop) else "stopped")
        sys.stdout.flush()
        os._exit(0)  # the timer of the longest wait need not be waited for
    elif what == "count":
        rows = list(Job.objects.values_list("handler", "key", "state", "attempts"))
        sys.stdout.write(json.dumps([row for row in rows if str(row[0]).startswith("witness")]))


if __name__ == "__main__":
    main(*sys.argv[1:])
