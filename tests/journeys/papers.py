"""The five papers of the main journey: the seed papers where they are, else five of our own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests import seeds

_HAN = re.compile(r"[\u4e00-\u9fff]{6,}")
#: subjects of our own papers, so different that each is found by its own words
_SUBJECTS = (
    ("政务服务大厅搬迁", "新大厅设在青石桥西侧，设综合窗口十六个", "楼层引导牌由物业公司在搬迁前三日安装到位"),
    ("农村饮水管网改造", "改造柳溪镇等四个乡镇的老旧管网", "施工期间每日早晚两个时段保证供水不中断"),
    ("中小学午餐托管", "自愿参加、成本分担、公开透明", "食材留样四十八小时并由家长代表轮流监督"),
    ("夜间公交线路试运行", "试运行六个月后评估客流", "末班车由火车站发出时刻为二十三时二十分"),
    ("老旧小区加装电梯", "业主自主协商、政府适当补助", "每台补助资金在验收合格后十个工作日内拨付"),
)


@dataclass(frozen=True)
class Paper:
    """One paper as a file, and words that only it contains."""

    name: str
    data: bytes
    #: a stretch of its text that occurs once and in no other of the five
    words: str


def five() -> list[Paper]:
    """The five papers of the main job: the seeds, or, where those are absent, ours."""
    found = sorted(seeds.folder().glob("00[0-4]_*.txt")) if seeds.folder().is_dir() else []
    files = [(path.name, path.read_bytes()) for path in found] if len(found) == 5 else [_ours(n) for n in range(5)]
    texts = [data.decode() for _, data in files]
    return [Paper(name, data, _only_here(n, texts)) for n, (name, data) in enumerate(files)]


def put(paper: Paper, folder: Path) -> Path:
    """Write a paper where a browser can take it from."""
    path = folder / paper.name
    path.write_bytes(paper.data)
    return path


def _only_here(number: int, texts: list[str]) -> str:
    """Up to ten characters from the middle of a paper, no six of which stand in it twice, in no other paper."""
    mine = texts[number]
    others = "".join(texts[:number] + texts[number + 1 :])
    middle = len(mine) // 2
    for run in _HAN.finditer(mine, middle):
        words = run[0][:10]
        windows = [words[at : at + 6] for at in range(len(words) - 5)]
        if len(words) >= 8 and words not in others and all(mine.count(window) == 1 for window in windows):
            return words
    raise AssertionError(f"paper {number} has no words of its own")


def _ours(number: int) -> tuple[str, bytes]:
    subject, first, second = _SUBJECTS[number]
    lines = [
        f"清岚县人民政府办公室关于做好{subject}工作的通知",
        "各乡镇人民政府，县政府各部门：",
        f"为做好{subject}工作，经县人民政府同意，现将有关事项通知如下。",
        "一、总体安排",
        f"（一）基本要求。{first}，各有关部门各司其责，分工落实。",
        "（二）时间安排。分动员、实施、总结三个阶段进行。",
        "二、工作要求",
        f"（一）落实责任。{second}。",
        "（二）加强宣传。及时公开进展情况，接受群众监督。",
        "清岚县人民政府办公室",
        "2026年11月20日",
    ]
    return f"00{number}_{subject}.txt", "\n".join(lines).encode()
