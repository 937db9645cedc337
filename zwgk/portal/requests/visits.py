"""What the browser keeps for a visit (本次访问): number and code of a case, or the mark of a form just sent.

Sealed for this site and read by nobody else, gone after half an hour or at the press of a button; no address of a page
ever holds a code, so none ends in a log or in another site's referrer.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
import time

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

#: seconds
LASTS = 30 * 60
CASE, RECEIPT = "zwgk_case", "zwgk_receipt"


def remember(response: HttpResponseBase, name: str, *values: str) -> None:
    """Let the browser keep these values for :data:`LASTS` seconds."""
    data = json.dumps([int(time.time()) + LASTS, *values]).encode()
    nonce = secrets.token_bytes(12)
    sealed = base64.urlsafe_b64encode(nonce + AESGCM(_key()).encrypt(nonce, data, name.encode())).decode("ascii")
    response.set_cookie(
        name, sealed, max_age=LASTS, httponly=True, samesite="Lax", secure=bool(settings.CSRF_COOKIE_SECURE)
    )


def kept(request: HttpRequest, name: str) -> list[str] | None:
    """What the browser kept; None where nothing, where it has run out, or where somebody changed it."""
    try:
        raw = base64.urlsafe_b64decode(request.COOKIES.get(name, ""))
        until, *values = json.loads(AESGCM(_key()).decrypt(raw[:12], raw[12:], name.encode()))
    except (ValueError, binascii.Error, InvalidTag):
        return None
    return [str(value) for value in values] if until > time.time() else None


def forget(response: HttpResponseBase, name: str) -> None:
    """Let the browser forget it."""
    response.delete_cookie(name, samesite="Lax")


def private(page: HttpResponse) -> HttpResponse:
    """A page of one person: kept nowhere on the way, told to no other site."""
    page.headers["Cache-Control"] = "no-store"
    page.headers["Referrer-Policy"] = "same-origin"
    return page


def _key() -> bytes:
    return hashlib.sha256(f"zwgk portal visit {settings.SECRET_KEY}".encode()).digest()
