"""nginx with the very file of ``deploy/nginx``, and beside it in the same program a plain site with one file.

Both are logged, one line a request and buffered alike: the plain site in nginx's own format, ours as the access log
wants it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.serving_instance import Page
from benchmarks.serving_load import BenchmarkFault, Server, free_port, running

SAMPLE = Path(__file__).resolve().parents[2] / "deploy" / "nginx" / "zwgk.conf"
#: where the sample says what each installation sets for itself
VAR, BACKEND, LISTEN = "/var/lib/zwgk", "127.0.0.1:8000", "listen 80;"
_FRAME = """
{user}
daemon off;
worker_processes auto;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
pcre_jit on;
events {{ worker_connections 768; }}
http {{
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log {folder}/access.log combined buffer=32k flush=1s;
    gzip on;
    client_body_temp_path {folder}/temp; proxy_temp_path {folder}/temp; fastcgi_temp_path {folder}/temp;
    uwsgi_temp_path {folder}/temp; scgi_temp_path {folder}/temp;
    include {folder}/zwgk.conf;
    server {{
        listen 127.0.0.1:{plain};
        root {folder}/plain;
    }}
}}
"""


class Nginx:
    """nginx below ``folder`` over the finished pages of the installation in ``var``, before the portal ``backend``."""

    def __init__(self, folder: Path, *, var: Path, backend: str) -> None:
        self.folder, self.var, self.backend = folder, var, urlsplit(backend).netloc

    @contextmanager
    def serve(self, page: Page) -> Iterator[tuple[Server, Server]]:
        """Yields two addresses of one program: the page from the shelf, and a plain file with the same bytes."""
        program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        if program is None:
            raise BenchmarkFault("nginx is not installed: apt-get install nginx, or --no-nginx")
        shelf, plain = free_port(), free_port()
        (self.folder / "plain").mkdir(parents=True)
        (self.folder / "plain" / "page.html").write_bytes(page.content)
        (self.var / "log").mkdir(exist_ok=True)
        (self.folder / "zwgk.conf").write_text(self.sample(shelf), encoding="utf-8")
        user = "user root;" if os.geteuid() == 0 else ""  # root's own temporary folder, which no other account reads
        frame = _FRAME.format(user=user, folder=self.folder, plain=plain)
        (self.folder / "nginx.conf").write_text(frame, encoding="utf-8")
        command = [program, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
        command += ["-e", str(self.folder / "error.log")]
        environ = {**os.environ, "TZ": "Asia/Shanghai"}
        ready = f"http://127.0.0.1:{plain}/page.html"
        with running(command, environ, until=ready, log=self.folder / "nginx.log") as pid:
            yield Server(f"http://127.0.0.1:{shelf}{page.path}", pid), Server(ready, pid)

    def sample(self, port: int) -> str:
        """The sample with this installation's folder and ports. Errors: :class:`BenchmarkFault`: it has changed."""
        text = SAMPLE.read_text(encoding="utf-8")
        for before, after in (
            (VAR, str(self.var)),
            (BACKEND, self.backend),
            (LISTEN, f"listen 127.0.0.1:{port};"),
        ):
            if before not in text:
                raise BenchmarkFault(f"{SAMPLE} does not say {before}")
            text = text.replace(before, after)
        return text
