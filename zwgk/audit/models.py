"""The log of acts (操作日志) and the seals that chain it. Rows are only inserted: the database forbids the rest."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One act, one entry: who, under which post, did what to which thing, when. Details hold no personal data."""

    at = models.DateTimeField("时间")
    act = models.CharField("操作", max_length=80)
    user_id = models.BigIntegerField("用户", null=True)
    post_id = models.BigIntegerField("岗位", null=True)
    unit_id = models.BigIntegerField("单位", null=True)
    by = models.CharField("操作人", max_length=120)
    object_kind = models.CharField("对象类别", max_length=60, blank=True)
    object_id = models.CharField("对象编号", max_length=64, blank=True)
    matter_id = models.BigIntegerField("事项", null=True)
    details = models.JSONField("要点", default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["matter_id", "id"], name="audit_by_matter"),
            models.Index(fields=["act", "id"], name="audit_by_act"),
            models.Index(fields=["user_id", "id"], name="audit_by_user"),
            models.Index(fields=["object_kind", "object_id", "id"], name="audit_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by} {self.act}"


class Seal(models.Model):
    """One link of the chain: covers one entry and the seal before it, in sealing order."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    previous = models.CharField(max_length=64, unique=True)  # unique: the chain cannot fork
    digest = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pk} {self.digest[:12]}"
