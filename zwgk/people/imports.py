"""How an organisation comes in from a table: a unit a row, any order, twice the same as once, bad rows said singly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from zwgk.people import actions
from zwgk.people.actor import Actor
from zwgk.people.models import Unit, UnitKind
from zwgk.rules.codes import uscc_doubts
from zwgk.rules.errors import BadInput, RuleViolation

#: column → the headings under which offices write it
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("名称", "单位名称", "机构名称", "单位全称", "name"),
    "parent": ("上级", "上级单位", "所属机关", "隶属", "parent"),
    "kind": ("类别", "单位类别", "机构类别", "类型", "kind"),
    "short_name": ("简称", "short_name"),
    "code": ("机关代字", "代字", "code"),
    "uscc": ("统一社会信用代码", "信用代码", "uscc"),
    "region_code": ("行政区划代码", "区划代码", "region_code"),
    "order": ("排序", "序号", "order"),
    "former_names": ("曾用名", "原名称", "former_names"),
    "valid_from": ("设立日期", "成立日期", "valid_from"),
    "address": ("办公地址", "地址", "address"),
    "office_hours": ("办公时间", "office_hours"),
    "phone": ("联系电话", "电话", "phone"),
    "fax": ("传真", "fax"),
    "email": ("电子邮箱", "邮箱", "email"),
    "postcode": ("邮政编码", "邮编", "postcode"),
    "website": ("网址", "网站", "website"),
    "duties_text": ("主要职能", "机构职能", "职能", "duties_text"),
    "disclosure_office": ("政府信息公开工作机构", "公开机构", "disclosure_office"),
}
#: what offices call the kinds besides their labels
KIND_WORDS: dict[str, UnitKind] = {
    **{kind.label: kind for kind in UnitKind},
    **{kind.value: kind for kind in UnitKind},
    "政府": UnitKind.GOVERNMENT,
    "部门": UnitKind.DEPARTMENT,
    "政府部门": UnitKind.DEPARTMENT,
    "乡镇": UnitKind.TOWNSHIP,
    "街道": UnitKind.TOWNSHIP,
    "垂管": UnitKind.VERTICAL,
    "垂直管理": UnitKind.VERTICAL,
    "公共企业": UnitKind.PUBLIC_BODY,
    "事业单位": UnitKind.PUBLIC_BODY,
    "村": UnitKind.VILLAGE,
    "社区": UnitKind.VILLAGE,
    "村(社区)": UnitKind.VILLAGE,
    "内设机构": UnitKind.SECTION,
}
_MANY = re.compile(r"[、，,;；\s]+")


@dataclass(frozen=True)
class Reject:
    """A row that was not taken: its number (1 is the first row of data), what it holds, why in Chinese."""

    row: int
    name: str
    why: str


@dataclass
class ImportResult:
    """What an import did, or in a preview would do."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    rejects: list[Reject] = field(default_factory=list)

    def summary(self) -> str:
        """One Chinese sentence without a stop."""
        return (
            f"新增 {len(self.added)} 个，更新 {len(self.changed)} 个，无变化 {self.unchanged} 个，"
            f"未导入 {len(self.rejects)} 行"
        )


@dataclass
class _Row:
    number: int
    name: str
    parent: str
    kind: UnitKind
    fields: dict[str, Any]
    former_names: tuple[str, ...]


def organs_from_rows(rows: Iterable[Mapping[str, Any]], *, actor: Actor, preview: bool = False) -> ImportResult:
    """Add or update units from rows under the headings of :data:`HEADINGS`; only 名称 and 类别 are required.

    A parent may come later in the table than its children, or be in the database already. A unit that is there under
    the same parent is updated where the table says more; nothing is deleted or renamed. With ``preview`` nothing is
    written. Errors: none for a bad row (it is in ``rejects``); :class:`~zwgk.rules.errors.NotAllowed`.
    """
    result = ImportResult()
    waiting = _readable(rows, result)
    known: dict[tuple[str, str], Unit | None] = {}
    while waiting:
        left: list[_Row] = []
        for row in waiting:
            place = _place(row, waiting, known)
            if isinstance(place, str):
                result.rejects.append(Reject(row.number, row.name, place))
            elif place is _LATER:
                left.append(row)
            else:
                _take(row, place, known, result, actor=actor, preview=preview)
        if len(left) == len(waiting):
            result.rejects += [Reject(row.number, row.name, f"上级“{row.parent}”与它互为上级") for row in left]
            break
        waiting = left
    result.rejects.sort(key=lambda reject: reject.row)
    return result


class _Later:
    """Its parent stands further down in the table."""


_LATER = _Later()


@dataclass(frozen=True)
class _Planned:
    """A parent that a preview would have added."""

    name: str


def _place(
    row: _Row, waiting: Sequence[_Row], known: Mapping[tuple[str, str], Unit | None]
) -> Unit | _Planned | _Later | str | None:
    """The parent's row; or "later"; or why there is none."""
    if not row.parent:
        return None
    if any(other.name == row.parent and other is not row for other in waiting) and not any(
        name == row.parent for _, name in known
    ):
        return _LATER
    made = [unit for (_, name), unit in known.items() if name == row.parent]
    if made:
        if len(made) > 1:
            return f"名为“{row.parent}”的上级不止一个"
        return made[0] if made[0] is not None else _Planned(row.parent)
    found = list(Unit.objects.filter(name=row.parent, valid_to=None)[:2])
    if not found:
        found = list(Unit.objects.filter(short_name=row.parent, valid_to=None)[:2])
    if not found:
        return f"没有找到上级“{row.parent}”"
    if len(found) > 1:
        return f"名为“{row.parent}”的上级不止一个"
    return found[0]


def _take(
    row: _Row,
    place: Unit | _Planned | _Later | None,
    known: dict[tuple[str, str], Unit | None],
    result: ImportResult,
    *,
    actor: Actor,
    preview: bool,
) -> None:
    parent = place if isinstance(place, Unit) else None
    there = (
        None
        if isinstance(place, _Planned)
        else Unit.objects.filter(name=row.name, parent=parent).select_related("organ").first()
    )
    try:
        if there is not None:
            unit: Unit | None = _update(there, row, result, actor=actor, preview=preview)
        else:
            unit = (
                None
                if preview
                else actions.add_unit(
                    row.name, row.kind, parent=parent, actor=actor, former_names=row.former_names, **row.fields
                )
            )
            result.added.append(row.name)
    except BadInput as refusal:
        result.rejects.append(Reject(row.number, row.name, refusal.why))
        return
    known[row.parent, row.name] = unit


def _update(there: Unit, row: _Row, result: ImportResult, *, actor: Actor, preview: bool) -> Unit:
    if there.kind != row.kind:
        raise BadInput(
            what="不能更新",
            why=f"系统中它的类别是“{there.get_kind_display()}”，表中是“{row.kind.label}”",
            remedy="请核对类别",
        )
    news = {name: value for name, value in row.fields.items() if getattr(there, name) != value}
    if not news:
        result.unchanged += 1
        return there
    result.changed.append(row.name)
    return there if preview else actions.edit_unit(there, actor=actor, **news)


def _readable(rows: Iterable[Mapping[str, Any]], result: ImportResult) -> list[_Row]:
    good: list[_Row] = []
    seen: set[tuple[str, str]] = set()
    for number, raw in enumerate(rows, 1):
        cells = _cells(raw)
        name = cells.get("name", "")
        if not any(cells.values()):
            continue
        try:
            row = _read(number, cells)
            if (row.parent, row.name) in seen:
                raise BadInput(what="", why="与表中前面的一行重复", remedy="")
        except RuleViolation as refusal:
            result.rejects.append(Reject(number, name, refusal.why))
            continue
        seen.add((row.parent, row.name))
        good.append(row)
    return good


def _cells(raw: Mapping[str, Any]) -> dict[str, str]:
    tidy = {_text(heading).rstrip("*＊"): value for heading, value in raw.items()}
    cells = {}
    for column, headings in HEADINGS.items():
        for heading in headings:
            if heading in tidy:
                cells[column] = _text(tidy[heading])
                break
    return cells


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a spreadsheet keeps 230031 as 230031.0
    return str(value).replace("\u3000", " ").strip()


def _read(number: int, cells: Mapping[str, str]) -> _Row:
    def bad(why: str) -> BadInput:
        return BadInput(what=f"第{number}行未导入", why=why, remedy="请改正后重新导入")

    name = re.sub(r"\s+", "", cells.get("name", ""))
    if not name:
        raise bad("名称是空的")
    if len(name) > 120:
        raise bad(f"名称有{len(name)}个字，最多120个")
    word = unicodedata.normalize("NFKC", cells.get("kind", ""))
    kind = KIND_WORDS.get(word) or KIND_WORDS.get(cells.get("kind", ""))
    if kind is None:
        labels = "、".join(kind.label for kind in UnitKind)
        raise bad(f"类别“{word}”不认识，应为{labels}之一" if word else f"没有填写类别（{labels}）")
    parent = re.sub(r"\s+", "", cells.get("parent", ""))
    if parent == name:
        raise bad("上级就是它自己")
    if kind == UnitKind.SECTION and not parent:
        raise bad("科室须填写所属机关")
    fields: dict[str, Any] = {
        column: cells[column]
        for column in HEADINGS
        if column not in {"name", "parent", "kind", "order", "former_names", "valid_from", "uscc"} and cells.get(column)
    }
    for column, value in fields.items():
        longest = getattr(Unit._meta.get_field(column), "max_length", None)
        if longest and len(value) > longest:
            raise bad(f"{HEADINGS[column][0]}有{len(value)}个字，最多{longest}个")
    if cells.get("uscc"):
        code = unicodedata.normalize("NFKC", cells["uscc"]).replace(" ", "").upper()
        doubts = uscc_doubts(code)
        if doubts:
            raise bad("；".join(doubts))
        fields["uscc"] = code
    if cells.get("order"):
        if not cells["order"].isdecimal():
            raise bad(f"排序“{cells['order']}”不是数字")
        fields["order"] = int(cells["order"])
    if cells.get("valid_from"):
        fields["valid_from"] = _day(cells["valid_from"], bad)
    former = tuple(part for part in _MANY.split(cells.get("former_names", "")) if part)
    return _Row(number, name, parent, kind, fields, former)


def _day(text: str, bad: Any) -> date:
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text)
    try:
        if found is None:
            raise ValueError(text)
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise bad(f"设立日期“{text}”不是日期") from error
