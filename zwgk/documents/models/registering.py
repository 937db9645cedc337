"""Registers of the mail room (收文登记簿) and the sealed scan that becomes the delivered file (盖章扫描件)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.documents.models.paper import Document
from zwgk.people.models import Unit


class IncomingEntry(models.Model):
    """A line of the register of incoming papers (收文登记簿); numbers run without gaps within a year."""

    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveIntegerField("年份")
    number = models.PositiveIntegerField("收文编号")
    received_on = models.DateField("收文日期")
    sender = models.CharField("来文单位", max_length=120)
    sender_number = models.CharField("来文字号", max_length=80, blank=True)
    title = models.CharField("标题", max_length=300)
    copies = models.PositiveIntegerField("份数", default=1)
    is_urgent = models.BooleanField("紧急", default=False)
    reply_by = models.DateField("要求办结日期", null=True, blank=True)
    section = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办单位")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="incoming_entries", verbose_name="系统内文件"
    )
    outcome = models.CharField("办理结果", max_length=300, blank=True)
    done_on = models.DateField("办结日期", null=True, blank=True)
    registered_by = models.CharField("登记人", max_length=120)
    registered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "year", "number"], name="incoming_number_once"),
            models.UniqueConstraint(
                fields=["organ", "sender", "sender_number"], condition=~Q(sender_number=""), name="incoming_paper_once"
            ),
            models.CheckConstraint(condition=Q(done_on=None) | ~Q(outcome=""), name="done_incoming_says_how"),
        ]

    def __str__(self) -> str:
        return f"收〔{self.year}〕{self.number}号"


class SealedScan(models.Model):
    """The scan of the sealed paper (盖章扫描件): what was checked of it, and who confirmed it as the second person."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="sealed_scans")
    file_id = models.BigIntegerField("扫描件")
    pages = models.PositiveIntegerField("页数")
    expected_pages = models.PositiveIntegerField("应有页数")
    code_found = models.BooleanField("找到本件二维码", default=False)
    number_found = models.BooleanField("读到本件文号", default=False)
    unread_pages = models.PositiveIntegerField("未读出的页", default=0)
    uploaded_by = models.CharField("上传人", max_length=120)
    uploaded_by_user = models.BigIntegerField(null=True)
    uploaded_at = models.DateTimeField("上传时间")
    confirmed_by = models.CharField("核对人", max_length=120, blank=True)
    confirmed_at = models.DateTimeField("核对时间", null=True, blank=True)
    set_aside_because = models.CharField("不用的原因", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(set_aside_because="") & Q(confirmed_at__isnull=False),
                name="one_sealed_scan_counts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.pages}页"

    @property
    def fits(self) -> bool:
        """True where as many pages came back as went out and the scan bears this paper's code or number."""
        return self.pages == self.expected_pages and (self.code_found or self.number_found)
