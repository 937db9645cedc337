"""Many documents dealt with at once (批量办理): what was asked for, and what became of each."""

from __future__ import annotations

from django.db import models

from zwgk.people.models import Post
from zwgk.rules.labelled import Labelled


class BatchKind(Labelled):
    """What is done to each."""

    MARK = "mark", "批量标明公开属性"
    PUBLISH = "publish", "批量公开"


class Batch(models.Model):
    """One request over many documents; ``items`` is a list of ``{"document", "title", "state", "why"}``."""

    kind = models.CharField("事项", max_length=12, choices=BatchKind.choices())
    asked_by = models.CharField("经办人", max_length=120)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="经办岗位")
    asked_at = models.DateTimeField("提交时间")
    facts = models.JSONField("内容", default=dict)
    items = models.JSONField("逐件结果", default=list)
    manifest = models.CharField("清单摘要值", max_length=64)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {len(self.items)}"
