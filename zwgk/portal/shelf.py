"""Finished pages: rendered by the real views, written with their packed forms, kept in step with the ledger.

Only the worker and ``zwgk shelve`` write here. A page is put in place inside the transaction in which the ledger says
that it is fresh, and looked at once more afterwards: a withdrawal that came in between wins, whatever the order.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from django.utils import timezone

from zwgk.portal import shell, wanted
from zwgk.portal.layer import ShelfLayer
from zwgk.portal.tree import PLACES
from zwgk.publishing import addresses, queries, shelf

__all__ = ["Outcome", "Rendered", "ShelfLayer", "render", "security_headers", "shelve", "shelve_wanted"]

#: a page that changes as often as this while it is rendered is left to Django until it rests
TURNS = 3
BROTLI_QUALITY = 6


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished page and the keys on which it depends."""

    content: bytes
    content_type: str
    keys: frozenset[str]

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def etag(self) -> str:
        return f'W/"{self.digest[:32]}"'


def render(path: str) -> Rendered | None:
    """Render the page of a path as a reader without cookies gets it; None where it has none (404, 410, a redirect)."""
    if not wanted.SHELVABLE.fullmatch(path):
        return None
    try:
        match = resolve(path, urlconf="zwgk.portal.urls")
    except Resolver404:
        return None
    request: WSGIRequest = RequestFactory().get(path)
    keys: set[str] = set()
    request.META[shell.SHELF_KEYS] = keys
    try:
        response = match.func(request, *match.args, **match.kwargs)
    except Http404:
        return None
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        return None
    return Rendered(response.content, response.headers["Content-Type"], frozenset(keys))


def security_headers() -> list[tuple[str, str]]:
    """What Django's middleware adds to a page that it answers itself, for pages that it does not see."""
    policy = "; ".join(
        f"{name} {' '.join(values)}" for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
    )
    found = [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", settings.X_FRAME_OPTIONS),
        ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]
    if settings.SECURE_HSTS_SECONDS:
        found.append(("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}"))
    return found


class Written:
    """The four files of a page, written beside their places; :meth:`place` puts them there."""

    def __init__(self, path: str, page: Rendered) -> None:
        self.base = shelf.file_for(path)
        headers = [
            ("Content-Type", page.content_type),
            ("Cache-Control", "no-cache"),
            ("Vary", "Accept-Encoding"),
            *security_headers(),
        ]
        stored = json.dumps({"path": path, "etag": page.etag, "headers": headers}, ensure_ascii=False)
        self.parts = {
            ".h": stored.encode(),
            ".br": brotli.compress(page.content, quality=BROTLI_QUALITY),
            ".gz": gzip.compress(page.content, 6, mtime=0),
            "": page.content,  # last: the layer goes by this one
        }
        self.base.parent.mkdir(parents=True, exist_ok=True)
        for suffix, data in self.parts.items():
            self._beside(suffix).write_bytes(data)

    def _beside(self, suffix: str) -> Path:
        return self.base.parent / f".{self.base.name}{suffix}.{os.getpid()}"

    def place(self) -> None:
        for suffix in self.parts:
            os.replace(self._beside(suffix), f"{self.base}{suffix}")

    def discard(self) -> None:
        for suffix in self.parts:
            self._beside(suffix).unlink(missing_ok=True)


class Outcome:
    """What became of a page."""

    KEPT, GONE, LATER = "kept", "gone", "later"


def shelve(path: str, *, seen_stale: datetime | None) -> str:
    """Render one page and put it on the shelf. Returns an :class:`Outcome`.

    ``seen_stale`` is what the ledger said when the page was chosen: where it says otherwise at the end, the page became
    stale meanwhile and stays in the queue. Doing it twice has the effect of once.
    """
    keys: frozenset[str] = frozenset()
    for _ in range(TURNS):
        mark, turn = queries.change_mark(), shelf.site_turn()
        page = render(path)
        if page is None:
            shelf.forget(path)
            return Outcome.GONE
        keys = page.keys
        written = Written(path, page)
        now = timezone.now()
        try:
            # a rename, no more, within the transaction: the ledger's row is locked, so that a withdrawal either comes
            # first (and the row says so) or comes after (and removes what was placed)
            with transaction.atomic():
                fresh = shelf.keep(path, keys, digest=page.digest, at=now, seen_stale=seen_stale, turn=turn)
                if fresh:
                    written.place()
        finally:
            written.discard()
        if not fresh:
            return Outcome.LATER
        if queries.change_mark() == mark:
            return Outcome.KEPT
        # something was published or withdrawn while this page was rendered: it may show it, or no longer
        shelf.remove_bytes(path)
        seen_stale = None
    shelf.want(path, keys, at=timezone.now())
    return Outcome.LATER


def missing(paths: Sequence[str]) -> list[str]:
    """Those of these paths that the ledger does not know, in order."""
    known = shelf.known(paths)
    return [path for path in paths if path not in known]


def shelve_wanted(limit: int = 200) -> list[str]:
    """Enter what readers asked for into the ledger, and return it."""
    paths = list(wanted.take(limit))
    for path in paths:
        shelf.want(path, [], at=timezone.now())
    return paths


def everything(newest: int) -> list[str]:
    """The paths that always lie on the shelf, most asked first: home, platform, first list pages, the newest papers."""
    columns = list(queries.columns())
    listed = [column for column in columns if not column.external_url and column.kind not in PLACES]
    paths = ["/", "/gongkai/", "/gongkai/fading/", "/gongkai/zhidu/", "/gongkai/nianbao/", "/zhengce/", "/feed.xml"]
    paths += [addresses.column(column.slug) for column in listed]
    paths += [addresses.publication(number) for number in queries.newest_numbers(newest)]
    return paths


def shelve_all(newest: int, *, report: Callable[[int, int], Any] = lambda done, total: None) -> dict[str, int]:
    """Render everything that always lies on the shelf again. Returns how many pages came to which end."""
    paths = everything(newest)
    counts = {Outcome.KEPT: 0, Outcome.GONE: 0, Outcome.LATER: 0}
    for done, path in enumerate(paths, 1):
        counts[shelve(path, seen_stale=queries.shelf_stale_since(path))] += 1
        report(done, len(paths))
    return counts
