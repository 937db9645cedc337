"""What was decided, on which papers, how it went out, and what became of it before others."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from zwgk.files.models import File
from zwgk.inforequests.models.asking import Consultation
from zwgk.inforequests.models.case import InfoRequest
from zwgk.people.models import Unit
from zwgk.rules.labelled import Labelled
from zwgk.rules.remedies import Standing


class RemedyBody(models.Model):
    """Where to turn against an organ's decisions (复议机关、管辖法院): data of the place."""

    organ = models.OneToOneField(Unit, models.CASCADE, related_name="remedy_body")
    standing = models.CharField("机关层级", max_length=12, choices=Standing.choices())
    reconsideration = models.CharField("行政复议机关", max_length=120)
    court = models.CharField("管辖法院", max_length=120)
    online = models.CharField("网上申请复议的地址", max_length=200, blank=True)
    set_by = models.CharField("设置人", max_length=120)

    def __str__(self) -> str:
        return f"{self.organ_id} {self.reconsideration}"


class PaperNumber(models.Model):
    """The last number of an organ's papers of a year (文号流水): ``清商公开复〔2026〕12号``."""

    organ = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    word = models.CharField("机关代字", max_length=40)
    year = models.PositiveIntegerField("年份")
    last = models.PositiveIntegerField("末号", default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "word", "year"], name="paper_number_once")]

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.last}号"


class IssuedPaper(models.Model):
    """A paper of the case as it was issued (文书): its facts are kept, so that it renders the same years later.

    ``applicant`` never stands in ``facts``: the name is opened from the sealed identity when the paper is rendered.
    """

    request = models.ForeignKey(InfoRequest, models.CASCADE, related_name="papers")
    consultation = models.ForeignKey(Consultation, models.PROTECT, null=True, blank=True, related_name="papers")
    key = models.CharField("文书", max_length=40)
    edition = models.PositiveSmallIntegerField("模板版本", default=1)
    doc_number = models.CharField("文号", max_length=60, blank=True)
    facts = models.JSONField("要素", default=dict)
    issued_on = models.DateField("成文日期")
    by = models.CharField("出具人", max_length=120)
    sealed_scan = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["doc_number"], condition=~Q(doc_number=""), name="paper_doc_number_once")
        ]
        indexes: ClassVar = [models.Index(fields=["request", "key"], name="paper_of_request")]

    def __str__(self) -> str:
        return f"{self.key} {self.doc_number}"


class DecisionState(Labelled):
    """Where a decision stands (答复的状态)."""

    DRAFT = "draft", "拟稿"
    IN_REVIEW = "in_review", "审核中"
    APPROVED = "approved", "已审定"
    ISSUED = "issued", "已用印"
    REPLACED = "replaced", "已由重新答复替代"


class Decision(models.Model):
    """One decision upon the request (答复): drafted, signed, sealed; a re-opened case gets a further one.

    ``facts``: element code → text as the paper states it; ``digest`` binds the sign-off to these very facts.
    """

    request = models.ForeignKey(InfoRequest, models.CASCADE, related_name="decisions")
    round = models.PositiveSmallIntegerField("次数")
    outcome = models.CharField("计入", max_length=40)
    facts = models.JSONField("要素", default=dict)
    digest = models.CharField("内容摘要值", max_length=64)
    state = models.CharField("状态", max_length=12, choices=DecisionState.choices(), default=str(DecisionState.DRAFT))
    drafted_by = models.CharField("拟稿人", max_length=120)
    drafted_on = models.DateField("拟稿日期")
    approved_on = models.DateField("审定日期", null=True, blank=True)
    paper = models.OneToOneField(IssuedPaper, models.PROTECT, null=True, blank=True, related_name="decision")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "round"], name="decision_round_once")]

    def __str__(self) -> str:
        return f"{self.request_id} 第{self.round}次"


class Delivery(models.Model):
    """A paper on its way and where it arrived (送达); in time is what was sent in time (235号).

    ``arrived_at``: when the copy on the portal was ready for the applicant. ``returned_on``: the letter came back
    (退件) and goes out once more as a delivery of its own.
    """

    paper = models.ForeignKey(IssuedPaper, models.PROTECT, related_name="deliveries")
    way = models.CharField("方式", max_length=20)
    sent_on = models.DateField("发出日期")
    tracking_no = models.CharField("邮件号码", max_length=40, blank=True)
    signed_on = models.DateField("签收日期", null=True, blank=True)
    signed_by = models.CharField("签收人", max_length=60, blank=True)
    evidence = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    is_proxy = models.BooleanField("代理人签收", default=False)
    authority = models.ForeignKey(
        File, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="授权委托书"
    )
    arrived_at = models.DateTimeField("网上备妥时间", null=True, blank=True)
    returned_on = models.DateField("退回日期", null=True, blank=True)
    returned_because = models.CharField("退回原因", max_length=120, blank=True)
    by = models.CharField("经办人", max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(signed_on=None) | Q(signed_on__gte=F("sent_on")), name="served_after_sending"
            ),
            models.CheckConstraint(condition=Q(signed_on=None) | Q(returned_on=None), name="served_or_returned"),
            models.CheckConstraint(
                condition=Q(is_proxy=False) | Q(authority__isnull=False), name="proxy_shows_authority"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["arrived_at"], name="reply_not_opened", condition=Q(signed_on=None, way="portal"))
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.sent_on}"


class DisputeKind(Labelled):
    """Before whom (年报第四表的三组); the codes are the report's keys."""

    RECONSIDERATION = "reconsideration", "行政复议"
    DIRECT_SUIT = "litigation_direct", "未经复议直接起诉"
    SUIT_AFTER = "litigation_after_reconsideration", "复议后起诉"


class DisputeResult(Labelled):
    """How it ended (年报第四表的列)."""

    UPHELD = "upheld", "结果维持"
    CORRECTED = "corrected", "结果纠正"
    OTHER = "other", "其他结果"
    PENDING = "pending", "尚未审结"


class Dispute(models.Model):
    """A 复议 or a suit against the decision, with its days and its end."""

    request = models.ForeignKey(InfoRequest, models.CASCADE, related_name="disputes")
    kind = models.CharField("类别", max_length=40, choices=DisputeKind.choices())
    body = models.CharField("受理机关", max_length=120)
    case_no = models.CharField("案号", max_length=80, blank=True)
    received_on = models.DateField("收到副本日期")
    is_simple = models.BooleanField("简易程序", default=False)
    answer_by = models.DateField("答辩期限", null=True, blank=True)
    answered_on = models.DateField("提交答辩日期", null=True, blank=True)
    result = models.CharField(
        "结果", max_length=10, choices=DisputeResult.choices(), default=str(DisputeResult.PENDING)
    )
    result_on = models.DateField("结果日期", null=True, blank=True)
    consequence = models.CharField("处理情况", max_length=300, blank=True)
    report_back_by = models.DateField("复议意见书反馈期限", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(result_on=None) | Q(result_on__gte=F("received_on")), name="dispute_ends_after_start"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "result", "received_on"], name="dispute_by_result")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.case_no}"
