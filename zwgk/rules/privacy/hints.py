"""The second tier: places a reviewer should look at, which no check digit can prove (需要核对的个人信息).

They never block publication: names may stand in a 公示 where a rule demands them, with no more than the rule demands.
依据：《个人信息保护法》第二十八条（敏感个人信息）、第三十一条（未成年人）
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zwgk.rules.codes import is_bank_card, is_id_card
from zwgk.rules.labelled import Labelled
from zwgk.rules.privacy.places import Places
from zwgk.rules.privacy.plain import plain


class HintKind(Labelled):
    """What a place may be."""

    TABLE_HEAD = "table_head", "表头列有个人信息"
    DOUBTFUL_ID = "doubtful_id", "像身份证号码而校验码不对"
    DOUBTFUL_CARD = "doubtful_card", "像银行卡号而校验位不对"
    ADDRESS = "address", "详细住址"
    MINOR = "minor", "未成年人信息"
    HEALTH = "health", "健康信息"
    BIRTH = "birth", "出生日期"


@dataclass(frozen=True)
class Hint:
    """A place ``text[start:end]`` to be looked at; ``advice`` is a Chinese sentence without a stop."""

    kind: HintKind
    start: int
    end: int
    text: str
    advice: str


#: Headings of columns by which lists of people give away more than a name.
_COLUMNS: Final = """
    身份证号码 身份证号 身份证 证件号码 证件号 公民身份号码 手机号码 手机号 联系电话 电话号码 家庭住址 住址
    户籍地址 详细地址 银行卡号 银行账号 开户账号 卡号 一卡通账号 出生日期 出生年月 监护人 家长姓名 病种 疾病名称
    残疾类别 残疾等级 致贫原因 民族 婚姻状况
"""
_COLUMN: Final = re.compile("|".join(sorted(map(re.escape, _COLUMNS.split()), key=len, reverse=True)))
_RULED: Final = re.compile(r"[|\t]")
_BLANKS: Final = re.compile(r"[ \u3000]+")
_DOUBTFUL_ID: Final = re.compile(
    r"(?:身份证|身份号|证件号)[^0-9\n]{0,8}(?P<code>[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|"
    r"1[0-2])[0-3][0-9][0-9]{3}[0-9Xx])(?![0-9A-Za-z])"
)
_DOUBTFUL_CARD: Final = re.compile(
    r"(?:卡号|银行[账帐]号|银行卡)[^0-9\n]{0,6}(?P<code>[1-9][0-9]{15,18})(?![0-9A-Za-z])"
)
_ADDRESS: Final = re.compile(
    r"(?:家庭住址|户籍地址|现?住址|居住地址|住所地|家住|现住|户籍所在地)[:是为 ]{0,3}"
    r"(?P<place>[\u4e00-\u9fff]{2,20}[\u4e00-\u9fff0-9]{0,16}(?:[0-9]{1,5}|[一二三四五六七八九十]{1,3})(?:号|"
    r"组|社|室|栋|幢|单元|户)(?:[0-9\-]{1,8}(?:号|室|单元)?)?)"
)
_MINOR: Final = re.compile(
    r"(?:监护人|未成年人?|留守儿童|孤儿|困境儿童|学生)(?:姓名)?[:是为 ]{0,3}"
    r"(?!保护|工作|救助|权益|教育)[\u4e00-\u9fff]{2,4}(?=[,、(]|$|\n)"
)
_YOUNG: Final = re.compile(r"(?<![0-9])(?:1[0-7]|[1-9])周?岁(?!以[上下]|至|—|-)")
_HEALTH: Final = re.compile(
    r"(?:确诊|患有|罹患|诊断为)[\u4e00-\u9fff]{2,12}|"
    r"残疾等级[:为是 ]{0,2}[一二三四1-4]级|精神障碍患者|艾滋病(?:感染者|病人)"
)
_BIRTH: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4},[男女],)?(?:出生日期|出生年月|生于)[:为是 ]{0,2}"
    r"(?:19|20)[0-9]{2}[年.\-/][0-9]{1,2}(?:[月.\-/][0-9]{1,2}日?)?"
)

_ADVICE: Final = {
    HintKind.DOUBTFUL_ID: "请核对号码；确是身份证号码的，公开前须遮盖",
    HintKind.DOUBTFUL_CARD: "请核对号码；确是银行账号的，公开前须遮盖",
    HintKind.ADDRESS: "住址公开到村（社区）为止",
    HintKind.MINOR: "未成年人的姓名等信息一般不得公开",
    HintKind.HEALTH: "健康信息属于敏感个人信息，没有法定依据不得公开",
    HintKind.BIRTH: "出生日期一般不必公开",
}


def hints(text: str) -> list[Hint]:
    """Return the places to look at, in order, none overlapping."""
    level = plain(text)
    taken = Places()
    found = []
    for kind, start, end, advice in sorted(_all(text, level), key=lambda hint: (hint[1], -hint[2])):
        if taken.claim(start, end):
            found.append(Hint(kind, start, end, text[start:end], advice))
    return found


def _all(text: str, level: str) -> Iterator[tuple[HintKind, int, int, str]]:
    yield from _table_heads(text)
    for found in _DOUBTFUL_ID.finditer(level):
        if not is_id_card(found["code"].upper()):
            yield HintKind.DOUBTFUL_ID, *found.span("code"), _ADVICE[HintKind.DOUBTFUL_ID]
    for found in _DOUBTFUL_CARD.finditer(level):
        if not is_bank_card(found["code"]):
            yield HintKind.DOUBTFUL_CARD, *found.span("code"), _ADVICE[HintKind.DOUBTFUL_CARD]
    for found in _ADDRESS.finditer(level):
        yield HintKind.ADDRESS, *found.span("place"), _ADVICE[HintKind.ADDRESS]
    for kind, pattern in (
        (HintKind.MINOR, _MINOR),
        (HintKind.MINOR, _YOUNG),
        (HintKind.HEALTH, _HEALTH),
        (HintKind.BIRTH, _BIRTH),
    ):
        for found in pattern.finditer(level):
            yield kind, *found.span(), _ADVICE[kind]


def _table_heads(text: str) -> Iterator[tuple[HintKind, int, int, str]]:
    """A line of short cells with 姓名 and a telling column."""
    offset = 0
    for line in text.split("\n"):
        parts = (_RULED if _RULED.search(line) else _BLANKS).split(line) if "姓" in line and len(line) <= 300 else []
        names = [name for name in (re.sub(r"\s", "", part) for part in parts) if name]
        telling = [name for name in names if _COLUMN.fullmatch(name)]
        if telling and any(re.fullmatch(r".{0,4}姓名", name) for name in names) and max(map(len, names)) <= 16:
            start = offset + len(line) - len(line.lstrip())
            advice = f"名单含有“{'、'.join(telling)}”列，请核对是否必须公开，并遮盖或删去"
            yield HintKind.TABLE_HEAD, start, offset + len(line.rstrip()), advice
        offset += len(line) + 1
