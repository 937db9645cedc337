"""Cases of refusal: what leaves the page, and every other channel."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from tests.documents.story import draft
from tests.people.factory import TODAY, County
from tests.publishing.refusing import Prepared, case
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions as door
from zwgk.publishing import clearing
from zwgk.publishing.again import content_again
from zwgk.publishing.models import Publication
from zwgk.rules.duties import Duty
from zwgk.rules.hiding import HidingCause

AT = timezone.make_aware(datetime(2026, 11, 20, 15, 0))  # noqa: DTZ001


def corrected_to(publication: Publication, text: str, note: str) -> Publication:
    """A publication with one more wording."""
    assert publication.current is not None
    content = content_again(publication, publication.current, body_html=text)
    clearance = clearing.reviewed(
        content.digest,
        subject=content.title,
        basis="测试",
        approved_by="局长",
        approved_on=TODAY,
        organ_id=content.organ_id,
        matter_id=None,
        details={},
    )
    return door.correct(publication, content, clearance=clearance, change_note=note, at=AT, actor=SYSTEM)


@case("publishing.hide_version", Duty.DRAFTER)
def _hide_version(county: County) -> Prepared:
    earlier = draft(county).published().current
    assert earlier is not None
    corrected_to(earlier.publication, "<p>改正后的正文。</p>", "改正")
    return lambda actor: door.hide_version(earlier, HidingCause.PERSONAL, reason="误列", on=TODAY, at=AT, actor=actor)
