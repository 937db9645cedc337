"""政务公开负面清单: classes drafted, confirmed by a second person, amended and removed; each keeps its history."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from zwgk.audit.acts import about, act, note, nothing_happened
from zwgk.people import queries as people
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.publishing import clearing, effects, shelf
from zwgk.publishing.models import NegativeEntry, WithheldItem
from zwgk.publishing.withheld import queries
from zwgk.rules import privacy, secrecy
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed
from zwgk.rules.withheld import EntryFacts, EntryState, ItemState, must_be_an_entry, must_be_reviewed_by, next_review
from zwgk.rules.withheld_tables import Line, day_of, ground_called

#: who keeps the list, and who may put a class in force
KEEPS_LIST = (Duty.DISCLOSURE_OFFICE, Duty.OFFICE, Duty.LEGAL)
CONFIRMS_LIST = (Duty.LEADER, Duty.SECRECY)
MOST = 500
_FIELDS = ("name", "matters", "ground_code", "law", "scope", "words", "review_on")


def text_of(entry: NegativeEntry) -> str:
    """What the public reads of a class: what is looked through, and what the clearance binds."""
    unit = entry.unit.name if entry.unit else ""
    parts = [entry.organ.name, entry.name, entry.matters, entry.ground_code, entry.law, entry.scope, unit]
    return json.dumps(parts, ensure_ascii=False)


def digest_of(entry: NegativeEntry) -> str:
    """The SHA-256 (hex) of :func:`text_of`."""
    return hashlib.sha256(text_of(entry).encode()).hexdigest()


def _must_be_sound(facts: EntryFacts, organ: Unit, unit: Unit | None, *, today: date) -> None:
    must_be_an_entry(facts, today=today, years=queries.cycle(organ, on=today))
    what = "没有保存负面清单条目"
    text = "\n".join((facts.name, facts.matters, facts.law, facts.scope))
    secrecy.must_be_open(text, "负面清单条目")
    if any(found.blocking for found in privacy.find(text)):
        raise BadInput(
            what=what, why="清单是公开的，这里写有个人信息", remedy="请写事项的类别，不写具体的人", field="matters"
        )
    if unit is not None and not organ.paths_down.filter(below=unit).exists():
        raise BadInput(what=what, why=f"“{unit}”不属于{organ.name}", remedy="请另选责任单位", field="unit")


@act("publishing.draft_negative_entry")
def draft_entry(
    organ: Unit,
    facts: EntryFacts,
    *,
    today: date,
    actor: Actor,
    unit: Unit | None = None,
    entry: NegativeEntry | None = None,
) -> NegativeEntry:
    """Draft a class, or change one that is not in force yet (拟定负面清单条目). Errors: :class:`BadInput`.

    依据: 《政府信息公开条例》第十三条至第十六条
    """
    actor.must_be(*KEEPS_LIST, over=organ, to="编制负面清单")
    what = "没有保存负面清单条目"
    _must_be_sound(facts, organ, unit, today=today)
    if entry is None:
        if NegativeEntry.objects.filter(organ=organ, state__in=_STANDING).count() >= MOST:
            raise BadInput(what=what, why=f"一个机关最多{MOST}条", remedy="请合并同类事项")
        entry = NegativeEntry(organ=organ)
    else:
        entry = _locked(entry, what, EntryState.DRAFT)
    _must_be_new(entry, facts.name.strip(), what=what)
    _write(entry, facts, unit, actor=actor)
    about(entry)
    note(organ=organ.pk, ground=facts.ground_code, amends=entry.replaces_id)
    return entry


_STANDING = [str(EntryState.DRAFT), str(EntryState.CONFIRMED)]


def _must_be_new(entry: NegativeEntry, name: str, *, what: str) -> None:
    others = NegativeEntry.objects.filter(organ=entry.organ_id, name=name, state__in=_STANDING)
    others = others.exclude(pk__in=[pk for pk in (entry.pk, entry.replaces_id) if pk is not None])
    if others.exists():
        raise BadInput(what=what, why=f"已有名为“{name}”的条目", remedy="请修订已有的条目，或另取名称", field="name")


def _write(entry: NegativeEntry, facts: EntryFacts, unit: Unit | None, *, actor: Actor) -> None:
    for name in _FIELDS:
        value = getattr(facts, name)
        setattr(entry, name, value.strip() if isinstance(value, str) else value)
    entry.unit = unit
    entry.prepared_by, entry.prepared_by_user = actor.signature, actor.user_id
    entry.save()


@act("publishing.amend_negative_entry")
def amend_entry(entry: NegativeEntry, *, reason: str, actor: Actor) -> NegativeEntry:
    """Open a class in force for amendment (修订): a draft that will replace it once confirmed; until then it holds."""
    actor.must_be(*KEEPS_LIST, over=entry.organ_id, to="修订负面清单")
    what = "不能修订"
    entry = _locked(entry, what, EntryState.CONFIRMED)
    if not reason.strip():
        raise BadInput(what=what, why="没有写明原因", remedy="请写明为什么修订", field="reason")
    if entry.replaced_by.filter(state=str(EntryState.DRAFT)).exists():
        raise BadInput(what=what, why="这一条已经有待审定的修订", remedy="请在修订稿上修改，或先放弃它")
    draft = NegativeEntry(organ=entry.organ, unit=entry.unit, replaces=entry, why_ended=reason.strip()[:300])
    for name in _FIELDS:
        setattr(draft, name, getattr(entry, name))
    draft.prepared_by, draft.prepared_by_user = actor.signature, actor.user_id
    draft.save()
    note(draft=draft.pk)
    return draft


@act("publishing.drop_negative_entry")
def drop_draft(entry: NegativeEntry, *, actor: Actor) -> None:
    """Give up a class that is not in force (放弃拟定的条目)."""
    actor.must_be(*KEEPS_LIST, over=entry.organ_id, to="放弃拟定的条目")
    entry = _locked(entry, "不能放弃", EntryState.DRAFT)
    note(draft=entry.pk, amends=entry.replaces_id)
    about(entry.organ)
    entry.delete()


@act("publishing.confirm_negative_entry")
def confirm_entry(entry: NegativeEntry, *, on: date, at: datetime, actor: Actor) -> NegativeEntry:
    """Put a class in force from today (审定): by another person than drafted it, bound to its words, public at once.

    What it replaces ends the same day; items that rested on that rest on the new one where the ground is the same, else
    they are due for re-evaluation. Errors: :class:`NotAllowed` for the person who drafted it, :class:`BadInput`.
    """
    actor.must_be(*CONFIRMS_LIST, over=entry.organ_id, to="审定负面清单")
    what = "不能审定"
    entry = _locked(entry, what, EntryState.DRAFT)
    if actor.user_id is not None and actor.user_id == entry.prepared_by_user:
        raise NotAllowed(what=what, why="编制和审定须由两人办理", remedy="请由另一位有审定职责的同事办理")
    secrecy.must_be_open(text_of(entry), "负面清单条目")
    must_be_reviewed_by(entry.review_on, today=on, years=queries.cycle(entry.organ, on=on), what=what)
    _must_be_new(entry, entry.name, what=what)
    before = entry.replaces
    if before is not None:
        _end(before, EntryState.REPLACED, why=entry.why_ended, on=on)
    entry.clearance = clearing.reviewed(
        digest_of(entry),
        subject=f"负面清单：{entry.name}",
        basis="《政府信息公开条例》第十三条、第十七条",
        approved_by=actor.signature,
        approved_on=on,
        organ_id=entry.organ_id,
        matter_id=None,
        details={"ground": entry.ground_code},
    )
    entry.state, entry.valid_from, entry.confirmed_by = str(EntryState.CONFIRMED), on, actor.signature
    entry.why_ended = ""
    entry.save()
    carried = 0
    if before is not None:
        resting = WithheldItem.objects.filter(entry=before, state__in=queries.OPEN_STATES)
        carried = resting.filter(ground_code=entry.ground_code).update(entry=entry)
        _due_now(before, on=on)
    effects.touched([shelf.key_of_organ(entry.organ_id)], at=at)
    note(
        ground=entry.ground_code, clearance=entry.clearance.pk, replaces=before.pk if before else None, carried=carried
    )
    return entry


@act("publishing.remove_negative_entry")
def remove_entry(entry: NegativeEntry, *, reason: str, on: date, at: datetime, actor: Actor) -> NegativeEntry:
    """Take a class out of the list (删去条目): what it covered is public in principle; its items are due for review."""
    actor.must_be(*CONFIRMS_LIST, over=entry.organ_id, to="删去负面清单条目")
    what = "不能删去"
    entry = _locked(entry, what, EntryState.CONFIRMED)
    if not reason.strip():
        raise BadInput(what=what, why="没有写明原因", remedy="请写明为什么删去", field="reason")
    _end(entry, EntryState.REMOVED, why=reason, on=on)
    due = _due_now(entry, on=on)
    effects.touched([shelf.key_of_organ(entry.organ_id)], at=at)
    note(due=due, reason=reason.strip()[:200])
    return entry


@act("publishing.review_negative_entry")
def review_entry(
    entry: NegativeEntry, *, reason: str, on: date, actor: Actor, review_on: date | None = None
) -> NegativeEntry:
    """Say of a class, looked at again, that it stays as it is (定期评估：保留). Other ends: amend it, or remove it.

    ``review_on``: when next, a cycle later unless an earlier day is named. 依据: 《政府信息公开条例》第十八条
    """
    actor.must_be(*CONFIRMS_LIST, over=entry.organ_id, to="评估负面清单条目")
    what = "没有记录评估"
    entry = _locked(entry, what, EntryState.CONFIRMED)
    if len(reason.strip()) < 4:
        raise BadInput(what=what, why="没有写明理由", remedy="请写明依据和情形有没有变化", field="reason")
    years = queries.cycle(entry.organ, on=on)
    following = review_on or next_review(on, years=years)
    must_be_reviewed_by(following, today=on, years=years, what=what)
    entry.review_on, entry.reviewed_on, entry.told = following, on, ""
    entry.save(update_fields=["review_on", "reviewed_on", "told"])
    note(review_on=str(following), reason=reason.strip()[:200])
    return entry


def _end(entry: NegativeEntry, state: EntryState, *, why: str, on: date) -> None:
    entry.state, entry.ended_on, entry.why_ended = str(state), on, why.strip()[:300]
    entry.save(update_fields=["state", "ended_on", "why_ended"])


def _due_now(entry: NegativeEntry, *, on: date) -> int:
    """Items left on a class that ended are to be looked at again from today on."""
    resting = WithheldItem.objects.filter(entry=entry, state=str(ItemState.LISTED), review_on__gt=on)
    return resting.update(review_on=on, told="")


def _locked(entry: NegativeEntry, what: str, state: EntryState) -> NegativeEntry:
    found = (
        NegativeEntry.objects.select_for_update(of=("self",))
        .select_related("organ", "unit", "replaces")
        .filter(pk=entry.pk)
        .first()
    )
    if found is None or found.state != str(state):
        now = EntryState(found.state).label if found else "已放弃"
        raise BadInput(what=what, why=f"这一条现在是“{now}”", remedy="请刷新页面查看最新进展")
    return found


@dataclass(frozen=True)
class Reject:
    """A line that was not taken: its row in the sheet, what it names, why in Chinese."""

    number: int
    name: str
    why: str


@dataclass
class Imported:
    """What an import did."""

    added: int = 0
    unchanged: int = 0
    rejects: list[Reject] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """One Chinese sentence without a stop."""
        return f"新增{self.added}条，已有{self.unchanged}条，未导入{len(self.rejects)}行"


@act("publishing.import_negative_list")
def import_entries(organ: Unit, lines: Sequence[Line], *, today: date, actor: Actor) -> Imported:
    """Draft classes from the lines of a table (导入负面清单); a class of that name is left alone; bad lines are said.

    Errors: :class:`BadInput` for more than 500 lines.
    """
    actor.must_be(*KEEPS_LIST, over=organ, to="导入负面清单")
    if len(lines) > MOST:
        raise BadInput(what="没有导入负面清单", why=f"有{len(lines)}行，最多{MOST}行", remedy="请合并同类事项")
    result = Imported()
    there = set(NegativeEntry.objects.filter(organ=organ, state__in=_STANDING).values_list("name", flat=True))
    years = queries.cycle(organ, on=today)
    for line in lines:
        name = line.get("name")
        if name in there:
            result.unchanged += 1
            continue
        unit = people.unit_called(line.get("unit")) if line.get("unit") else None
        review_on = day_of(line.get("review_on")) if line.get("review_on") else next_review(today, years=years)
        try:
            if line.get("unit") and unit is None:
                raise BadInput(what="", why=f"没有叫“{line.get('unit')}”的单位", remedy="")
            if review_on is None:
                raise BadInput(what="", why=f"评估日期“{line.get('review_on')}”读不懂", remedy="")
            code = ground_called(line.get("ground"))
            if not code:
                raise BadInput(what="", why=f"依据“{line.get('ground')}”对不上法定情形", remedy="")
            facts = EntryFacts(
                name, line.get("matters"), code, review_on, line.get("law"), line.get("scope"), line.get("words")
            )
            _must_be_sound(facts, organ, unit, today=today)
        except BadInput as refusal:
            result.rejects.append(Reject(line.number, name, refusal.why))
            continue
        _write(NegativeEntry(organ=organ), facts, unit, actor=actor)
        there.add(name)
        result.added += 1
    if not result.added:
        nothing_happened()
    about(organ)
    note(added=result.added, unchanged=result.unchanged, rejected=len(result.rejects))
    return result
