"""Names, telephone numbers and codes that look right and belong to nobody: region 99, exchange 0000-826."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from zwgk.rules.codes import id_card_check_digit, org_code_check_digit, uscc_check_digit

CITY = "澜溪市"
COUNTY = "清岚县"
REGION_CITY = "990100"
REGION_COUNTY = "990123"

_SURNAMES = (
    "沈陆顾宋江白方叶季梁苏韩温杜程林丁谢许何吕施张孔曹严华金魏陶姜戚邹喻章云潘葛奚范彭郎鲁韦马苗凤花俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧"
)
_FIRST = "青知南以流鹿砚扶长上见松如若雪听一兰怀望清远溪岚云秋春晓明景文思海建国玉志永立新安宁子书亦初"
_SECOND = "禾远乔宁川鸣秋疏风燕微涛玉杉松雨舟亭山舒然明辉华平林峰杰敏静洁波宇航轩悦琪瑶芸芳莉娟"
_SEED = "清岚县"


def people() -> Iterator[str]:
    """An endless row of full names (姓名), each once, always the same row."""
    random = Random(f"{_SEED}|姓名")  # noqa: S311 - sample data wants repeating, not guarding
    seen: set[str] = set()
    while True:
        name = anybody(random)
        if name not in seen:
            seen.add(name)
            yield name


def anybody(random: Random) -> str:
    """Any full name."""
    return random.choice(_SURNAMES) + random.choice(_FIRST) + random.choice(_SECOND)


def anybody_named(seed: str) -> str:
    """A full name that belongs to a place in a text, always the same."""
    return anybody(Random(f"{_SEED}|{seed}"))  # noqa: S311 - sample data wants repeating


def masked(random: Random) -> str:
    """A name as lists of beneficiaries show it: 沈*禾, 陆*."""
    surname = random.choice(_SURNAMES)
    return f"{surname}*{random.choice(_SECOND)}" if random.random() < 0.7 else f"{surname}*"


def phone(number: int) -> str:
    """An office telephone in the county's fictitious exchange."""
    return f"0000-826{number % 10000:04d}"


def uscc(number: int, *, region: str = REGION_COUNTY, kind: str = "11") -> str:
    """A 统一社会信用代码 whose own check characters are right; region 99 belongs to nobody."""
    body = f"{number:08d}"
    first = f"{kind}{region}{body}{org_code_check_digit(body)}"
    return first + uscc_check_digit(first)


def id_card(number: int) -> str:
    """A 居民身份证号码 of region 99 with a right check digit, which no person can bear."""
    first = f"{REGION_COUNTY}19{60 + number % 35:02d}{1 + number % 12:02d}{1 + number % 28:02d}{100 + number % 800:03d}"
    return first + id_card_check_digit(first)
