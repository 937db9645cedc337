"""Where the public can read what is public on paper (政府信息查阅场所, 政务公开查阅点), and who gets delivery lists.

依据：《政府信息公开条例》第二十五条
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from zwgk.rules.labelled import Labelled


class PointKind(Labelled):
    """What kind of place it is (查阅场所类别)."""

    ARCHIVE = "archive", "国家档案馆"
    LIBRARY = "library", "公共图书馆"
    HALL = "hall", "政务服务场所"
    STATION = "station", "基层查阅点"


#: 各级人民政府应当在这三类场所设置政府信息查阅场所
REQUIRED: Final = (PointKind.ARCHIVE, PointKind.LIBRARY, PointKind.HALL)
#: 行政机关应当及时向这两类场所提供主动公开的政府信息
DELIVERED_TO: Final = frozenset({PointKind.ARCHIVE, PointKind.LIBRARY})


def missing(kinds: Iterable[PointKind]) -> list[PointKind]:
    """The kinds of place that article 25 asks for and that are not there yet, in its order."""
    there = set(kinds)
    return [kind for kind in REQUIRED if kind not in there]
