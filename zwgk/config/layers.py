"""What stands between the server and Django, outermost first. Each layer is a plain WSGI callable."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from zwgk.config.metrics import MetricsLayer
from zwgk.config.static import StaticLayer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class ProxyLayer:
    """Behind a reverse proxy the visitor's address is the last one that our own proxy wrote (``TRUST_PROXY``)."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        forwarded = environ.get("HTTP_X_FORWARDED_FOR", "")
        if forwarded:
            environ["REMOTE_ADDR"] = forwarded.rpartition(",")[2].strip()
        return self.application(environ, start_response)


def portal() -> WSGIApplication:
    """The public's process."""
    application = _django("portal")
    from zwgk.portal.layer import ShelfLayer  # after Django is set up: the face belongs to its apps

    return _static(ShelfLayer(application, Path(settings.VAR) / "shelf"))


def office() -> WSGIApplication:
    """The staff's process."""
    return _static(_django("office"))


def _django(face: str) -> WSGIApplication:
    application: WSGIApplication = MetricsLayer(get_wsgi_application(), face)
    return ProxyLayer(application) if settings.ENV.trust_proxy else application


def _static(application: WSGIApplication) -> WSGIApplication:
    return StaticLayer(application, Path(settings.STATIC_ROOT), settings.STATIC_URL)
