"""Cases of refusal: what is recorded of a paper's validity."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from tests.documents.story import draft
from tests.people.factory import TODAY, County
from tests.publishing.refusing import Prepared, case
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions as door
from zwgk.publishing.models import Publication
from zwgk.rules.duties import Duty
from zwgk.rules.validity import ChangeKind

AT = timezone.make_aware(datetime(2026, 11, 20, 15, 0))  # noqa: DTZ001


@case("publishing.change_validity", Duty.DRAFTER)
def _change(county: County) -> Prepared:
    paper = draft(county).published()
    return lambda actor: door.change_validity(
        paper, ChangeKind.REPEALS, on=TODAY, at=AT, today=TODAY, basis_text="某决定", actor=actor
    )


@case("publishing.void_validity_change", Duty.OFFICE)
def _void(county: County) -> Prepared:
    row = door.change_validity(
        draft(county).published(), ChangeKind.REPEALS, on=TODAY, at=AT, today=TODAY, basis_text="某决定", actor=SYSTEM
    )
    return lambda actor: door.void_validity_change(row, reason="误登", at=AT, today=TODAY, actor=actor)


@case("publishing.set_term", Duty.DRAFTER)
def _term(county: County) -> Prepared:
    paper = draft(county).published()
    return lambda actor: door.set_term(
        paper, effective_on=TODAY, expires_on=None, reason="自公布之日起施行", today=TODAY, actor=actor
    )


@case("publishing.turn_validity", Duty.OFFICE)
def _turn(county: County) -> Prepared:
    paper = draft(county).published()
    Publication.objects.filter(pk=paper.pk).update(turns_on=TODAY)
    return lambda actor: door.turn_validity(today=TODAY, actor=actor)
