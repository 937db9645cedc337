"""The layer before Django: finished pages go out from the shelf without a query; everything else falls through.

Only an exact path without a question mark is looked for, under the name that the ledger gives it.
What a page may keep in memory is checked against its file at every request, so a page taken down is gone at once.
"""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from zwgk.publishing.shelf import name_of
from zwgk.ui.visits import Log

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Headers = list[tuple[str, str]]

#: bytes of pages that one process keeps in memory
IN_MEMORY = 32 * 1024 * 1024


class Kept:
    """A page as read from the shelf: the signature of its file, its headers, the bytes by coding."""

    __slots__ = ("bodies", "etag", "headers", "signature", "size")

    def __init__(self, signature: tuple[int, int, int], base: str) -> None:
        with open(f"{base}.h", encoding="utf-8") as file:
            stored = json.load(file)
        self.signature = signature
        self.etag: str = stored["etag"]
        self.headers: Headers = [(name, value) for name, value in stored["headers"]]
        self.bodies: dict[str, bytes] = {}
        for coding, suffix in (("br", ".br"), ("gzip", ".gz"), ("", "")):
            with open(f"{base}{suffix}", "rb") as body:
                self.bodies[coding] = body.read()
        self.size = sum(map(len, self.bodies.values()))


class ShelfLayer:
    """``ShelfLayer(application, folder)``: a WSGI application that asks the shelf first.

    Whoever answers, the request is one line in the log (``log``, by default beside the folder); ``trust_proxy`` (by
    default as set) takes the reader's address from our own proxy.
    """

    def __init__(
        self, application: Application, folder: Path, *, log: Log | None = None, trust_proxy: bool | None = None
    ) -> None:
        self.application = application
        self.folder = str(folder)
        self.log = Log(folder.parent / "log") if log is None else log
        self.trust_proxy = bool(settings.ENV.trust_proxy) if trust_proxy is None else trust_proxy
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._size = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if (method == "GET" or method == "HEAD") and not environ.get("QUERY_STRING"):
            page = self._page(environ.get("PATH_INFO") or "/")
            if page is not None:
                return self._answer(page, method, environ, start_response)

        def noted(status: str, headers: Headers, exc_info: Any = None) -> Any:
            length = next((value for name, value in headers if name.lower() == "content-length"), "0")
            self._note(environ, int(status[:3]), int(length) if length.isdigit() else 0)
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        return self.application(environ, noted)

    def _answer(
        self, page: Kept, method: str, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if page.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", [*page.headers, ("ETag", page.etag)])
            self._note(environ, 304, 0)
            return [b""]
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        coding = "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""
        body = page.bodies[coding]
        headers = [*page.headers, ("ETag", page.etag), ("Content-Length", str(len(body)))]
        if coding:
            headers.append(("Content-Encoding", coding))
        start_response("200 OK", headers)
        self._note(environ, 200, len(body))
        return [b""] if method == "HEAD" else [body]

    def _page(self, path: str) -> Kept | None:
        name = name_of(path)
        if name is None:
            return None
        base = f"{self.folder}/{name}"
        try:
            found = os.stat(base)
        except OSError:
            if path in self._kept:
                self._drop(path)
            return None
        signature = (found.st_ino, found.st_mtime_ns, found.st_size)
        page = self._kept.get(path)
        if page is not None and page.signature == signature:
            self._kept.move_to_end(path)
            return page
        try:
            page = Kept(signature, base)
        except (OSError, ValueError):  # taken away, or being replaced, between two calls
            return None
        self._keep(path, page)
        return page

    def _keep(self, path: str, page: Kept) -> None:
        if path in self._kept:
            self._drop(path)
        self._kept[path] = page
        self._size += page.size
        while self._size > IN_MEMORY and self._kept:
            _, oldest = self._kept.popitem(last=False)
            self._size -= oldest.size

    def _drop(self, path: str) -> None:
        dropped = self._kept.pop(path, None)
        if dropped is not None:
            self._size -= dropped.size

    def _note(self, environ: dict[str, Any], status: int, size: int) -> None:
        address = environ.get("REMOTE_ADDR", "")
        if self.trust_proxy:
            address = environ.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
        path = environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace")
        self.log.write(environ["REQUEST_METHOD"], path, status, size, address, environ.get("HTTP_USER_AGENT", ""))
