"""What is done after a migration: its papers are looked through for personal information (迁移后检查)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.publishing.models.clearances import Clearance
from zwgk.publishing.models.publications import Publication, Version
from zwgk.rules.privacy.kinds import Kind


class MigrationScan(models.Model):
    """How far the papers of one migration were looked through (检查进度)."""

    clearance = models.OneToOneField(Clearance, models.CASCADE, related_name="scan", verbose_name="迁移批准")
    last_version = models.BigIntegerField("查到的版本", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    done = models.PositiveIntegerField("已检查", default=0)
    at = models.DateTimeField("时间")

    def __str__(self) -> str:
        return f"{self.clearance_id} {self.done}/{self.total}"


class MigrationFinding(models.Model):
    """One kind of personal information in a migrated paper (检查发现): how often, never what. Settled by a person."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="migration_findings")
    version = models.ForeignKey(Version, models.CASCADE, related_name="+")
    kind = models.CharField("种类", max_length=12, choices=Kind.choices())
    number = models.PositiveIntegerField("处数")
    settled_at = models.DateTimeField("核对时间", null=True, blank=True)
    settled_by = models.CharField("核对人", max_length=120, blank=True)
    note = models.CharField("核对意见", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "kind"], name="migration_finding_once"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(note=""), name="migration_finding_says_why"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(settled_at__isnull=True), name="migration_finding_open"),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.kind}"
