"""行政规范性文件: 86 papers with their validity, what repealed and replaced them, readings, nine chains of publicity.

Faults planted here are named in ``faults``: one paper without a reading, one reading late, one that does not link back.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from zwgk.cli.sample import calendar, slots, tables
from zwgk.cli.sample.entries import entries
from zwgk.cli.sample.items import Item, Tie
from zwgk.rules.publication import LinkKind, Validity
from zwgk.rules.workdays import OFFICIAL

#: besides those written by hand: together 31 interpret a paper
READINGS = 24
CHAINS = 9
#: the decision of the clean-up batch (清理) that ended and amended many at once
DECISION = "normative-decision"
DECIDED_ON = date(2025, 12, 19)
#: ended by being replaced, not by the decision: old → new
REPLACED = {
    "停车场收费管理暂行办法": "城市停车管理办法",
    "农村居民最低生活保障办法": "最低生活保障审核确认实施细则",
    "临时救助暂行办法": "临时救助实施办法",
    "高龄老人生活补贴办法": "高龄津贴发放办法",
    "农村饮用水工程管理办法": "农村供水管理办法",
    "房屋拆迁补偿安置办法": "国有土地上房屋征收与补偿办法",
    "户外广告管理办法": "户外广告和招牌设置管理办法",
}
_STATES = {
    "I": Validity.IN_FORCE,
    "A": Validity.AMENDED,
    "R": Validity.REPEALED,
    "E": Validity.EXPIRED,
}
_FULL = {row[2]: row[0].partition("（")[0] for row in tables.rows("organs.txt")}
_TEXTS = {entry.key: entry for entry in entries("normative_text.txt")}


@dataclass(frozen=True)
class Paper:
    """A normative paper: its place in the list, its name without 清岚县, its dates and state."""

    place: int
    name: str
    short: str
    written: date
    state: str
    until: date | None
    matter: str
    issuer: str
    number: str

    @property
    def key(self) -> str:
        return f"normative-{self.place:02d}"

    @property
    def form(self) -> str:
        return next(form for form in ("细则", "规定", "办法") if self.name.endswith(form))

    @property
    def dept(self) -> str:
        return _FULL[self.short]

    @property
    def published(self) -> date:
        """Within five working days; what is older than the site was put up when it opened."""
        if self.written.year < 2024:
            return OFFICIAL.add_workdays(date(2024, 1, 4), self.place % 9 + 1)
        return OFFICIAL.add_workdays(self.written, 1 + self.place % 4)

    @property
    def effective(self) -> date:
        month = self.written.month % 12 + 1
        return date(self.written.year + (self.written.month == 12), month, 1)


def papers() -> list[Paper]:
    """All 86, numbered by issuer and year in order of time."""
    rows = sorted(enumerate(tables.rows("normative.txt")), key=lambda pair: pair[1][2])
    last: Counter[tuple[str, int]] = Counter()
    found = []
    for place, (name, short, written, state, until, matter) in rows:
        day = date.fromisoformat(written)
        by_office = "细则" in name or "暂行" in name
        word = "清政办规" if by_office else "清政规"
        last[word, day.year] += 1
        issuer = "清岚县人民政府办公室" if by_office else "清岚县人民政府"
        end = date.fromisoformat(until) if until else None
        number = f"{word}〔{day.year}〕{last[word, day.year]}号"
        found.append(Paper(place, name, short, day, state, end, matter, issuer, number))
    return found


def items() -> list[Item]:
    """The papers, the decision, the readings and the chains, each with its links by key."""
    everything = papers()
    chained = _chained(everything)
    made = [_paper(paper, everything, chained) for paper in everything]
    made.append(_decision(everything))
    with_reading = sorted((p for p in everything if p.state == "I"), key=lambda p: p.written)[-READINGS - 1 :]
    made += [_reading(paper, place) for place, paper in enumerate(with_reading[1:])]
    for paper in chained:
        made += _chain(paper)
    return made


def _chained(everything: list[Paper]) -> list[Paper]:
    """The nine whose whole story is told: draft, decision, execution, result."""
    fitting = [p for p in everything if p.state == "I" and date(2025, 3, 1) <= p.written <= date(2026, 1, 31)]
    return fitting[:: max(1, len(fitting) // CHAINS)][:CHAINS]


def _filler(seed: str, paper: Paper, on: date) -> slots.Filler:
    effective, end = paper.effective, paper.until
    return slots.Filler(
        f"{seed}|{paper.key}",
        on,
        name=paper.name,
        short=paper.short.removeprefix("县"),
        matter=paper.matter,
        form=paper.form,
        dept=paper.dept,
        issuer=paper.issuer,
        number=paper.number,
        effective=f"{effective.year}年{effective.month}月{effective.day}日",
        until=f"，有效期至{end.year}年{end.month}月{end.day}日" if end else "，有效期五年",
    )


def _paper(paper: Paper, everything: list[Paper], chained: list[Paper]) -> Item:
    by_name = {p.name: p for p in everything}
    ties = [Tie(LinkKind.REPLACES, by_name[old].key) for old, new in REPLACED.items() if new == paper.name]
    if paper in chained:
        ties.append(Tie(LinkKind.CHAIN, f"{paper.key}-execution"))
    if paper.name == "行政规范性文件管理规定":
        title = "国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知"
        ties.append(Tie(LinkKind.BASIS, text=title, number="国办发〔2018〕37号"))
    end = paper.until or (paper.effective.replace(year=paper.effective.year + 5) - timedelta(1))
    return Item(
        key=paper.key,
        title=f"{paper.issuer}关于印发《清岚县{paper.name}》的通知",
        organ=paper.issuer,
        column="t20-01-normative",
        kind="circular",
        at=calendar.moment(paper.published, Random(paper.key)),  # noqa: S311 - sample data wants repeating
        text=_filler("paper", paper, paper.written).fill(_TEXTS["notice"].text),
        number=paper.number,
        written=paper.written,
        effective=paper.effective,
        expires=end if paper.state in "IAE" else None,
        validity=str(_STATES[paper.state]),
        normative=True,
        dimension="decision",
        subject="0209",
        keywords=paper.name,
        ties=tuple(ties),
    )


def _decision(everything: list[Paper]) -> Item:
    ended = [p for p in everything if p.state == "R" and p.name not in REPLACED]
    amended = [p for p in everything if p.state == "A"]
    rows = [f"| {i} | 清岚县{p.name} | {p.number} | 废止 |" for i, p in enumerate(ended, 1)]
    rows += [
        f"| {i} | 清岚县{p.name} | {p.number} | 修改：删去重复提交的证明材料，更新部门名称 |"
        for i, p in enumerate(amended, len(ended) + 1)
    ]
    text = (
        "@to 各乡镇人民政府、街道办事处，县政府各部门、各直属机构：\n"
        "根据国家关于行政规范性文件清理工作的要求，县人民政府对截至2025年10月31日的行政规范性文件进行了全面清理，"
        f"决定废止{len(ended)}件、修改{len(amended)}件。\n| 序号 | 文件名称 | 文号 | 处理 |\n"
        + "\n".join(rows)
        + "\n本决定自公布之日起施行。废止的文件不再作为行政管理的依据；依照原文件已经作出的决定，不因废止而改变。\n"
        "@sign 清岚县人民政府\n@date 2025年12月19日\n@note （此件公开发布）"
    )
    return Item(
        key=DECISION,
        title="清岚县人民政府关于废止和修改部分行政规范性文件的决定",
        organ="清岚县人民政府",
        column="t20-01-cleaning",
        kind="decision",
        at=calendar.at(date(2025, 12, 22), 10, 20),
        text=text,
        number="清政发〔2025〕31号",
        written=DECIDED_ON,
        dimension="decision",
        subject="1603",
        ties=(
            *(Tie(LinkKind.REPEALS, p.key) for p in ended),
            *(Tie(LinkKind.AMENDS, p.key) for p in amended),
        ),
    )


#: by place among the readings: published 22 working days late; names its paper without a link
LATE, WITHOUT_LINK = 7, 12


def _reading(paper: Paper, place: int) -> Item:
    day = OFFICIAL.add_workdays(paper.published, 22) if place == LATE else paper.published
    filler = _filler("reading", paper, day)
    name = f"清岚县{paper.name}"
    tie = Tie(LinkKind.INTERPRETS, paper.key)
    return Item(
        key=f"{paper.key}-reading",
        title=filler.fill(_TEXTS["reading"]["title"]),
        organ=paper.dept,
        column="zcjd-wz",
        kind="interpretation",
        at=calendar.at(day, 17, 30 + place % 25),
        text=filler.fill(_TEXTS["reading"].text),
        written=None,
        dimension="decision",
        subject="0201",
        keywords=paper.name,
        ties=(Tie(LinkKind.INTERPRETS, text=name, number=paper.number),) if place == WITHOUT_LINK else (tie,),
    )


def _chain(paper: Paper) -> list[Item]:
    """Draft for opinion, execution, result: before and after the paper itself, linked from each to the next."""
    steps = (
        ("consult", calendar.working_day_before(paper.written, 58), "tzgg-gg", "proclamation", "decision", paper.key),
        ("execution", OFFICIAL.add_workdays(paper.effective, 84), "t20-15", "data", "execution", f"{paper.key}-result"),
        ("result", OFFICIAL.add_workdays(paper.effective, 150), "t20-15", "data", "result", ""),
    )
    made = []
    for step, day, column, kind, dimension, following in steps:
        filler = _filler(step, paper, day)
        made.append(
            Item(
                key=f"{paper.key}-{step}",
                title=filler.fill(_TEXTS[step]["title"]),
                organ=paper.dept,
                column=column,
                kind=kind,
                at=calendar.at(day, 15, 10),
                text=filler.fill(_TEXTS[step].text),
                dimension=dimension,
                subject="0209",
                ties=(Tie(LinkKind.CHAIN, following),) if following else (),
            )
        )
    return made
