"""What was asked of whom, once or more often, and what came back: corrections, opinions, time, reasons, money."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from zwgk.inforequests.models.case import InfoRequest
from zwgk.people.models import Unit
from zwgk.rules.fees import Standard
from zwgk.rules.labelled import Labelled


class Attempt(models.Model):
    """One attempt to reach the applicant (联系情况): what starts the clock where both sides must confirm."""

    request = models.ForeignKey(InfoRequest, models.CASCADE, related_name="attempts")
    on = models.DateField("日期")
    how = models.CharField("方式", max_length=60)
    reached = models.BooleanField("联系上")
    words = models.CharField("情况", max_length=300, blank=True)
    by = models.CharField("联系人", max_length=120)
    at = models.DateTimeField("录入时间")

    def __str__(self) -> str:
        return f"{self.request_id} {self.on}"


class Correction(models.Model):
    """The one correction notice (补正告知; 条例第三十条: 一次性)."""

    request = models.OneToOneField(InfoRequest, models.CASCADE, related_name="correction")
    points = models.TextField("需要补正的事项")
    notified_on = models.DateField("告知日期")
    told_on = models.DateField("申请人收到日期", null=True, blank=True)
    correct_by = models.DateField("补正期限")
    corrected_on = models.DateField("收到补正之日", null=True, blank=True)
    description = models.TextField("补正后的内容", blank=True)
    given_up_on = models.DateField("认定放弃之日", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(corrected_on=None) | Q(corrected_on__gte=F("notified_on")), name="corrected_after_notice"
            ),
            models.CheckConstraint(condition=Q(corrected_on=None) | Q(given_up_on=None), name="corrected_or_given_up"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} 补正"


class ConsultationKind(Labelled):
    """Who is asked (征求意见的对象); silence means the opposite of the two first (条例第三十二、三十四条)."""

    THIRD_PARTY = "third_party", "第三方"
    JOINT = "joint", "共同制作机关"
    ORGAN = "organ", "其他机关"


class Answer(Labelled):
    """What they said (意见)."""

    AGREE = "agree", "同意公开"
    PARTLY = "partly", "部分同意"
    OBJECT = "object", "不同意公开"
    SILENT = "silent", "逾期未提出意见"


class Consultation(models.Model):
    """One opinion asked for (征求意见). The days from the one after sending to the end are not counted."""

    request = models.ForeignKey(InfoRequest, models.CASCADE, related_name="consultations")
    kind = models.CharField("对象", max_length=12, choices=ConsultationKind.choices())
    name = models.CharField("名称", max_length=200)
    contact = models.CharField("联系方式", max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    excerpt = models.TextField("所涉信息")
    sent_on = models.DateField("发出日期")
    received_on = models.DateField("对方收到日期", null=True, blank=True)
    answer_by = models.DateField("意见期限", null=True, blank=True)
    answer = models.CharField("意见", max_length=10, choices=Answer.choices(), blank=True)
    answered_on = models.DateField("意见日期", null=True, blank=True)
    reasons = models.TextField("理由", blank=True)
    ended_on = models.DateField("结束之日", null=True, blank=True)
    token_digest = models.CharField("回复链接摘要", max_length=64, blank=True, db_index=True)
    by = models.CharField("经办人", max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("sent_on")), name="consulted_after_sending"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("sent_on")), name="consultation_ends_after_sending"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class ConsultationAnswer(models.Model):
    """What the other side wrote through its link (网上回复的意见); a person of the desk enters it in the case."""

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="online_answer")
    answer = models.CharField("意见", max_length=10, choices=Answer.choices())
    reasons = models.TextField("理由", blank=True)
    at = models.DateTimeField("时间")

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.answer}"


class Extension(models.Model):
    """The one extension (延期答复; 条例第三十三条): asked for, approved by the head, told in time."""

    request = models.OneToOneField(InfoRequest, models.CASCADE, related_name="extension")
    workdays = models.PositiveSmallIntegerField("延长的工作日")
    reason = models.CharField("理由", max_length=300)
    asked_by = models.CharField("申请人（机关内）", max_length=120)
    asked_on = models.DateField("申请日期")
    approved_by = models.CharField("批准人", max_length=120, blank=True)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    also_agreed_by = models.CharField("另行同意", max_length=120, blank=True)
    told_on = models.DateField("告知申请人日期", null=True, blank=True)
    told_how = models.CharField("告知方式", max_length=60, blank=True)
    due_before = models.DateField("原期限", null=True, blank=True)
    due_after = models.DateField("延长后的期限", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(told_on=None) | Q(approved_on__lte=F("told_on")), name="extension_approved_before_told"
            ),
            models.CheckConstraint(condition=Q(workdays__gt=0), name="extension_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} +{self.workdays}"


class ReasonRequest(models.Model):
    """Reasons asked for because there are so many requests (说明理由; 条例第三十五条)."""

    request = models.OneToOneField(InfoRequest, models.CASCADE, related_name="reason_request")
    frequency = models.CharField("数量、频次", max_length=200)
    notified_on = models.DateField("告知日期")
    answer_by = models.DateField("说明期限")
    received_on = models.DateField("收到说明日期", null=True, blank=True)
    reasons = models.TextField("申请人的说明", blank=True)
    is_reasonable = models.BooleanField("理由合理", null=True, blank=True)
    judged_by = models.CharField("认定人", max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.request_id} 说明理由"


class ReasonablePeriod(models.Model):
    """The day set instead of the statutory one (合理期限; 条例第三十五条), with its reason."""

    request = models.OneToOneField(InfoRequest, models.CASCADE, related_name="reasonable_period")
    until = models.DateField("答复日期")
    reason = models.CharField("理由", max_length=300)
    set_by = models.CharField("确定人", max_length=120)
    told_on = models.DateField("告知申请人日期")

    def __str__(self) -> str:
        return f"{self.request_id} {self.until}"


class FeeNotice(models.Model):
    """The one fee notice (信息处理费收费通知): by item or by volume, never both; paid, or given up."""

    request = models.OneToOneField(InfoRequest, models.CASCADE, related_name="fee")
    standard = models.CharField("计收方式", max_length=12, choices=Standard.choices())
    earlier = models.PositiveIntegerField("此前件数", default=0)
    number = models.PositiveIntegerField("件数或者页数")
    amount = models.PositiveIntegerField("金额（元）")
    explained = models.CharField("计算", max_length=600)
    payment = models.CharField("缴费方式", max_length=300)
    notified_on = models.DateField("通知日期")
    told_on = models.DateField("申请人收到日期", null=True, blank=True)
    pay_by = models.DateField("缴费期限", null=True, blank=True)
    paid_on = models.DateField("缴费日期", null=True, blank=True)
    receipt_no = models.CharField("票据号", max_length=60, blank=True)
    reduced_to = models.PositiveIntegerField("减免后金额（元）", null=True, blank=True)
    given_up_on = models.DateField("认定放弃之日", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="fee_has_amount"),
            models.CheckConstraint(
                condition=Q(paid_on=None) | Q(paid_on__gte=F("notified_on")), name="paid_after_notice"
            ),
            models.CheckConstraint(condition=Q(paid_on=None) | Q(given_up_on=None), name="paid_or_given_up"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.amount}元"
