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
    #: the turn of the whole site's frame with which it was rendered; an older one is stale too
    turn = models.PositiveIntegerField(default=0)
    #: the last day on which people read it, as the access log tells; the longest unread go first
    read_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["stale_since"], name="shelf_stale", condition=Q(stale_since__isnull=False)),
            models.Index(fields=["turn", "id"], name="shelf_turn"),
            models.Index(fields=["read_on", "id"], name="shelf_read"),
        ]

    def __str__(self) -> str:
        return self.path


class ShelfTurn(models.Model):
    """How often what every page shows has changed (site): one row, whatever lies on the shelf."""

    name = models.CharField(max_length=20, primary_key=True)
    number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class ShelfKey(models.Model):
    """What a shelved page depends on: ``pub:7``, ``column:3``, ``organ:2``; not the site's frame (ShelfTurn)."""

    page = models.ForeignKey(ShelfPage, models.CASCADE, related_name="keys")
    key = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "page"], name="shelf_key_once")]

    def __str__(self) -> str:
        return self.key
