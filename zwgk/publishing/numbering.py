"""Giving index numbers (索引号): gap-free under a prefix, never twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from zwgk.people.models import SiteSettings, Unit
from zwgk.publishing.models import IndexSequence, Publication
from zwgk.rules import index_numbers

DEFAULT_PATTERN = "{org9}/{year}-{seq:5}"


def next_index_no(organ: Unit, *, on: date) -> str:
    """Give the organ's next index number for a day. Call inside a transaction: the sequence row is locked.

    Errors: ``BadInput`` where the pattern asks for a code that the organ has not.
    """
    return next(many([(organ, on)]))


def many(wanted: Iterable[tuple[Unit, date]]) -> Iterator[str]:
    """Give a number for each organ and day, in order, locking each sequence once."""
    site = SiteSettings.objects.first()
    pattern = site.index_pattern if site else DEFAULT_PATTERN
    numbers: list[tuple[IndexSequence, Unit, date, str]] = []
    asked = [(organ, on, _prefix(pattern, organ, on)) for organ, on in wanted]
    # locked in one order, so that two batches cannot wait for each other
    prefixes = sorted({prefix for _, _, prefix in asked})
    rows = IndexSequence.objects.select_for_update().filter(prefix__in=prefixes).order_by("prefix")
    if rows.count() < len(prefixes):
        IndexSequence.objects.bulk_create([IndexSequence(prefix=p) for p in prefixes], ignore_conflicts=True)
    used = {row.prefix: row for row in rows}
    for organ, on, prefix in asked:
        sequence = used[prefix]
        sequence.last += 1
        numbers.append(
            (sequence, organ, on, index_numbers.make(pattern, on=on, sequence=sequence.last, parts=_parts(organ)))
        )
    given = [text for *_, text in numbers]
    taken = set(Publication.objects.filter(index_no__in=given).values_list("index_no", flat=True))
    result: list[str] = []
    for sequence, organ, on, text in numbers:
        while text in taken:  # an imported old number lies ahead
            taken.add(text)
            sequence.last += 1
            text = index_numbers.make(pattern, on=on, sequence=sequence.last, parts=_parts(organ))
            if Publication.objects.filter(index_no=text).exists() or text in result:
                taken.add(text)
        result.append(text)
    kept = [IndexSequence(prefix=row.prefix, last=row.last) for row in used.values()]
    IndexSequence.objects.bulk_create(kept, update_conflicts=True, unique_fields=["prefix"], update_fields=["last"])
    return iter(result)


def _prefix(pattern: str, organ: Unit, on: date) -> str:
    """What one sequence is kept under; a long pattern by its digest, for the column is short."""
    kept = pattern if len(pattern) <= 48 else hashlib.sha256(pattern.encode()).hexdigest()[:32]
    return f"{kept}|{organ.pk}|{_span(pattern, on)}"


def _parts(organ: Unit) -> dict[str, str]:
    values = {
        "uscc": organ.uscc,
        "org9": organ.uscc[8:17] if len(organ.uscc) == 18 else f"{organ.pk:09d}",
        "region": organ.region_code,
    }
    return {name: value for name, value in values.items() if value}


def _span(pattern: str, on: date) -> str:
    """The time within which the running number counts: the finest that the pattern tells."""
    for token, written in (("{yyyymmdd}", f"{on:%Y%m%d}"), ("{mmdd}", f"{on:%Y%m%d}"), ("{yyyymm}", f"{on:%Y%m}")):
        if token in pattern:
            return written
    return f"{on:%Y}"
