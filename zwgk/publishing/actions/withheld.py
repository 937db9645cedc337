"""非公开政府信息目录, item by item: entered by hand or from a table, declassified, shown to the public, taken out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zwgk.audit.acts import about, act, note, nothing_happened
from zwgk.people import queries as people
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.publishing import clearing
from zwgk.publishing.actions.negative_list import Imported, Reject
from zwgk.publishing.models import NegativeEntry, WithheldItem
from zwgk.publishing.withheld import listing, queries
from zwgk.rules import privacy, secrecy, withheld
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.withheld import ItemKind, ItemState, Told
from zwgk.rules.withheld_tables import Line, day_of, ground_called, is_yes

#: who keeps the catalogue; who knows of secrets; who lets something of it out
KEEPS_ITEMS = (Duty.DISCLOSURE_OFFICE, Duty.OFFICE, Duty.SECRECY)
SHOWS_ITEMS = (Duty.SECRECY, Duty.LEADER)
#: what the public reads of an item whose title is not for it
MASKED = "（题名不宜公开）"
MOST_AT_ONCE, MOST_LINES = 100, 2000


@dataclass(frozen=True)
class Known:
    """What is known of an item that lies outside the system. ``unit`` None: the organ itself."""

    title: str
    ground_code: str
    reason: str
    decided_on: date
    decided_by: str
    review_on: date | None = None
    doc_number: str = ""
    unit: Unit | None = None
    entry: NegativeEntry | None = None
    is_secret: bool = False
    secret_until: date | None = None


def _must_be_sound(organ: Unit, known: Known, *, today: date, years: int) -> None:
    what = "没有列入非公开目录"
    withheld.must_be_an_item(
        is_secret=known.is_secret,
        title=known.title + known.doc_number if known.is_secret else known.title,
        ground_code=known.ground_code,
        reason=known.reason,
        decided_on=known.decided_on,
        today=today,
    )
    for value, label, most, field in (
        (known.doc_number, "文号", 80, "doc_number"),
        (known.decided_by, "确定人", 120, "decided_by"),
        (known.reason, "理由", 500, "reason"),
    ):
        if len(value) > most:
            raise BadInput(what=what, why=f"“{label}”最多{most}字", remedy="请缩短", field=field)
    if not known.decided_by.strip():
        raise BadInput(what=what, why="没有写明由谁确定不公开", remedy="请填写确定人", field="decided_by")
    secrecy.must_be_open("\n".join((known.title, known.reason)), "目录条目")
    if known.unit is not None and not organ.paths_down.filter(below=known.unit).exists():
        raise BadInput(what=what, why=f"“{known.unit}”不属于{organ.name}", remedy="请另选责任单位", field="unit")
    if known.review_on is not None:
        withheld.must_be_reviewed_by(known.review_on, today=today, years=years, what=what)
    if known.entry is not None and (
        known.entry.ground_code != known.ground_code
        or not queries.in_force(organ.pk, on=today).filter(pk=known.entry.pk).exists()
    ):
        raise BadInput(
            what=what,
            why=f"条目“{known.entry.name}”不在施行，或者依据与这一件不同",
            remedy="请另选负面清单条目，或改正依据",
            field="entry",
        )


def _write(
    organ: Unit, known: Known, *, serial: int | None, today: date, years: int, at: datetime, by: str
) -> WithheldItem:
    item = listing.new(organ, on=today, by=by, at=at, serial=serial)
    item.state, item.kind = str(ItemState.LISTED), str(ItemKind.WITHHELD)
    item.is_secret, item.secret_until = known.is_secret, known.secret_until if known.is_secret else None
    item.title, item.doc_number = known.title.strip(), known.doc_number.strip()
    item.ground_code, item.ground_reason = known.ground_code, known.reason.strip()
    item.entry, item.unit = known.entry, known.unit
    item.decided_on, item.decided_by, item.level = known.decided_on, known.decided_by.strip(), str(Duty.LEADER)
    item.review_on = known.review_on or withheld.next_review(today, years=years)
    item.save()
    return item


@act("publishing.list_withheld")
def list_item(organ: Unit, known: Known, *, today: date, at: datetime, actor: Actor) -> WithheldItem:
    """Enter an item that lies outside the system, on paper or in another (列入非公开目录). Errors: :class:`BadInput`.

    Of a secret only that there is one is entered, by 保密审查. 依据: 《政府信息公开条例》第十四条至第十六条、第十八条
    """
    duties = (Duty.SECRECY,) if known.is_secret else KEEPS_ITEMS
    actor.must_be(*duties, over=organ, to="登记涉密信息" if known.is_secret else "列入非公开目录")
    years = queries.cycle(organ, on=today)
    _must_be_sound(organ, known, today=today, years=years)
    if not known.is_secret:
        same = WithheldItem.objects.filter(organ=organ, title=known.title.strip(), state__in=queries.OPEN_STATES)
        if same.filter(doc_number=known.doc_number.strip()).exists():
            raise BadInput(what="没有列入非公开目录", why="目录里已有同名同号的一件", remedy="请核对", field="title")
    item = _write(organ, known, serial=None, today=today, years=years, at=at, by=actor.signature)
    about(item)
    note(ground=item.ground_code, entry=item.entry_id, secret=item.is_secret, review_on=str(item.review_on))
    return item


@act("publishing.change_withheld")
def change_item(
    item: WithheldItem,
    *,
    today: date,
    actor: Actor,
    unit: Unit | None = None,
    review_on: date | None = None,
    secret_until: date | None = None,
) -> WithheldItem:
    """Set who answers for an item, an earlier review, and until when a secret is one (调整目录条目)."""
    actor.must_be(*KEEPS_ITEMS, over=item.organ_id, to="调整目录条目")
    what = "没有调整"
    item = _locked(item, what, ItemState.LISTED)
    if unit is not None and not item.organ.paths_down.filter(below=unit).exists():
        raise BadInput(what=what, why=f"“{unit}”不属于{item.organ.name}", remedy="请另选单位", field="unit")
    if review_on is not None and review_on != item.review_on:
        withheld.must_be_reviewed_by(review_on, today=today, years=queries.cycle(item.organ, on=today), what=what)
        if item.review_on is not None and review_on > item.review_on:
            raise BadInput(
                what=what,
                why=f"评估日期只能提前（现为{item.review_on}），推后须先评估",
                remedy="请开展评估，或改为更早的日期",
                field="review_on",
            )
        item.review_on, item.told = review_on, str(Told.NOT)
    if secret_until is not None and not item.is_secret:
        raise BadInput(what=what, why="这一件不是涉密信息", remedy="请清空保密期限", field="secret_until")
    item.unit = unit
    item.secret_until = secret_until
    item.save(update_fields=["unit", "review_on", "told", "secret_until"])
    note(unit=unit.pk if unit else None, review_on=str(item.review_on))
    return item


@act("publishing.declassify_withheld")
def declassify_item(
    item: WithheldItem, *, title: str, basis: str, ground_code: str, on: date, actor: Actor, doc_number: str = ""
) -> WithheldItem:
    """Record that a secret is one no longer (解密): it gets its title, and is due for re-evaluation at once.

    Declassified does not yet mean public: another ground may remain. Errors: :class:`BadInput`, ``Classified``.
    依据: 保守国家秘密法（解密）；《政府信息公开条例》第十八条
    """
    actor.must_be(Duty.SECRECY, over=item.organ_id, to="登记解密")
    what = "没有登记解密"
    item = _locked(item, what, ItemState.LISTED)
    if not item.is_secret:
        raise BadInput(what=what, why="这一件没有登记为涉密", remedy="请刷新页面")
    if len(basis.strip()) < 4:
        raise BadInput(what=what, why="没有写明解密依据", remedy="请写明解密通知或期限届满的情况", field="basis")
    if ground_code == "secret" or ground_code not in withheld.LISTABLE:
        raise BadInput(
            what=what, why="解密之后“国家秘密”不再是依据", remedy="请选择评估之前暂按哪项依据", field="ground"
        )
    title = title.strip()
    if not 2 <= len(title) <= 300 or len(doc_number) > 80:
        raise BadInput(what=what, why="题名应为2至300字，文号最多80字", remedy="请改正", field="title")
    secrecy.must_be_open(title, "题名")
    item.is_secret, item.secret_until = False, None
    item.title, item.doc_number = title, doc_number.strip()
    item.ground_code, item.ground_reason = ground_code, f"{on}解密：{basis.strip()}"[:500]
    item.entry = None
    item.review_on, item.told = on, str(Told.NOT)
    item.save()
    note(review_on=str(on), ground=ground_code)
    return item


@act("publishing.show_withheld")
def show_items(items: Sequence[WithheldItem], *, masked: bool, on: date, actor: Actor) -> list[WithheldItem]:
    """Let the public see that these items exist (对外公布目录): number, ground, and the title unless it is masked.

    A secret is always masked. Each gets a clearance over the very words. Errors: :class:`BadInput` for a title that
    bears personal data, or is not listed.
    """
    what = "没有对外公布"
    found = _must_be_some(items, what, SHOWS_ITEMS, "对外公布非公开目录", actor)
    for item in found:
        words = MASKED if masked or item.is_secret else item.title
        if words != MASKED:
            secrecy.must_be_open(words, "题名")
            if any(one.blocking for one in privacy.find(words)):
                raise BadInput(
                    what=what, why=f"{item.number}的题名里有个人信息", remedy="请选择隐去题名", field="masked"
                )
        item.public_title = words
        item.clearance = clearing.reviewed(
            hashlib.sha256(f"{item.number}\n{words}\n{item.ground_code}".encode()).hexdigest(),
            subject=f"非公开目录：{item.number}",
            basis="《政府信息公开条例》第十七条",
            approved_by=actor.signature,
            approved_on=on,
            organ_id=item.organ_id,
            matter_id=item.matter_id,
            details={"masked": words == MASKED},
        )
    WithheldItem.objects.bulk_update(found, ["public_title", "clearance"], batch_size=100)
    note(items=[item.pk for item in found], masked=masked)
    return found


@act("publishing.hide_withheld")
def hide_items(items: Sequence[WithheldItem], *, actor: Actor) -> list[WithheldItem]:
    """Take items off the public catalogue again (不再对外公布)."""
    found = _must_be_some(items, "没有办理", (*SHOWS_ITEMS, *KEEPS_ITEMS), "不再对外公布", actor)
    for item in found:
        item.public_title, item.clearance = "", None
    WithheldItem.objects.bulk_update(found, ["public_title", "clearance"], batch_size=100)
    note(items=[item.pk for item in found])
    return found


def _must_be_some(
    items: Sequence[WithheldItem], what: str, duties: tuple[Duty, ...], to: str, actor: Actor
) -> list[WithheldItem]:
    if not 1 <= len(items) <= MOST_AT_ONCE:
        why = f"一次最多{MOST_AT_ONCE}件，选了{len(items)}件" if items else "没有选择条目"
        raise BadInput(what=what, why=why, remedy="请在列表中勾选", field="item")
    for organ_id in {item.organ_id for item in items}:
        actor.must_be(*duties, over=organ_id, to=to)
    rows = WithheldItem.objects.select_for_update(of=("self",)).filter(pk__in=[item.pk for item in items])
    found = list(rows.select_related("organ").order_by("pk"))
    stale = next((item for item in found if not ItemState(item.state).is_open or item.decided_on is None), None)
    if stale is not None:
        raise BadInput(
            what=what, why=f"{stale.number}现在是“{stale.get_state_display()}”", remedy="请刷新页面后重新选择"
        )
    return found


@act("publishing.close_withheld")
def close_item(item: WithheldItem, *, reason: str, on: date, actor: Actor, is_public: bool = False) -> WithheldItem:
    """Take out an item that has no paper in the system (移出目录): made public elsewhere, or entered wrongly.

    One with a paper goes out by that paper's own release. Errors: :class:`BadInput`.
    """
    actor.must_be(*KEEPS_ITEMS, over=item.organ_id, to="移出非公开目录")
    what = "不能移出目录"
    item = _locked(item, what, ItemState.LISTED, ItemState.OPENING)
    if item.matter_id is not None:
        raise BadInput(
            what=what,
            why="系统里有这份文件，公开之后自动移出",
            remedy="不应继续不公开的，请开展评估或按文件更正公开属性",
        )
    if len(reason.strip()) < 4:
        raise BadInput(what=what, why="没有写明原因", remedy="请写明在哪里公开，或者为什么移出", field="reason")
    item.state = str(ItemState.RELEASED if is_public else ItemState.STRUCK)
    item.closed_on, item.closed_because = on, reason.strip()[:300]
    item.public_title, item.clearance = "", None
    item.save()
    note(state=item.state)
    return item


def _locked(item: WithheldItem, what: str, *states: ItemState) -> WithheldItem:
    found = (
        WithheldItem.objects.select_for_update(of=("self",)).select_related("organ", "unit", "entry").get(pk=item.pk)
    )
    if ItemState(found.state) not in states:
        raise BadInput(what=what, why=f"这一件现在是“{found.get_state_display()}”", remedy="请刷新页面查看最新进展")
    return found


@act("publishing.import_withheld")
def import_items(organ: Unit, lines: Sequence[Line], *, today: date, at: datetime, actor: Actor) -> Imported:
    """Enter items from the lines of a table (导入非公开目录); what is there under title and number is left alone.

    Secrets are never taken from a table: they are refused line by line. Errors: :class:`BadInput` beyond 2 000 lines.
    """
    actor.must_be(*KEEPS_ITEMS, over=organ, to="导入非公开目录")
    if len(lines) > MOST_LINES:
        raise BadInput(
            what="没有导入非公开目录", why=f"有{len(lines)}行，一次最多{MOST_LINES}行", remedy="请分成几份导入"
        )
    result = Imported()
    years = queries.cycle(organ, on=today)
    open_ones = WithheldItem.objects.filter(organ=organ, state__in=queries.OPEN_STATES)
    there = set(open_ones.values_list("title", "doc_number"))
    units: dict[str, Unit | None] = {"": None}
    serial = listing.serial_after(organ, today.year)
    for line in lines:
        name = line.get("title")
        if (name, line.get("doc_number")) in there:
            result.unchanged += 1
            continue
        try:
            known = _read(line, units)
            _must_be_sound(organ, known, today=today, years=years)
        except BadInput as refusal:
            result.rejects.append(Reject(line.number, name, refusal.why))
            continue
        _write(organ, known, serial=serial, today=today, years=years, at=at, by=actor.signature)
        there.add((name, known.doc_number))
        serial += 1
        result.added += 1
    if not result.added:
        nothing_happened()
    about(organ)
    note(added=result.added, unchanged=result.unchanged, rejected=len(result.rejects))
    return result


def _read(line: Line, units: dict[str, Unit | None]) -> Known:
    if is_yes(line.get("secret")) or "国家秘密" in line.get("ground"):
        raise BadInput(what="", why="涉密信息不从表格导入，由保密审查岗位逐件登记（不登记题名）", remedy="")
    named = line.get("unit")
    if named not in units:
        units[named] = people.unit_called(named)
    if named and units[named] is None:
        raise BadInput(what="", why=f"没有叫“{named}”的单位", remedy="")
    days = {}
    for field, label in (("decided_on", "确定日期"), ("review_on", "评估日期")):
        text = line.get(field)
        days[field] = day_of(text)
        if text and days[field] is None:
            raise BadInput(what="", why=f"{label}“{text}”读不懂", remedy="")
    decided_on = days["decided_on"]
    if decided_on is None:
        raise BadInput(what="", why="没有确定日期", remedy="")
    code = ground_called(line.get("ground"))
    if not code:
        raise BadInput(what="", why=f"依据“{line.get('ground')}”对不上法定情形", remedy="")
    return Known(
        line.get("title"),
        code,
        line.get("reason"),
        decided_on,
        line.get("decided_by"),
        days["review_on"],
        line.get("doc_number"),
        units[named],
    )
