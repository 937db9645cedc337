"""What is public: publications with immutable versions, files, relations, addresses."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.people.models import Unit
from zwgk.publishing.models.chains import Chain
from zwgk.publishing.models.clearances import Clearance
from zwgk.publishing.models.columns import Column
from zwgk.rules.chains import Step
from zwgk.rules.publication import LinkKind, PublicationState, Validity, Visibility


class Publication(models.Model):
    """Something public under a permanent address (公开件); narrow: the text stands in its versions."""

    key = models.CharField("来源键", max_length=120, unique=True, null=True, blank=True)
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="publications", verbose_name="公开机关")
    column = models.ForeignKey(Column, models.PROTECT, related_name="publications", verbose_name="栏目")
    kind = models.CharField("文种", max_length=30, blank=True)
    title = models.CharField("标题", max_length=300)
    doc_number = models.CharField("发文字号", max_length=80, blank=True, db_index=True)
    index_no = models.CharField("索引号", max_length=80, unique=True, null=True, blank=True)
    date_written = models.DateField("成文日期", null=True, blank=True)
    published_at = models.DateTimeField("发布时间")
    published_on = models.DateField("发布日期")
    effective_on = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    validity = models.CharField("有效性", max_length=12, choices=Validity.choices(), blank=True, default="")
    # derived, by ``publishing.validity`` alone: the span in which it is in force, and the day on which to look again
    in_force_from = models.DateField("有效自", null=True, blank=True)
    in_force_to = models.DateField("有效至", null=True, blank=True)
    turns_on = models.DateField("下次变动", null=True, blank=True)
    visibility = models.CharField(
        "公开范围", max_length=10, choices=Visibility.choices(), default=str(Visibility.PUBLIC)
    )
    disclosure = models.CharField("公开属性", max_length=12, default="public")
    dimension = models.CharField("五公开", max_length=12, blank=True)
    subject_code = models.CharField("主题分类", max_length=12, blank=True)
    is_normative = models.BooleanField("规范性文件", default=False)
    state = models.CharField(
        "状态", max_length=12, choices=PublicationState.choices(), default=str(PublicationState.LIVE)
    )
    current = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+", verbose_name="现行版本")
    # when the public last saw a change of it, its leaving included; null: it never was public
    changed_at = models.DateTimeField("最近变动时间", null=True, blank=True)
    matter_id = models.BigIntegerField("事项", null=True, blank=True, db_index=True)
    chain = models.ForeignKey(
        Chain, models.SET_NULL, null=True, blank=True, related_name="publications", verbose_name="公开链条"
    )
    chain_step = models.CharField("环节", max_length=10, blank=True, choices=Step.choices(), default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[str(s.value) for s in PublicationState]), name="publication_state_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="publication_has_title"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organ", "-published_at", "-id"], name="publication_by_organ"),
            models.Index(fields=["-published_at", "-id"], name="publication_by_time"),
            models.Index(fields=["visibility", "state", "-published_at", "-id"], name="publication_public_by_time"),
            models.Index(fields=["is_normative", "validity", "-published_at"], name="publication_normative"),
            models.Index(
                fields=["organ", "column", "state", "visibility", "-published_at", "-id"], name="publication_of_place"
            ),
            models.Index(
                fields=["dimension", "state", "visibility", "-published_at", "-id"], name="publication_by_dimension"
            ),
            models.Index(
                fields=["changed_at", "id"], name="publication_changed", condition=Q(changed_at__isnull=False)
            ),
            models.Index(fields=["kind", "state", "visibility", "-published_at", "-id"], name="publication_by_kind"),
            models.Index(
                fields=["subject_code", "state", "visibility", "-published_at", "-id"], name="publication_by_subject"
            ),
            models.Index(
                fields=["validity", "state", "visibility", "-published_at", "-id"], name="publication_by_validity"
            ),
            models.Index(fields=["turns_on"], name="publication_turns", condition=Q(turns_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One published wording, kept for ever as it went out, with all that its page shows (快照)."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="versions")
    no = models.PositiveIntegerField("版次")
    title = models.CharField("标题", max_length=300)
    body_html = models.TextField("正文")
    meta = models.JSONField("元数据", default=dict)
    digest = models.CharField("内容摘要值", max_length=64)
    clearance = models.ForeignKey(Clearance, models.PROTECT, related_name="versions")
    change_note = models.CharField("更正说明", max_length=500, blank=True)
    is_minor = models.BooleanField("勘误", default=False)
    published_at = models.DateTimeField("发布时间")
    by = models.CharField("发布人", max_length=120, blank=True)
    is_public = models.BooleanField("可公开查阅", default=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["publication", "no"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.publication_id}/{self.no}"


class FileRole(models.TextChoices):
    ATTACHMENT = "attachment", "附件"
    ORIGINAL = "original", "原文件"
    PDF = "pdf", "PDF 版"
    DOCX = "docx", "Word 版"
    IMAGE = "image", "插图"


class PublishedFile(models.Model):
    """A file that went out with a version (随件公开的文件)."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="files")
    role = models.CharField(max_length=12, choices=FileRole.choices)
    order = models.PositiveIntegerField(default=0)
    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("字节数")
    mime = models.CharField(max_length=100)
    text = models.TextField("文字", blank=True)

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        indexes: ClassVar = [models.Index(fields=["version", "role", "order"], name="file_of_version")]

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """One paper's relation to another, ours or one known only by name (关联)."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12, choices=LinkKind.choices())
    target = models.ForeignKey(Publication, models.PROTECT, null=True, blank=True, related_name="links_back")
    text = models.CharField("名称", max_length=300, blank=True)
    doc_number = models.CharField("发文字号", max_length=80, blank=True)
    url = models.URLField("链接", max_length=500, blank=True)
    # of what a paper repeals or amends: which articles ("" the whole), and until when it extends
    articles = models.CharField("条款", max_length=300, blank=True)
    until = models.DateField("延长至", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(target__isnull=False) | ~Q(text=""), name="link_leads_somewhere"),
        ]
        indexes: ClassVar = [models.Index(fields=["target", "kind"], name="links_back")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.kind} {self.target_id or self.text}"


class OldAddress(models.Model):
    """An address of an earlier site that leads here for ever (旧地址)."""

    path = models.CharField(max_length=500, unique=True)
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="old_addresses")

    def __str__(self) -> str:
        return self.path


class IndexSequence(models.Model):
    """The last running number given under one index-number prefix (索引号流水)."""

    prefix = models.CharField(max_length=80, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.prefix}{self.last}"


class Feedback(models.Model):
    """What a reader says under a page (对本页的反馈); kept without name or address."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="feedback")
    understood = models.BooleanField("看明白了")
    text = models.CharField("意见", max_length=500, blank=True)
    at = models.DateTimeField("时间")

    def __str__(self) -> str:
        return f"{self.publication_id} {self.understood}"
