"""What the applicant does online (申请人网上办理), what tells him to look, and what was found before asking."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.inforequests.models.filing import Filing
from zwgk.rules.labelled import Labelled


class OnlineKind(Labelled):
    """What the applicant did with number and code (申请人网上办理)."""

    CORRECTION = "correction", "提交补正"
    REASONS = "reasons", "说明理由"
    WITHDRAWAL = "withdrawal", "撤回申请"
    SATISFACTION = "satisfaction", "评价"
    COMPLAINT = "complaint", "向主管部门投诉"


class Rating(Labelled):
    """How content the applicant was (满意度)."""

    VERY_GOOD = "5", "非常满意"
    GOOD = "4", "满意"
    FAIR = "3", "基本满意"
    BAD = "2", "不满意"
    VERY_BAD = "1", "非常不满意"


class OnlineAct(models.Model):
    """One thing that the applicant did online; the portal only adds it, the worker or the desk takes it up.

    ``token`` is the digest of the form's mark: sent twice, it is one. ``came_to``: what became of it, in words.
    """

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="online_acts")
    kind = models.CharField("事项", max_length=12, choices=OnlineKind.choices())
    text = models.TextField("内容", blank=True)
    rating = models.CharField("评价", max_length=1, choices=Rating.choices(), blank=True)
    token = models.CharField("提交标记", max_length=64, unique=True)
    at = models.DateTimeField("时间")
    taken_at = models.DateTimeField("办理时间", null=True, blank=True)
    came_to = models.CharField("办理情况", max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], name="online_act_waiting", condition=Q(taken_at=None)),
            models.Index(fields=["filing", "kind"], name="online_act_of_filing"),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.get_kind_display()}"


class Told(models.Model):
    """One mail that tells the applicant to look (通知申请人): kept without address; sent by the worker, once."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="told")
    word = models.CharField("进展", max_length=40)
    key = models.CharField(max_length=64, unique=True)
    wanted_at = models.DateTimeField("登记时间")
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)
    came_to = models.CharField("结果", max_length=60, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["id"], name="told_waiting", condition=Q(came_to=""))]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.word}"


class Deflection(models.Model):
    """How often people found it before asking (已公开、不用再申请): a number a day, nothing of anybody."""

    on = models.DateField("日期")
    kind = models.CharField("去向", max_length=20)
    number = models.PositiveIntegerField("次数", default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["on", "kind"], name="deflection_once_a_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.kind} {self.number}"
