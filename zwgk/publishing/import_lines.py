"""One line of an old site's export: decoded, parsed, its fields judged. Every refusal names the line."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from zwgk.rules import dates
from zwgk.rules.errors import BadInput, RuleViolation

MAX_LINE = 4_000_000
#: what a line may say; anything else is left out and told at the end
KNOWN = frozenset(
    {
        *("key", "title", "doc_number", "index_no", "organ", "column", "source", "old_url"),
        *("date_written", "published_on", "body_html", "attachments"),
    }
)
#: longest values: beyond them two would be cut to one, or the database would refuse the whole batch
LONGEST = {"key": 120, "doc_number": 80, "index_no": 80, "organ": 120, "column": 80, "source": 120, "old_url": 500}
#: half a character, as a wrong encoding leaves it; control characters that are no white space
_HALF = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
#: keys that the house gives itself
OWN_KEYS = ("document:", "file:")


def refused(number: int, why: str, remedy: str, field: str | None = None) -> BadInput:
    """A refusal of one line."""
    return BadInput(what=f"第{number}行没有导入", why=why, remedy=remedy, field=field)


def parsed(line: str | bytes, number: int) -> dict[str, Any]:
    """The line as an object; UTF-8, or else GB 18030 as old systems write it. Errors: :class:`BadInput`."""
    if len(line) > MAX_LINE:
        raise refused(number, f"一行不得超过{MAX_LINE // 1_000_000}百万字", "请把长附录改作附件")
    text = _decoded(line, number) if isinstance(line, bytes) else line
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise refused(number, "不是正确的 JSON", "请每行写一个 JSON 对象") from error
    if not isinstance(row, dict):
        raise refused(number, "不是 JSON 对象", '请写成 {"title": …} 的形式')
    return row


def _decoded(line: bytes, number: int) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused(number, "编码既不是 UTF-8 也不是 GB18030", "请另存为 UTF-8 后重新导入")


def text_of(row: dict[str, Any], name: str, number: int) -> str:
    """A field as text, "" where it is missing; control characters are taken out. Errors: :class:`BadInput`."""
    value = row.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise refused(number, f"{name} 应为文字", "请改正该项", name)
    text = str(value)
    if _HALF.search(text):
        raise refused(number, f"{name} 里有残缺的字符", "请检查导出程序的编码", name)
    if name != "body_html":
        text = _CONTROL.sub("", text).strip()
        if len(text) > LONGEST.get(name, len(text)):
            raise refused(number, f"{name} 最多{LONGEST[name]}字，现为{len(text)}字", "请缩短该项", name)
    return text


def day_of(row: dict[str, Any], name: str, number: int) -> date | None:
    """A field as a day. Errors: :class:`BadInput`."""
    value = row.get(name)
    if value in (None, ""):
        return None
    try:
        return dates.read_date(value, name, name)
    except RuleViolation as refusal:
        raise BadInput(what=f"第{number}行没有导入", why=refusal.why, remedy=refusal.remedy, field=name) from refusal


def key_of(line: str | bytes) -> str | None:
    """The key that a refused line bears, for the list of refusals; None where it cannot be read."""
    if len(line) > MAX_LINE:
        return None
    try:
        row = parsed(line, 0)
    except BadInput:
        return None
    return str(row["key"])[:200] if row.get("key") is not None else None
