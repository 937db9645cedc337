"""Run by its test in a process of its own: children file applications and are killed; what is there then is printed."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

ROUNDS, WRITERS = 3, 2


def main(folder: Path) -> None:
    """Set a small place up, let children file and die, open the cases, print what came of it."""
    from zwgk.cli.ready import django_ready

    django_ready(migrated=False)
    from django.db import connections
    from django.utils import timezone

    from benchmarks import requests_writer
    from zwgk.inforequests import jobs
    from zwgk.inforequests.identity import keys
    from zwgk.inforequests.models import Filing, InfoRequest
    from zwgk.people import actions
    from zwgk.people.actor import SYSTEM
    from zwgk.people.models import UnitKind

    top = actions.add_unit("清岚县人民政府", UnitKind.GOVERNMENT, parent=None, actor=SYSTEM)
    actions.add_unit("清岚县商务局", UnitKind.DEPARTMENT, parent=top, actor=SYSTEM)
    keys.ensure(at=timezone.now())
    connections.close_all()
    for round_ in range(ROUNDS):
        children = []
        for writer in range(WRITERS):
            pid = os.fork()
            if pid == 0:
                requests_writer.main(["--seconds", "60", "--receipts", str(folder / f"receipts-{writer}")])
                os._exit(0)
            children.append(pid)
        time.sleep(0.3 + 0.07 * round_)
        for pid in children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    while jobs.take_in_new():
        pass
    numbers = Filing.objects.values_list("number", flat=True)
    sys.stdout.write(" ".join(["FOUND", str(InfoRequest.objects.count()), str(Filing.objects.count()), *numbers]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
