"""The closed file (案卷): where it lies, how long, and that its applicant was erased when the time was over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.inforequests.models.case import InfoRequest
from zwgk.rules.archiving import Term


class ArchivedCase(models.Model):
    """A request filed as one piece (归档案卷，一件): its term with the basis, its number for good."""

    request = models.OneToOneField(InfoRequest, models.PROTECT, related_name="archived")
    year = models.PositiveIntegerField("归档年度")
    term = models.CharField("保管期限", max_length=10, choices=Term.choices())
    proposed_term = models.CharField("拟定期限", max_length=10, choices=Term.choices())
    basis = models.CharField("依据", max_length=120)
    reason = models.CharField("调整理由", max_length=300, blank=True)
    number = models.PositiveIntegerField("件号")
    archival_number = models.CharField("档号", max_length=60, blank=True)
    filed_by = models.CharField("归档人", max_length=120)
    filed_on = models.DateField("归档日期")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["archival_number"], condition=~Q(archival_number=""), name="archived_number_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["year", "term", "number"], name="archived_by_number")]

    def __str__(self) -> str:
        return self.archival_number or f"{self.year}年第{self.number}件"


class Erasure(models.Model):
    """That who applied was taken out of a file whose time is over (清除申请人信息): asked by one, done by another."""

    request = models.OneToOneField(InfoRequest, models.PROTECT, related_name="erasure")
    because = models.CharField("理由", max_length=300)
    asked_by = models.CharField("提出人", max_length=120)
    asked_by_user = models.BigIntegerField(null=True)
    asked_on = models.DateField("提出日期")
    done_by = models.CharField("核准人", max_length=120, blank=True)
    done_on = models.DateField("清除日期", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.request_id} {self.done_on or self.asked_on}"
