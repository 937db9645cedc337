"""Files and their bytes (文件): bytes are kept once by digest, a file is a name and a use of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zwgk.files.readers.result import FileKind, PageState
from zwgk.rules.labelled import Labelled


class Purpose(Labelled):
    """What a file is kept for (用途)."""

    DRAFT = "draft", "文稿"
    ATTACHMENT = "attachment", "附件"
    ORIGINAL = "original", "原件"
    RENDITION = "rendition", "版式文件"
    SCAN = "scan", "纸质审签扫描件"
    BODY_IMAGE = "body_image", "正文图片"
    EVIDENCE = "evidence", "材料"
    IMPORT = "import", "导入文件"
    PROOF = "proof", "证明"


class Blob(models.Model):
    """Bytes in the storage, once for each digest. Refuses deletion while a file refers to it (``PROTECT``)."""

    sha256 = models.CharField("摘要", max_length=64, unique=True)
    sm3 = models.CharField(
        "国密摘要", max_length=64, blank=True
    )  # empty until the night after: kept by an older release
    size = models.BigIntegerField("字节数")
    kept_at = models.DateTimeField("存入时间")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="files_blob_not_empty"),
        ]

    def __str__(self) -> str:
        return self.sha256


class File(models.Model):
    """A file as somebody gave it: name, kind, what was read of it and what was not.

    ``pages`` holds a :class:`PageState` code a page; ``unread`` Chinese sentences; ``text`` what a reader of the file
    sees, for the search index; ``elsewhere`` what stands in headers, comments and hidden places, for the checks alone.
    ``matter_id`` and ``post_id`` are plain numbers: their rooms lie above this one. ``outgoing`` is what is put out in
    its place, itself where nothing had to be taken out of it; written by the package of that name alone.
    """

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="files", verbose_name="内容")
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("类型", max_length=12, choices=FileKind.choices(), blank=True)
    mime = models.CharField("媒体类型", max_length=100)
    size = models.BigIntegerField("字节数")
    purpose = models.CharField("用途", max_length=20, choices=Purpose.choices())
    post_id = models.BigIntegerField("上传岗位", null=True)
    matter_id = models.BigIntegerField("事项", null=True)
    is_public = models.BooleanField("已公开", default=False)
    alt = models.CharField("替代文字", max_length=300, blank=True)
    text = models.TextField("文字", blank=True)
    elsewhere = models.JSONField("正文之外的文字", default=list)
    unread = models.JSONField("未读部分", default=list)
    pages = models.JSONField("各页情形", default=list)
    kept_at = models.DateTimeField("存入时间")
    read_at = models.DateTimeField("读取时间", null=True)
    outgoing = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="外发副本"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["matter_id", "id"], name="files_by_matter"),
            models.Index(fields=["purpose", "id"], name="files_by_purpose"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(purpose__in=[code for code, _ in Purpose.choices()]), name="files_file_purpose_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sha256(self) -> str:
        return self.blob.sha256

    @property
    def everything(self) -> str:
        """Every word that was read, wherever it stands: what secrecy and privacy checks look through."""
        return "\n".join([self.text, *(part["text"] for part in self.elsewhere)]).strip()

    @property
    def needs_eyes(self) -> bool:
        """True where something was not read: a second person has to look at it (须人工复看)."""
        return self.read_at is None or bool(self.unread) or str(PageState.UNREADABLE) in self.pages

    @property
    def address(self) -> str:
        """Where a body shows it: ``/files/<sha256>.<ext>``."""
        extension = self.name.rpartition(".")[2].lower() if "." in self.name else "bin"
        return f"/files/{self.sha256}.{extension}"
