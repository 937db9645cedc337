"""What was taken away again, and where else it stands (撤回、渠道)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.publishing.models.publications import Publication, Version
from zwgk.rules.hiding import HidingCause
from zwgk.rules.publication import Channel


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


class Hiding(models.Model):
    """An earlier public wording that is no longer shown (隐藏旧版本); staff can still read it, and the log says who."""

    version = models.OneToOneField(Version, models.PROTECT, related_name="hiding", verbose_name="版本")
    cause = models.CharField("原因", max_length=12, choices=HidingCause.choices())
    reason = models.CharField("内部说明", max_length=500)
    on = models.DateField("日期")
    at = models.DateTimeField("时间")
    by = models.CharField("操作人", max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="hiding_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.cause}"


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
