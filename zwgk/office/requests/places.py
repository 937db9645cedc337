"""Where each move of the flow is done, below the request's address; a move without a place has no button."""

from __future__ import annotations

PLACES: dict[str, str] = {
    "archive": "archive/",
}
