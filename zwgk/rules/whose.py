"""Which organ probably holds it (可能的受理机关): what somebody asks for, compared with what the organs say they do.

A proposal to a person, with the words on which it rests; nothing is decided by it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

#: what stands in every description and tells no organ from another
_EMPTY = re.compile(
    r"政府信息|信息公开|申请公开|公开|信息|申请|请|关于|提供|本人|我县|我市|全县|文件|材料|情况|[0-9０-９年月日]+"
)
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
MOST = 3
#: as much as two words that only this organ uses
_ENOUGH = 1.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """An organ that may hold it, by its key, and the words of its duties that the description uses."""

    key: int
    words: tuple[str, ...]


def proposals(wanted: str, organs: Iterable[tuple[int, str, str]]) -> list[Proposal]:
    """Return at most :data:`MOST` organs, the likeliest first; none where nothing tells them apart.

    ``organs``: key, name and duties (机构职能) of each. A pair of characters counts the more the fewer organs use it.

    >>> rows = [(1, "交通运输局", "公路养护和道路运输管理"), (2, "教育局", "学校和学籍管理")]
    >>> [p.key for p in proposals("农村公路养护资金分配", rows)]
    [1]
    """
    pairs = _pairs(_EMPTY.sub(" ", wanted))
    if not pairs:
        return []
    rows = list(organs)
    used = {key: [pair for pair in pairs if pair in f"{name} {duties}"] for key, name, duties in rows}
    spread = Counter(pair for found in used.values() for pair in found)
    weight = {key: sum(1 / spread[pair] for pair in found) for key, found in used.items()}
    best = sorted((key for key in weight if weight[key] >= _ENOUGH), key=lambda key: -weight[key])[:MOST]
    return [Proposal(key, _joined(used[key], wanted)) for key in best]


def _pairs(text: str) -> list[str]:
    found = (run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1))
    return list(dict.fromkeys(found))


def _joined(pairs: list[str], text: str) -> tuple[str, ...]:
    """Pairs that follow each other in the text are one word (公路 and 路养 and 养护: 公路养护)."""
    spans: list[tuple[int, int]] = []
    for start in sorted(m.start() for pair in pairs for m in re.finditer(re.escape(pair), text)):
        if spans and start <= spans[-1][1] - 1:
            spans[-1] = (spans[-1][0], start + 2)
        else:
            spans.append((start, start + 2))
    return tuple(dict.fromkeys(text[first:last] for first, last in spans))[:4]
