"""Topics (专题): what they say of themselves, what is gathered in them, the booklets made of them (汇编)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.people.models import Unit
from zwgk.publishing.models.clearances import Clearance
from zwgk.publishing.models.publications import Publication
from zwgk.rules.topics import TopicState


class Topic(models.Model):
    """A topic of the site or of one organ. The public reads ``shown`` (title, intro, cover as cleared), never the
    fields that are being edited.
    """

    slug = models.SlugField("地址", max_length=60, unique=True)
    organ = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="topics", verbose_name="机关")
    title = models.CharField("名称", max_length=80)
    intro = models.CharField("导语", max_length=1000)
    cover = models.CharField("封面图片", max_length=64, blank=True)
    cover_name = models.CharField("封面文件名", max_length=200, blank=True)
    cover_alt = models.CharField("封面说明", max_length=200, blank=True)
    criteria = models.JSONField("归集条件", default=dict, blank=True)
    state = models.CharField("状态", max_length=10, choices=TopicState.choices(), default=str(TopicState.DRAFT))
    shown = models.JSONField("公开内容", default=dict, blank=True)
    clearance = models.ForeignKey(Clearance, models.PROTECT, null=True, blank=True, related_name="+")
    edited_post = models.BigIntegerField("编辑岗位", null=True)
    order = models.PositiveIntegerField("排序", default=0)
    opened_on = models.DateField("开放日期", null=True, blank=True)
    closed_on = models.DateField("结束日期", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=str(TopicState.DRAFT)) | Q(clearance__isnull=False), name="topic_public_is_cleared"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TopicItem(models.Model):
    """A publication of a topic; ``is_out`` keeps out by hand what the rule would gather."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="items")
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="topic_items")
    published_at = models.DateTimeField("公开时间")
    by_hand = models.BooleanField("人工收入", default=False)
    is_pinned = models.BooleanField("置顶", default=False)
    is_out = models.BooleanField("人工移出", default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "publication"], name="topic_item_once"),
            models.CheckConstraint(condition=Q(is_out=False) | Q(is_pinned=False), name="topic_item_in_or_out"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["topic", "is_out", "-published_at", "-publication"], name="list_of_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.publication_id}"


class Booklet(models.Model):
    """A booklet made of a topic (汇编): one file a form, and the very versions that stand in it."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="booklets")
    form = models.CharField("格式", max_length=8)
    sha256 = models.CharField(max_length=64)
    name = models.CharField("文件名", max_length=200)
    size = models.PositiveBigIntegerField("字节数")
    pages = models.PositiveIntegerField("页数", null=True)
    versions = models.JSONField("收入的版本", default=list)
    made_at = models.DateTimeField("编成时间")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["topic", "form"], name="booklet_once")]

    def __str__(self) -> str:
        return self.name
