"""What became of organs (机构变更): the fact with its basis, who took over what, and which rows followed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zwgk.people.models.units import Unit
from zwgk.rules.reorganising import ChangeKind, ChangeState


class Reorganisation(models.Model):
    """One change of organs on a day, with the paper that ordered it (机构变更)."""

    kind = models.CharField("种类", max_length=12, choices=ChangeKind.choices())
    on = models.DateField("生效日")
    basis = models.CharField("批准文件", max_length=300)
    number = models.CharField("批准文号", max_length=80)
    name = models.CharField("名称", max_length=120, blank=True)
    state = models.CharField("进度", max_length=10, choices=ChangeState.choices(), default=str(ChangeState.RUNNING))
    decided_on = models.DateField("办理日期")
    decided_at = models.DateTimeField("办理时间")
    decided_by = models.CharField("办理人", max_length=120)
    finished_at = models.DateTimeField("转移完成时间", null=True, blank=True)
    undone_at = models.DateTimeField("撤回时间", null=True, blank=True)
    undone_by = models.CharField("撤回人", max_length=120, blank=True)
    undone_because = models.CharField("撤回原因", max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-on", "-id"], name="reorganisation_by_day")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(basis="") & ~models.Q(number=""), name="change_has_its_basis"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(kind) for kind in ChangeKind]), name="change_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class ReorganisationLine(models.Model):
    """What became of one organ or section: what it is now, and the organ whose it is (去向).

    ``successor`` is the unit itself where it went on (renamed, or moved whole under another organ); None where nobody
    took over.
    """

    change = models.ForeignKey(Reorganisation, models.CASCADE, related_name="lines")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="changes", verbose_name="原单位")
    unit_name = models.CharField("原名称", max_length=120)
    successor = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="taken_over", verbose_name="现单位"
    )
    organ = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="现机关")
    successor_name = models.CharField("现名称", max_length=120, blank=True)
    is_organ = models.BooleanField("机关", default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["change", "unit"], name="change_once_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name}→{self.successor_name}"


class MadeUnit(models.Model):
    """A unit that came into being by a change (新设); taken back, it goes again."""

    change = models.ForeignKey(Reorganisation, models.CASCADE, related_name="made")
    unit = models.OneToOneField(Unit, models.CASCADE, related_name="made_by")

    def __str__(self) -> str:
        return f"{self.change_id} {self.unit_id}"


class MovedRow(models.Model):
    """A row of some room that followed a change (随迁): its fields before and after, so that it can go back."""

    change = models.ForeignKey(Reorganisation, models.CASCADE, related_name="moved")
    what = models.CharField("内容", max_length=40)
    row = models.BigIntegerField("编号")
    before = models.JSONField("变更前", default=dict)
    after = models.JSONField("变更后", default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["change", "what", "row"], name="moved_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.row}"
