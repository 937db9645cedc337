"""Re-evaluation of what is withheld (定期评估), and the filing of papers that stand in neither list (集中清理)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.documents.models.paper import Document
from zwgk.matters.models import Matter
from zwgk.people.models import Post, Unit
from zwgk.publishing.models import WithheldItem
from zwgk.rules.withheld import Verdict


class ReviewRound(models.Model):
    """One round (评估批次): the items of an organ whose review is due by a day, answered by their units."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="review_round")
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="机关")
    title = models.CharField("名称", max_length=200)
    due_by = models.DateField("评估日期截至")
    answer_by = models.DateField("反馈期限")
    opened_by = models.CharField("经办人", max_length=120)
    result = models.CharField("结果", max_length=200, blank=True)

    def __str__(self) -> str:
        return self.title


class ReviewItem(models.Model):
    """One item in a round: what its unit proposes, and what is confirmed at the level that decided.

    ``document``, ``text_digest``: the paper that goes on its way to the public, and the wording that goes: the very one
    that was signed before.
    """

    round = models.ForeignKey(ReviewRound, models.CASCADE, related_name="items")
    item = models.ForeignKey(WithheldItem, models.PROTECT, related_name="+", verbose_name="目录条目")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="责任单位")
    proposal = models.CharField("意见", max_length=12, choices=Verdict.choices(), blank=True)
    proposal_reason = models.CharField("理由", max_length=300, blank=True)
    proposed_by = models.CharField("评估人", max_length=120, blank=True)
    proposed_by_user = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField("提出时间", null=True, blank=True)
    verdict = models.CharField("结论", max_length=12, choices=Verdict.choices(), blank=True)
    reason = models.CharField("结论理由", max_length=300, blank=True)
    confirmed_by = models.CharField("确认人", max_length=120, blank=True)
    confirmed_on = models.DateField("确认日期", null=True, blank=True)
    next_on = models.DateField("下次评估", null=True, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="reopened_by")
    text_digest = models.CharField(max_length=64, blank=True)
    settled_on = models.DateField("重新审签日期", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "item"], name="evaluated_once_a_round"),
            models.CheckConstraint(
                condition=Q(verdict="") | ~Q(confirmed_by="") & Q(confirmed_on__isnull=False),
                name="evaluation_has_its_maker",
            ),
            models.UniqueConstraint(fields=["document"], condition=Q(settled_on=None), name="reopened_once_at_a_time"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["round", "verdict", "-id"], name="evaluation_by_verdict"),
            models.Index(fields=["round", "unit", "proposal"], name="evaluation_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.item_id}"


class FilingRun(models.Model):
    """One run that files an organ's non-public papers into the catalogue (集中列入); ``last`` is where it stands."""

    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="机关")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="经办岗位")
    asked_by = models.CharField("经办人", max_length=120)
    asked_at = models.DateTimeField("提交时间")
    total = models.PositiveIntegerField("件数")
    filed = models.PositiveIntegerField("已列入", default=0)
    failed = models.PositiveIntegerField("未列入", default=0)
    rejects = models.JSONField("未列入的原因", default=list)
    last = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ"], condition=Q(finished_at=None), name="one_filing_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.filed}/{self.total}"
