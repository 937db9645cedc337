"""规范性文件清理: a batch, and what each unit and the legal section say of each paper."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.documents.models.paper import Document
from zwgk.matters.models import Matter
from zwgk.people.models import Unit
from zwgk.publishing.models import Publication
from zwgk.rules.cleaning import Verdict


class Cleanup(models.Model):
    """One clean-up (清理批次): papers of a day, answered by their units, decided by 法制, told by a decision."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="cleanup")
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="清理机关")
    title = models.CharField("名称", max_length=200)
    basis = models.CharField("依据", max_length=300)
    words = models.CharField("标题含", max_length=60, blank=True)
    cutoff_on = models.DateField("截至日期")
    answer_by = models.DateField("反馈期限")
    decision = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="cleanup", verbose_name="清理决定"
    )

    def __str__(self) -> str:
        return self.title


class CleanupItem(models.Model):
    """One paper of a batch (清理文件): what is proposed, what its unit answers, what is decided."""

    cleanup = models.ForeignKey(Cleanup, models.CASCADE, related_name="items")
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="+", verbose_name="文件")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="责任单位")
    proposed = models.CharField("建议", max_length=10, choices=Verdict.choices())
    proposed_why = models.CharField("建议理由", max_length=300)
    answer = models.CharField("单位意见", max_length=10, choices=Verdict.choices(), blank=True)
    answer_reason = models.CharField("理由", max_length=300, blank=True)
    answered_by = models.CharField("答复人", max_length=120, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    verdict = models.CharField("审定意见", max_length=10, choices=Verdict.choices(), blank=True)
    reason = models.CharField("审定理由", max_length=300, blank=True)
    # 修改 in the decision itself names its articles; without any the paper will be revised by a paper of its own
    articles = models.CharField("修改的条款", max_length=300, blank=True)
    until = models.DateField("延长至", null=True, blank=True)
    decided_by = models.CharField("审定人", max_length=120, blank=True)
    decided_at = models.DateTimeField("审定时间", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cleanup", "publication"], name="cleaned_once_a_batch"),
            models.CheckConstraint(condition=Q(verdict="") | ~Q(decided_by=""), name="verdict_has_its_maker"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["cleanup", "unit", "answer"], name="cleanup_of_unit"),
            models.Index(fields=["cleanup", "verdict"], name="cleanup_verdict"),
        ]

    def __str__(self) -> str:
        return f"{self.cleanup_id} {self.publication_id}"
