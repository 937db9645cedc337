"""Real worker processes over a real database, for the tests that kill them."""

from __future__ import annotations

import os
import subprocess
import sys
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
        self, *command: str, check: bool = True, timeout: float = 60, **more: str
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
        self, *words: str, check: bool = True, timeout: float = 60, **more: str
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


@contextmanager
def house(var: Path) -> Iterator[House]:
    """A scratch installation on the database under test; empty, not yet migrated."""
    server = os.environ.get("ZWGK_TEST_DATABASE_URL", "")
    if not server:
        yield House(var)
        return
    name = f"house_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield House(var, urlunsplit(urlsplit(server)._replace(path=f"/{name}")))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
