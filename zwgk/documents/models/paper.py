"""The paper: its head, its working text, its immutable versions, attachments and bases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.files.models import File
from zwgk.matters.models import Matter
from zwgk.people.models import Post, Unit
from zwgk.publishing.models import Column, Publication
from zwgk.rules.publication import LinkKind, Visibility


class Document(models.Model):
    """One paper or other item on its way to the public (公文及其他公开件)."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="document")
    kind = models.CharField("文种", max_length=30)
    subtype = models.CharField("子类", max_length=40, blank=True)
    is_normative = models.BooleanField("规范性文件", default=False)
    is_policy = models.BooleanField("政策性文件", default=False)
    is_important = models.BooleanField("重要内容", default=False)
    is_incoming = models.BooleanField("收文", default=False)
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="documents", verbose_name="发文机关")
    drafter = models.ForeignKey(Post, models.PROTECT, null=True, related_name="drafts", verbose_name="起草岗位")
    title = models.CharField("标题", max_length=300)
    addressees = models.CharField("主送", max_length=500, blank=True)
    copy_to = models.CharField("抄送", max_length=500, blank=True)
    chain_code = models.CharField("审签流程", max_length=40, blank=True)
    column = models.ForeignKey(Column, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="拟发栏目")
    subject_code = models.CharField("主题分类", max_length=12, blank=True)
    dimension = models.CharField("五公开", max_length=12, blank=True)
    keywords = models.CharField("关键词", max_length=120, blank=True)
    source = models.CharField("来源", max_length=120, blank=True)
    source_url = models.URLField("来源链接", max_length=500, blank=True)
    # the six fields of the approval sheet (审核制度二): public or not, scope, manner, secret or not, level, period
    disclosure = models.CharField("公开属性", max_length=12, blank=True)
    disclosure_decided_on = models.DateField("公开属性确定日期", null=True, blank=True)
    ground_code = models.CharField("不公开依据", max_length=40, blank=True)
    ground_reason = models.CharField("不公开理由", max_length=500, blank=True)
    visibility = models.CharField(
        "公开范围", max_length=10, choices=Visibility.choices(), default=str(Visibility.PUBLIC)
    )
    manner = models.CharField("公开方式", max_length=60, blank=True)
    is_secret = models.BooleanField("涉密", default=False)
    # what is given after signing
    doc_number = models.CharField("发文字号", max_length=80, blank=True)
    signed_on = models.DateField("签发日期", null=True, blank=True)
    date_written = models.DateField("成文日期", null=True, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    index_no = models.CharField("索引号（历史）", max_length=80, blank=True)
    publication = models.ForeignKey(
        Publication, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公开件"
    )
    import_key = models.CharField("导入键", max_length=80, unique=True, null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(is_secret=False), name="no_secret_document_is_kept"),
            models.UniqueConstraint(
                fields=["organ", "doc_number"], condition=~Q(doc_number=""), name="document_number_once_per_organ"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organ", "-id"], name="document_of_organ")]

    def __str__(self) -> str:
        return self.title


class Draft(models.Model):
    """The working text, saved as it is typed (自动保存); ``revision`` tells the second editor that the first was
    quicker.
    """

    document = models.OneToOneField(Document, models.CASCADE, related_name="draft")
    body_html = models.TextField("正文", blank=True)
    revision = models.PositiveIntegerField("修订号", default=1)
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.CharField("保存人", max_length=120)
    saved_by_post = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.document_id} r{self.revision}"


class DocumentVersion(models.Model):
    """A full snapshot of title and text (版本), never changed."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    no = models.PositiveIntegerField("版次")
    title = models.CharField("标题", max_length=300)
    body_html = models.TextField("正文")
    digest = models.CharField("内容摘要值", max_length=64)
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.CharField("保存人", max_length=120)
    at = models.DateTimeField("时间")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "no"], name="document_version_once")]

    def __str__(self) -> str:
        return f"{self.document_id} 第{self.no}稿"


class JointIssuer(models.Model):
    """A further issuing organ (联合发文); the lead organ is the document's own."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="joint_issuers")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("机关名称", max_length=120)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "name"], name="joint_issuer_once")]

    def __str__(self) -> str:
        return self.name


class Attachment(models.Model):
    """A file of the document (附件). A replaced one stays for the record and never goes out."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    role = models.CharField("用途", max_length=20, default="attachment")
    order = models.PositiveIntegerField(default=0)
    title = models.CharField("名称", max_length=200)
    is_public = models.BooleanField("随文公开", default=True)
    added_by = models.CharField("添加人", max_length=120)
    added_at = models.DateTimeField("添加时间")
    replaced_at = models.DateTimeField("替换时间", null=True, blank=True)
    eyes_needed = models.BooleanField("有未读出的页，须人工核对", default=False)
    eyes_by = models.CharField("核对人", max_length=120, blank=True)
    eyes_at = models.DateTimeField("核对时间", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class BasisLink(models.Model):
    """A paper on which this one rests, or that it replaces or interprets (依据和关联)."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12, choices=LinkKind.choices(), default=str(LinkKind.BASIS))
    publication = models.ForeignKey(Publication, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField("名称", max_length=300, blank=True)
    doc_number = models.CharField("发文字号", max_length=80, blank=True)
    # of what this one repeals or amends: which articles ("" the whole), and until when it extends
    articles = models.CharField("条款", max_length=300, blank=True)
    until = models.DateField("延长至", null=True, blank=True)

    def __str__(self) -> str:
        return self.text or str(self.publication_id)
