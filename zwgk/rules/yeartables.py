"""A year's official holidays and make-up working days as a row, and how such a row is read from a file.

Every autumn the General Office of the State Council says which days of the next year are off and which weekend days are
worked instead (部分节假日安排的通知). A table may reach into the December before: the notice for 2019 gave
2018-12-30 and 12-31 off and had 12-29 worked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zwgk.rules.dates import EARLIEST, LATEST, in_words, read_date
from zwgk.rules.errors import BadInput

_ONE_DAY = timedelta(days=1)
_LONGEST_HOLIDAY = 31  # days; the longest so far was 10 (2020). More is a typing error.
_UNNAMED = "节假日"


@dataclass(frozen=True, slots=True)
class Off:
    """Days off for one festival (放假), first and last included."""

    name: str
    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Yield each day off."""
        for number in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=number)


@dataclass(frozen=True, slots=True)
class MakeUp:
    """A weekend day that is worked for a festival (调休上班)."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year's official arrangement (年度节假日安排); ``source`` names the notices (文号)."""

    year: int
    source: str
    holidays: tuple[Off, ...]
    workdays: tuple[MakeUp, ...]


@dataclass(frozen=True, slots=True)
class LocalDays:
    """Days that one region arranges otherwise, with the basis on which it may (地方节假日, 应急调整).

    依据:《全国年节及纪念日放假办法》第四条（少数民族习惯的节日由地方人民政府规定放假日期）
    """

    region: str
    basis: str
    holidays: tuple[Off, ...] = ()
    workdays: tuple[MakeUp, ...] = ()


def year_tables(data: object) -> list[YearTable | LocalDays]:
    """Read one table, or a list of tables, from what a JSON file held.

    Layouts: ``{"year", "source", "holidays": […], "workdays": […]}`` where a holiday is ``{"name", "from", "to"}``,
    ``{"name", "date"}``, ``{"name", "dates": […]}`` or a date, and so is a make-up working day;
    ``{"year", "papers": […], "days": [{"name", "date", "isOffDay"}]}``;
    ``{"region", "basis", "holidays", "workdays"}`` for a region's own days.
    Errors: ``BadInput`` naming the table and the entry at fault.
    """
    if isinstance(data, list):
        return [year_table(item) for item in data]
    return [year_table(data)]


def year_table(data: object) -> YearTable | LocalDays:
    """Read one table; see :func:`year_tables`. Errors: ``BadInput``."""
    if not isinstance(data, Mapping):
        raise _bad("节假日表", "不是 JSON 对象", '请写成 {"year": 2027, "source": …, "holidays": […], "workdays": […]}')
    if "region" in data:
        return _local_days(data)
    year = data.get("year")
    if isinstance(year, bool) or not isinstance(year, int) or not EARLIEST.year <= year <= LATEST.year:
        raise _bad("节假日表", "没有写明年份，或者年份不对", '请写明 "year"，例如 2027')
    label = f"{year}年节假日表"
    if "days" in data:
        source = "；".join(str(paper) for paper in _list(data, "papers", label))
        holidays, workdays = _from_days(_list(data, "days", label), label)
    else:
        named = data.get("source")
        source = "；".join(str(part) for part in named) if isinstance(named, list) else str(named or "")
        holidays = _spans(_list(data, "holidays", label), f"{label}的假期")
        workdays = _workdays(_list(data, "workdays", label, optional=True), holidays, label)
    if not source.strip():
        raise _bad(label, "没有写明依据的通知", '请在 "source" 中写明文号，例如 国办发明电〔2025〕7号')
    if not holidays:
        raise _bad(label, "没有任何放假安排，不像正式通知", "请核对文件是否完整；通知尚未发布的年份不必导入")
    table = YearTable(year, source.strip(), holidays, workdays)
    first, last = date(year - 1, 12, 1), date(year, 12, 31)
    for day in [*(day for off in holidays for day in off.days()), *(made_up.on for made_up in workdays)]:
        if not first <= day <= last:
            raise _bad(label, f"{day}不属于{year}年的安排", f"只能写{first}至{last}之间的日期")
    _check(holidays, workdays, label)
    return table


def _local_days(data: Mapping[str, Any]) -> LocalDays:
    region, basis = data.get("region"), data.get("basis")
    if not isinstance(region, str) or not region.strip():
        raise _bad("地方节假日", "没有写明地区", '请写明 "region"')
    label = f"{region.strip()}的地方节假日"
    if not isinstance(basis, str) or not basis.strip():
        raise _bad(label, "没有写明依据", '请在 "basis" 中写明规定放假的文件')
    holidays = _spans(_list(data, "holidays", label, optional=True), f"{label}的假期")
    workdays = _workdays(_list(data, "workdays", label, optional=True), holidays, label)
    if not holidays and not workdays:
        raise _bad(label, "没有任何日期", '请写明 "holidays" 或 "workdays"')
    _check(holidays, workdays, label)
    return LocalDays(region.strip(), basis.strip(), holidays, workdays)


def _check(holidays: tuple[Off, ...], workdays: tuple[MakeUp, ...], label: str) -> None:
    off = {day for holiday in holidays for day in holiday.days()}
    seen: set[date] = set()
    for made_up in workdays:
        if made_up.on in off:
            raise _bad(label, f"{made_up.on}既写成放假，又写成上班", "请按通知原文只保留一种")
        if made_up.on.weekday() < 5:
            raise _bad(label, f"{in_words(made_up.on)}写成调休上班，但它不是周末", "请核对日期；平日上班不必写")
        if made_up.on in seen:
            raise _bad(label, f"{made_up.on}重复写成上班", "请删去重复的一条")
        seen.add(made_up.on)


def _from_days(days: Sequence[Any], label: str) -> tuple[tuple[Off, ...], tuple[MakeUp, ...]]:
    """Read the layout with one entry a day, joining neighbouring days off of one name."""
    off: list[Off] = []
    worked: list[MakeUp] = []
    entries = []
    for number, entry in enumerate(days, 1):
        if not isinstance(entry, Mapping) or not isinstance(entry.get("isOffDay"), bool):
            raise _bad(label, f"第{number}天没有写明 isOffDay", "请写成 true（放假）或 false（上班）")
        entries.append((read_date(entry.get("date"), f"{label}第{number}天"), _name(entry), entry["isOffDay"]))
    for day, name, is_off in sorted(entries):
        if not is_off:
            worked.append(MakeUp(name, day))
        elif off and off[-1].name == name and off[-1].last + _ONE_DAY == day:
            off[-1] = Off(name, off[-1].first, day)
        else:
            off.append(Off(name, day, day))
    return tuple(off), tuple(worked)


def _spans(entries: Sequence[Any], label: str) -> tuple[Off, ...]:
    """Read entries that are a date, ``{"name", "date"}``, ``{"name", "dates"}`` or ``{"name", "from", "to"}``."""
    found: list[Off] = []
    for number, entry in enumerate(entries, 1):
        where = f"{label}第{number}项"
        if not isinstance(entry, Mapping):
            day = read_date(entry, where)
            found.append(Off(_UNNAMED, day, day))
        elif "dates" in entry:
            days = [read_date(item, where) for item in _list(entry, "dates", where)]
            found.extend(Off(_name(entry), day, day) for day in sorted(days))
        elif "date" in entry:
            day = read_date(entry["date"], where)
            found.append(Off(_name(entry), day, day))
        else:
            first = read_date(entry.get("from"), f"{where}的开始日期")
            last = read_date(entry.get("to", entry.get("from")), f"{where}的结束日期")
            if last < first:
                raise _bad(where, f"结束日期{last}早于开始日期{first}", "请核对 from 和 to")
            if (last - first).days >= _LONGEST_HOLIDAY:
                raise _bad(where, f"从{first}到{last}超过{_LONGEST_HOLIDAY}天", "请核对 from 和 to")
            found.append(Off(_name(entry), first, last))
    return tuple(found)


def _workdays(entries: Sequence[Any], holidays: tuple[Off, ...], label: str) -> tuple[MakeUp, ...]:
    """Read the days worked instead; what is written without a name belongs to the nearest festival."""
    return tuple(
        MakeUp(off.name if off.name != _UNNAMED else _nearest(day, holidays), day)
        for off in _spans(entries, f"{label}的调休上班日")
        for day in off.days()
    )


def _nearest(day: date, holidays: tuple[Off, ...]) -> str:
    """The festival for which a day is most likely worked: the closest one."""
    if not holidays:
        return _UNNAMED
    return min(holidays, key=lambda off: min(abs(off.first - day), abs(off.last - day))).name


def _name(entry: Mapping[str, Any]) -> str:
    name = entry.get("name")
    return name.strip() if isinstance(name, str) and name.strip() else _UNNAMED


def _list(data: Mapping[str, Any], key: str, label: str, *, optional: bool = False) -> Sequence[Any]:
    value = data.get(key)
    if value is None and optional:
        return []
    if not isinstance(value, list):
        raise _bad(label, f"缺少 {key}" if value is None else f"{key} 不是列表", f'请把 "{key}" 写成 […]')
    return value


def _bad(label: str, why: str, remedy: str) -> BadInput:
    return BadInput(what=f"不能使用{label}", why=why, remedy=remedy)
