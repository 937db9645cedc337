"""Anything somebody must deal with (事项): who owns it, who takes part, what it waits for, what must come first."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.people.models import Post, Unit


class Matter(models.Model):
    """The common head of every case (事项); the case itself stands in its own room, one to one."""

    kind = models.CharField("类别", max_length=30)
    number = models.CharField("编号", max_length=40, unique=True)
    title = models.CharField("标题", max_length=300)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="matters", verbose_name="主办机关")
    section = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办科室")
    handler = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="经办人")
    stage = models.CharField("环节", max_length=30)
    is_restricted = models.BooleanField("限知悉范围", default=False)
    is_urgent = models.BooleanField("紧急", default=False)
    next_due = models.DateField("最近期限", null=True, blank=True)
    opened_on = models.DateField("登记日期")
    closed_on = models.DateField("办结日期", null=True, blank=True)
    touched_at = models.DateTimeField("最近变动")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-touched_at", "-id"], name="matter_by_touch"),
            models.Index(fields=["owner", "kind", "-touched_at", "-id"], name="matter_of_owner"),
            models.Index(fields=["kind", "stage", "-touched_at", "-id"], name="matter_by_stage"),
            models.Index(fields=["handler", "closed_on"], name="matter_of_handler"),
            models.Index(fields=["next_due"], name="matter_due", condition=Q(closed_on=None)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class MatterNumber(models.Model):
    """The last running number of a kind in a year (事项流水)."""

    prefix = models.CharField(max_length=40, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.prefix}{self.last}"


class Involvement(models.Model):
    """A unit that takes part in a matter of another (参与单位): countersigning, receiving, jointly issuing."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="involvements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="involvements")
    role = models.CharField("角色", max_length=30)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["matter", "unit", "role"], name="involved_once")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.unit_id} {self.role}"


class Exclusion(models.Model):
    """A unit that must not see a matter, whatever its duties (回避): the party complained of."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="exclusions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="exclusions")
    reason = models.CharField("原因", max_length=200)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["matter", "unit"], name="excluded_once")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.unit_id}"


class Gate(models.Model):
    """Something that must be done before an act (前置条件); other rooms' crossings close it."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="gates")
    kind = models.CharField("类别", max_length=40)
    label = models.CharField("内容", max_length=200)
    opened_at = models.DateTimeField("提出时间")
    satisfied_at = models.DateTimeField("满足时间", null=True, blank=True)
    satisfied_by = models.CharField("由何满足", max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["matter", "kind"], name="gate_once")]

    def __str__(self) -> str:
        return self.label


class Remark(models.Model):
    """A word between colleagues on a matter (备注); never leaves the house."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="remarks")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    by = models.CharField("作者", max_length=120)
    at = models.DateTimeField("时间")
    text = models.TextField("内容")

    def __str__(self) -> str:
        return self.text[:40]


class Watch(models.Model):
    """A matter that somebody follows without having it in hand (关注): told when it moves on."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="watches")
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    since = models.DateTimeField("关注时间")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "matter"], name="watched_once")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.matter_id}"


class Waiting(models.Model):
    """One line of somebody's inbox (待办): which duty of which unit, or which post, must do what by when."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="waiting")
    act = models.CharField("动作", max_length=60)
    label = models.CharField("待办内容", max_length=120)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    duty = models.CharField("职责", max_length=30)
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateTimeField("到达时间")
    due_on = models.DateField("期限", null=True, blank=True)
    is_urgent = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["post", "due_on", "id"], name="inbox_of_post"),
            models.Index(fields=["unit", "duty", "due_on", "id"], name="inbox_of_duty"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.matter_id}"
