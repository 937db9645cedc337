"""Which figure is in force (有效数值): the strictest of the national and the local ones, never looser than the law."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.rules.figures import LIMITS, Direction, Limit, Value
from zwgk.rules.labelled import Labelled
from zwgk.rules.periods import Unit, yearly


class Level(Labelled):
    """Who set a local figure (规定层级), from above to below."""

    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县"
    ORGAN = "organ", "本机关"


@dataclass(frozen=True, slots=True)
class LocalFigure:
    """A locality's own figure (本地数值) for a key of :data:`~zwgk.rules.figures.LIMITS`, with its basis.

    ``unit`` only where the local rule uses another unit than the row, or says what the row leaves open.
    """

    key: str
    value: Value
    basis: str
    valid_from: date | None = None
    valid_to: date | None = None
    level: Level = Level.ORGAN
    unit: Unit | None = None

    def in_force(self, on: date) -> bool:
        """Return whether the figure is in force on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A local figure that does not hold, or holds only in part, as a Chinese sentence without a stop."""

    key: str
    sentence: str
    local: LocalFigure


@dataclass(frozen=True, slots=True)
class InForce:
    """The figure in force; ``value`` is ``None`` where nobody set one, ``local`` the local figure that won, if any."""

    key: str
    label: str
    value: Value | None
    unit: Unit
    basis: str
    verified: bool
    conflicts: tuple[Conflict, ...] = ()
    local: LocalFigure | None = None

    @property
    def number(self) -> int:
        """The value as a number. Errors: ``BadInput`` where none is set or it is a day of the year."""
        if not isinstance(self.value, int):
            why = "国家和本地都没有规定" if self.value is None else f"“{self.value}”是日期，不是数字"
            raise BadInput(what=f"没有“{self.label}”的数值", why=why, remedy="请在本地数值中设定并写明依据")
        return self.value

    def __str__(self) -> str:
        return "未规定" if self.value is None else f"{self.value}{self.unit.label}"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a local rule leaves open and an organ must choose (待明确事项); ``options`` are (code, label) pairs."""

    key: str
    label: str
    governs: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    default: str
    why: str


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "publish.handover.unit",
        "移交期限按工作日还是自然日",
        ("publish.handover", "publish.handover_normative"),
        ((Unit.WORKING_DAYS.value, "工作日"), (Unit.NATURAL_DAYS.value, "自然日")),
        Unit.WORKING_DAYS.value,
        "《楚雄州商务局政务公开工作实施方案》四（一）4只写“3日”“5日”",
    ),
    Setting(
        "publish.handover.start",
        "移交期限从哪一天起算",
        ("publish.handover", "publish.handover_normative"),
        (("drafted_on", "起草之日"), ("signed_on", "签发之日"), ("printed_on", "印制之日")),
        "signed_on",
        "《楚雄州商务局政务公开工作实施方案》四（一）4没有写明起算日",
    ),
    Setting(
        "request.section_draft.start",
        "业务科室提供答复内容的期限从哪一天起算",
        ("request.section_draft",),
        (("received_on", "本机关收到申请之日"), ("section_received_on", "业务科室收到转交之日")),
        "received_on",
        "《毕节市文化广电旅游局政府信息依申请公开制度》第三条没有写明由谁收到（S4-39）",
    ),
    Setting(
        "letters.complaint.basis",
        "投诉求助类留言按目标还是上限提醒",
        ("letters.complaint_target", "letters.complaint_limit"),
        (("target", "按目标提醒，按上限计超期"), ("limit", "只按上限")),
        "target",
        "《毕节市文化广电旅游局政民互动制度》第六条写“5—7个工作日”",
    ),
    Setting(
        "letters.hard.basis",
        "重难件先按哪个期限",
        ("letters.hard", "letters.hard_extended"),
        (("target", "先按短期限，经批准才用长期限"), ("limit", "直接按长期限")),
        "target",
        "《毕节市文化广电旅游局政民互动制度》第六条写“15个或30个工作日”",
    ),
)

#: Ranges in local rules: what is aimed at and what must not be passed (key of the target, key of the limit).
RANGES: Mapping[str, tuple[str, str]] = {
    "letters.complaint": ("letters.complaint_target", "letters.complaint_limit"),
    "letters.hard": ("letters.hard", "letters.hard_extended"),
}

_SUGGESTED = "系统建议值（法律没有规定）"

_BY_KEY: dict[str, tuple[Limit, ...]] = {}
for _limit in LIMITS:
    _BY_KEY[_limit.key] = (*_BY_KEY.get(_limit.key, ()), _limit)
_SETTINGS = {point.key: point for point in SETTINGS}
_UNITS = {unit.value: unit for unit in Unit}


def in_force(
    key: str, on: date, local: Sequence[LocalFigure] = (), settings: Mapping[str, str] | None = None
) -> InForce:
    """Return the figure in force on a day, the strictest of all, and every local figure that collides.

    A local figure looser than the national one, or looser than that of a higher level, never wins; it is reported.
    Where nobody set a figure, a suggested one holds and says so in its basis. ``settings`` are the organ's choices by
    key of :data:`SETTINGS`; what is missing takes the default.
    Errors: ``KeyError`` for a key that no row has.
    依据:《政府信息公开条例》第二十六、三十三条 (上位法优先,《立法法》第九十八至一百条)
    """
    row = _row(key, on)
    unit = _unit(row, settings or {})
    best: Value | None = row.national
    winner: LocalFigure | None = None
    conflicts: list[Conflict] = []
    mine = [figure for figure in local if figure.key == key and figure.in_force(on)]
    for figure in sorted(mine, key=lambda figure: list(Level).index(figure.level)):
        reason = _collision(row, unit, figure, best, winner)
        if reason:
            conflicts.append(Conflict(key, reason, figure))
        if (reason is None or row.direction is Direction.CONFLICT) and (best is None or figure.value != best):
            best, winner = figure.value, figure
            unit = figure.unit or unit
    if best is None and row.suggested is not None:
        return InForce(key, row.label, row.suggested, unit, _SUGGESTED, False, tuple(conflicts))
    basis = winner.basis if winner else row.basis
    return InForce(key, row.label, best, unit, basis, winner is not None or row.verified, tuple(conflicts), winner)


def setting(key: str, chosen: Mapping[str, str]) -> str:
    """Return what was chosen for an open point, or its default.

    Errors: ``KeyError`` for an unknown point; ``BadInput`` for a choice that is none of its options.
    """
    row = _SETTINGS[key]
    value = chosen.get(key, row.default)
    if value not in dict(row.options):
        labels = "、".join(label for _, label in row.options)
        raise BadInput(
            what=f"“{row.label}”设置不对", why=f"没有“{value}”这一选项", remedy=f"请在{labels}中选择", field=key
        )
    return value


def predecision_period(on: date, *, statutory: bool, local: Sequence[LocalFigure] = ()) -> InForce:
    """Return how long a draft is shown to the public before the decision (预公开、征求意见期限).

    ``statutory``: a major decision, a rule, or a paper on enterprises, for which the law sets a minimum; only there
    :func:`in_force` of ``predecision.period_min`` counts. For other matters a local maximum holds.
    依据:国务院令第713号第十五条;《优化营商环境条例》第六十二条;《规章制定程序条例》第十五条
    """
    return in_force("predecision.period_min" if statutory else "predecision.period_max_local", on, local)


def must_be_usable(figure: LocalFigure, on: date) -> None:
    """Refuse a local figure that cannot be kept: no basis, impossible value, or looser than the law.

    Errors: ``BadInput`` for what is missing or impossible; ``LimitExceeded`` where it is looser than the figure of a
    higher rule. A figure of direction *conflict* is allowed: it holds where no statutory minimum applies.
    """
    if figure.key not in _BY_KEY:
        raise BadInput(what="不能设定本地数值", why=f"没有“{figure.key}”这一项", remedy="请从列表中选择", field="key")
    row = _row(figure.key, on)
    what = f"不能设定“{row.label}”"
    if not figure.basis.strip():
        raise BadInput(what=what, why="没有写明依据", remedy="请写明规定该数值的文件和条款", field="basis")
    if figure.valid_from and figure.valid_to and figure.valid_to < figure.valid_from:
        raise BadInput(what=what, why="失效日早于生效日", remedy="请核对两个日期", field="valid_to")
    if row.unit is Unit.MONTH_DAY:
        yearly(str(figure.value), 2023)  # not a leap year: 02-29 does not come every year
    elif isinstance(figure.value, bool) or not isinstance(figure.value, int) or figure.value < 1:
        raise BadInput(what=what, why=f"“{figure.value}”不是正整数", remedy="请填写正整数", field="value")
    elif row.unit is Unit.PERCENT and figure.value > 100:
        raise BadInput(what=what, why=f"{figure.value}%超过100%", remedy="请填写1至100", field="value")
    reason = _collision(row, row.unit, figure, row.national, None)
    if reason and row.direction is not Direction.CONFLICT:
        raise LimitExceeded(what=what, why=reason, remedy="请改为不低于上位规定的数值，或者不另行设定", field="value")


def _row(key: str, on: date) -> Limit:
    """The row in force; outside all validity dates the row of the key with its national value left out."""
    rows = _BY_KEY[key]
    for row in rows:
        if row.in_force(on):
            return row
    newest = rows[0]
    return Limit(key, newest.label, newest.unit, newest.direction, note=newest.note, suggested=newest.suggested)


def _unit(row: Limit, chosen: Mapping[str, str]) -> Unit:
    if row.unit is not Unit.DAYS:
        return row.unit
    for point in SETTINGS:
        if row.key in point.governs and point.key.endswith(".unit"):
            return _UNITS[setting(point.key, chosen)]
    return row.unit


def _collision(
    row: Limit, unit: Unit, figure: LocalFigure, best: Value | None, winner: LocalFigure | None
) -> str | None:
    """Say why this figure does not simply hold, or ``None`` where it does."""
    mine = f"{figure.basis}规定“{row.label}”为{figure.value}{(figure.unit or unit).label}"
    open_unit = row.unit is Unit.DAYS and figure.unit in (None, Unit.WORKING_DAYS, Unit.NATURAL_DAYS)
    if figure.unit not in (None, row.unit) and not open_unit:
        return f"{mine}，与应当使用的单位“{row.unit.label}”不同，不予采用"
    if row.direction is Direction.CONFLICT:
        least = _BY_KEY["predecision.period_min"][0]
        return f"{mine}，短于{least.basis}规定的{least.national}日；法定期限适用的事项从其规定，其他事项按本地期限"
    if best is None or figure.value == best:
        return None
    source = winner.basis if winner else row.basis
    kept = f"{source}规定为{best}{unit.label}"
    if row.direction is Direction.FIXED:
        return f"{mine}，但{kept}，不得另行规定，按后者执行"
    if type(figure.value) is not type(best) or not _STRICTER[row.direction](figure.value, best):
        return f"{mine}，宽于{kept}，按后者执行"
    return None


_STRICTER: Mapping[Direction, Callable[[Value, Value], bool]] = {
    Direction.LOWER: lambda mine, best: mine < best,  # type: ignore[operator]
    Direction.HIGHER: lambda mine, best: mine > best,  # type: ignore[operator]
    Direction.EARLIER: lambda mine, best: str(mine) < str(best),
}
