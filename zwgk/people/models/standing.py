"""Who is away, and who acts for whom (请假、代理)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from zwgk.people.models.accounts import User
from zwgk.people.models.posts import Post
from zwgk.rules.standing_in import LeaveKind


class Leave(models.Model):
    """Somebody is away between two days (请假、出差); the calendar says how many working days that costs."""

    user = models.ForeignKey(User, models.PROTECT, related_name="leaves")
    kind = models.CharField("类别", max_length=10, choices=LeaveKind.choices())
    first = models.DateField("自")
    last = models.DateField("至")
    entered_by = models.CharField("登记人", max_length=120)
    entered_at = models.DateTimeField("登记时间")
    cancelled_at = models.DateTimeField("销假时间", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="leave_runs_forward"),
            models.CheckConstraint(condition=Q(kind__in=[str(k.value) for k in LeaveKind]), name="leave_kind_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "last"], name="leave_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.first}—{self.last}"


class Delegation(models.Model):
    """One person stands in for a post between two days (代理): leave, travel, hand-over.

    The stand-in chooses the absent's post for a session; nothing of it is added to their own. Beside the constraints,
    triggers (:mod:`zwgk.people.guards`) keep what spans rows: one stand-in at a time, no chains, 三员分立.
    """

    absent = models.ForeignKey(Post, models.PROTECT, related_name="delegations")
    deputy = models.ForeignKey(Post, models.PROTECT, related_name="acts_for")
    # the people behind both posts, so that the database can tell them apart
    absent_user = models.ForeignKey(User, models.PROTECT, related_name="+")
    deputy_user = models.ForeignKey(User, models.PROTECT, related_name="+")
    first = models.DateField("自")
    last = models.DateField("至")
    agreed_last = models.DateField("原定至", null=True, blank=True)
    reason = models.CharField("事由", max_length=200)
    reserved = models.JSONField("保留事项", default=list, blank=True)
    leave = models.ForeignKey(Leave, models.SET_NULL, null=True, blank=True, related_name="delegations")
    set_by_user = models.BigIntegerField("设置人编号", null=True)
    set_by = models.CharField("设置人", max_length=120, blank=True)
    set_at = models.DateTimeField("设置时间", null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="delegation_runs_forward"),
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="delegation_to_another"),
            models.CheckConstraint(condition=~Q(absent_user=F("deputy_user")), name="delegation_to_another_person"),
            models.CheckConstraint(
                condition=Q(set_by_user=None) | ~Q(set_by_user=F("deputy_user")), name="delegation_not_to_oneself"
            ),
            models.CheckConstraint(
                condition=Q(agreed_last=None) | Q(last__lte=F("agreed_last")), name="delegation_is_not_stretched"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["deputy_user", "last"], name="delegation_to_user"),
            models.Index(fields=["absent", "last"], name="delegation_of_post"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} 代 {self.absent_id}"
