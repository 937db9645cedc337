"""What is generated: thousands of ordinary publications out of templates, on ordinary working days, always the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

from zwgk.cli.sample import calendar, slots, tables
from zwgk.cli.sample.entries import Entry, entries
from zwgk.cli.sample.items import Item
from zwgk.cli.sample.size import TODAY
from zwgk.rules.document_kinds import KINDS, Family

#: organs as the templates call them → full names
_FULL = {row[2]: row[0] for row in tables.rows("organs.txt")} | {"县政府": "清岚县人民政府"}
_CODES = {row[0]: row[3] for row in tables.rows("organs.txt")} | {"清岚县人民政府": "清政"}
_DEPARTMENTS = tuple(row[0] for row in tables.rows("organs.txt") if row[1] == "department")
_TOWNS = tuple(row[0] for row in tables.rows("organs.txt") if row[1] == "township")
_RENAMED_ON = date(2025, 3, 31)
#: columns that receive nothing any more from a day on are planted faults; the others are kept fresh
_RECENT = date(2026, 10, 20)


def year(of: int, number: int, titles: set[str]) -> list[Item]:
    """``number`` publications of a year, in order of time; ``titles`` holds all titles given so far."""
    random = Random(f"清岚|{of}")  # noqa: S311 - sample data wants repeating
    chosen = list(_chosen(of, number, random))
    chosen.sort(key=lambda pair: (pair[1], pair[0].key))
    count: Counter[str] = Counter()
    items = []
    for place, (template, day) in enumerate(chosen):
        count[template.key] += 1
        items.append(_item(template, day, f"g{of}-{place:04d}", count[template.key], titles, random))
    items.sort(key=lambda item: (item.at, item.key))
    return _numbered(items)


def _chosen(of: int, number: int, random: Random) -> Iterator[tuple[Entry, date]]:
    """Which template on which day: monthly ones first, then one of each template late in the year, then by weight."""
    templates = entries("generated.txt")
    workdays = calendar.days(of)
    left = number
    for template in (t for t in templates if t["monthly"]):
        for month in range(1, 13):
            in_month = [day for day, _ in workdays if day.month == month]
            if left and len(in_month) > 8:
                left -= 1
                yield template, in_month[random.randint(6, 9) if len(in_month) > 9 else 6]
    if of == TODAY.year:
        late = [day for day, _ in workdays if day >= _RECENT]
        for template in templates:
            if left and not template["until"] and not template["monthly"] and _fits(template, late[0]):
                left -= 1
                yield template, random.choice([day for day in late if _fits(template, day)])
    pool = [t for t in templates if not t["monthly"]]
    weights = [float(t["weight"]) for t in pool]
    for template in random.choices(pool, weights, k=left):
        resting = bool(template["restdays"]) and random.random() < 0.4
        fitting = [(day, weight) for day, weight in workdays if _fits(template, day)]
        if resting:
            fitting = [(day, 1.0) for day in calendar.rest_days(of) if _fits(template, day)]
        if not fitting:  # nothing of this template can stand in this year: an ordinary notice instead
            template, fitting = pool[0], list(workdays)
        yield template, random.choices([d for d, _ in fitting], [w for _, w in fitting])[0]


def _fits(template: Entry, day: date) -> bool:
    months = template["months"]
    if months and str(day.month) not in months.split(","):
        return False
    return not template["until"] or day <= date.fromisoformat(template["until"])


def _item(template: Entry, day: date, key: str, seqno: int, titles: set[str], random: Random) -> Item:
    organ = _organ(template, random)
    known = {"organ": organ.partition("（")[0], "code": _CODES[organ], "seqno": str(seqno)}
    if organ in _TOWNS:
        known["town"] = organ.replace("人民政府", "").replace("办事处", "")
    if "{town}" in template["organ"] and "town" not in known:
        known["town"] = random.choice(slots.words("town"))
    for turn in range(20):
        filler = slots.Filler(f"{key}|{turn}", day, **known)
        title = filler.fill(template["title"])
        if title not in titles:
            break
    else:
        title = f"{title}（之{seqno}）"
    titles.add(title)
    return Item(
        key=key,
        title=title,
        organ=organ,
        column=template["column"],
        kind=template["kind"],
        at=calendar.moment(day, random),
        text=filler.fill(template.text),
        number=template["number"],
        written=day if KINDS[template["kind"]].family is Family.OFFICIAL else None,
        dimension=template["dimension"],
        subject=template["subject"],
        source="本网讯" if template["kind"] == "news" and template["column"].startswith("gzdt") else "",
        attach=(template["attach"],) if template["attach"] else (),
    )


def _organ(template: Entry, random: Random) -> str:
    choice = random.choice(template["organ"].split("、"))
    if choice == "*dept":
        return random.choice(_DEPARTMENTS)
    if choice == "{town}":
        return random.choice(_TOWNS)
    return _FULL[choice]


def _numbered(items: list[Item]) -> list[Item]:
    """Give the official ones their 发文字号, counting by organ and year in order of time."""
    last: Counter[str] = Counter()
    done = []
    for item in items:
        if item.number:
            word = item.number if item.number != "yes" else f"{_CODES[item.organ]}发"
            last[word] += 1
            item = replace(item, number=f"{word}〔{item.on.year}〕{last[word]}号")
        done.append(item)
    return done
