"""The catalogue made and put in force (编制、送审、审定): drafted by one, approved by another, never changed after.

依据：《政府信息公开条例》第十二条、第二十二条；《保守国家秘密法实施条例》第四十二条
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from zwgk.audit.acts import about, act, note
from zwgk.jobs.queue import enqueue
from zwgk.people.actor import Actor
from zwgk.people.models import Post, Unit
from zwgk.publishing import clearing, effects, gathering, shelf
from zwgk.publishing.models import Catalogue, CatalogueEdition, CatalogueItem, CatalogueRow, Column
from zwgk.rules import catalogue as statutory
from zwgk.rules import catalogue_rows, privacy, secrecy
from zwgk.rules.catalogue import OrganLevel
from zwgk.rules.catalogue_rows import EditionState, RowValues, TrialField
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed
from zwgk.rules.standard_rows import STARTERS

#: who drafts a catalogue and keeps it
KEEP = (Duty.DISCLOSURE_OFFICE, Duty.PUBLISHER, Duty.OFFICE, Duty.INFORMANT)
#: who approves it: another person than the one who drafted it
APPROVE = (Duty.SECRECY, Duty.LEADER, Duty.DEPUTY)
MOST_ROWS = 2000
_LEVELS = {
    "city": OrganLevel.CITY,
    "government": OrganLevel.COUNTY,
    "township": OrganLevel.TOWNSHIP,
}


@dataclass(frozen=True)
class Placed:
    """A row's values with the rows of the tables that it names."""

    values: RowValues
    organ: Unit
    section: Unit | None = None
    post: Post | None = None
    column: Column | None = None


def level_of(organ: Unit) -> OrganLevel:
    """Which nodes of articles 20 and 21 bind an organ of this kind."""
    return _LEVELS.get(organ.kind, OrganLevel.DEPARTMENT)


@act("publishing.begin_edition")
def begin_edition(organ: Unit, field: TrialField, *, reason: str, actor: Actor) -> CatalogueEdition:
    """Begin a new edition (编制、修订目录) from the one in force; the first from the law's nodes or the field's draft.

    Errors: :class:`BadInput` where one is open already.
    """
    actor.must_be(*KEEP, over=organ, to="编制公开目录")
    if organ.is_section:
        raise BadInput(what="不能编制目录", why="目录以机关为单位编制", remedy="请选择机关")
    catalogue, _ = Catalogue.objects.get_or_create(organ=organ, field=str(field))
    catalogue = Catalogue.objects.select_for_update(of=("self",)).get(pk=catalogue.pk)
    opened = catalogue.editions.filter(state__in=[str(EditionState.DRAFT), str(EditionState.REVIEW)]).first()
    if opened is not None:
        raise BadInput(
            what="不能开始新版本", why=f"第{opened.no}版正在{EditionState(opened.state).label}", remedy="请先办完这一版"
        )
    current = catalogue.editions.filter(state=str(EditionState.APPROVED)).first()
    number = catalogue.editions.aggregate(last=Max("no"))["last"] or 0
    edition = CatalogueEdition.objects.create(
        catalogue=catalogue,
        no=number + 1,
        note=reason.strip()[:300],
        prepared_by=actor.signature,
        prepared_post=actor.post_id,
    )
    if current is not None:
        for row in current.rows.all():
            row.pk = None
            row._state.adding = True
            row.edition = edition
            row.save()
    else:
        for order, placed in enumerate(_first(organ, field), 1):
            write_row(edition, placed, order=order)
    about(edition)
    note(organ=organ.pk, field=str(field), rows=edition.rows.count(), from_edition=current.no if current else None)
    return edition


def _first(organ: Unit, field: TrialField) -> Iterable[Placed]:
    if field is not TrialField.BASIC:
        for starter in STARTERS[field]:
            values = RowValues(
                name=starter.name,
                group=starter.group,
                content=starter.content,
                basis=starter.basis,
                limit="信息形成或者变更之日起20个工作日内；法律、法规另有规定的，从其规定",
                frequency=starter.frequency,
                every_days=starter.every_days,
                dimension=starter.dimension,
                words=starter.words,
            )
            yield Placed(values, organ)
        return
    columns = {column.slug: column for column in Column.objects.filter(organ=None, merged_into=None)}
    nodes = statutory.nodes_for(level_of(organ))
    parents = {node.parent for node in nodes}
    for node in nodes:
        if node.code in parents:
            continue  # its parts are rows of their own
        above = statutory.NODES.get(node.parent)
        values = RowValues(
            name=node.title,
            group=above.title if above else "",
            content=node.explanation,
            basis=f"《中华人民共和国政府信息公开条例》{node.article}",
            limit="信息形成或者变更之日起20个工作日内；法律、法规另有规定的，从其规定",
            frequency=node.frequency,
            every_days=node.every_months * 31 if node.every_months else None,
        )
        column = columns.get(statutory.address_of(node.code))
        yield Placed(values, organ, column=column if column and column.kind == "list" else None)


def must_be_draft(edition: CatalogueEdition, *, actor: Actor, to: str) -> CatalogueEdition:
    actor.must_be(*KEEP, over=edition.catalogue.organ, to=to)
    edition = CatalogueEdition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if edition.state != EditionState.DRAFT:
        raise BadInput(
            what=f"不能{to}",
            why=f"第{edition.no}版现为“{EditionState(edition.state).label}”",
            remedy="请先退回，或者开始新的版本",
        )
    return edition


def must_be_sound(placed: Placed, organ: Unit, *, what: str) -> None:
    """Refuse a row that cannot stand. Errors: :class:`BadInput`."""
    wrong = catalogue_rows.faults(placed.values)
    if placed.section is not None and placed.section.organ_id != placed.organ.pk:
        wrong.append(f"科室“{placed.section}”不属于“{placed.organ}”")
    if placed.column is not None and placed.column.organ_id not in {None, organ.pk, placed.organ.pk}:
        wrong.append(f"栏目“{placed.column}”是其他机关自设的")
    if placed.column is not None and placed.column.merged_into_id is not None:
        wrong.append(f"栏目“{placed.column}”已并入其他栏目")
    if wrong:
        raise BadInput(what=what, why="；".join(wrong), remedy="请改正后再保存", field="name")


@act("publishing.put_row")
def put_row(
    edition: CatalogueEdition, placed: Placed, *, actor: Actor, row: CatalogueRow | None = None
) -> CatalogueRow:
    """Add a row or change one of an open edition (目录事项)."""
    edition = must_be_draft(edition, actor=actor, to="编辑目录")
    must_be_sound(placed, edition.catalogue.organ, what="没有保存目录事项")
    if row is None and edition.rows.count() >= MOST_ROWS:
        raise BadInput(what="没有保存目录事项", why=f"一份目录最多{MOST_ROWS}项", remedy="请合并同类事项")
    if row is not None and row.edition_id != edition.pk:
        raise BadInput(what="没有保存目录事项", why="该事项不在这一版里", remedy="请刷新页面")
    last = edition.rows.aggregate(last=Max("order"))["last"] or 0
    made = write_row(edition, placed, order=row.order if row else last + 1, row=row)
    about(made)
    note(edition=edition.pk, item=made.item_id, new=row is None)
    return made


def write_row(
    edition: CatalogueEdition, placed: Placed, *, order: int, row: CatalogueRow | None = None
) -> CatalogueRow:
    values = placed.values
    if row is None:
        number = CatalogueItem.objects.filter(catalogue=edition.catalogue_id).aggregate(last=Max("number"))["last"] or 0
        row = CatalogueRow(
            edition=edition,
            item=CatalogueItem.objects.create(catalogue_id=edition.catalogue_id, number=number + 1),
        )
    row.order = order
    for name in ("group", "name", "content", "basis", "limit", "audience_note", "dimension", "words"):
        setattr(row, name, getattr(values, name).strip())
    row.audience, row.manner, row.frequency = str(values.audience), str(values.manner), str(values.frequency)
    row.carriers = [str(one) for one in values.carriers]
    row.tiers = [str(one) for one in values.tiers]
    row.every_days = values.every_days
    row.organ, row.section, row.post, row.column = placed.organ, placed.section, placed.post, placed.column
    row.save()
    return row


@act("publishing.drop_row")
def drop_row(row: CatalogueRow, *, actor: Actor) -> None:
    """Take a matter out of an open edition (删去事项); earlier editions keep it, and what was filed under it stays."""
    edition = must_be_draft(row.edition, actor=actor, to="编辑目录")
    note(edition=edition.pk, item=row.item_id)
    about(edition)
    row.delete()


@act("publishing.drop_edition")
def drop_edition(edition: CatalogueEdition, *, actor: Actor) -> None:
    """Give up an edition that is not in force (放弃修订)."""
    edition = must_be_draft(edition, actor=actor, to="放弃这一版")
    note(catalogue=edition.catalogue_id, no=edition.no)
    about(edition.catalogue)
    edition.delete()


def text_of(rows: Iterable[CatalogueRow]) -> str:
    """What the public will read of an edition, as one text: what the reviews look through and the digest binds."""
    lines = []
    for row in rows:
        names = (row.organ.name, row.section.name if row.section else "", row.column.name if row.column else "")
        texts = (row.group, row.name, row.content, row.basis, row.limit, row.audience_note, *names)
        codes = (row.audience, row.manner, row.frequency, row.every_days, row.dimension, row.carriers, row.tiers)
        lines.append(json.dumps([*texts, *codes], ensure_ascii=False))
    return "\n".join(lines)


def digest_of(rows: Iterable[CatalogueRow]) -> str:
    """The SHA-256 (hex) of :func:`text_of`."""
    return hashlib.sha256(text_of(rows).encode()).hexdigest()


@act("publishing.submit_edition")
def submit_edition(edition: CatalogueEdition, *, at: datetime, actor: Actor) -> CatalogueEdition:
    """Send an edition for approval (送审). Errors: :class:`BadInput` where it is empty or shows personal data,
    ``Classified`` where it bears a mark of secrecy.
    """
    edition = must_be_draft(edition, actor=actor, to="送审目录")
    rows = list(edition.rows.select_related("organ", "section", "column"))
    if not rows:
        raise BadInput(what="不能送审", why="目录里还没有事项", remedy="请先添加或导入事项")
    text = text_of(rows)
    secrecy.must_be_open(text, "公开目录")
    personal = [found for found in privacy.find(text) if found.blocking]
    if personal:
        first = personal[0]
        raise BadInput(
            what="不能送审",
            why=f"目录里有个人信息（{first.kind.label}：{privacy.masked_for_public(first.kind, first.text)}）",
            remedy="请改成单位的办公电话或删去",
        )
    edition.state = str(EditionState.REVIEW)
    edition.submitted_at, edition.returned_because = at, ""
    edition.prepared_by, edition.prepared_post = actor.signature, actor.post_id
    edition.save(update_fields=["state", "submitted_at", "returned_because", "prepared_by", "prepared_post"])
    note(rows=len(rows), digest=digest_of(rows))
    return edition


def _under_review(edition: CatalogueEdition, *, actor: Actor, to: str) -> CatalogueEdition:
    actor.must_be(*APPROVE, over=edition.catalogue.organ, to=to)
    edition = CatalogueEdition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if edition.state != EditionState.REVIEW:
        raise BadInput(
            what=f"不能{to}", why=f"第{edition.no}版现为“{EditionState(edition.state).label}”", remedy="请刷新页面"
        )
    return edition


@act("publishing.return_edition")
def return_edition(edition: CatalogueEdition, *, reason: str, actor: Actor) -> CatalogueEdition:
    """Send an edition back to whoever drafted it (退回)."""
    edition = _under_review(edition, actor=actor, to="退回目录")
    if not reason.strip():
        raise BadInput(what="不能退回", why="没有原因", remedy="请写明要改什么", field="reason")
    edition.state, edition.returned_because = str(EditionState.DRAFT), reason.strip()[:500]
    edition.save(update_fields=["state", "returned_because"])
    return edition


@act("publishing.approve_edition")
def approve_edition(edition: CatalogueEdition, *, on: date, at: datetime, actor: Actor) -> CatalogueEdition:
    """Put an edition in force (审定): reviewed for secrecy by another person, bound to its very text, public at once.

    Errors: :class:`NotAllowed` for the person who drafted it.
    """
    edition = _under_review(edition, actor=actor, to="审定目录")
    if actor.post_id is not None and actor.post_id == edition.prepared_post:
        raise NotAllowed(what="不能审定目录", why="编制和审定须由两人办理", remedy="请由另一位有审定职责的同事办理")
    rows = list(edition.rows.select_related("organ", "section", "column"))
    text = text_of(rows)
    secrecy.must_be_open(text, "公开目录")
    organ = edition.catalogue.organ
    edition.clearance = clearing.reviewed(
        digest_of(rows),
        subject=f"{edition.catalogue} 第{edition.no}版",
        basis="《政府信息公开条例》第二十二条",
        approved_by=actor.signature,
        approved_on=on,
        matter_id=None,
        details={"rows": len(rows)},
        organ_id=organ.pk,
    )
    edition.catalogue.editions.filter(state=str(EditionState.APPROVED)).update(state=str(EditionState.REPLACED))
    edition.state, edition.in_force_on = str(EditionState.APPROVED), on
    edition.save(update_fields=["state", "in_force_on", "clearance"])
    note(rows=len(rows), digest=edition.clearance.digest, clearance=edition.clearance_id)
    effects.touched([shelf.key_of_organ(organ.pk)], at=at)
    enqueue(gathering.REFILE, key=str(edition.pk), args={"edition_id": edition.pk}, queue="slow")
    return edition
