"""What is filed for good (文书归档): the fonds of an organ, its pieces, boxes and transfers to the archives."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.documents.models.paper import Document
from zwgk.people.models import Unit
from zwgk.rules import archiving
from zwgk.rules.archiving import Term


class Fonds(models.Model):
    """The fonds of an organ (全宗): the number that the archives gave it."""

    organ = models.OneToOneField(Unit, models.PROTECT, related_name="fonds", verbose_name="立档单位")
    number = models.CharField("全宗号", max_length=10, unique=True)
    name = models.CharField("全宗名称", max_length=120)
    set_by = models.CharField("登记人", max_length=120)
    set_on = models.DateField("登记日期")

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class ArchiveBox(models.Model):
    """A box (档案盒) of consecutive pieces of one year and term, with its closing note (备考表)."""

    fonds = models.ForeignKey(Fonds, models.PROTECT, related_name="boxes")
    year = models.PositiveIntegerField("年度")
    term = models.CharField("保管期限", max_length=10, choices=Term.choices())
    no = models.PositiveIntegerField("盒号")
    note = models.CharField("盒内文件情况说明", max_length=500, blank=True)
    packed_by = models.CharField("整理人", max_length=120)
    packed_by_user = models.BigIntegerField(null=True)
    packed_on = models.DateField("整理日期")
    checked_by = models.CharField("检查人", max_length=120, blank=True)
    checked_on = models.DateField("检查日期", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fonds", "year", "term", "no"], name="box_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.year}年 {self.get_term_display()} 第{self.no}盒"


class ArchiveTransfer(models.Model):
    """A package handed to the archive system or the archives (移交): what was in it, and the receipt (回执)."""

    fonds = models.ForeignKey(Fonds, models.PROTECT, related_name="transfers")
    year = models.PositiveIntegerField("年度")
    to = models.CharField("接收单位", max_length=120)
    made_by = models.CharField("移交人", max_length=120)
    made_at = models.DateTimeField("移交时间")
    pieces_count = models.PositiveIntegerField("件数")
    file_id = models.BigIntegerField("移交包", null=True, blank=True)
    manifest_sm3 = models.CharField("清单摘要（SM3）", max_length=64, blank=True)
    failed_because = models.CharField("未能生成的原因", max_length=500, blank=True)
    receipt_no = models.CharField("回执编号", max_length=60, blank=True)
    receipt_on = models.DateField("接收日期", null=True, blank=True)
    received_by = models.CharField("接收人", max_length=60, blank=True)
    recorded_by = models.CharField("登记回执人", max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(receipt_on=None) | (~Q(received_by="") & ~Q(manifest_sm3="")),
                name="receipt_is_for_a_package_and_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年 {self.to}"


class ArchivePiece(models.Model):
    """A paper filed as one piece (归档文件，一件): its term with the basis, and once numbered its place for good."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="piece")
    fonds = models.ForeignKey(Fonds, models.PROTECT, related_name="pieces")
    year = models.PositiveIntegerField("归档年度")
    term = models.CharField("保管期限", max_length=10, choices=Term.choices())
    proposed_term = models.CharField("拟定期限", max_length=10, choices=Term.choices())
    basis = models.CharField("依据", max_length=120)
    reason = models.CharField("调整理由", max_length=300, blank=True)
    section_code = models.CharField("机构（问题）代码", max_length=6, blank=True)
    number = models.PositiveIntegerField("件号", null=True, blank=True)
    author = models.CharField("责任者", max_length=300)
    pages = models.PositiveIntegerField("页数", null=True, blank=True)
    remark = models.CharField("备注", max_length=200, blank=True)
    filed_by = models.CharField("归档人", max_length=120)
    filed_on = models.DateField("归档日期")
    box = models.ForeignKey(ArchiveBox, models.PROTECT, null=True, blank=True, related_name="pieces")
    transfer = models.ForeignKey(ArchiveTransfer, models.PROTECT, null=True, blank=True, related_name="pieces")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["fonds", "year", "term", "section_code", "number"],
                condition=Q(number__isnull=False),
                name="piece_number_once",
            ),
            models.CheckConstraint(condition=Q(box=None) | Q(number__isnull=False), name="boxed_piece_is_numbered"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["fonds", "year", "term", "number"], name="piece_by_number"),
        ]

    def __str__(self) -> str:
        return self.archival_number or f"{self.year}年待编件号"

    @property
    def archival_number(self) -> str:
        """The 档号; "" before the piece has its number."""
        if self.number is None:
            return ""
        return archiving.archival_number(self.fonds.number, self.year, Term(self.term), self.number, self.section_code)
