"""The case (案件): its head, its items, what was searched and found, who checked, where it was passed on."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from zwgk.files.models import File
from zwgk.inforequests.models.filing import Filing
from zwgk.matters.models import Matter
from zwgk.people.models import Unit
from zwgk.rules.applicants import ApplicantClass
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.outcomes import OUTCOMES
from zwgk.rules.receipt import Channel

_CODES = list(OUTCOMES)


class InfoRequest(models.Model):
    """One request for information (政府信息公开申请), one to one with its matter and with what came in.

    ``received_on`` is empty until both sides confirmed; the clock does not run before. ``outcome`` is how it is counted
    in the annual report (一件只计一种情形), set when it ends.
    """

    #: the case as somebody has it on the screen: its last touch then; an act compares it under its lock
    seen_at: datetime | None = None

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="inforequest")
    filing = models.OneToOneField(Filing, models.PROTECT, related_name="inforequest")
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="inforequests", verbose_name="受理机关")
    channel = models.CharField("渠道", max_length=20, choices=Channel.choices())
    applicant_class = models.CharField("申请人类别", max_length=24, choices=ApplicantClass.choices())
    #: facts of the day of receipt by event (``rules.receipt.Event`` → day), and the evidence that was noted
    events = models.JSONField("收到的经过", default=dict)
    evidence = models.CharField("收到的凭证", max_length=300, blank=True)
    received_on = models.DateField("收到申请之日", null=True, blank=True)
    late_because = models.CharField("补登原因", max_length=200, blank=True)
    outcome = models.CharField("答复结果", max_length=40, blank=True)
    answered_on = models.DateField("答复之日", null=True, blank=True)
    on_spot = models.BooleanField("当场答复", default=False)
    set_aside_because = models.CharField("不作为申请的原因", max_length=300, blank=True)
    withdrawn_because = models.CharField("撤回说明", max_length=300, blank=True)
    keep_until = models.DateField("保存至", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(outcome="") | Q(outcome__in=_CODES), name="request_outcome_known"),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(received_on=None) | Q(answered_on__gte=F("received_on")),
                name="request_answered_after_receipt",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organ", "-received_on", "-id"], name="request_of_organ"),
            models.Index(fields=["organ", "answered_on", "outcome"], name="request_by_outcome"),
        ]

    def __str__(self) -> str:
        return self.filing.number


class Item(models.Model):
    """One thing asked for (申请事项); a request has one or more, each with its own outcome and reasons.

    ``facts``: element code (``rules.decision_documents``) → text, as the decision will state it.
    """

    request = models.ForeignKey(InfoRequest, models.CASCADE, related_name="items")
    no = models.PositiveSmallIntegerField("序号")
    description = models.TextField("内容")
    outcome = models.CharField("答复结果", max_length=40, blank=True)
    facts = models.JSONField("事实和理由", default=dict, blank=True)

    class Meta:
        ordering: ClassVar = ["no"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "no"], name="item_once_a_number"),
            models.CheckConstraint(condition=Q(outcome="") | Q(outcome__in=_CODES), name="item_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}（{self.no}）"


class Material(models.Model):
    """A file of the case: given to the applicant, or evidence for the decision (提供的材料、证据)."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="materials")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    title = models.CharField("名称", max_length=200)
    is_given = models.BooleanField("提供给申请人", default=True)
    attribute = models.CharField("公开属性", max_length=12, choices=Disclosure.choices(), blank=True)
    redacted_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="redactions")
    added_by = models.CharField("添加人", max_length=120)
    added_at = models.DateTimeField("添加时间")

    def __str__(self) -> str:
        return self.title


class Recheck(models.Model):
    """Secrecy and attribute of a material checked again before it goes out (再次审查), bound to its bytes.

    依据:《政府信息公开条例》第十七条
    """

    material = models.ForeignKey(Material, models.CASCADE, related_name="rechecks")
    sha256 = models.CharField("摘要", max_length=64)
    may_go_out = models.BooleanField("可以提供")
    opinion = models.CharField("意见", max_length=300)
    by = models.CharField("审查人", max_length=120)
    on = models.DateField("日期")

    def __str__(self) -> str:
        return f"{self.material_id} {self.on}"


class SearchRecord(models.Model):
    """Where, how and with which words was searched (检索情况): what 信息不存在 rests on (条例第三十六条第（四）项)."""

    request = models.ForeignKey(InfoRequest, models.CASCADE, related_name="searches")
    where = models.CharField("检索范围", max_length=300)
    how = models.CharField("检索方式", max_length=200)
    words = models.CharField("关键词", max_length=200)
    found = models.CharField("结果", max_length=300)
    by = models.CharField("检索人", max_length=120)
    on = models.DateField("日期")

    def __str__(self) -> str:
        return f"{self.request_id} {self.on}"

    @property
    def in_words(self) -> str:
        """The sentence that a decision states."""
        day = f"{self.on.year}年{self.on.month}月{self.on.day}日"
        return f"{day}在{self.where}以{self.how}检索“{self.words}”，{self.found}"


class Transfer(models.Model):
    """Passed on to the section that holds the information (转交业务科室)."""

    request = models.ForeignKey(InfoRequest, models.CASCADE, related_name="transfers")
    section = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="业务科室")
    on = models.DateField("转交日期")
    words = models.CharField("转办意见", max_length=300, blank=True)
    by = models.CharField("转交人", max_length=120)

    def __str__(self) -> str:
        return f"{self.request_id}→{self.section_id}"


class Reopening(models.Model):
    """An ended case taken up again (重新办理): by a 复议 decision, a judgment, or on one's own account."""

    request = models.ForeignKey(InfoRequest, models.CASCADE, related_name="reopenings")
    on = models.DateField("日期")
    because = models.CharField("原因", max_length=300)
    answer_by = models.DateField("重新答复期限", null=True, blank=True)
    outcome_before = models.CharField("原答复结果", max_length=40, blank=True)
    answered_before = models.DateField("原答复之日", null=True, blank=True)
    by = models.CharField("决定人", max_length=120)

    def __str__(self) -> str:
        return f"{self.request_id} {self.on}"
