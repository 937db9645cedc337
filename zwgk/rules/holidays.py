"""The official holidays 2015–2026 as published (国务院办公厅历年节假日安排通知): data only.

A festival that only joins a weekend (与周末连休) is written as the notice writes it, without the weekend. Where a
notice was changed later, the table holds the state after the change and names both.
"""

from __future__ import annotations

from datetime import date

from zwgk.rules.yeartables import MakeUp, Off, YearTable

NEW_YEAR, SPRING, QINGMING, LABOUR = "元旦", "春节", "清明节", "劳动节"
DRAGON_BOAT, MID_AUTUMN, NATIONAL, BOTH = "端午节", "中秋节", "国庆节", "国庆节、中秋节"
VICTORY = "抗战胜利70周年纪念日"


def _table(
    year: int, source: str, holidays: tuple[tuple[str, str, str], ...], workdays: tuple[tuple[str, str], ...]
) -> YearTable:
    """Read the short form below: ``12-30`` in December names the year before, where the festival is New Year's Day."""

    def day(name: str, text: str) -> date:
        month, number = (int(part) for part in text.split("-"))
        return date(year - 1 if name == NEW_YEAR and month == 12 else year, month, number)

    return YearTable(
        year,
        source,
        tuple(Off(name, day(name, first), day(name, last)) for name, first, last in holidays),
        tuple(MakeUp(name, day(name, on)) for name, on in workdays),
    )


PUBLISHED: tuple[YearTable, ...] = (
    _table(
        2015,
        "国办发明电〔2014〕28号（2014-12-16）；国发明电〔2015〕1号（2015-05-13）",
        (
            (NEW_YEAR, "01-01", "01-03"),
            (SPRING, "02-18", "02-24"),
            (QINGMING, "04-05", "04-06"),
            (LABOUR, "05-01", "05-01"),
            (DRAGON_BOAT, "06-20", "06-20"),
            (DRAGON_BOAT, "06-22", "06-22"),
            (VICTORY, "09-03", "09-05"),
            (MID_AUTUMN, "09-27", "09-27"),
            (NATIONAL, "10-01", "10-07"),
        ),
        (
            (NEW_YEAR, "01-04"),
            (SPRING, "02-15"),
            (SPRING, "02-28"),
            (VICTORY, "09-06"),
            (NATIONAL, "10-10"),
        ),
    ),
    _table(
        2016,
        "国办发明电〔2015〕18号（2015-12-10）",
        (
            (NEW_YEAR, "01-01", "01-01"),
            (SPRING, "02-07", "02-13"),
            (QINGMING, "04-04", "04-04"),
            (LABOUR, "05-01", "05-02"),
            (DRAGON_BOAT, "06-09", "06-11"),
            (MID_AUTUMN, "09-15", "09-17"),
            (NATIONAL, "10-01", "10-07"),
        ),
        (
            (SPRING, "02-06"),
            (SPRING, "02-14"),
            (DRAGON_BOAT, "06-12"),
            (MID_AUTUMN, "09-18"),
            (NATIONAL, "10-08"),
            (NATIONAL, "10-09"),
        ),
    ),
    _table(
        2017,
        "国办发明电〔2016〕17号（2016-12-01）",
        (
            (NEW_YEAR, "01-01", "01-02"),
            (SPRING, "01-27", "02-02"),
            (QINGMING, "04-02", "04-04"),
            (LABOUR, "05-01", "05-01"),
            (DRAGON_BOAT, "05-28", "05-30"),
            (BOTH, "10-01", "10-08"),
        ),
        (
            (SPRING, "01-22"),
            (SPRING, "02-04"),
            (QINGMING, "04-01"),
            (DRAGON_BOAT, "05-27"),
            (BOTH, "09-30"),
        ),
    ),
    _table(
        2018,
        "国办发明电〔2017〕12号（2017-11-30）",
        (
            (NEW_YEAR, "01-01", "01-01"),
            (SPRING, "02-15", "02-21"),
            (QINGMING, "04-05", "04-07"),
            (LABOUR, "04-29", "05-01"),
            (DRAGON_BOAT, "06-18", "06-18"),
            (MID_AUTUMN, "09-24", "09-24"),
            (NATIONAL, "10-01", "10-07"),
        ),
        (
            (SPRING, "02-11"),
            (SPRING, "02-24"),
            (QINGMING, "04-08"),
            (LABOUR, "04-28"),
            (NATIONAL, "09-29"),
            (NATIONAL, "09-30"),
        ),
    ),
    _table(
        2019,
        "国办发明电〔2018〕15号（2018-12-06发布）；国办发明电〔2019〕3号（2019-03-22，调整劳动节）",
        (
            (NEW_YEAR, "12-30", "01-01"),
            (SPRING, "02-04", "02-10"),
            (QINGMING, "04-05", "04-05"),
            (LABOUR, "05-01", "05-04"),
            (DRAGON_BOAT, "06-07", "06-07"),
            (MID_AUTUMN, "09-13", "09-13"),
            (NATIONAL, "10-01", "10-07"),
        ),
        (
            (NEW_YEAR, "12-29"),
            (SPRING, "02-02"),
            (SPRING, "02-03"),
            (LABOUR, "04-28"),
            (LABOUR, "05-05"),
            (NATIONAL, "09-29"),
            (NATIONAL, "10-12"),
        ),
    ),
    _table(
        2020,
        "国办发明电〔2019〕16号（2019-11-21）；国办发明电〔2020〕1号（2020-01-26，延长春节假期）",
        (
            (NEW_YEAR, "01-01", "01-01"),
            (SPRING, "01-24", "01-30"),
            ("春节（延长）", "01-31", "02-02"),
            (QINGMING, "04-04", "04-06"),
            (LABOUR, "05-01", "05-05"),
            (DRAGON_BOAT, "06-25", "06-27"),
            (BOTH, "10-01", "10-08"),
        ),
        (
            (SPRING, "01-19"),
            (LABOUR, "04-26"),
            (LABOUR, "05-09"),
            (DRAGON_BOAT, "06-28"),
            (BOTH, "09-27"),
            (BOTH, "10-10"),
        ),
    ),
    _table(
        2021,
        "国办发明电〔2020〕27号（2020-11-25）",
        (
            (NEW_YEAR, "01-01", "01-03"),
            (SPRING, "02-11", "02-17"),
            (QINGMING, "04-03", "04-05"),
            (LABOUR, "05-01", "05-05"),
            (DRAGON_BOAT, "06-12", "06-14"),
            (MID_AUTUMN, "09-19", "09-21"),
            (NATIONAL, "10-01", "10-07"),
        ),
        (
            (SPRING, "02-07"),
            (SPRING, "02-20"),
            (LABOUR, "04-25"),
            (LABOUR, "05-08"),
            (MID_AUTUMN, "09-18"),
            (NATIONAL, "09-26"),
            (NATIONAL, "10-09"),
        ),
    ),
    _table(
        2022,
        "国办发明电〔2021〕11号（2021-10-25）",
        (
            (NEW_YEAR, "01-01", "01-03"),
            (SPRING, "01-31", "02-06"),
            (QINGMING, "04-03", "04-05"),
            (LABOUR, "04-30", "05-04"),
            (DRAGON_BOAT, "06-03", "06-05"),
            (MID_AUTUMN, "09-10", "09-12"),
            (NATIONAL, "10-01", "10-07"),
        ),
        (
            (SPRING, "01-29"),
            (SPRING, "01-30"),
            (QINGMING, "04-02"),
            (LABOUR, "04-24"),
            (LABOUR, "05-07"),
            (NATIONAL, "10-08"),
            (NATIONAL, "10-09"),
        ),
    ),
    _table(
        2023,
        "国办发明电〔2022〕16号（2022-12-08）",
        (
            (NEW_YEAR, "12-31", "01-02"),
            (SPRING, "01-21", "01-27"),
            (QINGMING, "04-05", "04-05"),
            (LABOUR, "04-29", "05-03"),
            (DRAGON_BOAT, "06-22", "06-24"),
            ("中秋节、国庆节", "09-29", "10-06"),
        ),
        (
            (SPRING, "01-28"),
            (SPRING, "01-29"),
            (LABOUR, "04-23"),
            (LABOUR, "05-06"),
            (DRAGON_BOAT, "06-25"),
            ("中秋节、国庆节", "10-07"),
            ("中秋节、国庆节", "10-08"),
        ),
    ),
    _table(
        2024,
        "国办发明电〔2023〕7号（2023-10-25）",
        (
            (NEW_YEAR, "01-01", "01-01"),
            (SPRING, "02-10", "02-17"),
            (QINGMING, "04-04", "04-06"),
            (LABOUR, "05-01", "05-05"),
            (DRAGON_BOAT, "06-10", "06-10"),
            (MID_AUTUMN, "09-15", "09-17"),
            (NATIONAL, "10-01", "10-07"),
        ),
        (
            (SPRING, "02-04"),
            (SPRING, "02-18"),
            (QINGMING, "04-07"),
            (LABOUR, "04-28"),
            (LABOUR, "05-11"),
            (MID_AUTUMN, "09-14"),
            (NATIONAL, "09-29"),
            (NATIONAL, "10-12"),
        ),
    ),
    _table(
        2025,
        "国办发明电〔2024〕12号（2024-11-12）",
        (
            (NEW_YEAR, "01-01", "01-01"),
            (SPRING, "01-28", "02-04"),
            (QINGMING, "04-04", "04-06"),
            (LABOUR, "05-01", "05-05"),
            (DRAGON_BOAT, "05-31", "06-02"),
            (BOTH, "10-01", "10-08"),
        ),
        (
            (SPRING, "01-26"),
            (SPRING, "02-08"),
            (LABOUR, "04-27"),
            (BOTH, "09-28"),
            (BOTH, "10-11"),
        ),
    ),
    _table(
        2026,
        "国办发明电〔2025〕7号（2025-11-04）",
        (
            (NEW_YEAR, "01-01", "01-03"),
            (SPRING, "02-15", "02-23"),
            (QINGMING, "04-04", "04-06"),
            (LABOUR, "05-01", "05-05"),
            (DRAGON_BOAT, "06-19", "06-21"),
            (MID_AUTUMN, "09-25", "09-27"),
            (NATIONAL, "10-01", "10-07"),
        ),
        (
            (NEW_YEAR, "01-04"),
            (SPRING, "02-14"),
            (SPRING, "02-28"),
            (LABOUR, "05-09"),
            (NATIONAL, "09-20"),
            (NATIONAL, "10-10"),
        ),
    ),
)
