"""What was done before a 规范性文件 is signed (前置程序): consultation, fair competition, legality, discussion."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.documents.models.paper import Document
from zwgk.files.models import File
from zwgk.rules.normative import Review


class NormativeReview(models.Model):
    """One record of a step; the newest of a kind counts, earlier ones stay. ``digest`` is the text it saw."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="reviews")
    kind = models.CharField("事项", max_length=20, choices=Review.choices())
    passed = models.BooleanField("通过", default=True)
    opinion = models.CharField("意见或结果", max_length=1000, blank=True)
    by = models.CharField("审查人", max_length=120, blank=True)
    on = models.DateField("日期", null=True, blank=True)
    link = models.URLField("网址", max_length=500, blank=True)
    first_on = models.DateField("开始日期", null=True, blank=True)
    last_on = models.DateField("截止日期", null=True, blank=True)
    why_not = models.CharField("理由", max_length=500, blank=True)
    meeting = models.CharField("会议名称", max_length=200, blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="意见书")
    digest = models.CharField("内容摘要值", max_length=64)
    entered_by = models.CharField("记录人", max_length=120)
    entered_at = models.DateTimeField("记录时间")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["document", "kind", "-id"], name="review_newest")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind=str(Review.CONSULTATION)) | ~Q(link="") | ~Q(why_not=""),
                name="consultation_has_link_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(kind=str(Review.CONSULTATION)) | (~Q(opinion="") & Q(on__isnull=False)),
                name="review_says_what_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.get_kind_display()}"
