"""Prometheus metrics: written by every process into ``var/metrics``, read by the supervisor on a loopback port."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from prometheus_client import Counter, Gauge, Histogram

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

REQUESTS = Counter("zwgk_requests", "Requests answered by Django", ["face", "method", "status"])
SECONDS = Histogram(
    "zwgk_request_seconds",
    "Time until Django's answer was ready",
    ["face"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
JOBS = Gauge("zwgk_jobs", "Background jobs by state", ["state"], multiprocess_mode="mostrecent")
LAG = Gauge("zwgk_job_lag_seconds", "Age of the oldest job that is due", ["queue"], multiprocess_mode="mostrecent")

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})


class MetricsLayer:
    """Counts and times what reaches Django; the shelf's answers are counted from the access log."""

    def __init__(self, application: WSGIApplication, face: str) -> None:
        self.application, self.face = application, face
        self.seconds = SECONDS.labels(face)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        method = method if method in _METHODS else "OTHER"

        def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            REQUESTS.labels(self.face, method, status[:3]).inc()
            return start_response(status, headers, *rest)

        began = time.perf_counter()
        try:
            return self.application(environ, started)
        finally:
            self.seconds.observe(time.perf_counter() - began)


def record_queue() -> None:
    """Put the state of the queue into the gauges; the worker calls it every quarter of a minute."""
    from zwgk.jobs import queries

    for state, count in queries.counts().items():
        JOBS.labels(state).set(count)
    lag = queries.lag()
    LAG.labels("now").set(lag.now)
    LAG.labels("slow").set(lag.slow)
