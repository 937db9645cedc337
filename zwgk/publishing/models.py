"""What is public, and on what footing: columns, publications with their immutable versions, clearances, the shelf's
ledger.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.people.models import Unit
from zwgk.rules.publication import (
    Channel,
    ClearanceKind,
    ColumnKind,
    LinkKind,
    PublicationState,
    Validity,
    Visibility,
)


class Column(models.Model):
    """A place in the site's tree where publications are listed (栏目)."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    organ = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="columns", verbose_name="机关自设"
    )
    slug = models.SlugField("地址", max_length=120, unique=True)
    name = models.CharField("栏目名称", max_length=80)
    kind = models.CharField("类型", max_length=20, choices=ColumnKind.choices(), default=str(ColumnKind.LIST))
    article = models.CharField("依据条款", max_length=120, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    frequency = models.CharField("更新频次", max_length=20, blank=True)
    update_days = models.PositiveIntegerField("最长更新间隔（天）", null=True, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    is_public = models.BooleanField("对外显示", default=True)
    external_url = models.URLField("外部链接", blank=True)

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["parent", "organ", "name"], name="column_once_under_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class ColumnPath(models.Model):
    """Closure of the column tree: every column with every column above it (itself at depth 0)."""

    above = models.ForeignKey(Column, models.CASCADE, related_name="paths_down")
    below = models.ForeignKey(Column, models.CASCADE, related_name="paths_up")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["above", "below"], name="column_path_once")]

    def __str__(self) -> str:
        return f"{self.above_id}→{self.below_id}"


class Clearance(models.Model):
    """The paper that lets something out (公开审查结论); *reviewed* binds one text, *standing* a class, *migration* a
    batch.
    """

    kind = models.CharField("方式", max_length=12, choices=ClearanceKind.choices())
    digest = models.CharField("内容摘要值", max_length=64, blank=True)
    subject = models.CharField("对象", max_length=200)
    basis = models.CharField("依据", max_length=300)
    approved_by = models.CharField("审批人", max_length=120)
    approved_on = models.DateField("审批日期")
    valid_to = models.DateField("有效至", null=True, blank=True)
    matter_id = models.BigIntegerField("事项", null=True, db_index=True)
    standing_class = models.CharField("常设清单类别", max_length=20, blank=True)
    organ = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="适用机关")
    details = models.JSONField("明细", default=dict)
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind=str(ClearanceKind.REVIEWED)) | ~Q(digest=""), name="reviewed_clearance_binds_a_text"
            ),
            models.CheckConstraint(
                condition=~Q(kind=str(ClearanceKind.STANDING)) | Q(valid_to__isnull=False),
                name="standing_clearance_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject}"


class MigrationItem(models.Model):
    """One content of an approved migration list, by its digest (迁移清单)."""

    clearance = models.ForeignKey(Clearance, models.CASCADE, related_name="items")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["clearance", "digest"], name="migration_item_once")]

    def __str__(self) -> str:
        return self.digest


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
    matter_id = models.BigIntegerField("事项", null=True, blank=True, db_index=True)

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


class Listing(models.Model):
    """One line of one list: a publication under its column and under every column above it."""

    column = models.ForeignKey(Column, models.CASCADE, related_name="listings")
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="listings")
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["column", "publication"], name="listed_once")]
        indexes: ClassVar = [models.Index(fields=["column", "-published_at", "-publication"], name="list_of_column")]

    def __str__(self) -> str:
        return f"{self.column_id}:{self.publication_id}"


class ColumnCount(models.Model):
    """How many live publications a column (with all below it) shows, by month; lists never count."""

    column = models.ForeignKey(Column, models.CASCADE, related_name="counts")
    month = models.CharField(max_length=7)  # 2026-11
    number = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["column", "month"], name="column_month_once")]

    def __str__(self) -> str:
        return f"{self.column_id} {self.month} {self.number}"


class Link(models.Model):
    """One paper's relation to another, ours or one known only by name (关联)."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12, choices=LinkKind.choices())
    target = models.ForeignKey(Publication, models.PROTECT, null=True, blank=True, related_name="links_back")
    text = models.CharField("名称", max_length=300, blank=True)
    doc_number = models.CharField("发文字号", max_length=80, blank=True)
    url = models.URLField("链接", max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(target__isnull=False) | ~Q(text=""), name="link_leads_somewhere"),
        ]
        indexes: ClassVar = [models.Index(fields=["target", "kind"], name="links_back")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.kind} {self.target_id or self.text}"


class Removal(models.Model):
    """A publication taken from the public (撤回、紧急撤下): when, by whom, why; the reason of an emergency may
    follow.
    """

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="removals")
    is_emergency = models.BooleanField("紧急撤下", default=False)
    at = models.DateTimeField("时间")
    on = models.DateField("日期")
    by = models.CharField("操作人", max_length=120)
    reason = models.CharField("原因", max_length=500, blank=True)
    notice = models.CharField("对外告示", max_length=500, blank=True)
    explained_at = models.DateTimeField("补说明时间", null=True, blank=True)
    restored_at = models.DateTimeField("恢复时间", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(is_emergency=True) | ~Q(notice=""), name="withdrawal_has_notice"),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.at:%Y-%m-%d %H:%M}"


class ChannelRecord(models.Model):
    """Where else a publication stands (渠道记录), and whether it was cleaned there after a removal."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="channels")
    channel = models.CharField("渠道", max_length=12, choices=Channel.choices())
    place = models.CharField("位置", max_length=200, blank=True)
    url = models.URLField("链接", max_length=500, blank=True)
    at = models.DateTimeField("发布时间")
    cleaned_at = models.DateTimeField("清除时间", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.publication_id}"


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


class ShelfPage(models.Model):
    """The shelf's ledger: a finished page, since when it is stale, what it was made of."""

    path = models.CharField(max_length=300, unique=True)
    digest = models.CharField(max_length=64, blank=True)
    rendered_at = models.DateTimeField(null=True, blank=True)
    stale_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["stale_since"], name="shelf_stale", condition=Q(stale_since__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.path


class ShelfKey(models.Model):
    """What a shelved page depends on: ``pub:7``, ``column:3``, ``organ:2``, ``site``."""

    page = models.ForeignKey(ShelfPage, models.CASCADE, related_name="keys")
    key = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "page"], name="shelf_key_once")]

    def __str__(self) -> str:
        return self.key


class Feedback(models.Model):
    """What a reader says under a page (对本页的反馈); kept without name or address."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="feedback")
    understood = models.BooleanField("看明白了")
    text = models.CharField("意见", max_length=500, blank=True)
    at = models.DateTimeField("时间")

    def __str__(self) -> str:
        return f"{self.publication_id} {self.understood}"
