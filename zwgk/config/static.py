"""Static files of both faces, served by ourselves: hashed names for ever, precompressed, with nothing to configure."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from pathlib import Path
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

HASHED = re.compile(r"\.[0-9a-f]{12}\.[^/]+$")
COMPRESSIBLE = (".css", ".js", ".mjs", ".svg", ".json", ".html", ".txt", ".map")
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}


class StaticLayer:
    """Answers what lies below ``url`` from ``folder``; everything else is the application's."""

    def __init__(self, application: WSGIApplication, folder: Path, url: str) -> None:
        self.application, self.folder, self.url = application, folder.resolve(), url

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path: str = environ.get("PATH_INFO", "")
        if not path.startswith(self.url):
            return self.application(environ, start_response)
        if environ.get("REQUEST_METHOD") not in {"GET", "HEAD"}:
            return _plain(start_response, "405 Method Not Allowed", [("Allow", "GET, HEAD")])
        file = self._file(path.removeprefix(self.url))
        if file is None:
            return _plain(start_response, "404 Not Found")
        return self._answer(file, environ, start_response)

    def _file(self, name: str) -> Path | None:
        try:
            name = name.encode("latin-1").decode("utf-8")  # WSGI hands the path over byte by byte
            file = (self.folder / name).resolve()
        except (ValueError, UnicodeError, OSError):
            return None
        hidden = any(part.startswith(".") for part in file.parts[len(self.folder.parts) :])
        return file if file.is_relative_to(self.folder) and not hidden and file.is_file() else None

    def _answer(self, file: Path, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        stat = file.stat()
        etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
        headers = [
            ("ETag", etag),
            ("Vary", "Accept-Encoding"),
            ("X-Content-Type-Options", "nosniff"),
            (
                "Cache-Control",
                "public, max-age=31536000, immutable" if HASHED.search(file.name) else "public, max-age=60",
            ),
        ]
        if environ.get("HTTP_IF_NONE_MATCH") == etag:
            start_response("304 Not Modified", headers)
            return []
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        for coding, suffix in (("br", ".br"), ("gzip", ".gz")):
            packed = file.with_name(file.name + suffix)
            if coding in accepted and packed.is_file():
                file = packed
                headers.append(("Content-Encoding", coding))
                break
        body = file.read_bytes()
        headers += [("Content-Type", kind), ("Content-Length", str(len(body)))]
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _plain(start_response: StartResponse, status: str, headers: list[tuple[str, str]] | None = None) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain; charset=utf-8"), *(headers or [])])
    return [status.encode()]


def compress(folder: Path) -> int:
    """Lay ``.br`` and ``.gz`` beside every compressible file that shrinks by it; returns how many files got them."""
    count = 0
    for file in sorted(folder.rglob("*")):
        if file.suffix not in COMPRESSIBLE or not file.is_file():
            continue
        body = file.read_bytes()
        packed = {".br": brotli.compress(body, quality=9), ".gz": gzip.compress(body, 9, mtime=0)}
        if len(packed[".gz"]) < len(body):
            for suffix, data in packed.items():
                file.with_name(file.name + suffix).write_bytes(data)
            count += 1
    return count


def version_of(files: Mapping[str, Path]) -> str:
    """A digest over names and contents: it moves when any static file does."""
    digest = hashlib.sha256()
    for name, file in sorted(files.items()):
        digest.update(name.encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
