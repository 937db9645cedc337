"""Letters by e-mail over one connection to the office's server; who cannot be reached is told apart from what is down.

``smtp://user:password@host:port?from=address`` (``smtps://`` for TLS from the first byte).
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formataddr, formatdate
from urllib.parse import parse_qs, unquote, urlsplit

from zwgk.rules.errors import BadInput

TIMEOUT = 20


class Unconfigured(Exception):
    """This channel is not set up here (未配置)."""


@dataclass(frozen=True)
class Letter:
    """One mail. ``key`` becomes its Message-ID, so that the other side can tell a repeat; ``headers`` go along."""

    address: str
    subject: str
    text: str
    key: str
    headers: tuple[tuple[str, str], ...] = ()
    #: the name before the sender's address
    sender_name: str = ""


class Refused(Exception):
    """The other side does not take this letter (拒收): for good (no such box) or for now (full, slow down).

    Nothing of the address stands in it: it may end in a log.
    """

    def __init__(self, code: int) -> None:
        super().__init__(f"the letter was refused with {code}")
        self.code = code

    @property
    def for_good(self) -> bool:
        return self.code >= 500


class Post:
    """An open connection; :meth:`send` hands one letter over."""

    def __init__(self, server: smtplib.SMTP, sender: str, host: str) -> None:
        self._server, self._sender = server, sender
        self._domain = sender.partition("@")[2] or host

    def send(self, letter: Letter) -> None:
        """Hand one letter over. Errors: :class:`Refused` for this letter; others where nothing can be sent now."""
        message = EmailMessage()
        message["From"] = formataddr((letter.sender_name, self._sender)) if letter.sender_name else self._sender
        message["To"], message["Subject"] = letter.address, letter.subject
        message["Date"] = formatdate(localtime=True)
        message["Message-ID"] = f"<{letter.key}@{self._domain}>"
        for name, value in letter.headers:
            message[name] = value
        message.set_content(letter.text)
        try:
            self._server.send_message(message, from_addr=self._sender, to_addrs=[letter.address])
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise Refused(codes[0] if codes else 550) from None  # the cause names the address
        except smtplib.SMTPDataError as error:
            raise Refused(int(error.smtp_code)) from None


@contextmanager
def post(url: str) -> Iterator[Post]:
    """Open a connection. Errors: :class:`Unconfigured`, ``BadInput`` (setting), ``OSError``, ``SMTPException``."""
    if not url:
        raise Unconfigured
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise BadInput(
            what="不能发送邮件",
            why="设置 EMAIL_URL 不是 smtp:// 或 smtps:// 开头的地址",
            remedy="请改正该设置后在“后台任务”中重试",
        )
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    sender = parse_qs(parts.query).get("from", [user])[0]
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(parts.hostname, parts.port or 465, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(parts.hostname, parts.port or 25, timeout=TIMEOUT)
    with server:
        if parts.scheme == "smtp":
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
        if user and password:
            server.login(user, password)
        yield Post(server, sender, parts.hostname)
