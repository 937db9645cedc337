"""Real worker processes over a real database, for the tests that kill them."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class House:
    """A scratch installation: a ``var`` of its own and, where the tests run on PostgreSQL, a database of its own."""

    var: Path
    database_url: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    def environ(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZWGK_", "DJANGO_"))}
        return {
            **kept,
            "ZWGK_VAR": str(self.var),
            "ZWGK_DATABASE_URL": self.database_url,
            "PYTHONPATH": str(ROOT),
            **self.extra,
            **more,
        }

    def run(
        self, *command: str, check: bool = True, timeout: float = 180, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run ``python COMMAND…`` in the house and wait for it."""
        return subprocess.run(
            [sys.executable, *command],
            env=self.environ(**more),
            cwd=self.var,
            check=check,
            capture_output=True,
            text=True,
            timeout=timeout,
        )

    def zwgk(
        self, *words: str, check: bool = True, timeout: float = 180, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the ``zwgk`` command."""
        return self.run("-m", "zwgk.cli.main", *words, check=check, timeout=timeout, **more)

    def start(self, *command: str, **more: str) -> subprocess.Popen[str]:
        """Start ``python COMMAND…`` and leave it running."""
        return subprocess.Popen(
            [sys.executable, *command],
            env=self.environ(**more),
            cwd=self.var,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )


#: the server under test; empty: SQLite
SERVER = os.environ.get("ZWGK_TEST_DATABASE_URL", "")


@contextmanager
def house(var: Path, *, migrated: bool = False) -> Iterator[House]:
    """A scratch installation on the database under test: empty, or ``migrated`` with its tables made."""
    if not SERVER:
        if migrated:
            shutil.copy(_model(), var)
        yield House(var)
        return
    name = f"house_{uuid.uuid4().hex[:12]}"
    _ask_server(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{_model()}"' if migrated else ""))
    try:
        yield House(var, _url(name))
    finally:
        _ask_server(f'DROP DATABASE "{name}" WITH (FORCE)')


@functools.cache
def _model() -> str:
    """A migrated database to copy, made once: the file, or its name on the server (which goes when the server goes)."""
    var = Path(tempfile.mkdtemp(prefix="zwgk-model-"))
    atexit.register(shutil.rmtree, var, ignore_errors=True)
    name = f"model_{uuid.uuid4().hex[:12]}"
    if SERVER:
        _ask_server(f'CREATE DATABASE "{name}"')
    House(var, _url(name) if SERVER else "").run("-m", "zwgk.config.prepare")
    return name if SERVER else str(var / "zwgk.sqlite3")


def _url(name: str) -> str:
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


def _ask_server(statement: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(statement)
