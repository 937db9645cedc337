"""Handing over a post (工作交接清单): what was open, who takes which of it, who signed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.people.models.posts import Post
from zwgk.rules.handing_over import HandoverCause, HandoverRole, HandoverStage


class Handover(models.Model):
    """One hand-over of one post (工作交接): listed, assigned, signed by giver, takers and supervisor, done."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="handovers", verbose_name="交出岗位")
    cause = models.CharField("原因", max_length=12, choices=HandoverCause.choices())
    last_day = models.DateField("在岗至")
    stage = models.CharField("状态", max_length=12, choices=HandoverStage.choices(), default=str(HandoverStage.LISTING))
    note = models.TextField("交接说明", blank=True)
    begun_by = models.CharField("发起人", max_length=120)
    begun_by_user = models.BigIntegerField("发起人编号", null=True)
    begun_at = models.DateTimeField("发起时间")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(stage__in=[str(HandoverStage.LISTING), str(HandoverStage.SIGNING)]),
                name="handover_one_open_a_post",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[str(s.value) for s in HandoverStage]), name="handover_stage_known"
            ),
            models.CheckConstraint(
                condition=~Q(stage=str(HandoverStage.DONE)) | Q(ended_at__isnull=False), name="handover_done_says_when"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["post", "-id"], name="handover_of_post")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.stage}"


class HandoverLine(models.Model):
    """One thing that was open (交接事项), as it stood when it was listed, and who takes it."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="lines")
    kind = models.CharField("类别", max_length=40)
    ref = models.CharField("编号", max_length=64)
    title = models.CharField("内容", max_length=300)
    state = models.CharField("现状", max_length=120, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)
    url = models.CharField(max_length=200, blank=True)
    taker = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="接收人")
    remark = models.CharField("备注", max_length=300, blank=True)
    #: how it ended: handed, or settled by the giver before
    outcome = models.CharField("结果", max_length=10, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["handover", "kind", "ref"], name="handed_over_once")]

    def __str__(self) -> str:
        return self.title


class HandoverSignature(models.Model):
    """Who signed the list in which part (移交人、接收人、监交人)."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="signatures")
    role = models.CharField("身份", max_length=12, choices=HandoverRole.choices())
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    user_id = models.BigIntegerField("签字人编号", null=True)
    by = models.CharField("签字人", max_length=120)
    word = models.CharField("说明", max_length=300, blank=True)
    at = models.DateTimeField("签字时间")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["handover", "role", "post"], name="handover_signed_once"),
            # nobody supervises his own hand-over
            models.UniqueConstraint(
                fields=["handover", "user_id"],
                condition=Q(role__in=[str(HandoverRole.GIVER), str(HandoverRole.SUPERVISOR)]),
                name="handover_supervised_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.by}"
