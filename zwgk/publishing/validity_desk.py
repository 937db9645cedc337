"""What staff see of validity: whose term ends soon, what was recorded of a paper, what its text says of its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from zwgk.files import body
from zwgk.people import local
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.publishing import desk, queries
from zwgk.publishing.models import Publication, ValidityChange
from zwgk.rules import validity_dates
from zwgk.rules.limits import InForce
from zwgk.rules.periods import months_later
from zwgk.rules.publication import PublicationState, Validity
from zwgk.rules.validity_dates import Reading

#: nearest first; who has more waiting works off the first
MOST = 200
TERM, TRIAL_TERM, NOTICE = "normative.term", "normative.term_trial", "normative.expiry_notice"


def term_figure(title: str, *, on: date, organ: Unit | None) -> InForce:
    """How long a 规范性文件 that does not say so itself should hold: 暂行 and 试行 shorter. Units: years."""
    return local.figure(TRIAL_TERM if validity_dates.is_trial(title) else TERM, on=on, organ=organ)


def notice_from(last: date, *, on: date, organ: Unit | None) -> date:
    """From which day on the end of a term is announced (届满前提醒评估): so many months before its last day."""
    months = local.figure(NOTICE, on=on, organ=organ).number
    return months_later(last, -months)


def ending(actor: Actor, *, today: date, until: date) -> list[Publication]:
    """Papers of the actor's scope that are in force and whose term ends by ``until``, nearest first."""
    rows = desk.visible_to(actor).filter(
        state=str(PublicationState.LIVE),
        validity__in=[str(Validity.IN_FORCE), str(Validity.AMENDED)],
        in_force_to__gte=today,
        in_force_to__lte=until,
    )
    return list(rows.order_by("in_force_to", "pk")[:MOST])


def without_term(actor: Actor) -> list[Publication]:
    """规范性文件 in force of which no end is known, oldest first: their text is read and the days are entered."""
    rows = desk.visible_to(actor).filter(
        state=str(PublicationState.LIVE),
        is_normative=True,
        validity__in=[str(Validity.IN_FORCE), str(Validity.AMENDED)],
        in_force_to=None,
    )
    return list(rows.order_by("in_force_from", "pk")[:MOST])


def recorded(publication: Publication) -> QuerySet[ValidityChange]:
    """Everything recorded of a paper, voided rows included, oldest first."""
    return publication.changes_to.select_related("basis").order_by("on", "pk")


def change(publication: Publication, pk: int) -> ValidityChange | None:
    """One recorded change of a paper."""
    return publication.changes_to.filter(pk=pk).select_related("basis", "publication").first()


def basis_by_number(number: str) -> Publication | None:
    """The paper of ours that bears a 发文字号, for naming it as basis."""
    return queries.by_doc_number(number).first() if number else None


@dataclass(frozen=True)
class Proposal:
    """What a person may confirm: the days that the text says, and the term that is usual where it says none."""

    reading: Reading
    usual: InForce
    usual_end: date | None

    @property
    def effective_on(self) -> date | None:
        return self.reading.effective_on

    @property
    def expires_on(self) -> date | None:
        return self.reading.expires_on

    @property
    def words(self) -> str:
        """The very words that were read, for the record."""
        return "；".join(part for part in (self.reading.effective_words, self.reading.expires_words) if part)


def proposal(publication: Publication, *, on: date) -> Proposal:
    """Read a public paper's own words on its days (施行日期、有效期)."""
    version = publication.current
    text = body.text_of(version.body_html) if version else ""
    reading = validity_dates.read(text, issued_on=publication.published_on)
    usual = term_figure(publication.title, on=on, organ=publication.organ)
    begun = reading.effective_on or publication.effective_on
    end = validity_dates.end_of_term(begun, months=12 * usual.number) if begun else None
    return Proposal(reading, usual, end)
