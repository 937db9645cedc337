"""What is taken away from attachments (附件删减): passages of text, areas of pages; and pages as recognised."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.documents.models.paper import Attachment
from zwgk.files.models import File


class AttachmentMark(models.Model):
    """A place of an attachment that does not go out (附件删减处) with its ground.

    Of texts and tables: ``block_id`` and offsets in the block's text (whole block: end = 0), as the reader gives the
    file. Of PDF files and pictures: ``page`` from 1 and the edges in ten-thousandths of the page. Never both.
    """

    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="marks")
    block_id = models.CharField(max_length=12, blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    page = models.PositiveIntegerField("页", default=0)
    left = models.PositiveSmallIntegerField("左", default=0)
    top = models.PositiveSmallIntegerField("上", default=0)
    right = models.PositiveSmallIntegerField("右", default=0)
    bottom = models.PositiveSmallIntegerField("下", default=0)
    ground_code = models.CharField("依据", max_length=40)
    reason = models.CharField("理由", max_length=300)
    by = models.CharField("标注人", max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["attachment", "block_id", "start", "end", "page", "left", "top", "right", "bottom"],
                name="attachment_mark_once",
            ),
            models.CheckConstraint(
                condition=Q(block_id="", page__gt=0) | (~Q(block_id="") & Q(page=0)),
                name="attachment_mark_of_text_or_page",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.page}页" if self.page else f"{self.block_id} {self.start}–{self.end}"


class PageReading(models.Model):
    """A page of a scan as it was recognised (识别结果), so that it is recognised once: words with their boxes.

    ``lines``: lines of words ``[text, left, top, right, bottom]`` in ten-thousandths of the page.
    """

    file = models.ForeignKey(File, models.CASCADE, related_name="page_readings")
    page = models.PositiveIntegerField("页")
    width = models.FloatField("宽（磅）")
    height = models.FloatField("高（磅）")
    state = models.CharField("情形", max_length=12)
    lines = models.JSONField("文字", default=list)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "page"], name="page_read_once")]

    def __str__(self) -> str:
        return f"{self.file_id} 第{self.page}页"
