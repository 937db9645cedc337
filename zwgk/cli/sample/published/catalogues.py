"""Catalogues: twenty-six standard tables filled by their leading organs, each organ's own, revisions at every state.

Columns are given to sections and informants; some are confirmed, some have nobody, as the fault list says.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from zwgk.cli.sample import tables
from zwgk.cli.sample.calendar import at, working_day_before
from zwgk.cli.sample.published.acting import approver, editor, organ, somebody
from zwgk.cli.sample.signins import GOVERNMENT, MAIN
from zwgk.cli.sample.size import TODAY, Size
from zwgk.cli.sample.staff import WITHOUT_WORKER
from zwgk.people import queries as units
from zwgk.people.actor import SYSTEM
from zwgk.people.kinds import UnitKind
from zwgk.publishing import desk, gathering
from zwgk.publishing.actions import catalogue as acts
from zwgk.publishing.actions import filing
from zwgk.publishing.arranging import catalogue_desk
from zwgk.rules.catalogue_rows import Carrier, Tier, TrialField
from zwgk.rules.duties import Duty

if TYPE_CHECKING:
    from zwgk.people.actor import Actor
    from zwgk.people.models import Unit
    from zwgk.publishing.models import CatalogueEdition, Column

FILE = "fields.txt"
#: kinds of organs that have a catalogue of their own
OWN = (UnitKind.GOVERNMENT, UnitKind.DEPARTMENT, UnitKind.TOWNSHIP)
#: fields whose tables are being revised, and how far it got
IN_REVIEW, RETURNED, DRAFTED = TrialField.ELDERLY, TrialField.FOOD_DRUG, TrialField.EDUCATION
_IN_FORCE_ON = date(2024, 12, 31)
_CARRIERS = (Carrier.SITE, Carrier.BOARD, Carrier.HALL)


def fields(size: Size) -> tuple[tuple[str, ...], ...]:
    """The rows of the material for a county of that size."""
    rows = tables.rows(FILE)
    few = {str(IN_REVIEW), str(RETURNED), str(DRAFTED), str(TrialField.SOCIAL_RELIEF)}
    return rows if size.whole else tuple(row for row in rows if row[0] in few)


def lay(size: Size) -> int:
    """Lay what is not there yet; returns how many editions. Each catalogue is one transaction."""
    there = {(e.catalogue.organ_id, e.catalogue.field) for e in catalogue_desk.editions(SYSTEM)}
    columns = {column.slug: column for column in desk.all_columns()}
    added = 0
    for field, short, section, slugs in fields(size):
        lead = organ(short)
        if (lead.pk, field) in there:
            continue
        with transaction.atomic():
            added += _standard(lead, TrialField(field), section, [columns[slug] for slug in slugs.split()])
    for unit in _with_own(size):
        if (unit.pk, "") in there:
            continue
        with transaction.atomic():
            added += _own(unit)
    if not there:
        with transaction.atomic():
            _charges(columns.values())
    return added


def file_again() -> None:
    """File what is public under the rows in force by their words."""
    for edition in catalogue_desk.editions(SYSTEM).filter(state="approved").exclude(catalogue__field=""):
        gathering.refile(edition.pk)


def _with_own(size: Size) -> list[Unit]:
    found = [unit for unit in units.organs() if unit.kind in {str(kind) for kind in OWN}]
    government = next(unit for unit in found if unit.name == GOVERNMENT)
    mine = [unit for unit in found if unit.pk == government.pk or unit.parent_id == government.pk]
    return mine if size.whole else [unit for unit in mine if unit.name in {GOVERNMENT, MAIN}]


def _keeper(unit: Unit) -> Actor:
    return somebody(unit, Duty.INFORMANT, Duty.PUBLISHER, on=TODAY) or editor(TODAY)


def _judge(unit: Unit) -> Actor:
    return somebody(unit, Duty.DEPUTY, Duty.LEADER, Duty.SECRECY, on=TODAY) or approver(TODAY)


def _approved(edition: CatalogueEdition, unit: Unit, on: date) -> CatalogueEdition:
    edition = acts.submit_edition(edition, at=at(working_day_before(on, 3), 10), actor=_keeper(unit))
    return acts.approve_edition(edition, on=on, at=at(on, 15), actor=_judge(unit))


def _standard(lead: Unit, field: TrialField, section: str, columns: list[Column]) -> int:
    """The table of a field: the draft's rows with column, section, informant and channels; some are revised since."""
    by = _keeper(lead)
    edition = acts.begin_edition(lead, field, reason="按国家部委印发的标准指引编制", actor=by)
    inside = next((unit for unit in lead.sections.all() if unit.name == section), None)
    post = next(iter(catalogue_desk.staff_for(lead.pk).filter(duties__duty=str(Duty.INFORMANT))), None)
    for place, row in enumerate(catalogue_desk.rows(edition.pk)):
        values = catalogue_desk.values_of(row)
        placed = acts.Placed(
            replace(values, carriers=_CARRIERS, tiers=(Tier.COUNTY, Tier.TOWNSHIP)),
            lead,
            section=inside,
            post=post,
            column=columns[min(place, len(columns) - 1)],
        )
        acts.put_row(edition, placed, actor=by, row=row)
    _approved(edition, lead, _IN_FORCE_ON)
    if field not in {IN_REVIEW, RETURNED, DRAFTED}:
        return 1
    revised = acts.begin_edition(lead, field, reason="按2026年政务公开工作要点修订", actor=by)
    if field is DRAFTED:
        return 2
    revised = acts.submit_edition(revised, at=at(working_day_before(TODAY, 2), 9), actor=by)
    if field is RETURNED:
        acts.return_edition(revised, reason="“监督抽检”的公开时限请写明是检验报告送达之日起多少日", actor=_judge(lead))
    return 2


def _own(unit: Unit) -> int:
    """An organ's own catalogue from the law's nodes; that of the bureau in which the demo is played was revised."""
    by = _keeper(unit)
    edition = acts.begin_edition(unit, TrialField.BASIC, reason="依照《条例》第二十条、第二十一条编制", actor=by)
    _approved(edition, unit, _IN_FORCE_ON)
    if unit.name != MAIN:
        return 1
    revised = acts.begin_edition(unit, TrialField.BASIC, reason="机构改革后调整责任科室", actor=by)
    sections = [section for section in unit.sections.all() if section.is_section]
    for place, row in enumerate(catalogue_desk.rows(revised.pk)):
        placed = acts.Placed(
            catalogue_desk.values_of(row), unit, section=sections[place % len(sections)], column=row.column
        )
        acts.put_row(revised, placed, actor=by, row=row)
    _approved(revised, unit, date(2025, 12, 30))
    return 2


def _charges(columns: Collection[Column]) -> None:
    """Each column of the site has the county's informant, and its leading organ's where one publishes most in it.

    Nobody is charged in the township without a worker: that gap is a planted fault.
    """
    county = organ("县政府办公室")
    post = catalogue_desk.staff_for(county.pk).filter(duties__duty=str(Duty.INFORMANT)).first()
    by = editor(TODAY)
    section = next((unit for unit in county.sections.all() if unit.name == "政务公开科"), None)
    for column in columns:
        if column.organ_id is None and column.kind == "list":
            filing.put_in_charge(column, county, section=section, post=post, actor=by)
    lists = {column.slug: column for column in columns}
    for _, short, section_name, slugs in tables.rows(FILE):
        lead = organ(short)
        inside = next((unit for unit in lead.sections.all() if unit.name == section_name), None)
        theirs = catalogue_desk.staff_for(lead.pk).filter(duties__duty=str(Duty.INFORMANT)).first()
        for slug in dict.fromkeys(slugs.split()):
            filing.put_in_charge(lists[slug], lead, section=inside, post=theirs, actor=by)
    without = organ(WITHOUT_WORKER)
    filing.put_in_charge(lists["t21-relief"], without, section=None, post=None, actor=by)
