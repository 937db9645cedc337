"""How a document leaves: number, seal, hand-over, redacted copy, planned release."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.documents.models.paper import Document
from zwgk.people.models import Unit


class NumberEntry(models.Model):
    """A line of the register of outgoing papers (发文登记簿); a number once used up stays used, void or not."""

    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.CharField("机关代字", max_length=40)
    year = models.PositiveIntegerField("年份")
    number = models.PositiveIntegerField("序号")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="number_entries")
    title = models.CharField("标题", max_length=300)
    given_on = models.DateField("编号日期")
    given_by = models.CharField("编号人", max_length=120)
    void_on = models.DateField("作废日期", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "code", "year", "number"], name="number_given_once"),
            models.CheckConstraint(condition=Q(void_on=None) | ~Q(void_reason=""), name="void_number_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.number}号"


class Sealing(models.Model):
    """The use of the seal (用印登记)."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="sealing")
    on = models.DateField("用印日期")
    copies = models.PositiveIntegerField("份数")
    by = models.CharField("用印人", max_length=120)

    def __str__(self) -> str:
        return f"{self.document_id} {self.on}"


class HandOver(models.Model):
    """The approval sheet and the electronic copy go to the publishing section (移交发布; S2 四（一）4)."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="hand_over")
    on = models.DateField("移交日期")
    by = models.CharField("移交人", max_length=120)
    note = models.CharField("说明", max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.document_id} {self.on}"


class Redaction(models.Model):
    """A passage that does not go out (删减处) with its ground. Offsets are in the block's text; whole block: end =
    0.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="redactions")
    block_id = models.CharField(max_length=12)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    ground_code = models.CharField("依据", max_length=40)
    reason = models.CharField("理由", max_length=300)
    by = models.CharField("标注人", max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "block_id", "start", "end"], name="redaction_once"),
        ]

    def __str__(self) -> str:
        return f"{self.block_id} {self.start}–{self.end}"


class RedactedCopy(models.Model):
    """The public copy, newly made from what remains, with its proof (遮盖证明) and its second reading (复读)."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="redacted_copies")
    source_digest = models.CharField("原文摘要值", max_length=64)
    removals_digest = models.CharField(max_length=64)
    body_html = models.TextField("公开文本")
    digest = models.CharField(max_length=64)
    proof = models.JSONField("检查结果")
    proof_file_id = models.BigIntegerField("证明单", null=True)
    made_by = models.CharField("制作人", max_length=120)
    made_by_user = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    read_by = models.CharField("复读人", max_length=120, blank=True)
    read_at = models.DateTimeField("复读时间", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "source_digest", "removals_digest"], name="redacted_copy_once_per_marking"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.digest[:8]}"


class Release(models.Model):
    """A planned release (定时、同时公开): documents of one group go out in one transaction or not at all."""

    document = models.OneToOneField(Document, models.CASCADE, related_name="release")
    at = models.DateTimeField("公开时间")
    group = models.CharField("同时公开组", max_length=40, blank=True, db_index=True)
    planned_by = models.CharField("安排人", max_length=120)
    planned_by_post = models.BigIntegerField(null=True)
    done_at = models.DateTimeField("完成时间", null=True, blank=True)
    held_because = models.CharField("未能公开的原因", max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.document_id} {self.at:%Y-%m-%d %H:%M}"


class Erratum(models.Model):
    """A typing error of a published text, mended by the short way (勘误): proposed by one, approved by another
    person.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="errata")
    block_id = models.CharField(max_length=12)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    old_text = models.CharField("原文", max_length=60)
    new_text = models.CharField("改为", max_length=60)
    reason = models.CharField("说明", max_length=300)
    proposed_by = models.CharField("提出人", max_length=120)
    proposed_by_user = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField("提出时间")
    approved_by = models.CharField("核准人", max_length=120, blank=True)
    approved_at = models.DateTimeField("核准时间", null=True, blank=True)

    def __str__(self) -> str:
        return f"“{self.old_text}”改为“{self.new_text}”"
