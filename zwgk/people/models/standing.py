"""Who is away, and who acts for whom (请假、代理)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zwgk.people.models.posts import Post


class Delegation(models.Model):
    """One post acts for another between two days (代理): leave, travel, hand-over."""

    absent = models.ForeignKey(Post, models.PROTECT, related_name="delegations")
    deputy = models.ForeignKey(Post, models.PROTECT, related_name="acts_for")
    first = models.DateField("自")
    last = models.DateField("至")
    reason = models.CharField("事由", max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="delegation_runs_forward"),
            models.CheckConstraint(condition=~models.Q(absent=models.F("deputy")), name="delegation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} 代 {self.absent_id}"
