"""The papers that let something out (公开审查结论)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.people.models import Unit
from zwgk.rules.publication import ClearanceKind


class Clearance(models.Model):
    """The paper that lets something out (公开审查结论); *reviewed* binds one text, *standing* a class, *migration* a
    batch.
    """

    kind = models.CharField("方式", max_length=12, choices=ClearanceKind.choices())
    digest = models.CharField("内容摘要值", max_length=64, blank=True)
    subject = models.CharField("对象", max_length=200)
    basis = models.CharField("依据", max_length=300)
    approved_by = models.CharField("审批人", max_length=120)
    approved_on = models.DateField("审批日期")
    valid_to = models.DateField("有效至", null=True, blank=True)
    matter_id = models.BigIntegerField("事项", null=True, db_index=True)
    standing_class = models.CharField("常设清单类别", max_length=20, blank=True)
    organ = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="适用机关")
    details = models.JSONField("明细", default=dict)
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind=str(ClearanceKind.REVIEWED)) | ~Q(digest=""), name="reviewed_clearance_binds_a_text"
            ),
            models.CheckConstraint(
                condition=~Q(kind=str(ClearanceKind.STANDING)) | Q(valid_to__isnull=False),
                name="standing_clearance_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject}"


class MigrationItem(models.Model):
    """One content of an approved migration list, by its digest (迁移清单)."""

    clearance = models.ForeignKey(Clearance, models.CASCADE, related_name="items")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["clearance", "digest"], name="migration_item_once")]

    def __str__(self) -> str:
        return self.digest
