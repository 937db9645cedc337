"""The panels of a case, in the order in which they stand on the page.

To add one: a module here with a function from :class:`Case` to what its template reads as ``p`` (None: not shown), and
a line below. Panels read ``case.file``, so that the page keeps its number of queries.
"""

from __future__ import annotations

from zwgk.office.requests.panels import (
    clocks,
    consultations,
    decisions,
    deliveries,
    disputes,
    fee,
    items,
    materials,
    papers,
    people,
    receipt,
    story,
    triage,
    voice,
)
from zwgk.office.requests.panels.panel import Panel

PANELS: tuple[Panel, ...] = (
    Panel("requests/panels/triage.html", "main", triage.panel),
    Panel("requests/panels/story.html", "main", story.panel),
    Panel("requests/panels/items.html", "main", items.panel),
    Panel("requests/panels/materials.html", "main", materials.panel),
    Panel("requests/panels/consultations.html", "main", consultations.panel),
    Panel("requests/panels/fee.html", "main", fee.panel),
    Panel("requests/panels/decisions.html", "main", decisions.panel),
    Panel("requests/panels/deliveries.html", "main", deliveries.panel),
    Panel("requests/panels/disputes.html", "main", disputes.panel),
    Panel("requests/panels/voice.html", "main", voice.panel),
    Panel("requests/panels/clocks.html", "main", clocks.panel),
    Panel("requests/panels/receipt.html", "side", receipt.panel),
    Panel("requests/panels/papers.html", "side", papers.panel),
    Panel("requests/panels/people.html", "side", people.panel),
)
