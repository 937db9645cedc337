"""Every table with an organ in it follows a change of organs, or says here why it stays."""

from __future__ import annotations

from django.apps import apps
from django.db.models import ForeignKey, Model

from zwgk.crossings.reorganising.table import ROWS
from zwgk.people.models import Unit

#: what stays, with the reason; ``people`` moves its own tables within the act
STAYS = {
    "deadlines.Clock.organ": "the calendar and the figure of the organ where it began go on counting: no due day moves",
    "documents.NumberEntry.organ": "a number once given stays in its register",
    "documents.IncomingEntry.organ": "the register is closed with its organ",
    "documents.IncomingEntry.section": "the register is closed with its organ",
    "documents.Fonds.organ": "archives are kept by the organ that formed them (全宗)",
    "documents.FilingRun.organ": "a run that was asked for and is over",
    "documents.JointIssuer.unit": "who issued together is told as of then",
    "inforequests.PaperCheck.organ": "a paper is that of the organ which issued it",
    "inforequests.PaperNumber.organ": "a number once given stays in its register",
    "inforequests.RemedyBody.organ": "where to turn depends on the organ that decides: the successor has its own",
    "inforequests.Transfer.section": "to whom it was passed on then; who has it in hand is the matter's section",
    "publishing.Clearance.organ": "an approval holds for the organ it was given for",
    "publishing.WithheldItem.organ": "its number counts in that organ's list; whoever took over reaches it",
    "publishing.IssuedAs.organ": "it is the organ of then",
}


def _keys() -> set[str]:
    found = set()
    for model in apps.get_models():
        if model._meta.app_label in {"people", "audit"}:
            continue
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey) and field.related_model is Unit:
                found.add(_named(model, field.name))
    return found


def _named(model: type[Model], field: str) -> str:
    return f"{model._meta.label}.{field}"


def test_every_key_to_an_organ_follows_or_stays_for_a_reason() -> None:
    follow = {_named(row.model, row.unit) for row in ROWS} | {
        _named(row.model, row.section) for row in ROWS if row.section
    }
    decided = follow | set(STAYS)
    assert _keys() - decided == set(), "a row in zwgk/crossings/reorganising/table.py, or a reason here"
    assert decided - _keys() == set()
    assert follow & set(STAYS) == set()


def test_each_kind_of_row_is_kept_under_a_name_of_its_own_with_its_label() -> None:
    assert len({row.what for row in ROWS}) == len(ROWS)
    assert all(row.label and row.show for row in ROWS)
