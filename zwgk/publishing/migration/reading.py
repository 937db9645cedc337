"""One line of an old site's export judged and cleaned: plain work without a table, for other processes to do."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zwgk.files import body, limits
from zwgk.publishing.content import digest_of
from zwgk.publishing.import_lines import KNOWN, OWN_KEYS, day_of, key_of, parsed, refused, text_of
from zwgk.rules import document_kinds, secrecy
from zwgk.rules.errors import RuleViolation

MAX_TITLE = 300
_NAMES = ("organ", "column", "doc_number", "source", "index_no", "old_url")


@dataclass(frozen=True, slots=True)
class Read:
    """A line that reads well. ``fingerprint``: of the line; ``text`` and ``digest``: of its body, without files."""

    number: int
    key: str
    fingerprint: bytes
    title: str
    names: dict[str, str]
    kind: str
    written: date | None
    published_on: date
    html: str
    text: str
    digest: str
    attachments: list[Any]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that does not, with its key where it could be read, and the reasons."""

    number: int
    row: dict[str, Any]


def reject(number: int, key: str | None, refusal: RuleViolation) -> dict[str, Any]:
    """The line of the list of refusals."""
    return {"line": number, "key": key, **refusal.as_dict()}


def read_lines(lines: Sequence[tuple[int, str | bytes]], today: date) -> list[Read | Rejected]:
    """Read numbered lines; one bad line spoils no other."""
    found: list[Read | Rejected] = []
    for number, line in lines:
        try:
            found.append(read(line, number, today))
        except RuleViolation as refusal:
            found.append(Rejected(number, reject(number, key_of(line), refusal)))
    return found


def read(line: str | bytes, number: int, today: date) -> Read:
    """Read one line. Errors: :class:`BadInput`, ``LimitExceeded``, ``Classified``; nothing of the line is kept then."""
    row = parsed(line, number)
    title = " ".join(text_of(row, "title", number).split())
    if not title or len(title) > MAX_TITLE:
        raise refused(number, f"标题应为1至{MAX_TITLE}字，现为{len(title)}字", "请补上或缩短标题", "title")
    raw = line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line
    fingerprint = hashlib.sha256(raw.strip()).digest()
    key = text_of(row, "key", number) or "#" + fingerprint.hex()[:32]
    if key.startswith(OWN_KEYS):
        raise refused(number, f"键“{key}”是本系统自用的", "请换一个键（如在前面加上网站名）", "key")
    written = day_of(row, "date_written", number)
    published_on = day_of(row, "published_on", number) or written or today
    if published_on > today:
        raise refused(number, f"发布日期{published_on}在今天之后", "请改正日期", "published_on")
    html = body.sanitise(text_of(row, "body_html", number))
    limits.body_must_fit(html)
    names = {name: text_of(row, name, number) for name in _NAMES}
    text = body.text_of(html)
    secrecy.must_be_open("\n".join((title, *names.values(), text)), "要公开的内容")
    attachments = row.get("attachments") or []
    if not isinstance(attachments, list):
        raise refused(number, "attachments 应为列表", '请写成 [{"name", "path"}]', "attachments")
    kind = document_kinds.guess_kind(title)
    return Read(
        number=number,
        key=key,
        fingerprint=fingerprint[:8],
        title=title,
        names=names,
        kind=kind.code if kind else "",
        written=written,
        published_on=published_on,
        html=html,
        text=text,
        digest=digest_of(title, html, "public", []),
        attachments=attachments,
        unknown=tuple(set(row) - KNOWN),
    )
