"""What publishing hands over: columns charged, rows of a catalogue that name their person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from zwgk.audit.acts import note
from zwgk.people.actor import Actor
from zwgk.people.handing_over import OpenItem, OpenKind, followed_up, register
from zwgk.people.models import Post
from zwgk.publishing.models import CatalogueRow, ColumnCharge
from zwgk.rules.catalogue_rows import EditionState

_MOST = 2000


def _charges(post: Post) -> list[OpenItem]:
    rows = ColumnCharge.objects.filter(post=post).select_related("column", "organ").order_by("pk")
    return [OpenItem(str(row.pk), f"栏目“{row.column}”（{row.organ}）的信息员") for row in rows[:_MOST]]


def _hand_charges(refs: Sequence[str], *, giver: Post, taker: Post, at: datetime, actor: Actor) -> None:
    pks = [int(ref) for ref in refs]
    ColumnCharge.objects.filter(pk__in=pks, post=giver).update(post=taker)
    note(columns=pks)


def _rows(post: Post, *states: EditionState) -> list[OpenItem]:
    rows = CatalogueRow.objects.filter(post=post, edition__state__in=[str(s) for s in states])
    rows = rows.select_related("edition__catalogue").order_by("pk")
    return [OpenItem(str(row.pk), f"目录事项“{row.name}”", str(row.edition.catalogue)) for row in rows[:_MOST]]


def _drafted(post: Post) -> list[OpenItem]:
    return _rows(post, EditionState.DRAFT)


def _hand_drafted(refs: Sequence[str], *, giver: Post, taker: Post, at: datetime, actor: Actor) -> None:
    pks = [int(ref) for ref in refs]
    CatalogueRow.objects.filter(pk__in=pks, post=giver, edition__state=str(EditionState.DRAFT)).update(post=taker)
    note(rows=pks)


def _in_force(post: Post) -> list[OpenItem]:
    """Rows of an edition in force do not change: the taker answers for them, the next edition names him."""
    return _rows(post, EditionState.APPROVED, EditionState.REVIEW)


register(OpenKind("publishing.charges", "负责的栏目", _charges, _hand_charges))
register(OpenKind("publishing.drafted_rows", "编制中的目录事项", _drafted, _hand_drafted))
register(OpenKind("publishing.rows", "现行目录事项（下一版更新责任人）", _in_force, followed_up, blocks=False))
