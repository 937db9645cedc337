"""QR codes as SVG (二维码), for paper that finds its file again and for pages that are carried away on a phone."""

from __future__ import annotations

import base64
import io

import segno


def qr_svg(content: str) -> str:
    """Return a QR code as an ``<svg>`` element without a fixed size, error level M, quiet zone of four modules.

    Errors: ``segno.DataOverflowError`` beyond 2 331 bytes.
    """
    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, border=4, omitsize=True, nl=False
    )
    return out.getvalue().decode("utf-8")


def qr_address(content: str) -> str:
    """Return a QR code as a ``data:`` address for an ``<img>``."""
    return "data:image/svg+xml;base64," + base64.b64encode(qr_svg(content).encode()).decode("ascii")


def qr_png(content: str, scale: int = 8) -> bytes:
    """Return a QR code as PNG, ``scale`` pixels a module, for Word files."""
    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(out, kind="png", scale=scale, border=4)
    return out.getvalue()
