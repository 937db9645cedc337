"""The cases of refusal by act: what is prepared and then tried, and a duty that does not carry the act."""

from __future__ import annotations

from collections.abc import Callable

from tests.people.factory import County
from zwgk.people.actor import Actor
from zwgk.rules.duties import Duty

Prepared = Callable[[Actor], object]
Make = Callable[[County], Prepared]
CASES: dict[str, tuple[Make, Duty]] = {}


def case(name: str, wrong: Duty) -> Callable[[Make], Make]:
    """Enter the case of an act; ``wrong`` is a duty that does not carry it."""

    def wrap(make: Make) -> Make:
        CASES[name] = (make, wrong)
        return make

    return wrap
