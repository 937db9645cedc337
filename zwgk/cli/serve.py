"""``zwgk serve``: portal, office and workers together on one machine."""

from __future__ import annotations

import argparse
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from zwgk.cli.supervising import (
    Child,
    Supervisor,
    face_command,
    free_port,
    is_free,
    prepare,
    say,
    serve_metrics,
    work_command,
)
from zwgk.rules.errors import BadInput

HELP = "门户、办公、后台任务一起运行（单机）"
#: seconds until both faces must have answered once
PATIENCE = 60.0


@dataclass(frozen=True)
class Addresses:
    """Where the faces answer."""

    portal: str
    office: str


def arguments(parser: argparse.ArgumentParser) -> None:
    """``--host`` and ports; by default from the settings."""
    parser.add_argument("--host", help="监听地址")
    parser.add_argument("--portal-port", type=int, help="门户端口")
    parser.add_argument("--office-port", type=int, help="办公端口")
    parser.add_argument("--strict-ports", action="store_true", help="端口被占用时报错，不另找端口")


def run(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    return serve(host=args.host, portal_port=args.portal_port, office_port=args.office_port, strict=args.strict_ports)


def serve(
    *,
    host: str | None = None,
    portal_port: int | None = None,
    office_port: int | None = None,
    strict: bool = False,
    when_ready: Callable[[Addresses], None] | None = None,
    environ: dict[str, str] | None = None,
) -> int:
    """Prepare ``var``, start everything, say where it is, and stay until stopped; returns the exit status.

    ``when_ready`` is called once both faces have answered (default: print the addresses). ``environ`` is added to the
    environment of every process: ``zwgk demo`` hands its frozen date over in it.
    """
    os.environ.update(environ or {})
    from zwgk.config import running
    from zwgk.config.env import load

    settings = load()
    running.serving(settings.var_dir)
    host = host or settings.host
    portal_port = _port(host, portal_port or settings.portal_port, "门户", strict=strict, taken=())
    office_port = _port(host, office_port or settings.office_port, "办公", strict=strict, taken=(portal_port,))
    metrics = free_port("127.0.0.1", settings.metrics_port, taken=(portal_port, office_port))
    metrics_folder = settings.var_dir / "metrics"
    metrics_folder.mkdir(parents=True, exist_ok=True)
    for stale in metrics_folder.glob("*.db"):
        stale.unlink(missing_ok=True)
    environment = {
        **os.environ,
        "ZWGK_VAR": str(settings.var_dir),
        "ZWGK_PORTAL_PORT": str(portal_port),
        "ZWGK_OFFICE_PORT": str(office_port),
        "PROMETHEUS_MULTIPROC_DIR": str(metrics_folder),
    }
    prepare(environment)
    addresses = Addresses(_url(host, portal_port), _url(host, office_port))
    supervisor = Supervisor(
        [
            Child("门户", face_command("portal", host=host, port=portal_port, threads=4, workers=1)),
            Child("办公", face_command("office", host=host, port=office_port, threads=4, workers=1)),
            Child("即时任务", work_command("now")),
            Child("慢速任务", work_command("slow")),
        ],
        environment,
    )
    serve_metrics(metrics_folder, metrics)

    def started() -> None:
        if wait_until_healthy([addresses.portal, addresses.office], stopped=supervisor.over.is_set):
            (when_ready or _announce)(addresses)
        elif not supervisor.over.is_set():
            say(f"{PATIENCE:.0f} 秒内没有全部就绪，请查看上面的日志，或运行 zwgk check。")

    return supervisor.run(started)


def wait_until_healthy(urls: list[str], *, stopped: Callable[[], bool]) -> bool:
    """True once ``/healthz`` of each has answered 200; False after :data:`PATIENCE` or when stopped."""
    deadline = time.monotonic() + PATIENCE
    waiting = list(urls)
    while waiting and time.monotonic() < deadline and not stopped():
        if _is_healthy(waiting[0]):
            waiting.pop(0)
        else:
            time.sleep(0.1)
    return not waiting


def _is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}healthz", timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _announce(addresses: Addresses) -> None:
    say(f"门户 {addresses.portal}")
    say(f"办公 {addresses.office}")
    say("按 Ctrl-C 停止。")


def _port(host: str, wanted: int, name: str, *, strict: bool, taken: tuple[int, ...]) -> int:
    if strict and not is_free(host, wanted):
        raise BadInput(
            what="不能启动", why=f"{name}端口 {wanted} 已被占用", remedy="请停止占用它的程序，或改用其他端口"
        )
    port = free_port(host, wanted, taken=taken)
    if port != wanted:
        say(f"{name}端口 {wanted} 已被占用，改用 {port}。")
    return port


def _url(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"
