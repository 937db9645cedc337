"""What became of whom, for everybody to read: from an organ of then to the organ of today."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from zwgk.people import public
from zwgk.people.models import FormerName, MadeUnit, Reorganisation, ReorganisationLine, Unit
from zwgk.rules.reorganising import ChangeKind, ChangeState, last_of

#: changes that hold
_HOLDING = Q(change__state__in=[str(ChangeState.RUNNING), str(ChangeState.DONE)])


def plates(unit: Unit) -> list[FormerName]:
    """The plates that hang beside the unit's own name (加挂牌子)."""
    return [name for name in unit.former_names.all() if name.is_plate and name.until is None]


def former_names(unit: Unit) -> list[FormerName]:
    """The names that it bore, and those of organs that it took over (曾用名)."""
    return [name for name in unit.former_names.all() if not name.is_plate or name.until is not None]


@dataclass(frozen=True)
class Became:
    """One change as the public reads it of an organ."""

    change: Reorganisation
    #: the organ's name before it
    name: str
    #: whether the organ is no more since
    is_over: bool
    #: (number, name) of other organs that go on
    into: tuple[tuple[int, str], ...]
    #: organs that changed together with it
    beside: tuple[tuple[int, str], ...]

    @property
    def sentence(self) -> str:
        """The change in words, without a stop."""
        into = "、".join(name for _, name in self.into)
        others = "、".join(name for _, name in self.beside)
        kind = ChangeKind(self.change.kind)
        if kind is ChangeKind.RENAME:
            return f"由“{self.name}”更名为“{self.change.name}”"
        if kind is ChangeKind.PLATE:
            return f"加挂“{self.change.name}”牌子"
        if kind is ChangeKind.UNPLATE:
            return f"不再加挂“{self.change.name}”牌子"
        if self.name and self.is_over:
            together = f"与{others}" if others else ""
            verb = {ChangeKind.MERGE: "并入", ChangeKind.SPLIT: "分设为"}.get(kind, "撤销，职能由")
            tail = "承接" if kind is ChangeKind.ABOLISH and into else ""
            return f"{together}{verb}{into}{tail}" if into else "撤销"
        if self.name:
            return f"部分职能划入{into}" if kind is ChangeKind.TAKE_OVER else f"分设出{into}"
        if kind is ChangeKind.TAKE_OVER:
            return f"承接{others}的部分职能"
        if kind is ChangeKind.SPLIT:
            return f"由{others}分设"
        return f"{others}撤销后承接其职能" if kind is ChangeKind.ABOLISH else f"承接{others}的职能"


def story_of(unit_id: int) -> list[Became]:
    """What became of an organ through all changes that hold, the latest first: three questions to the database."""
    mine = ReorganisationLine.objects.filter(_HOLDING).filter(
        Q(unit=unit_id) | Q(organ=unit_id) | Q(change__made__unit=unit_id)
    )
    found = (
        Reorganisation.objects.filter(pk__in=mine.values("change"))
        .only("id", "kind", "on", "basis", "number", "name", "state")
        .order_by("-on", "-pk")[:20]
    )
    ids = [one.pk for one in found]
    lines: dict[int, list[ReorganisationLine]] = {}
    for line in ReorganisationLine.objects.filter(change__in=ids, is_organ=True).order_by("pk"):
        lines.setdefault(line.change_id, []).append(line)
    made: dict[int, list[tuple[int, str]]] = {}
    for change_id, pk, name in MadeUnit.objects.filter(change__in=ids).values_list("change", "unit", "unit__name"):
        made.setdefault(change_id, []).append((pk, name))
    story = []
    for one in found:
        own = next((line for line in lines.get(one.pk, ()) if line.unit_id == unit_id), None)
        into = {(line.organ_id, line.successor_name) for line in lines.get(one.pk, ()) if line.organ_id}
        beside = {(line.unit_id, line.unit_name) for line in lines.get(one.pk, ()) if line.unit_id != unit_id}
        story.append(
            Became(
                one,
                own.unit_name if own else "",
                bool(own and own.organ_id != unit_id and own.is_organ),
                tuple(sorted({*into, *made.get(one.pk, ())} - {(unit_id, own.successor_name if own else "")})),
                tuple(sorted(beside)),
            )
        )
    return story


def successors(unit_id: int) -> list[int]:
    """Who does today what the organ did; empty where it goes on itself, or where nobody took over."""
    became: dict[int, list[int]] = {}
    rows = ReorganisationLine.objects.filter(_HOLDING, is_organ=True).exclude(organ=None)
    for unit, organ, ended in rows.order_by("pk").values_list("unit", "organ", "unit__valid_to"):
        if ended is not None and organ is not None and organ != unit:
            became.setdefault(unit, []).append(organ)
    return last_of(unit_id, became)


def organs_now(unit_id: int) -> list[Unit]:
    """The organs of :func:`successors` themselves, public ones only."""
    pks = successors(unit_id)
    found = {unit.pk: unit for unit in Unit.objects.filter(pk__in=pks, is_public=True)}
    return [found[pk] for pk in pks if pk in found]


def known_as(words: str) -> list[int]:
    """The public organs of today that somebody means by a number, a 统一社会信用代码 or a name, a former one too.

    An organ that is no more leads on to who does its work today (several after 分设), itself where nobody does. A name
    that an organ bears today is that organ's, whoever bore it before. Empty where nobody is called so.
    """
    organs, words = public.organs(), words.strip()
    named = Q(name=words) | Q(short_name=words) | Q(uscc=words)
    if words.isdecimal() and len(words) < 18:
        named |= Q(pk=int(words))
    found = list(organs.filter(named).order_by("pk").values_list("pk", "name", "valid_to")) if words else []
    today = [pk for pk, _, until in found if until is None]
    if today:
        return today
    bore = organs.filter(former_names__name__in=[words, *(name for _, name, _ in found)]) if words else organs.none()
    ended = [pk for pk, _, _ in found] + list(bore.exclude(valid_to=None).order_by("pk").values_list("pk", flat=True))
    now = [unit.pk for pk in ended for unit in organs_now(pk)]
    now += bore.filter(valid_to=None).order_by("pk").values_list("pk", flat=True)
    return list(dict.fromkeys(now or ended))
