"""A PostgreSQL of the tests' own: a cluster in a temporary directory, gone when the command is.

``python -m tests.postgres COMMAND …`` runs the command with ``ZWGK_TEST_DATABASE_URL`` set (the owner's account) and
``ZWGK_TEST_PORTAL_ROLE`` (the portal's restricted account, made beside it).
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PORTAL_ROLE = "zwgk_portal"


def binaries() -> Path | None:
    """The folder with ``initdb``, newest version first; None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[4]), reverse=True)
    if found:
        return found[0].parent
    there = shutil.which("initdb")
    return Path(there).parent if there else None


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster on a socket of its own and yield its URL. As root it runs under the user ``postgres``."""
    folder = binaries()
    if folder is None:
        raise SystemExit("没有安装 PostgreSQL：apt-get install -y postgresql")
    home = Path(tempfile.mkdtemp(prefix="zwgk-pg-", dir="/tmp"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(home, account.pw_uid, account.pw_gid)
        as_user = ["runuser", "-u", "postgres", "--"]
    data, password = home / "data", secrets.token_hex(12)

    def tool(name: str, *words: str) -> None:
        subprocess.run([*as_user, str(folder / name), *words], check=True, stdout=subprocess.DEVNULL, cwd=home)

    tool("initdb", "-D", str(data), "-U", "zwgk", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    quick = (
        "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB -c max_connections=60"
    )
    options = f"-c listen_addresses='' -c unix_socket_directories={home} {quick}"
    tool("pg_ctl", "-D", str(data), "-l", str(home / "log"), "-w", "-o", options, "start")
    try:
        make_role = f"CREATE ROLE {PORTAL_ROLE} LOGIN PASSWORD '{password}'"
        tool("psql", "-h", str(home), "-U", "zwgk", "-d", "postgres", "-q", "-c", make_role)
        yield f"postgresql://zwgk@/postgres?host={home}"
    finally:
        tool("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run a command beside a cluster; returns its exit status."""
    with cluster() as url:
        environ = {**os.environ, "ZWGK_TEST_DATABASE_URL": url, "ZWGK_TEST_PORTAL_ROLE": PORTAL_ROLE}
        return subprocess.run(command, env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
