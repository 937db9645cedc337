"""Makes valid numbers for tests; nothing like it is in the program."""

from __future__ import annotations

from zwgk.rules.codes import id_card_check_digit, luhn


def id_card(region: str = "990105", born: str = "19900307", serial: str = "123") -> str:
    """An identity number with the right check character."""
    first = region + born + serial
    return first + id_card_check_digit(first)


def wrong_id_card() -> str:
    """The same with a wrong check character."""
    right = id_card()
    return right[:-1] + ("1" if right[-1] != "1" else "2")


def bank_card(first: str = "622202123456789012") -> str:
    """A card number with the right check digit; ``first`` is all but the last digit."""
    return next(first + digit for digit in "0123456789" if luhn(first + digit))


def wrong_bank_card() -> str:
    """The same with a wrong check digit."""
    right = bank_card()
    return right[:-1] + str((int(right[-1]) + 1) % 10)
