"""One parent for the processes of a machine: starts them, restarts the dead, stops all cleanly. Stays small itself."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from zwgk.rules.errors import BadInput, RuleViolation

#: seconds that a child gets to finish what it holds before it is killed (what it held is taken again by its lease)
GRACE = 20.0
#: a child that dies so often within a minute is not restarted any more: the whole stops and says so
TOO_OFTEN = 5
#: exit status of a child that asks to be started afresh (EX_TEMPFAIL): no fault, nothing to say
AFRESH = 75
_PR_SET_PDEATHSIG = 1
#: loaded beforehand: between fork and exec nothing may be imported or allocated at leisure
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass
class Child:
    """A process to keep alive."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)
    restart_at: float = 0.0


class Supervisor:
    """Runs children until told to stop (Ctrl-C, SIGTERM, :meth:`stop`)."""

    def __init__(self, children: Sequence[Child], environ: Mapping[str, str]) -> None:
        self.children = list(children)
        self.environ = dict(environ)
        self.over = threading.Event()

    def run(self, when_started: Callable[[], None] | None = None) -> int:
        """Start all, keep them alive; returns 0 after an orderly stop, 1 where a child would not live."""
        signal.signal(signal.SIGTERM, lambda *_: self.over.set())
        signal.signal(signal.SIGINT, lambda *_: self.over.set())
        status = 0
        try:
            for child in self.children:
                self._start(child)
            if when_started is not None:
                threading.Thread(target=when_started, daemon=True).start()
            while not self.over.wait(0.25):
                if not self._keep_alive():
                    status = 1
                    break
        finally:
            self._stop_all()
        return status

    def stop(self) -> None:
        """Ask :meth:`run` to come to its end."""
        self.over.set()

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(  # noqa: S603 - our own commands
            list(child.command),
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,  # standard output belongs to the command that was asked for
            start_new_session=True,  # a Ctrl-C at the terminal comes to us alone; we pass it on in order
            preexec_fn=_die_with_parent,
        )
        child.restart_at = 0.0

    def _keep_alive(self) -> bool:
        now = time.monotonic()
        for child in self.children:
            process = child.process
            if process is not None and process.poll() == AFRESH:
                self._start(child)
            elif process is not None and process.poll() is not None:
                child.deaths = [moment for moment in child.deaths if now - moment < 60] + [now]
                if len(child.deaths) > TOO_OFTEN:
                    say(f"{child.name} 一分钟内退出 {len(child.deaths)} 次，不再重启，全部停止。请查看上面的日志。")
                    return False
                wait = min(2.0 ** (len(child.deaths) - 1), 10.0)
                say(f"{child.name} 意外退出（{process.returncode}），{wait:.0f} 秒后重启")
                child.process, child.restart_at = None, now + wait
            elif process is None and now >= child.restart_at:
                self._start(child)
        return True

    def _stop_all(self) -> None:
        living = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in living:
            process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for process in living:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)  # start_new_session made it the leader of its group
                process.wait()


def _die_with_parent() -> None:
    """Linux: a child whose supervisor is killed hears SIGTERM. Elsewhere it has to be stopped by hand."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def say(text: str) -> None:
    """Write to the person at the terminal."""
    print(text, file=sys.stderr, flush=True)


def free_port(host: str, wanted: int, *, taken: Sequence[int] = (), tries: int = 50) -> int:
    """Return ``wanted``, or the next port that is free. Errors: :class:`BadInput` where none of ``tries`` is."""
    for port in range(wanted, min(wanted + tries, 65536)):
        if port not in taken and is_free(host, port):
            return port
    raise BadInput(
        what="不能启动", why=f"{host} 上 {wanted} 起的 {tries} 个端口都被占用", remedy="请在设置中改用其他端口"
    )


def is_free(host: str, port: int) -> bool:
    """True where nothing listens there. Errors: :class:`BadInput` for an address this machine has not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise BadInput(
                what="不能启动", why=f"没有权限使用端口 {port}", remedy="请改用 1024 以上的端口，由反向代理转发"
            ) from error
        except socket.gaierror as error:
            raise BadInput(what="不能启动", why=f"监听地址“{host}”不存在", remedy="请改正设置 ZWGK_HOST") from error
        except OSError as error:
            if error.errno == 99:  # EADDRNOTAVAIL
                raise BadInput(what="不能启动", why=f"本机没有地址“{host}”", remedy="请改正设置 ZWGK_HOST") from error
            return False
    return True


def face_command(face: str, *, host: str, port: int, threads: int, workers: int) -> list[str]:
    """The server of one face."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(threads), "--http", "1", "--no-ws"),
        *("--respawn-failed-workers", "--log-level", "warning"),
        f"zwgk.config.wsgi_{face}:application",
    ]


def work_command(queue: str) -> list[str]:
    """The worker of one queue."""
    return [sys.executable, "-m", "zwgk.cli.main", "work", "--queue", queue]


def prepare(environ: Mapping[str, str]) -> None:
    """Migrate and collect static files in a process that goes away again. Errors: :class:`RuleViolation`."""
    done = subprocess.run(
        [sys.executable, "-m", "zwgk.config.prepare"], env=dict(environ), stdout=sys.stderr, check=False
    )
    if done.returncode:
        raise RuleViolation(what="不能启动", why="数据库或静态文件没有准备好", remedy="请按上面的提示处理后再试")


def serve_metrics(folder: Path, port: int) -> None:
    """Serve what the processes have written into ``folder`` at ``127.0.0.1:port/metrics``; busy port: somebody does."""
    from prometheus_client import CollectorRegistry, start_http_server
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder))  # type: ignore[no-untyped-call]
    start_http_server(port, addr="127.0.0.1", registry=registry)
