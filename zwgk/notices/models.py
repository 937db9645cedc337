"""Messages waiting to be read (站内消息) and to go out (邮件、短信)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zwgk.people.models import Post
from zwgk.rules.labelled import Labelled


class NoticeKind(Labelled):
    """What a notice is about; the office filters by it."""

    TASK = "task", "待办"
    RETURNED = "returned", "退回"
    DUE = "due", "临期"
    OVERDUE = "overdue", "超期"
    DONE = "done", "办结"
    PUBLISHED = "published", "公开"
    WITHDRAWN = "withdrawn", "撤下"
    AUDIT = "audit", "审计"
    SYSTEM = "system", "系统"


class Channel(Labelled):
    """How a notice leaves the house."""

    EMAIL = "email", "邮件"
    SMS = "sms", "短信"


class Outcome(Labelled):
    """What became of an outgoing message. 未配置 is said openly: nobody shall believe that it was sent."""

    WAITING = "waiting", "待发送"
    SENT = "sent", "已发送"
    FAILED = "failed", "未送达"
    UNCONFIGURED = "unconfigured", "未配置"


class Notice(models.Model):
    """One message to one post (站内消息)."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="notices")
    kind = models.CharField("类别", max_length=20, choices=NoticeKind.choices())
    text = models.CharField("内容", max_length=300)
    url = models.CharField("链接", max_length=300, blank=True)
    matter_id = models.BigIntegerField("事项", null=True)
    #: the same key to the same post is the same notice: told twice, shown once
    key = models.CharField(max_length=120, blank=True)
    sender = models.CharField("来自", max_length=120, blank=True)
    created_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("阅读时间", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "key"], condition=~models.Q(key=""), name="notice_once_a_key"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(k.value) for k in NoticeKind]), name="notice_kind_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["post", "-id"], name="notice_of_post"),
            models.Index(fields=["post"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(fields=["matter_id"], name="notice_of_matter"),
        ]

    def __str__(self) -> str:
        return self.text


class Message(models.Model):
    """A notice on its way out by one channel; sent once, however often the job runs."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="messages")
    channel = models.CharField("方式", max_length=10, choices=Channel.choices())
    state = models.CharField("状态", max_length=20, choices=Outcome.choices(), default=str(Outcome.WAITING.value))
    #: goes with the message to the other side, which can tell a repeat by it
    key = models.CharField(max_length=64, unique=True)
    last_error = models.CharField("原因", max_length=300, blank=True)
    sent_at = models.DateTimeField("发送时间", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "channel"], name="message_once_a_channel"),
            models.CheckConstraint(
                condition=models.Q(state__in=[str(o.value) for o in Outcome]), name="message_state_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-id"], name="message_by_state")]

    def __str__(self) -> str:
        return f"{self.channel} {self.key}"
