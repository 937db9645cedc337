"""Matters whose decision, execution and result are public one after another (五公开链条)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.people.models import Unit
from zwgk.rules.chains import Step


class Chain(models.Model):
    """One matter from its draft to its result (公开链条); its publications say which step they are."""

    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="牵头机关")
    title = models.CharField("事项", max_length=200)
    opened_on = models.DateField("建立日期")
    closed_on = models.DateField("办结日期", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(title=""), name="chain_has_title")]
        indexes: ClassVar = [models.Index(fields=["organ", "-opened_on", "-id"], name="chain_of_organ")]

    def __str__(self) -> str:
        return self.title


class ChainPlan(models.Model):
    """By when a step is expected, or why it is not needed (环节安排)."""

    chain = models.ForeignKey(Chain, models.CASCADE, related_name="plans")
    step = models.CharField("环节", max_length=10, choices=Step.choices())
    due_on = models.DateField("应公开日期", null=True, blank=True)
    waived = models.CharField("不需要的理由", max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["chain", "step"], name="chain_plan_once")]

    def __str__(self) -> str:
        return f"{self.chain_id} {self.step}"
