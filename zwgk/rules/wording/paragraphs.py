"""Paragraphs that end without a mark although they are sentences (句末缺标点)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zwgk.rules.wording.findings import Finding, Kind, Severity

_END = "。！？；：…!?;:”’）)》〉】」|、,，—"
_ITEM = re.compile(
    r"^[ \t\u3000]*(?P<mark>[（(](?:[一二三四五六七八九十百]+|\d{1,2})[）)]|\d{1,2}[、．.]"
    r"|第[一二三四五六七八九十百]+条[\s\u3000])"
)
_KINDS = (
    (re.compile(r"[（(]"), "bracket"),
    (re.compile(r"\d"), "arabic"),
    (re.compile(r"第"), "article"),
)
_DEPTH = {"": 0, "article": 1, "bracket": 2, "arabic": 3}
_VERB_END = re.compile(r"(?:进行|执行|办理|落实|处理|责任|追究|实行|公布|施行|实施|制度)$")
_VERB_START = re.compile(r"^(?:按照|根据|依照|依据|参照|对于?|由|建立|健全|加强|完善|各[^、]{0,8}(?:应|要))")
_ADDRESSEE = re.compile(
    r"^[ \t\u3000]*(?:各|局机关|机关各|市直|县直|州直|区直|驻)[^。；]{2,80}(?:单位|部门|科室"
    r"|政府|机构|街道|乡镇|委办局|企业|学校)$"
)


def find(text: str) -> Iterator[Finding]:
    """Yield the ends of paragraphs that are sentences and lack their mark.

    A heading has none and is left alone: only a paragraph with a full stop inside, a long article or an item whose
    neighbour ends with a mark is taken for a sentence.
    """
    lines = text.split("\n")
    position = 0
    ended: dict[str, bool] = {}
    for number, line in enumerate(lines):
        bare = line.rstrip()
        following = next((other for other in lines[number + 1 :] if other.strip()), "")
        kind = _kind(bare)
        if bare.strip() and bare[-1] not in _END:
            why = _why(bare, kind, ended, following)
            if why:
                end = position + len(bare)
                yield Finding(Kind.UNFINISHED, end - 1, end, bare[-1], _suggestion(bare, why), why, Severity.WARNING)
        elif kind == "article" and bare[-1] in "；;" and _kind(following) == "article":
            end = position + len(bare)
            yield Finding(
                Kind.PUNCTUATION, end - 1, end, bare[-1], "。", "一条到此结束，末尾应为句号", Severity.WARNING
            )
        if kind:
            ended[kind] = bool(bare) and bare[-1] in "。；;"
        position += len(line) + 1


_ADDRESSEE_WHY = "主送机关后面应有冒号"


def _why(line: str, kind: str, ended: dict[str, bool], following: str) -> str | None:
    body = _ITEM.sub("", line).strip(" \t\u3000")
    heads_items = _DEPTH[_kind(following)] > _DEPTH[kind] and kind != ""
    if "\t" in line or not re.search(r"[\u4e00-\u9fff]$", line):
        return None
    if re.search(r"[\u4e00-\u9fff”）)]。", body) and len(body) >= 20:
        return "这一段是完整的句子，末尾缺标点"
    if kind == "article" and len(body) >= 15 and not heads_items:
        return "这一条末尾缺标点"
    if (
        kind in {"bracket", "arabic"}
        and ended.get(kind)
        and len(body) >= 8
        and not heads_items
        and _reads_on(body, following, kind)
    ):
        return "同级各项末尾都有标点，这一项缺标点"
    if (
        not kind
        and len(body) >= 20
        and _VERB_START.match(body)
        and _VERB_END.search(body)
        and not body.endswith("制度")
    ):
        return "这一段是完整的句子，末尾缺标点"
    if not kind and _ADDRESSEE.match(line) and len(following.strip()) >= 20 and "。" in following:
        return _ADDRESSEE_WHY
    return None


def _reads_on(body: str, following: str, kind: str) -> bool:
    """Whether an item is a sentence or phrase of its own and not the heading of the paragraph after it."""
    return "，" in body or "," in body or "、" in body or not following.strip() or _kind(following) in {kind, "article"}


def _kind(line: str) -> str:
    mark = _ITEM.match(line)
    if mark is None:
        return ""
    return next(name for pattern, name in _KINDS if pattern.search(mark["mark"]))


def _suggestion(line: str, why: str) -> str:
    return line[-1] + ("：" if why == _ADDRESSEE_WHY else "。")
