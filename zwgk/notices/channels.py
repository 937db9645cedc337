"""The ways out of the house. A channel that is not set up says so and sends nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from zwgk.notices import mail
from zwgk.notices.mail import Unconfigured as Unconfigured
from zwgk.notices.models import Channel


class Sender(Protocol):
    """Sends one text to one address. ``key`` travels with it, so that the other side can tell a repeat."""

    def send(self, *, address: str, subject: str, text: str, key: str) -> None: ...


@dataclass(frozen=True)
class Smtp:
    """E-mail through the office's server: ``smtp://user:password@host:port?from=address`` (``smtps://`` for TLS)."""

    url: str

    def send(self, *, address: str, subject: str, text: str, key: str) -> None:
        """Send one message. Errors: those of :func:`mail.post` and ``Refused``, to be retried."""
        with mail.post(self.url) as post:
            post.send(mail.Letter(address=address, subject=subject, text=text, key=key))


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
