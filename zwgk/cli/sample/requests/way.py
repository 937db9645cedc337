"""A request's way through the office, walked act by act by the very people whose turn it is, on their days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Any

from zwgk.cli.sample import calendar
from zwgk.cli.sample.requests import plan
from zwgk.cli.sample.requests.plan import way_of
from zwgk.cli.sample.staff import acting, unit_at
from zwgk.files import store
from zwgk.files.store import Purpose
from zwgk.files.writers.elements import OfficialDocument
from zwgk.files.writers.official import official_pdf
from zwgk.inforequests import intake, queries
from zwgk.inforequests.actions import consulting, deciding, handling, keeping, sending, taking
from zwgk.inforequests.actions.migrating import ConsultationKind
from zwgk.people.actor import SYSTEM, Actor
from zwgk.rules import applicants
from zwgk.rules.applicants import Wish
from zwgk.rules.archiving import Term
from zwgk.rules.duties import Duty
from zwgk.rules.receipt import Channel, Event

if TYPE_CHECKING:
    from zwgk.files.models import File
    from zwgk.inforequests.models import Consultation, Delivery, InfoRequest
    from zwgk.people.models import Unit

#: what proves the receipt by each channel
EVIDENCE = {
    Channel.IN_PERSON: "申请人签名的申请表、回执",
    Channel.REGISTERED_MAIL: "EMS 邮件签收联、信封扫描件",
    Channel.EMAIL: "邮件原件",
    Channel.FAX: "传真件",
}


@dataclass
class Way:
    """One request on its way; ``now`` is the moment of the next act."""

    organ: Unit
    section: str
    now: datetime
    request: InfoRequest = field(init=False)
    consultation: Consultation = field(init=False)
    delivery: Delivery = field(init=False)
    known: dict[Duty, Actor] = field(default_factory=dict)

    @classmethod
    def begin(cls, organ: str, section: str, on: date) -> Way:
        """A way that begins on a morning."""
        return cls(unit_at(organ), section, calendar.at(on, 9, 5))

    @property
    def on(self) -> date:
        """The day on which it stands."""
        return self.now.date()

    def to(self, day: date) -> Way:
        """Go on to a day."""
        self.now = calendar.at(day, 9, 10)
        return self

    def day(self) -> dict[str, Any]:
        """``on`` and ``at`` of the next act; some minutes pass."""
        self.now += timedelta(minutes=7)
        return {"on": self.on, "at": self.now}

    def at(self) -> datetime:
        """The moment of the next act."""
        return self.day()["at"]  # type: ignore[no-any-return]

    def actor(self, *duties: Duty) -> Actor:
        """Whoever of the organ has one of the duties, the first that anybody has."""
        for duty in duties:
            if duty not in self.known:
                try:
                    self.known[duty] = acting(self.organ, duty, on=self.on, section=self.section)
                except LookupError:
                    continue
            return self.known[duty]
        raise LookupError(f"{self.organ.name} {'、'.join(duty.label for duty in duties)}")

    @property
    def desk(self) -> Actor:
        """The organ's office for disclosure."""
        return self.actor(Duty.OFFICE)

    def fresh(self) -> InfoRequest:
        """The request as it stands now."""
        return queries.visible_to(SYSTEM).get(pk=self.request.pk)

    def online(self, number: int, text: str) -> Way:
        """Filed on the portal; the system opens the case."""
        form, way = way_of(Channel.ONLINE)
        who = plan.applicant(number, Random(number))  # noqa: S311 - sample data wants repeating
        at = self.at()
        wish = Wish(text, form, way, consents=True)
        receipt = intake.file_request(who, wish, organ_id=self.organ.pk, token=f"sample-request-{number:06d}", at=at)
        self.request = taking.take_in(intake.mine(receipt.number, receipt.code), at=self.at(), actor=SYSTEM)
        return self

    def confirmed(self, *, how: str = "电话确认") -> Way:
        """Both sides confirmed: the clock begins."""
        taking.confirm(self.fresh(), confirmed_on=self.on, how=how, actor=self.desk, **self.day())
        return self

    def registered(self, number: int, text: str, channel: Channel = Channel.IN_PERSON) -> Way:
        """Entered by the office; what must be confirmed waits for it."""
        form, way = way_of(channel)
        who = plan.applicant(number, Random(number))  # noqa: S311 - sample data wants repeating
        if way.value == "email":
            form, way = way_of(Channel.REGISTERED_MAIL)
        first = {Channel.IN_PERSON: Event.SUBMITTED, Channel.REGISTERED_MAIL: Event.SIGNED_FOR}
        self.request, _ = taking.register(
            self.organ,
            who,
            Wish(text, form, way),
            channel=channel,
            events={first.get(channel, Event.ARRIVED): self.on},
            evidence=EVIDENCE[channel],
            actor=self.desk,
            **self.day(),
        )
        return self

    def passed_on(self) -> Way:
        """To the section that holds the information."""
        unit = unit_at(f"{self.organ.name}/{self.section}")
        handling.transfer(self.fresh(), section=unit, words="请提出答复意见", actor=self.desk, **self.day())
        return self

    def searched(self, words: str, found: str = "没有找到相应信息") -> Way:
        """What 信息不存在 rests on."""
        handling.record_search(
            self.fresh(),
            where=f"{self.organ.short_name or self.organ.name}档案室和公文系统",
            how="题名和全文检索",
            words=words,
            found=found,
            actor=self.desk,
            **self.day(),
        )
        return self

    def material(self, title: str) -> Way:
        """A file for the applicant, checked again."""
        file = _file(f"{title}.txt", f"{title}（演示数据，纯属虚构）\n".encode())
        item = self.fresh().items.get(no=1)
        row = handling.add_material(self.fresh(), item, file, title=title, at=self.at(), actor=self.desk)
        handling.recheck(
            self.fresh(), row, may_go_out=True, opinion="不涉密，可以提供", actor=self.actor(Duty.SECRECY), **self.day()
        )
        return self

    def consulted(self, kind: ConsultationKind, name: str, excerpt: str, *, received: date) -> Way:
        """An opinion asked for, its letter received."""
        day = self.on
        self.to(received)
        self.consultation, _ = consulting.consult(
            self.fresh(),
            kind=kind,
            name=name,
            excerpt=excerpt,
            sent_on=day,
            received_on=received,
            actor=self.desk,
            **self.day(),
        )
        return self

    def decided(self, outcome: str, **given: str) -> Way:
        """What the answer is to be."""
        item = self.fresh().items.get(no=1)
        deciding.decide(self.fresh(), item, outcome=outcome, given=given, at=self.at(), actor=self.desk)
        return self

    def submitted(self) -> Way:
        """Sent for signature."""
        deciding.submit(self.fresh(), actor=self.desk, **self.day())
        return self

    def signed(self) -> Way:
        """Every level agrees in turn."""
        if self.fresh().matter.section_id:
            self._sign(Duty.SECTION_HEAD)
        for duties in ((Duty.OFFICE,), (Duty.LEGAL,), (Duty.SECRECY,), (Duty.DEPUTY, Duty.LEADER)):
            self._sign(*duties)
        return self

    def _sign(self, *duties: Duty) -> None:
        deciding.sign(self.fresh(), opinion="同意", actor=self.actor(*duties), **self.day())

    def sealed(self) -> Way:
        """Number and seal; one page stands for every scan."""
        paper = sending.number(self.fresh(), actor=self.desk, **self.day())
        kept = _file(f"{paper.doc_number}.pdf", _scan())
        sending.seal(self.fresh(), scan=kept, actor=self.desk, **self.day())
        return self

    def sent(self, *, served: date | None = None) -> Way:
        """By post; ``served`` when it arrived."""
        number = f"XA{self.request.pk:09d}CN"
        self.delivery = sending.send(
            self.fresh(), sent_on=self.on, way=applicants.Way.POST, tracking_no=number, actor=self.desk, **self.day()
        )
        if served is not None:
            self.to(served)
            sending.prove_service(
                self.fresh(), self.delivery, signed_on=served, signed_by="本人", actor=self.desk, **self.day()
            )
        return self

    def filed(self, term: Term = Term.TEN) -> Way:
        """Filed for good."""
        keeping.file_case(self.fresh(), term=term, actor=self.desk, **self.day())
        return self


@lru_cache(maxsize=1)
def _scan() -> bytes:
    text = "<p>盖章的答复书原件由机关保存，这里以本页代替扫描件。演示数据，纯属虚构。</p>"
    return official_pdf(OfficialDocument(title="盖章扫描件（演示）", body_html=text))


def _file(name: str, data: bytes) -> File:
    return store.keep(name, data, actor=SYSTEM, purpose=Purpose.EVIDENCE)
