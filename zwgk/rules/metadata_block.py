"""The metadata block above a paper (著录项): which lines there are, and how a site may name, order and leave them out.

A site's own arrangement is data: ``[{"key", "label", "shown"}, …]`` in its order.
依据：《政府信息公开条例》第十二条（目录包括索引、名称、内容概述、生成日期等内容）
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zwgk.rules.errors import BadInput

#: longest label, in characters
LONGEST = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the block. ``always``: also shown where a paper has nothing to say there (“—”)."""

    key: str
    label: str
    always: bool = False
    shown: bool = True


#: the shipped block; 其他著录项 stands for the further labelled values that single papers bring along
LINES: tuple[Line, ...] = (
    Line("index_no", "索引号", always=True),
    Line("catalogue", "公文目录", always=True),
    Line("issuer", "发文机关", always=True),
    Line("doc_number", "文号", always=True),
    Line("written", "成文日期", always=True),
    Line("published", "发布日期", always=True),
    Line("subject", "主题分类"),
    Line("validity", "有效性"),
    Line("effective", "施行日期"),
    Line("expires", "有效期至"),
    Line("keywords", "主题词"),
    Line("addressees", "主送"),
    Line("note", "公开属性"),
    Line("source", "来源"),
    Line("others", "其他著录项"),
    Line("basis", "依据"),
    Line("interprets", "解读的文件"),
)
#: what the catalogue of government information must say of every paper（《条例》第十二条）
COMPULSORY = frozenset({"index_no", "written"})
_BY_KEY = {line.key: line for line in LINES}


def arranged(chosen: Sequence[Mapping[str, Any]]) -> tuple[Line, ...]:
    """The block as a site arranged it; what came with a later release stands at the end, unknown keys are left out."""
    lines = [
        Line(key, str(row.get("label") or _BY_KEY[key].label), _BY_KEY[key].always, bool(row.get("shown", True)))
        for row in chosen
        if (key := str(row.get("key"))) in _BY_KEY
    ]
    there = {line.key for line in lines}
    return (*lines, *(line for line in LINES if line.key not in there))


def must_fit(chosen: Sequence[Mapping[str, Any]]) -> tuple[Line, ...]:
    """The arrangement, checked. Errors: :class:`BadInput` at ``label-<key>`` or ``shown-<key>``.

    依据：《政府信息公开条例》第十二条
    """
    lines = arranged(chosen)
    seen: dict[str, str] = {}
    for row in chosen:
        if row.get("key") not in _BY_KEY:
            raise _refused(f"没有“{row.get('key')}”这一著录项", "请刷新页面后重新填写", "")
    for line in lines:
        field = f"label-{line.key}"
        label = line.label.strip()
        if len(label) > LONGEST:
            raise _refused(f"“{label}”有{len(label)}个字，最多{LONGEST}个", "请改短名称", field)
        if any(not sign.isprintable() or sign in "<>&：:" for sign in label):
            raise _refused(f"“{label}”含有不能用作名称的符号", "请只用文字", field)
        if line.shown and label in seen:
            raise _refused(f"“{label}”用了两次", "请给每一项不同的名称", field)
        if line.shown:
            seen[label] = line.key
        if not line.shown and line.key in COMPULSORY:
            raise _refused(
                f"“{_BY_KEY[line.key].label}”是目录应当包括的内容（《政府信息公开条例》第十二条）",
                "请保留显示，名称可以修改",
                f"shown-{line.key}",
            )
    return lines


def as_data(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The arrangement as it is stored."""
    return [{"key": line.key, "label": line.label.strip(), "shown": line.shown} for line in lines]


def _refused(why: str, remedy: str, field: str) -> BadInput:
    return BadInput(what="没有保存著录项", why=why, remedy=remedy, field=field)
