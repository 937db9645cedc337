"""What is open at a post: every room says for itself, in its ``handover`` module; no room is named here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils.module_loading import autodiscover_modules

from zwgk.people.actor import Actor
from zwgk.people.models import Post


@dataclass(frozen=True)
class OpenItem:
    """One thing that somebody must take over. ``ref`` names it within its kind; a restricted one bears no title."""

    ref: str
    title: str
    state: str = ""
    due_on: date | None = None
    url: str = ""


class Hand(Protocol):
    """Hands things of one kind to their taker, within the transaction of the hand-over.

    Errors: ``RuleViolation`` where one of them cannot be handed so.
    """

    def __call__(self, refs: Sequence[str], *, giver: Post, taker: Post, at: datetime, actor: Actor) -> None: ...


@dataclass(frozen=True)
class OpenKind:
    """A kind of open things: how they are found and handed. ``blocks``: a post does not end while one is open."""

    code: str
    label: str
    find: Callable[[Post], list[OpenItem]]
    hand: Hand
    blocks: bool = True


KINDS: dict[str, OpenKind] = {}


def register(kind: OpenKind) -> None:
    """Add a kind; called once at import of a room's ``handover`` module."""
    if kind.code in KINDS:
        raise RuntimeError(f"two kinds are called {kind.code}")
    KINDS[kind.code] = kind


def kinds() -> list[OpenKind]:
    """All kinds of all installed rooms, always in the same order."""
    autodiscover_modules("handover")
    return [KINDS[code] for code in sorted(KINDS)]


def open_at(post: Post, *, only_blocking: bool = False) -> list[tuple[OpenKind, OpenItem]]:
    """What is open at a post, kind by kind: a question or two for each kind."""
    return [(kind, item) for kind in kinds() if kind.blocks or not only_blocking for item in kind.find(post)]


def summary(post: Post) -> str:
    """What keeps a post from ending, in words without titles (承办的公文3项、栏目责任1项); "" where nothing does."""
    counted: dict[str, int] = {}
    for kind, _ in open_at(post, only_blocking=True):
        counted[kind.label] = counted.get(kind.label, 0) + 1
    return "、".join(f"{label}{number}项" for label, number in counted.items())


def followed_up(refs: Sequence[str], *, giver: Post, taker: Post, at: datetime, actor: Actor) -> None:
    """The hand of kinds where nothing is rewritten: the taker looks after it, and the list says so."""
