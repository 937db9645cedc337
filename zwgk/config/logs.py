"""Structured logs: one event a line, readable at a desk, JSON on a server. Never personal data."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog


def configure(*, level: str, as_json: bool) -> None:
    """Send structlog and the standard library's logging to standard error in one form."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=False),
        structlog.processors.format_exc_info,
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    handler.addFilter(_not_health)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in ("fontTools", "weasyprint", "PIL", "pikepdf", "pypdf"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    logging.getLogger("axes").setLevel(logging.WARNING)


def _not_health(record: logging.LogRecord) -> bool:
    """Whoever asks ``/healthz`` reads the answer; a line for each "not yet" would hide the others."""
    request = getattr(record, "request", None)
    return getattr(request, "path", "") != "/healthz"
