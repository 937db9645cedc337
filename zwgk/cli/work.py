"""``zwgk work``: the background workers; both queues as processes of their own, or one queue in this process."""

from __future__ import annotations

import argparse
import os
import signal
import threading

from zwgk.cli.ready import django_ready
from zwgk.cli.supervising import AFRESH, Child, Supervisor, is_free, prepare, serve_metrics, work_command

HELP = "只运行后台任务（服务器上分别运行时用）"
#: how often the worker writes the state of the queue into the metrics, in seconds
METRICS_EVERY = 15.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """``--queue``: work in this very process."""
    parser.add_argument("--queue", choices=["now", "slow"], help="只做一个队列，就在本进程中")


def run(args: argparse.Namespace) -> int:
    """Work until stopped."""
    return _one(args.queue) if args.queue else _both()


def _both() -> int:
    from zwgk.config import running
    from zwgk.config.env import load

    settings = load()
    running.serving(settings.var_dir)
    folder = settings.var_dir / "metrics"
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "ZWGK_VAR": str(settings.var_dir), "PROMETHEUS_MULTIPROC_DIR": str(folder)}
    prepare(environment)
    if is_free("127.0.0.1", settings.metrics_port):
        serve_metrics(folder, settings.metrics_port)
    children = [Child("即时任务", work_command("now")), Child("慢速任务", work_command("slow"))]
    return Supervisor(children, environment).run()


def _one(queue: str) -> int:
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    django_ready(migrated=False)
    from zwgk.jobs import worker
    from zwgk.jobs.registry import every

    if queue == "now" and "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from zwgk.config.metrics import record_queue

        every(seconds=int(METRICS_EVERY), name="config.record_queue")(record_queue)
    return AFRESH if worker.run([queue], stop) else 0
