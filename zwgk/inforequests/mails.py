"""A letter by e-mail as it was saved (``.eml``): sender, subject, words, day of arrival, what was attached."""

from __future__ import annotations

import email
import email.policy
import html
import re
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

from django.utils import timezone

from zwgk.rules.errors import BadInput, LimitExceeded

MAX_BYTES = 25 * 1024 * 1024
MAX_ATTACHED = 20
_TAGS = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_BREAKS = re.compile(r"<(?:br|/p|/div|/tr|/li)\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mail:
    """What a letter says. ``arrived_on``: when the newest server took it in, else when it was written."""

    sender: str
    address: str
    subject: str
    text: str
    arrived_on: date | None
    attached: tuple[tuple[str, bytes], ...]
    message_id: str


def read(data: bytes) -> Mail:
    """Read a saved letter. Errors: :class:`BadInput` for what is no letter; ``LimitExceeded`` for too large a one."""
    what = "不能读取邮件"
    if len(data) > MAX_BYTES:
        size, most = len(data) / 1024 / 1024, MAX_BYTES // 1024 // 1024
        raise LimitExceeded(what=what, why=f"邮件有{size:.1f}兆，最多{most}兆", remedy="请把附件另行上传", field="mail")
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not (message["From"] and (message["Date"] or message["Received"])):
        raise BadInput(what=what, why="这不是邮件原件", remedy="请在邮箱里把邮件另存为 .eml 文件后选择", field="mail")
    name, address = parseaddr(str(message["From"]))
    attached = [(part.get_filename() or "附件", _bytes(part)) for part in message.iter_attachments()]
    if len(attached) > MAX_ATTACHED:
        raise LimitExceeded(
            what=what, why=f"邮件有{len(attached)}个附件，最多{MAX_ATTACHED}个", remedy="请分开处理", field="mail"
        )
    return Mail(
        sender=name.strip(),
        address=address.strip(),
        subject=str(message["Subject"] or "").strip(),
        text=_text(message),
        arrived_on=_arrived(message),
        attached=tuple((label, body) for label, body in attached if body),
        message_id=str(message["Message-ID"] or "").strip(),
    )


def _text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        said = str(part.get_content())
    except (LookupError, UnicodeError):  # a charset nobody knows: what can be read of it
        said = _bytes(part).decode("utf-8", "replace")
    if part.get_content_subtype() == "html":
        said = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", said)))
    return re.sub(r"\n{3,}", "\n\n", said.replace("\r\n", "\n")).strip()


def _bytes(part: MIMEPart) -> bytes:
    body = part.get_payload(decode=True)
    return body if isinstance(body, bytes) else part.as_bytes()


def _arrived(message: EmailMessage) -> date | None:
    received = message.get_all("Received") or []
    for stamp in (str(received[0]).rpartition(";")[2] if received else "", str(message["Date"] or "")):
        try:
            return timezone.localdate(timezone.localtime(parsedate_to_datetime(stamp.strip())))
        except (TypeError, ValueError):
            continue
    return None
