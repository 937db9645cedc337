"""A change of organs through all rooms: told beforehand, carried out, followed by every table, taken back."""

from zwgk.crossings.reorganising.carrying import (
    FOLLOW,
    RETURN,
    Effect,
    Preview,
    candidates,
    labels,
    preview,
    reorganise,
    take_back,
)

__all__ = ["FOLLOW", "RETURN", "Effect", "Preview", "candidates", "labels", "preview", "reorganise", "take_back"]
