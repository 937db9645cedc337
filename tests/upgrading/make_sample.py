"""A small system as a release left it: ``python tests/upgrading/make_sample.py CHECKOUT OUT.tar.xz``.

Run once for each release, in an environment with its requirements, from a checkout of its tag; what comes out is kept
here for good, and every later release must be able to upgrade it.
"""

from __future__ import annotations

import io
import lzma
import os
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path


def main(checkout: Path, out: Path) -> None:
    """Lay the smallest sample county with the release's own command and pack its database and files."""
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder) / "var"
        environ = {**os.environ, "ZWGK_VAR": str(var), "PYTHONPATH": str(checkout)}
        command = [sys.executable, "-m", "zwgk.cli.main", "demo", "--lay-only", "--scale", "0.02"]
        subprocess.run(command, env=environ, cwd=checkout, check=True)
        with sqlite3.connect(var / "zwgk.sqlite3", isolation_level=None) as database:
            database.execute("PRAGMA journal_mode=DELETE")
            database.execute("VACUUM")
        members = {"zwgk.sqlite3": var / "zwgk.sqlite3"}
        members |= {str(path.relative_to(var)): path for path in sorted((var / "files").rglob("*")) if path.is_file()}
        plain = io.BytesIO()
        with tarfile.open(fileobj=plain, mode="w") as tar:
            for name, path in members.items():
                info = tarfile.TarInfo(name)
                info.size = path.stat().st_size
                with path.open("rb") as file:
                    tar.addfile(info, file)
        out.write_bytes(lzma.compress(plain.getvalue(), preset=9))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
