"""Attachments as pictures of their pages (分页图片): for browsers that open no files, and for those who print one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class PagePicture(models.Model):
    """One page of a published file as a picture. It belongs to the bytes, whichever publications name them."""

    source = models.CharField("文件摘要", max_length=64)
    page = models.PositiveIntegerField("页码")
    of = models.PositiveIntegerField("总页数")
    sha256 = models.CharField("图片摘要", max_length=64)
    width = models.PositiveIntegerField("宽")
    height = models.PositiveIntegerField("高")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "page"], name="page_picture_once")]

    def __str__(self) -> str:
        return f"{self.source[:12]} {self.page}"
