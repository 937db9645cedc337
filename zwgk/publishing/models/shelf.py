"""The shelf's ledger."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class ShelfPage(models.Model):
    """The shelf's ledger: a finished page, since when it is stale, what it was made of."""

    path = models.CharField(max_length=300, unique=True)
    digest = models.CharField(max_length=64, blank=True)
    rendered_at = models.DateTimeField(null=True, blank=True)
    stale_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["stale_since"], name="shelf_stale", condition=Q(stale_since__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.path


class ShelfKey(models.Model):
    """What a shelved page depends on: ``pub:7``, ``column:3``, ``organ:2``, ``site``."""

    page = models.ForeignKey(ShelfPage, models.CASCADE, related_name="keys")
    key = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "page"], name="shelf_key_once")]

    def __str__(self) -> str:
        return self.key
