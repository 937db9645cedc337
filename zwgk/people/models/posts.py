"""Posts (岗位) and the duties that they carry."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zwgk.people.models.accounts import User
from zwgk.people.models.units import Unit
from zwgk.rules.duties import Duty


class Post(models.Model):
    """A person's post (岗位) in a unit, with the duties it carries over the unit's subtree."""

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField("岗位", max_length=60)
    valid_from = models.DateField("任职日期", null=True, blank=True)
    valid_to = models.DateField("离任日期", null=True, blank=True)
    #: handed over on the last day or after it: from this moment nothing of the post is seen any more
    handed_over_at = models.DateTimeField("交出时间", null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "valid_to"], name="post_of_user")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None)
                | models.Q(valid_from=None)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="post_runs_forward",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit.full_name} {self.title} {self.user.name}"


class PostDuty(models.Model):
    """One duty (职责) of a post; over the post's organ, or over ``over`` and all below it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="duties")
    duty = models.CharField("职责", max_length=30)
    over = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "duty"], name="duty_once_a_post"),
            models.CheckConstraint(condition=models.Q(duty__in=[str(d.value) for d in Duty]), name="duty_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["duty", "over"], name="post_duty_over")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.duty}"
