"""The life of a matter as one table: which act leads from which stage to which, and whose duty it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zwgk.rules.duties import Duty
from zwgk.rules.errors import RuleViolation
from zwgk.rules.labelled import Labelled


class WrongStage(RuleViolation):
    """The act does not belong to the stage where the matter stands (环节不符)."""


@dataclass(frozen=True)
class Move:
    """One act of the table: its name, what the button says, from which stages, to which stage (None: stays), whose
    duty.
    """

    name: str
    label: str
    since: frozenset[Labelled]
    to: Labelled | None
    duties: tuple[Duty, ...]
    danger: bool = False


class Flow:
    """All moves of one kind of matter. Buttons, permission checks and the public's "what next" read it."""

    def __init__(self, *moves: Move) -> None:
        self._moves = {move.name: move for move in moves}
        if len(self._moves) != len(moves):
            raise ValueError("two moves of one name")

    def __iter__(self) -> Iterator[Move]:
        return iter(self._moves.values())

    def move(self, name: str) -> Move:
        """The move so named. Errors: ``KeyError`` where the table has none."""
        return self._moves[name]

    def open_at(self, stage: Labelled) -> list[Move]:
        """The moves that the table allows at a stage, in its order."""
        return [move for move in self if stage in move.since]

    def must_be_open(self, name: str, stage: Labelled) -> Move:
        """Return the move, or refuse with the present stage named. Errors: :class:`WrongStage`."""
        move = self._moves[name]
        if stage not in move.since:
            wanted = "、".join(dict.fromkeys(s.label for s in sorted(move.since, key=str)))
            raise WrongStage(
                what=f"不能办理“{move.label}”",
                why=f"该事项现在的环节是“{stage.label}”，这一步只在“{wanted}”时办理",
                remedy="请刷新页面查看最新进展",
            )
        return move
