"""What was decided about a document besides the signatures: secrecy, checklists, deferral."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.documents.models.paper import Document
from zwgk.rules.disclosure_deferral import DeferralKind
from zwgk.rules.labelled import Labelled


class SecrecyPrecheck(models.Model):
    """The drafter's own pre-review (保密预审查; 公文公开属性源头认定制度三), bound to the text it saw."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="prechecks")
    digest = models.CharField(max_length=64)
    answers = models.JSONField("逐项回答")
    result = models.CharField("结论", max_length=200)
    by = models.CharField("预审人", max_length=120)
    on = models.DateField("日期")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.document_id} {self.on}"


class SecrecyResult(Labelled):
    """What a secrecy review ends in (保密审查结论)."""

    OPEN = "open", "不涉密，可以公开"
    PARTLY = "partly", "部分内容不宜公开，删减后可以公开"
    CLOSED = "closed", "不宜公开"
    UNDECIDED = "undecided", "不能确定，提请确定"


class SecrecyReview(models.Model):
    """The review by the office charged with it (保密审查; 条例第十七条), bound to the text it saw."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="secrecy_reviews")
    digest = models.CharField(max_length=64)
    result = models.CharField("结论", max_length=12, choices=SecrecyResult.choices())
    opinion = models.CharField("意见", max_length=600)
    basis = models.CharField("依据", max_length=200)
    by = models.CharField("审查人", max_length=120)
    on = models.DateField("日期")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.document_id} {self.get_result_display()}"


class ChecklistTick(models.Model):
    """One point of a checklist, ticked by a named person over one text (八项核对、五关)."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="ticks")
    digest = models.CharField(max_length=64)
    list_code = models.CharField(max_length=20)
    item_code = models.CharField(max_length=40)
    by = models.CharField("核对人", max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "digest", "list_code", "item_code"], name="tick_once_per_text")
        ]

    def __str__(self) -> str:
        return f"{self.list_code}.{self.item_code}"


class Deferral(models.Model):
    """A release put off (暂缓公开): secrecy undecided needs a referral and a day to ask again; a cause needs its
    end.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="deferrals")
    kind = models.CharField("情形", max_length=20, choices=DeferralKind.choices())
    cause = models.CharField("原因", max_length=500)
    stage_before = models.CharField(max_length=20)
    started_on = models.DateField("开始日期")
    referred_to = models.CharField("提请确定机关", max_length=120, blank=True)
    referred_on = models.DateField("提请日期", null=True, blank=True)
    follow_up_on = models.DateField("跟踪日期")
    ends_when = models.CharField("何时算原因消除", max_length=200, blank=True)
    by = models.CharField("经办人", max_length=120)
    ended_on = models.DateField("结束日期", null=True, blank=True)
    outcome = models.CharField("结果", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind=str(DeferralKind.SECRECY_UNDECIDED)) | ~Q(referred_to=""),
                name="undecided_secrecy_is_referred",
            ),
            models.UniqueConstraint(fields=["document"], condition=Q(ended_on=None), name="one_deferral_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.cause}"
