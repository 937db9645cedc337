"""Is this the same request again, and are these too many (重复申请、大量反复申请)? Figures for a person to judge by.

依据:《政府信息公开条例》第三十五条、第三十六条第（六）项
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from zwgk.rules.privacy.plain import plain

#: two texts so much alike are shown as perhaps the same
ALIKE = 0.6
#: a text that lies in another so far is shown as contained in it
WITHIN = 0.85

#: words in which every request is written: they tell nothing of what is asked for
_COMMON = re.compile(
    r"申请(?:公开|获取|人|表)?|请(?:贵|你|求)?(?:局|单位|机关|政府|县|市)?(?:向本人|向我|依法)?(?:公开|提供|答复|告知)|"
    r"政府信息(?:公开)?|本人|我们?|贵(?:局|单位|机关|府)|你(?:局|单位)|您好|你好|谢谢|特此申请|关于|有关|相关|的|及|和|与|等|信息|"
    r"以?(?:纸质|电子|复印件|扫描件)(?:版|形式|方式)?|邮寄"
)
_KEPT = re.compile(r"[0-9a-z\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are: ``overall`` (0…1, both ways) and ``within`` (0…1, the shorter in the longer)."""

    overall: float
    within: float

    @property
    def is_near(self) -> bool:
        """Whether a person should look at the two."""
        return self.overall >= ALIKE or self.within >= WITHIN

    @property
    def in_words(self) -> str:
        """The likeness in words, with its figure."""
        if self.overall >= 0.95:
            return "内容相同"
        if self.overall >= ALIKE:
            return f"内容相近（{round(self.overall * 100)}%）"
        return f"一份包含另一份的{round(self.within * 100)}%" if self.is_near else "内容不同"


def essence(text: str) -> str:
    """Return a description without punctuation, polite words and the words every request has."""
    level = plain(text).lower()
    return "".join(_KEPT.findall(_COMMON.sub("", "".join(level.split())))) or "".join(_KEPT.findall(level))


def likeness(one: str, other: str) -> Likeness:
    """Compare what two descriptions ask for, by pairs of characters; equal both ways round.

    Two empty texts are not alike: nothing was asked.
    """
    return _compared(_pairs(essence(one)), _pairs(essence(other)))


def nearest(text: str, others: Iterable[tuple[str, str]], *, most: int = 10) -> list[tuple[str, Likeness]]:
    """Return the near ones of ``others`` (key, text) with their likeness, the nearest first, at most ``most``."""
    mine = _pairs(essence(text))
    found = [(key, _compared(mine, _pairs(essence(other)))) for key, other in others]
    near = [(key, likeness) for key, likeness in found if likeness.is_near]
    return sorted(near, key=lambda pair: (-pair[1].overall, -pair[1].within, pair[0]))[:most]


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often one applicant asked (申请的数量、频次): in the month, in the last twelve months, at most on one day."""

    in_month: int
    in_year: int
    on_one_day: int

    @property
    def in_words(self) -> str:
        """The sentence that a notice states as fact."""
        return f"本月{self.in_month}件，近12个月{self.in_year}件，单日最多{self.on_one_day}件"

    @property
    def is_much(self) -> bool:
        """Whether a person should judge if this is clearly beyond reason: more than ten a month, where fees begin.

        The law sets no number (明显超过合理范围); the fee rule's ten items are the only official mark.
        """
        return self.in_month > 10


def frequency(received: Sequence[date], on: date) -> Frequency:
    """Count the requests of one applicant up to and including ``on``. Order does not matter."""
    past = [day for day in received if day <= on]
    year_ago = on.replace(year=on.year - 1, day=min(on.day, 28)) if (on.month, on.day) == (2, 29) else None
    since = year_ago or on.replace(year=on.year - 1)
    return Frequency(
        in_month=sum(1 for day in past if (day.year, day.month) == (on.year, on.month)),
        in_year=sum(1 for day in past if day > since),
        on_one_day=max((past.count(day) for day in set(past)), default=0),
    )


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) if len(text) > 1 else frozenset(text)


def _compared(one: frozenset[str], other: frozenset[str]) -> Likeness:
    if not one or not other:
        return Likeness(0.0, 0.0)
    shared = len(one & other)
    return Likeness(shared / len(one | other), shared / min(len(one), len(other)))
