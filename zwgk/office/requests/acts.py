"""The acts that need a form and nothing more, by the name of their move; a subject's table is one line here."""

from __future__ import annotations

from zwgk.office.requests import charging, consulting, correcting, disputing, handling, sending, taking, timing
from zwgk.office.requests.acting import FormAct

ACTS: dict[str, FormAct] = {
    **taking.ACTS,
    **correcting.ACTS,
    **handling.ACTS,
    **consulting.ACTS,
    **timing.ACTS,
    **charging.ACTS,
    **sending.ACTS,
    **disputing.ACTS,
}
