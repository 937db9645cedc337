"""Who follows what by e-mail (邮件订阅). The address is sealed so that the portal, which writes it, cannot read it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.rules.following import Cadence, FollowKind, FollowState


class Following(models.Model):
    """One subscription of one address; the row goes with its end, nothing of it is kept."""

    kind = models.CharField("订阅对象", max_length=10, choices=FollowKind.choices())
    #: number or code of column, organ, subject or topic; "" for a search
    target = models.CharField("对象", max_length=20, blank=True)
    words = models.CharField("搜索词", max_length=100, blank=True)
    #: the search's filters as a query string
    narrowed = models.CharField("搜索条件", max_length=300, blank=True)
    cadence = models.CharField("频次", max_length=10, choices=Cadence.choices())
    state = models.CharField("状态", max_length=10, choices=FollowState.choices(), default=str(FollowState.ASKED))
    sealed = models.TextField("密封的地址")
    #: makes this row's links unlike any other's
    salt = models.CharField(max_length=32)
    # written by the worker alone, which can open the address
    address_digest = models.CharField("地址摘要", max_length=64, blank=True)
    confirm_digest = models.CharField("确认链接摘要", max_length=64, blank=True)
    leave_digest = models.CharField("退订链接摘要", max_length=64, blank=True)
    asked_at = models.DateTimeField("提交时间")
    expires_at = models.DateTimeField("链接失效时间", null=True, blank=True)
    told_until = models.DateTimeField("已告知至", null=True, blank=True)
    #: the digest that its server refused last, so that a second attempt of the same day is none
    tried_until = models.DateTimeField("最近被拒", null=True, blank=True)
    refusals = models.PositiveIntegerField("连续被拒次数", default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[str(s.value) for s in FollowState]), name="following_state_known"
            ),
            models.CheckConstraint(condition=~Q(sealed=""), name="following_has_address"),
            models.CheckConstraint(condition=Q(words="") | Q(kind="search"), name="following_words_of_search"),
            models.UniqueConstraint(
                fields=["confirm_digest"], condition=~Q(confirm_digest=""), name="following_confirm_once"
            ),
            models.UniqueConstraint(
                fields=["leave_digest"], condition=~Q(leave_digest=""), name="following_leave_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "cadence", "address_digest"], name="following_due"),
            models.Index(fields=["address_digest"], name="following_of_address"),
            models.Index(fields=["expires_at"], name="following_expires", condition=Q(expires_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"


class FollowSettings(models.Model):
    """The one row of how subscriptions are kept here; what the portal must know of the worker's state is here too."""

    is_open = models.BooleanField("开放订阅", default=True)
    hour = models.PositiveSmallIntegerField("发送时刻", default=9)
    weekday = models.PositiveSmallIntegerField("每周发送日", default=1)
    #: written by the worker: mail is set up, and links have a host to lead to
    is_ready = models.BooleanField("可以发信", default=False)
    public_key = models.CharField("公钥", max_length=64, blank=True)
    daily_on = models.DateField("每日汇编已发至", null=True, blank=True)
    weekly_on = models.DateField("每周汇编已发至", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(pk=1), name="follow_settings_are_one"),
            models.CheckConstraint(condition=Q(hour__gte=6, hour__lte=20), name="follow_settings_hour"),
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=5), name="follow_settings_weekday"),
        ]

    def __str__(self) -> str:
        return "邮件订阅设置"


class FollowCount(models.Model):
    """What a day brought, in figures only (邮件订阅统计)."""

    on = models.DateField("日期", unique=True)
    confirmations = models.PositiveIntegerField("确认邮件", default=0)
    digests = models.PositiveIntegerField("汇编邮件", default=0)
    refused = models.PositiveIntegerField("被拒收", default=0)
    stopped = models.PositiveIntegerField("因送不到而停止", default=0)
    expired = models.PositiveIntegerField("未确认而失效", default=0)

    def __str__(self) -> str:
        return str(self.on)
