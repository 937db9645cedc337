"""Sign-off over a matter: chains as data, rounds, steps, and signatures given on paper."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.matters.models import Matter
from zwgk.people.models import Post, Unit
from zwgk.rules.approval import ApprovalState, Level, SignedVia, StepState


class Chain(models.Model):
    """An office's own chain (审签流程): ordered steps ``[{"level", "duties": […]}]``; no conditions."""

    organ = models.ForeignKey(
        Unit, models.CASCADE, null=True, blank=True, related_name="chains", verbose_name="适用机关"
    )
    code = models.CharField("代码", max_length=40)
    name = models.CharField("名称", max_length=80)
    basis = models.CharField("依据", max_length=300, blank=True)
    steps = models.JSONField("步骤")
    is_active = models.BooleanField("启用", default=True)
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "code"], name="chain_once_per_organ")]

    def __str__(self) -> str:
        return self.name


class Approval(models.Model):
    """One round of sign-off over one text (审签); the digest says over which."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="approvals")
    chain_name = models.CharField("流程", max_length=80)
    round = models.PositiveIntegerField("轮次")
    digest = models.CharField("内容摘要值", max_length=64)
    state = models.CharField("状态", max_length=12, choices=ApprovalState.choices(), default=str(ApprovalState.RUNNING))
    started_at = models.DateTimeField("送审时间")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "round"], name="approval_round_once"),
            models.UniqueConstraint(
                fields=["matter"], condition=Q(state=str(ApprovalState.RUNNING)), name="one_round_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} 第{self.round}轮"


class Step(models.Model):
    """One level of a round: who may sign, and what was said. Steps of one ``order`` run side by side (会签)."""

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="steps")
    order = models.PositiveIntegerField("次序")
    level = models.CharField("层级", max_length=20, choices=Level.choices())
    duties = models.JSONField("职责", default=list)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="审签单位")
    state = models.CharField("状态", max_length=12, choices=StepState.choices(), default=str(StepState.AHEAD))
    arrived_at = models.DateTimeField("到达时间", null=True, blank=True)
    # the attribute this level chose (公开属性) and the full wording of its opinion (意见)
    decision = models.CharField("公开属性", max_length=20, blank=True)
    changed = models.BooleanField("改变了公开属性", default=False)
    opinion = models.CharField("意见", max_length=600, blank=True)
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审签岗位")
    signed_by = models.CharField("审签人", max_length=120, blank=True)
    on_behalf_of = models.CharField("代", max_length=120, blank=True)
    signed_on = models.DateField("审签日期", null=True, blank=True)
    signed_at = models.DateTimeField("录入时间", null=True, blank=True)
    via = models.CharField("方式", max_length=10, choices=SignedVia.choices(), blank=True)
    facts = models.JSONField("核对事项", default=dict)

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=str(StepState.SIGNED)) | (Q(signed_on__isnull=False) & ~Q(signed_by="")),
                name="signed_step_says_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.signed_by}"


class PaperSheet(models.Model):
    """A printed 处理签 with its code: it goes out, is signed by pen and finds its file again by the QR (线下审签)."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="paper_sheets")
    approval = models.ForeignKey(Approval, models.CASCADE, related_name="paper_sheets")
    code = models.CharField("编码", max_length=20, unique=True)
    printed_at = models.DateTimeField("打印时间")
    printed_by = models.CharField("打印人", max_length=120)
    scan_file_id = models.BigIntegerField("扫描件", null=True, blank=True)
    scanned_at = models.DateTimeField("扫描时间", null=True, blank=True)

    def __str__(self) -> str:
        return self.code


class PaperSignature(models.Model):
    """What the clerk read from the signed sheet; it counts only when a second person has confirmed it (双人核对)."""

    step = models.OneToOneField(Step, models.CASCADE, related_name="paper")
    sheet = models.ForeignKey(PaperSheet, models.PROTECT, related_name="signatures")
    signer = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="签字人")
    decision = models.CharField("公开属性", max_length=20)
    opinion = models.CharField("意见", max_length=600)
    signed_on = models.DateField("签字日期")
    entered_by_post = models.BigIntegerField("录入岗位", null=True)
    entered_by_user = models.BigIntegerField("录入人编号", null=True)
    entered_by = models.CharField("录入人", max_length=120)
    entered_at = models.DateTimeField("录入时间")
    confirmed_by = models.CharField("核对人", max_length=120, blank=True)
    confirmed_at = models.DateTimeField("核对时间", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.step_id} {self.signed_on}"
