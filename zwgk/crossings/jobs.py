"""What the queue does for several rooms at once."""

from __future__ import annotations

from zwgk.crossings.reorganising import carrying
from zwgk.jobs.queue import handler
from zwgk.jobs.registry import daily


@handler(carrying.FOLLOW)
def follow_change(change_id: int) -> None:
    """Let every table follow a change of organs."""
    carrying.follow(change_id)


@handler(carrying.RETURN)
def return_change(change_id: int) -> None:
    """Let every row go back after a change of organs was taken back."""
    carrying.give_back(change_id)


@daily("02:50")
def follow_up_changes() -> None:
    """What came in later under an organ that is no more follows it overnight."""
    carrying.follow_up()
