"""A document's way in few words, for tests: draft, send, sign, number, hand over, publish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from tests.people.factory import TODAY, County
from zwgk.documents.actions import checking, drafting, handing, publishing, reviewing, signing, submitting
from zwgk.documents.models import Document
from zwgk.documents.models.deciding import SecrecyResult
from zwgk.people.actor import SYSTEM
from zwgk.publishing.actions import add_column
from zwgk.publishing.models import Column, Publication
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.normative import Review, Told
from zwgk.rules.release_checks import Gate, Point

#: nine in the morning of the office's day
MORNING = timezone.make_aware(datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001
BODY = "<p>为方便群众办事，现将有关事项通知如下。</p><h2>一、办理时间</h2><p>每个工作日上午八时三十分至十二时。</p>"
ALL_TICKS = (*(str(p) for p in Point), *(str(g) for g in Gate))
ANSWERS = dict.fromkeys(submitting.PRECHECK, True)


@dataclass
class Story:
    """One document and the people who handle it. Every act happens at :attr:`now`, which moves on a minute each
    time.
    """

    county: County
    document: Document
    now: datetime = MORNING

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def actor(self, duty: Duty) -> Any:
        return self.county.actor(duty)

    def fresh(self) -> Document:
        return Document.objects.select_related("matter", "organ", "publication").get(pk=self.document.pk)

    @property
    def stage(self) -> str:
        return self.fresh().matter.stage

    def propose(self, disclosure: Disclosure = Disclosure.PUBLIC, **ground: str) -> Story:
        submitting.propose(self.document, disclosure, actor=self.actor(Duty.DRAFTER), **ground)
        return self

    def precheck(self) -> Story:
        submitting.precheck(
            self.fresh(), answers=ANSWERS, result="", on=TODAY, at=self.tick(), actor=self.actor(Duty.DRAFTER)
        )
        return self

    def submit(self, chain: str = "four") -> Story:
        self.precheck()
        submitting.submit(self.fresh(), chain_code=chain, on=TODAY, at=self.tick(), actor=self.actor(Duty.DRAFTER))
        return self

    def sign(self, level: Level, disclosure: Disclosure | None = None, **verdict: Any) -> Story:
        document = self.fresh()
        chosen = disclosure or Disclosure(document.disclosure)
        if level is Level.SECRECY:
            verdict.setdefault("secrecy", SecrecyResult.PARTLY if chosen is Disclosure.REDACTED else SecrecyResult.OPEN)
        if level is Level.LEGAL:
            verdict.setdefault("words", "内容合法")
        if level is Level.MEETING:
            verdict = {"words": "原则通过", "meeting": "局长办公会第12次会议", "meeting_on": TODAY} | verdict
        signing.sign(
            document,
            signing.Verdict(chosen, ticks=ALL_TICKS, **verdict),
            on=TODAY,
            at=self.tick(),
            actor=self.actor(SIGNER[level]),
        )
        return self

    def signed(self, chain: str = "four") -> Story:
        """Sent and signed by all four levels."""
        self.submit(chain)
        for level in (Level.SECTION, Level.OFFICE, Level.SECRECY, Level.LEADER):
            self.sign(level)
        return self

    def handed_over(self) -> Story:
        """Numbered, sealed and handed to the publishing section."""
        handing.number(self.fresh(), on=TODAY, actor=self.actor(Duty.OFFICE))
        handing.seal(self.fresh(), copies=20, on=TODAY, at=self.tick(), actor=self.actor(Duty.OFFICE))
        handing.hand_over(self.fresh(), on=TODAY, at=self.tick(), actor=self.actor(Duty.DRAFTER))
        return self

    def reviewed(self) -> Story:
        """What a 规范性文件 needs before its legality review: the public asked, competition looked at."""
        asked = Told(
            link="https://www.qinglan.example/yjzj/12.html", first_on=date(2026, 10, 10), last_on=date(2026, 11, 9)
        )
        fair = Told(opinion="不涉及经营者经济活动", by="商务运行科", on=TODAY)
        for review, told in ((Review.CONSULTATION, asked), (Review.FAIR_COMPETITION, fair)):
            reviewing.record(self.fresh(), review, told, at=self.tick(), actor=self.actor(Duty.DRAFTER))
        return self

    def publish(self, **more: Any) -> Publication:
        return publishing.publish(self.fresh(), at=self.tick(), actor=self.actor(Duty.PUBLISHER), **more)

    def check(self) -> list[Any]:
        return checking.check(self.fresh(), today=TODAY, at=self.tick(), actor=self.actor(Duty.DRAFTER))

    def published(self) -> Publication:
        """The whole way."""
        return self.propose().signed().handed_over().publish()


SIGNER = {
    Level.SECTION: Duty.SECTION_HEAD,
    Level.OFFICE: Duty.OFFICE,
    Level.LEGAL: Duty.LEGAL,
    Level.MEETING: Duty.OFFICE,
    Level.SECRECY: Duty.SECRECY,
    Level.LEADER: Duty.DEPUTY,
}


def column(name: str = "政策文件", slug: str = "policy") -> Column:
    existing = Column.objects.filter(slug=slug).first()
    return existing or add_column(name, slug, parent=None, actor=SYSTEM)


def draft(county: County, *, title: str = "关于调整办事窗口服务时间的通知", body: str = BODY, **head: Any) -> Story:
    """A fresh draft of the bureau's 商务运行科 with a column chosen."""
    document = drafting.create(
        title,
        organ=county.bureau,
        kind=head.pop("kind", "circular"),
        on=TODAY,
        at=MORNING,
        actor=county.actor(Duty.DRAFTER),
        body_html=body,
        section=county.operations,
        column=column(),
        **head,
    )
    return Story(county, document)
