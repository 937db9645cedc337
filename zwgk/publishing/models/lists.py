"""The lists of the columns and their counters; lists never count."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zwgk.publishing.models.columns import Column
from zwgk.publishing.models.publications import Publication


class Listing(models.Model):
    """One line of one list: a publication under its column and under every column above it."""

    column = models.ForeignKey(Column, models.CASCADE, related_name="listings")
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="listings")
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["column", "publication"], name="listed_once")]
        indexes: ClassVar = [models.Index(fields=["column", "-published_at", "-publication"], name="list_of_column")]

    def __str__(self) -> str:
        return f"{self.column_id}:{self.publication_id}"


class ColumnCount(models.Model):
    """How many live publications a column (with all below it) shows, by month; lists never count."""

    column = models.ForeignKey(Column, models.CASCADE, related_name="counts")
    month = models.CharField(max_length=7)  # 2026-11
    number = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["column", "month"], name="column_month_once")]

    def __str__(self) -> str:
        return f"{self.column_id} {self.month} {self.number}"
