"""Sealing: the chain of digests over the log, and its proof."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from zwgk.audit.models import Entry, Seal

GENESIS = "0" * 64
BATCH = 500


def digest_of(entry: Entry, previous: str) -> str:
    """Return the seal's digest (SHA-256, hex) over the entry and the digest before it."""
    body = json.dumps(
        [
            previous,
            entry.pk,
            entry.at.astimezone(tz=timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds"),
            entry.act,
            entry.user_id,
            entry.post_id,
            entry.unit_id,
            entry.by,
            entry.object_kind,
            entry.object_id,
            entry.matter_id,
            entry.details,
        ],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(body.encode()).hexdigest()


def seal_waiting(*, now: datetime | None = None) -> int:
    """Chain every entry that has no seal yet; returns how many. Safe to run twice, and by two workers at once."""
    sealed = 0
    while True:
        if not Entry.objects.filter(seal=None).exists():  # a look takes no lock
            return sealed
        try:
            count = _seal_batch(now or timezone.now())
        except IntegrityError:  # another sealer was faster; what it left is sealed at the next turn
            return sealed
        sealed += count
        if count < BATCH:
            return sealed


def _seal_batch(now: datetime) -> int:
    with transaction.atomic():
        last = Seal.objects.select_for_update().order_by("-pk").first()
        previous = last.digest if last else GENESIS
        seals = []
        for entry in Entry.objects.filter(seal=None).order_by("pk")[:BATCH]:
            digest = digest_of(entry, previous)
            seals.append(Seal(entry=entry, previous=previous, digest=digest, sealed_at=now))
            previous = digest
        Seal.objects.bulk_create(seals)
    return len(seals)


@dataclass(frozen=True)
class Fault:
    """Where the chain does not hold."""

    seal_id: int
    entry_id: int
    why: str


def faults(*, after: int = 0) -> Iterator[Fault]:
    """Walk the chain from the beginning (or after seal ``after``) and yield every place where it does not hold."""
    previous = GENESIS
    if after:
        previous = Seal.objects.get(pk=after).digest
    for seal in Seal.objects.filter(pk__gt=after).select_related("entry").order_by("pk").iterator(chunk_size=2000):
        if seal.previous != previous:
            yield Fault(seal.pk, seal.entry_id, "与前一条的封存值不相接")
        if digest_of(seal.entry, seal.previous) != seal.digest:
            yield Fault(seal.pk, seal.entry_id, "日志内容与封存值不符")
        previous = seal.digest


def head() -> str:
    """Return the newest digest; sent out daily, it proves later that nothing was rewritten."""
    last = Seal.objects.order_by("-pk").first()
    return last.digest if last else GENESIS
