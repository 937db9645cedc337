"""What ``zwgk portal`` and ``zwgk office`` have in common: one face on a server of its own."""

from __future__ import annotations

import argparse
import os

from zwgk.cli.supervising import Child, Supervisor, face_command, is_free, prepare, say, serve_metrics
from zwgk.rules.errors import BadInput


def arguments(parser: argparse.ArgumentParser) -> None:
    """Address, port, processes and threads."""
    parser.add_argument("--host", help="监听地址")
    parser.add_argument("--port", type=int, help="端口")
    parser.add_argument("--workers", type=int, default=1, help="进程数（默认 1）")
    parser.add_argument("--threads", type=int, default=4, help="每个进程的线程数（默认 4）")


def run(face: str, name: str, args: argparse.Namespace) -> int:
    """Serve one face until stopped."""
    from zwgk.config import running
    from zwgk.config.env import load

    settings = load()
    host = args.host or settings.host
    port = args.port or (settings.portal_port if face == "portal" else settings.office_port)
    if not is_free(host, port):
        raise BadInput(
            what="不能启动", why=f"{name}端口 {port} 已被占用", remedy="请停止占用它的程序，或用 --port 改用其他端口"
        )
    running.serving(settings.var_dir)
    folder = settings.var_dir / "metrics"
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "ZWGK_VAR": str(settings.var_dir), "PROMETHEUS_MULTIPROC_DIR": str(folder)}
    prepare(environment)
    if is_free("127.0.0.1", settings.metrics_port):  # else another of our commands on this machine serves the folder
        serve_metrics(folder, settings.metrics_port)
    say(f"{name} {host}:{port}")
    command = face_command(face, host=host, port=port, threads=args.threads, workers=args.workers)
    return Supervisor([Child(name, command)], environment).run()
