"""Giving index numbers (索引号): gap-free under a prefix, never twice."""

from __future__ import annotations

from datetime import date

from zwgk.people.models import SiteSettings, Unit
from zwgk.publishing.models import IndexSequence, Publication
from zwgk.rules import index_numbers

DEFAULT_PATTERN = "{org9}/{year}-{seq:5}"


def next_index_no(organ: Unit, *, on: date) -> str:
    """Give the organ's next index number for a day. Call inside a transaction: the sequence row is locked.

    Errors: ``BadInput`` where the pattern asks for a code that the organ has not.
    """
    site = SiteSettings.objects.first()
    pattern = site.index_pattern if site else DEFAULT_PATTERN
    values = {
        name: value
        for name, value in (
            ("uscc", organ.uscc),
            ("org9", organ.uscc[8:17] if len(organ.uscc) == 18 else f"{organ.pk:09d}"),
            ("region", organ.region_code),
        )
        if value
    }
    prefix = f"{pattern}|{organ.pk}|{_span(pattern, on)}"
    sequence, _ = IndexSequence.objects.select_for_update().get_or_create(prefix=prefix)
    while True:
        sequence.last += 1
        number = index_numbers.make(pattern, on=on, sequence=sequence.last, parts=values)
        if not Publication.objects.filter(index_no=number).exists():  # imported old numbers may lie ahead
            sequence.save(update_fields=["last"])
            return number


def _span(pattern: str, on: date) -> str:
    """The time within which the running number counts: the finest that the pattern tells."""
    for token, written in (("{yyyymmdd}", f"{on:%Y%m%d}"), ("{mmdd}", f"{on:%Y%m%d}"), ("{yyyymm}", f"{on:%Y%m}")):
        if token in pattern:
            return written
    return f"{on:%Y}"
