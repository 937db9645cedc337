"""The ways out of the house. A channel that is not set up says so and sends nothing."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from zwgk.notices.models import Channel
from zwgk.rules.errors import BadInput


class Unconfigured(Exception):
    """This channel is not set up here (未配置)."""


class Sender(Protocol):
    """Sends one text to one address. ``key`` travels with it, so that the other side can tell a repeat."""

    def send(self, *, address: str, subject: str, text: str, key: str) -> None: ...


@dataclass(frozen=True)
class Smtp:
    """E-mail through the office's server: ``smtp://user:password@host:port?from=address`` (``smtps://`` for TLS)."""

    url: str

    def send(self, *, address: str, subject: str, text: str, key: str) -> None:
        """Send one message. Errors: :class:`Unconfigured`; ``OSError`` and ``smtplib.SMTPException`` to be retried."""
        if not self.url:
            raise Unconfigured
        parts = urlsplit(self.url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise BadInput(
                what="不能发送邮件",
                why="设置 EMAIL_URL 不是 smtp:// 或 smtps:// 开头的地址",
                remedy="请改正该设置后在“后台任务”中重试",
            )
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        sender = parse_qs(parts.query).get("from", [user])[0]
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, address, subject
        message["Message-ID"] = f"<{key}@{sender.partition('@')[2] or parts.hostname}>"
        message.set_content(text)
        context = ssl.create_default_context()
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(parts.hostname, parts.port or 465, timeout=20, context=context)
        else:
            server = smtplib.SMTP(parts.hostname, parts.port or 25, timeout=20)
        with server:
            if parts.scheme == "smtp":
                server.ehlo()
                if server.has_extn("starttls"):
                    server.starttls(context=context)
            if user and password:
                server.login(user, password)
            server.send_message(message)


@dataclass(frozen=True)
class NoSms:
    """No SMS gateway comes with the system: a locality's own is an object with the same ``send``."""

    def send(self, *, address: str, subject: str, text: str, key: str) -> None:
        """Send nothing and say so. Errors: always :class:`Unconfigured`."""
        raise Unconfigured


def sender_for(channel: str) -> Sender:
    """The sender of a channel as set up here."""
    if channel == Channel.EMAIL:
        return Smtp(str(settings.ENV.email_url))
    return NoSms()


def states() -> list[tuple[str, bool]]:
    """``[(名称, 已配置), …]`` for the settings page and ``zwgk check``."""
    return [("邮件", bool(settings.ENV.email_url)), ("短信", False)]
