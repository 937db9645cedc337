"""What leaves the house with a decision: the copy for the applicant, the mark of genuineness, a draft for everybody."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.files.models import File
from zwgk.inforequests.models.case import InfoRequest
from zwgk.inforequests.models.deciding import Delivery, IssuedPaper
from zwgk.inforequests.models.filing import Filing
from zwgk.matters.models import Matter
from zwgk.people.models import Unit
from zwgk.rules.labelled import Labelled


class PartKind(Labelled):
    """What a part of the copy is (答复的组成)."""

    PAPER = "paper", "答复书"
    PAGE = "page", "答复书分页图"
    MATERIAL = "material", "提供的材料"


class ReplyPart(models.Model):
    """One part of a reply as it waits for the applicant on the portal (网上送达的答复), sealed for number and code.

    Whoever reads this table and the stored bytes learns nothing: name and content open with the query code alone.
    ``sha256`` is that of the sealed bytes; ``no`` their order within the kind.
    """

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="reply_parts")
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="parts")
    kind = models.CharField("组成", max_length=10, choices=PartKind.choices())
    no = models.PositiveSmallIntegerField("序号")
    sealed_name = models.TextField("名称（加密）")
    mime = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("字节数")
    sha256 = models.CharField("摘要", max_length=64)
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("备妥时间")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["delivery", "kind", "no"], name="reply_part_once"),
            models.CheckConstraint(condition=Q(size__gt=0), name="reply_part_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.kind} {self.no}"


class PaperCheck(models.Model):
    """By which anybody tells a genuine paper (验真): what it is, of whom, of which day; nothing of the applicant.

    ``code`` stands on the paper as QR code; ``sha256`` is that of the sealed scan, once there is one.
    """

    code = models.CharField("验真码", max_length=24, unique=True)
    paper = models.OneToOneField(IssuedPaper, models.CASCADE, related_name="check_row")
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    label = models.CharField("文书", max_length=60)
    doc_number = models.CharField("文号", max_length=60)
    issued_on = models.DateField("成文日期")
    pages = models.PositiveSmallIntegerField("页数", null=True, blank=True)
    sha256 = models.CharField("扫描件摘要", max_length=64, blank=True)
    sealed_on = models.DateField("用印日期", null=True, blank=True)
    replaced_on = models.DateField("被替代日期", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(code=""), name="paper_check_has_code")]

    def __str__(self) -> str:
        return self.doc_number


class Conversion(models.Model):
    """What was asked for and is to be published for everybody (转为主动公开); the draft goes the way of all papers.

    依据:《政府信息公开条例》第四十四条
    """

    request = models.ForeignKey(InfoRequest, models.CASCADE, related_name="conversions")
    document = models.OneToOneField(Matter, models.PROTECT, related_name="+", verbose_name="公开的拟稿")
    because = models.CharField("理由", max_length=300)
    on = models.DateField("日期")
    by = models.CharField("提出人", max_length=120)

    def __str__(self) -> str:
        return f"{self.request_id}→{self.document_id}"
