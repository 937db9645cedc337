"""A document's way through the office, walked by the very people whose turn it is, on the days on which they do it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from zwgk.cli.sample import calendar, columns
from zwgk.cli.sample.entries import html
from zwgk.cli.sample.staff import acting, unit_at
from zwgk.documents import queries
from zwgk.documents.actions import checking, drafting, handing, publishing, signing, submitting
from zwgk.documents.queries import SecrecyResult
from zwgk.people.actor import SYSTEM, Actor
from zwgk.rules.approval import CHAIN_BY_CODE, Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_kinds import KINDS, Family
from zwgk.rules.duties import Duty
from zwgk.rules.release_checks import Gate, Point
from zwgk.rules.workdays import OFFICIAL

if TYPE_CHECKING:
    from zwgk.documents.models import Document
    from zwgk.people.models import Unit
    from zwgk.publishing.models import Publication

ALL_TICKS = (*(str(point) for point in Point), *(str(gate) for gate in Gate))
ANSWERS = dict.fromkeys(submitting.PRECHECK, True)
_SIGNERS = {
    Level.SECTION: (Duty.SECTION_HEAD,),
    Level.OFFICE: (Duty.OFFICE,),
    Level.LEGAL: (Duty.LEGAL,),
    Level.SECRECY: (Duty.SECRECY,),
    Level.LEADER: (Duty.DEPUTY, Duty.LEADER),
}
_NUMBER = re.compile(r"(?P<word>.+)〔(?P<year>\d{4})〕(?P<number>\d+)号\Z")


def key_of(name: str) -> str:
    """The import key under which a document of the county is known."""
    return f"demo:{name}"


def exists(name: str) -> bool:
    """True where the document was laid before."""
    return queries.visible_to(SYSTEM).filter(import_key=key_of(name)).exists()


@dataclass
class Story:
    """One document on its way. Every act happens at :attr:`now`, which :meth:`tick` moves on."""

    organ: Unit
    section: str
    now: datetime
    document: Document = field(init=False)
    chain: str = "four"
    known: dict[tuple[Duty, date], Actor] = field(default_factory=dict)

    @classmethod
    def begin(cls, organ: str, section: str, on: date, *, hour: int = 9) -> Story:
        """A story that begins on a morning."""
        return cls(unit_at(organ), section, calendar.at(on, hour, 5))

    @property
    def on(self) -> date:
        """The day on which the story stands."""
        return self.now.date()

    def tick(self, minutes: int = 7) -> datetime:
        """Some minutes pass."""
        self.now += timedelta(minutes=minutes)
        return self.now

    def next_day(self, number: int = 1, *, hour: int = 9) -> Story:
        """Some working days pass."""
        self.now = calendar.at(OFFICIAL.add_workdays(self.on, number), hour, 12)
        return self

    def actor(self, *duties: Duty) -> Actor:
        """Whoever of the organ has one of the duties, the first that anybody has."""
        for duty in duties:
            known = self.known.get((duty, self.on))
            if known is None:
                try:
                    known = acting(self.organ, duty, on=self.on, section=self.section)
                except LookupError:
                    continue
                self.known[duty, self.on] = known
            return known
        raise LookupError(f"{self.organ.name} {'、'.join(duty.label for duty in duties)}")

    def draft(self, name: str, title: str, kind: str, text: str, *, column: str, **head: Any) -> Story:
        """Open the document and check it."""
        sections = {unit.name: unit for unit in self.organ.sections.all() if unit.is_section}
        self.document = drafting.create(
            title,
            organ=self.organ,
            kind=kind,
            on=self.on,
            at=self.tick(),
            actor=self.actor(Duty.DRAFTER),
            body_html=html(text),
            section=sections.get(self.section),
            import_key=key_of(name),
            column_id=columns.by_address()[column] if column else None,
            **head,
        )
        return self.check()

    def check(self) -> Story:
        """Look for what a proof-reader would see."""
        checking.check(self.fresh(), today=self.on, at=self.tick(), actor=self.actor(Duty.DRAFTER))
        return self

    def fresh(self) -> Document:
        """The document as it stands now."""
        return queries.visible_to(SYSTEM).get(pk=self.document.pk)

    def propose(self, disclosure: Disclosure, ground: str = "", reason: str = "") -> Story:
        """The drafter proposes the attribute."""
        submitting.propose(
            self.fresh(), disclosure, actor=self.actor(Duty.DRAFTER), ground_code=ground, ground_reason=reason
        )
        return self

    def submit(self, chain: str) -> Story:
        """Pre-review and sending for sign-off."""
        self.chain = chain
        drafter = self.actor(Duty.DRAFTER)
        submitting.precheck(self.fresh(), answers=ANSWERS, result="", on=self.on, at=self.tick(), actor=drafter)
        submitting.submit(self.fresh(), chain_code=chain, on=self.on, at=self.tick(), actor=drafter)
        return self

    def sign(
        self, level: Level, disclosure: Disclosure | None = None, *, words: str = "", ground: str = "", reason: str = ""
    ) -> Story:
        """The level whose turn it is signs, perhaps with another attribute."""
        document = self.fresh()
        chosen = disclosure or Disclosure(document.disclosure)
        secrecy = None
        if level is Level.SECRECY:
            secrecy = SecrecyResult.PARTLY if chosen is Disclosure.REDACTED else SecrecyResult.OPEN
        verdict = signing.Verdict(chosen, words, ground, reason, secrecy, ALL_TICKS)
        signing.sign(document, verdict, on=self.on, at=self.tick(), actor=self.actor(*_SIGNERS[level]))
        return self

    def sign_all(self, *, after: Level | None = None) -> Story:
        """All levels of the chain (those after one) sign, a working day apart."""
        levels = [step.level for step in CHAIN_BY_CODE[self.chain].steps]
        for level in levels[levels.index(after) + 1 if after else 0 :]:
            self.next_day().sign(level)
        return self

    def make(self, number: str = "") -> Story:
        """Number and seal, where it is an official paper."""
        if KINDS[self.document.kind].family is not Family.OFFICIAL:
            return self
        wanted = _NUMBER.match(number)
        handing.number(
            self.fresh(),
            on=self.on,
            actor=self.actor(Duty.OFFICE),
            code=wanted["word"] if wanted else "",
            wanted=int(wanted["number"]) if wanted else None,
        )
        handing.seal(self.fresh(), copies=30, on=self.on, at=self.tick(), actor=self.actor(Duty.OFFICE))
        return self

    def hand_over(self) -> Story:
        """Hand it to the publishing section."""
        handing.hand_over(self.fresh(), on=self.on, at=self.tick(), actor=self.actor(Duty.DRAFTER))
        return self

    def publish(self, at: datetime | None = None, **more: Any) -> Publication:
        """Make it public."""
        self.now = at or self.tick()
        return publishing.publish(self.fresh(), at=self.now, actor=self.actor(Duty.PUBLISHER), **more)
