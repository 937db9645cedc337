"""The only maker of public addresses. They are permanent: a number, never 索引号 or 文号."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings

from zwgk.people import public


def publication(number: int) -> str:
    """``/p/<number>``: the page of a publication."""
    return f"/p/{number}"


def version(number: int, no: int) -> str:
    """``/p/<number>/v/<no>``: an earlier public wording."""
    return f"/p/{number}/v/{no}"


def file(number: int, file_id: int, name: str) -> str:
    """``/p/<number>/f/<id>/<name>``: a file that went out with it."""
    return f"/p/{number}/f/{file_id}/{quote(name)}"


def image(sha256: str, suffix: str) -> str:
    """``/files/<sha256>.<suffix>``: a picture within a body."""
    return f"/files/{sha256}.{suffix}"


def column(slug: str) -> str:
    """``/c/<slug>/``: the first page of a column."""
    return f"/c/{slug}/"


def gazette(year: int, no: int) -> str:
    """``/gongbao/<year>/<no>/``: an issue of the gazette."""
    return f"/gongbao/{year}/{no}/"


def gazette_pdf(year: int, no: int) -> str:
    """``/gongbao/<year>/<no>/gongbao.pdf``: an issue as it was bound."""
    return f"/gongbao/{year}/{no}/gongbao.pdf"


def export(year: int) -> str:
    """``/shuju/quanbu/<year>.zip``: everything published in a year."""
    return f"/shuju/quanbu/{year}.zip"


def organ(pk: int) -> str:
    """``/o/<pk>/``: an organ's page."""
    return f"/o/{pk}/"


def absolute(path: str) -> str:
    """The address as it stands on paper and in QR codes: with the configured host, else the site's own domain."""
    base = str(settings.ENV.portal_url).rstrip("/")
    if not base:
        site = public.site()
        if site is not None and site.domain:
            base = f"{'https' if settings.ENV.https else 'http'}://{site.domain}"
    return f"{base}{path}"
