"""Publications put under catalogue matters, marked with one of the five publicities; columns given to their keepers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from zwgk.audit.acts import about, act, note, nothing_happened
from zwgk.people.actor import Actor
from zwgk.people.models import Post, Unit
from zwgk.publishing import effects, shelf
from zwgk.publishing.actions.catalogue import KEEP
from zwgk.publishing.models import CatalogueFiling, CatalogueItem, Column, ColumnCharge, Publication
from zwgk.publishing.scope import whole_site
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.subjects import FiveOpen

#: publications marked by one act
MOST_AT_ONCE = 200


@act("publishing.file_under")
def file_under(item: CatalogueItem, publication: Publication, *, at: datetime, actor: Actor) -> CatalogueFiling:
    """Put a publication under a matter of the catalogue by hand (归入事项). Twice has the effect of once."""
    organ = item.catalogue.organ
    actor.must_be(*KEEP, over=organ, to="归入目录事项")
    actor.must_be(*KEEP, over=publication.organ_id, to="归入目录事项")
    filing, made = CatalogueFiling.objects.get_or_create(
        item=item, publication=publication, defaults={"by": actor.signature, "at": at}
    )
    if not made and not filing.is_out:
        nothing_happened()
        return filing
    filing.is_out, filing.by, filing.at = False, actor.signature, at
    filing.save(update_fields=["is_out", "by", "at"])
    about(filing)
    note(item=item.pk, publication=publication.pk)
    effects.touched([shelf.key_of_organ(organ.pk)], at=timezone.now())
    return filing


@act("publishing.unfile")
def unfile(filing: CatalogueFiling, *, at: datetime, actor: Actor) -> CatalogueFiling:
    """Take a publication out from under a matter (移出事项); the words do not bring it back."""
    organ = filing.item.catalogue.organ
    actor.must_be(*KEEP, over=organ, to="移出目录事项")
    if filing.is_out:
        nothing_happened()
        return filing
    filing.is_out, filing.by, filing.at = True, actor.signature, at
    filing.save(update_fields=["is_out", "by", "at"])
    effects.touched([shelf.key_of_organ(organ.pk)], at=timezone.now())
    return filing


@act("publishing.set_dimension")
def set_dimension(publications: Sequence[Publication], dimension: FiveOpen, *, actor: Actor) -> int:
    """Mark publications with one of the five publicities (标注五公开); returns how many changed. S0-04.

    Not part of the reviewed text, so that no clearance falls. Errors: :class:`BadInput` for none or too many.
    """
    if not publications or len(publications) > MOST_AT_ONCE:
        raise BadInput(
            what="没有标注", why=f"一次应标注1至{MOST_AT_ONCE}件，现选了{len(publications)}件", remedy="请重新选择"
        )
    for organ_id in {publication.organ_id for publication in publications}:
        actor.must_be(*KEEP, over=organ_id, to="标注五公开")
    rows = Publication.objects.select_for_update().filter(pk__in=[p.pk for p in publications])
    changed = list(rows.exclude(dimension=str(dimension)).order_by("pk").values_list("pk", flat=True))
    Publication.objects.filter(pk__in=changed).update(dimension=str(dimension))
    effects.mark_changed(changed, at=timezone.now())
    note(dimension=str(dimension), publications=changed)
    effects.touched([shelf.key_of_publication(pk) for pk in changed], at=timezone.now())
    if not changed:
        nothing_happened()
    return len(changed)


@act("publishing.put_in_charge")
def put_in_charge(
    column: Column, organ: Unit, *, section: Unit | None, post: Post | None, actor: Actor
) -> ColumnCharge:
    """Give a column in an organ to a section and an informant (栏目责任分工); with neither the gap shows. S2-41.

    Errors: :class:`BadInput` for a section or a person of another organ, another organ's own column, a person who left.
    """
    what = "没有保存栏目责任"
    actor.must_be(Duty.DISCLOSURE_OFFICE, Duty.PUBLISHER, Duty.OFFICE, over=organ, to="安排栏目责任")
    if column.organ_id not in {None, organ.pk}:
        raise BadInput(what=what, why=f"“{column}”是其他机关自设的栏目", remedy="请选择本机关或全站的栏目")
    if column.merged_into_id is not None:
        raise BadInput(what=what, why=f"“{column}”已并入其他栏目", remedy="请刷新页面")
    if section is not None and section.organ_id != organ.pk:
        raise BadInput(what=what, why=f"“{section}”不是“{organ}”的科室", remedy="请选择本机关的科室", field="section")
    if post is not None and (post.unit.organ_id or post.unit_id) != organ.pk:
        raise BadInput(what=what, why=f"“{post}”不在“{organ}”任职", remedy="请选择本机关的岗位", field="post")
    if post is not None and post.valid_to is not None:
        raise BadInput(what=what, why=f"“{post}”已离任", remedy="请选择在任的岗位", field="post")
    charge, _ = ColumnCharge.objects.select_for_update(of=("self",)).get_or_create(column=column, organ=organ)
    charge.section, charge.post = section, post
    charge.save(update_fields=["section", "post"])
    about(charge)
    note(column=column.pk, organ=organ.pk, section=section.pk if section else None, post=post.pk if post else None)
    return charge


@act("publishing.confirm_column")
def confirm_column(column: Column, organ: Unit, *, on: date, actor: Actor) -> ColumnCharge:
    """Say that what a column holds was looked through and still holds (栏目复核): for what is published for long.

    Errors: :class:`BadInput` where nothing is in it: an empty column is not right, but empty.
    """
    actor.must_be(Duty.INFORMANT, Duty.DISCLOSURE_OFFICE, Duty.PUBLISHER, over=organ, to="复核栏目")
    if column.organ_id not in {None, organ.pk}:
        raise BadInput(what="不能复核", why=f"“{column}”是其他机关自设的栏目", remedy="请选择本机关或全站的栏目")
    whole = organ.pk == whole_site()
    listed = column.listings.all() if whole else column.listings.filter(publication__organ=organ)
    if not listed.exists():
        raise BadInput(what="不能复核", why=f"“{column}”里还没有本机关公开的内容", remedy="请先公开内容")
    charge, _ = ColumnCharge.objects.get_or_create(column=column, organ=organ)
    charge.confirmed_on, charge.confirmed_by = on, actor.signature
    charge.save(update_fields=["confirmed_on", "confirmed_by"])
    about(charge)
    note(column=column.pk, organ=organ.pk)
    return charge
