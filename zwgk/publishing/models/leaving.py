"""What was taken away again, and where else it stands (撤回、渠道)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.files.models import File
from zwgk.people.models import Unit
from zwgk.publishing.models.publications import Publication, Version
from zwgk.rules.channels import AccountState, PhotoMoment
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
    """Where else a publication stands (渠道记录), with which wording, and whether it was cleaned there.

    ``version`` is the wording that went out; a later one makes the record outdated until it is renewed or cleaned.
    ``agrees``: whether the channel's text was compared with the page's, and how that ended. Of a posting (张贴):
    ``until`` is the day it was to hang to, ``down_at`` when it was taken down.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="channels")
    version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="channel_records")
    channel = models.CharField("渠道", max_length=12, choices=Channel.choices())
    place = models.CharField("位置", max_length=200, blank=True)
    url = models.URLField("链接", max_length=500, blank=True)
    at = models.DateTimeField("发布时间")
    by = models.CharField("登记人", max_length=120, blank=True)
    agrees = models.BooleanField("文字一致", null=True, blank=True)
    text_digest = models.CharField("渠道文字摘要值", max_length=64, blank=True)
    until = models.DateField("张贴至", null=True, blank=True)
    down_at = models.DateTimeField("撤下时间", null=True, blank=True)
    down_by = models.CharField("撤下人", max_length=120, blank=True)
    cleaned_at = models.DateTimeField("清除时间", null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["cleaned_at", "publication"], name="channel_still_there"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.publication_id}"


class ChannelPhoto(models.Model):
    """A photograph of a posting (张贴照片): what hung where, or that it hangs no longer. Not public."""

    record = models.ForeignKey(ChannelRecord, models.CASCADE, related_name="photos")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    moment = models.CharField("时点", max_length=12, choices=PhotoMoment.choices())
    at = models.DateTimeField("时间")
    by = models.CharField("上传人", max_length=120)

    def __str__(self) -> str:
        return f"{self.record_id} {self.moment}"


class ChannelAccount(models.Model):
    """An account on a platform of others (政务新媒体账号): whose it is, who keeps it, since when and until when."""

    channel = models.CharField("平台", max_length=12, choices=Channel.choices())
    name = models.CharField("账号名称", max_length=120)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="主办单位")
    keeper = models.CharField("运维责任人", max_length=120)
    url = models.URLField("主页", max_length=500, blank=True)
    opened_on = models.DateField("开设日期")
    closed_on = models.DateField("注销日期", null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=AccountState.choices(), default=str(AccountState.ACTIVE))
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "name"], name="channel_account_once"),
            models.CheckConstraint(
                condition=~Q(state=str(AccountState.CLOSED)) | Q(closed_on__isnull=False), name="closed_account_has_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.name}"
