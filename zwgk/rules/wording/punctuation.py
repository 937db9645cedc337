"""Punctuation: doubled marks, half-width marks among full-width ones, brackets of document numbers (标点、发文字号)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zwgk.rules.wording.findings import Finding, Kind, Severity

_CJK = "\u4e00-\u9fff"
_DOUBLED = re.compile(
    rf"(?<=[{_CJK}”》）)])(?:[，,]{{2,}}|。{{2}}(?!。)|、{{2,}}|[；;]{{2,}}|[：:]{{2,}}|[，、；：。][，、；：。]|[,;](?=[，、；：。])[，、；：。]|[，、；：。][,;])"
)
_QUOTED = re.compile(r"[，、；：,;:][）)”’》]|[（(《“‘][，。、；：,;](?!\S*[（(])")
_FULL = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
_HALF = re.compile(rf"(?<=[{_CJK}”》〕])[,;:?!(](?=[{_CJK}“《〔]|\s*$)|(?<=[{_CJK}”》])\)", re.MULTILINE)
_MIN_SHARE = 0.8  # of a mark's uses that are full-width before its half-width uses count as slips

_CODE = (
    rf"[{_CJK}]{{1,12}}(?:发|函|办|字|令|规|党|政|通|文|知|公|复|批|请|报|建|教|财|环|卫|人社|组|纪|委|办发|办函|办字)?"
)
_YEAR_BRACKET = re.compile(
    rf"(?P<code>{_CODE})\s?(?P<open>[\[［【(（﹝])\s?(?P<year>(?:19|20)\d\d)\s?(?P<close>[\]］】)）﹞])\s?(?P<rest>第?\s?\d{{1,5}}\s?号)"
)
_SQUARE_FAULT = re.compile(
    r"〔(?P<year>(?:19|20)?\d\d)〕(?P<middle>\s*第?\s*)(?P<zero>0*)(?P<number>\d{1,5})(?P<space>\s*)号"
)
_COURT = re.compile(r"[\u4e00-\u9fff]{1,3}\d{2,4}?$")
_DECISION_NUMBER = frozenset("辖民刑行执破赔初终再监申罚强催")


def find(text: str) -> Iterator[Finding]:
    """Yield doubled marks, marks in the wrong place, half-width slips and document numbers with wrong brackets.

    依据: 《标点符号用法》GB/T 15834—2011；《党政机关公文格式》GB/T 9704—2012
    7.2.5（年份用六角括号“〔〕”，不编虚位，不加“第”）
    """
    for match in _DOUBLED.finditer(text):
        first = match[0][0]
        certain = len(set(match[0])) == 1
        yield Finding(
            Kind.PUNCTUATION, match.start(), match.end(), match[0], first if certain else None, "标点重复或连用"
        )
    for match in _QUOTED.finditer(text):
        if match[0][0] in "（(《“‘" and match[0][1] in "，。、；：,;":
            yield Finding(Kind.PUNCTUATION, match.start(), match.end(), match[0], None, "括号、引号后面不应紧跟标点")
    yield from _half_width(text)
    yield from _doc_numbers(text)


def _half_width(text: str) -> Iterator[Finding]:
    for half, full in _FULL.items():
        slips = [match for match in _HALF.finditer(text) if match[0] == half]
        used = text.count(full)
        if not slips or used < 3 or used / (used + len(slips)) < _MIN_SHARE:
            continue
        for match in slips:
            yield Finding(
                Kind.HALF_WIDTH, match.start(), match.end(), half, full, f"中文里应用全角“{full}”", Severity.WARNING
            )


def _doc_numbers(text: str) -> Iterator[Finding]:
    for match in _YEAR_BRACKET.finditer(text):
        rest = re.sub(r"\s", "", match["rest"])
        number = rest.removeprefix("第").removesuffix("号").lstrip("0")
        if not number or match["code"].endswith(("年", "月", "日")):
            continue
        start = match.start("open")
        yield Finding(
            Kind.DOC_NUMBER, start, match.end(), text[start : match.end()], f"〔{match['year']}〕{number}号",
            "发文字号的年份应用六角括号“〔〕”，序号不加“第”、不编虚位",
        )  # fmt: skip
    for match in _SQUARE_FAULT.finditer(text):
        wrong = match["middle"].strip() or match["zero"] or match["space"] or match["middle"] or len(match["year"]) == 2
        if wrong:
            right = None if len(match["year"]) == 2 else f"〔{match['year']}〕{match['number']}号"
            why = "发文字号的年份应写全四位" if right is None else "发文字号的序号不加“第”、不编虚位、不留空格"
            yield Finding(Kind.DOC_NUMBER, match.start(), match.end(), match[0], right, why)
