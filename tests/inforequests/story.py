"""A request for information on its way, told act by act with the days of the office."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from tests.people.factory import County
from tests.rules.numbers import id_card
from zwgk.deadlines import queries as deadlines
from zwgk.files import store
from zwgk.files.models import File, Purpose
from zwgk.inforequests import clocks
from zwgk.inforequests.actions import (
    consulting,
    deciding,
    handling,
    sending,
    setting,
    taking,
)
from zwgk.inforequests.identity import keys
from zwgk.inforequests.models import InfoRequest, Item
from zwgk.people.actor import SYSTEM, Actor
from zwgk.rules.applicants import Applicant, ApplicantClass, Form, Proof, Way, Wish
from zwgk.rules.duties import Duty
from zwgk.rules.inforequest import Stage
from zwgk.rules.receipt import Channel, Event
from zwgk.rules.remedies import Standing

RECEIVED = date(2026, 1, 30)
PERSON = Applicant(
    ApplicantClass.NATURAL_PERSON, "穆青禾", Proof.ID_CARD, id_card(), phone="13900000012", address="清岚县青石街1号"
)
WISH = Wish("2025年度农村公路养护资金分配情况", Form.PAPER, Way.POST)


def moment(day: date, hour: int = 10) -> datetime:
    """A moment of the office's day."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def file_of(data: bytes = b"the list", name: str = "list.txt") -> File:
    """A file as somebody put it to the case."""
    return store.keep(name, data, actor=SYSTEM, purpose=Purpose.EVIDENCE)


@dataclass
class Story:
    """One case; ``today`` goes on as it is told."""

    county: County
    request: InfoRequest
    today: date
    code: str = ""
    things: dict[str, Any] = field(default_factory=dict)

    def fresh(self) -> InfoRequest:
        """The case as it stands now."""
        return InfoRequest.objects.select_related("matter", "filing", "organ").get(pk=self.request.pk)

    @property
    def stage(self) -> Stage:
        return Stage(self.fresh().matter.stage)

    @property
    def desk(self) -> Actor:
        """The office of the bureau: 公开工作机构."""
        return self.county.actor(Duty.OFFICE)

    def item(self, no: int = 1) -> Item:
        return Item.objects.get(request=self.request, no=no)

    def on(self, day: date) -> Story:
        self.today = day
        return self

    @property
    def day(self) -> dict[str, Any]:
        """``on`` and ``at`` of an act done today."""
        return {"on": self.today, "at": moment(self.today)}

    def due(self, kind: str = clocks.REPLY) -> date:
        """When the clock of that kind is due."""
        clock = deadlines.newest(self.fresh().matter, kind)
        assert clock is not None, kind
        return clock.due_on

    def is_firm(self) -> bool:
        clock = deadlines.newest(self.fresh().matter, clocks.REPLY)
        assert clock is not None
        return clock.firm

    def transferred(self) -> Story:
        handling.transfer(self.fresh(), section=self.county.operations, actor=self.desk, **self.day)
        return self

    def searched(self) -> Story:
        handling.record_search(
            self.fresh(),
            where="本局档案室和公文系统",
            how="题名和全文检索",
            words="农村公路 养护资金",
            found="没有找到相应信息",
            actor=self.desk,
            **self.day,
        )
        return self

    def with_material(self, title: str = "2025年度农村公路养护资金分配表", *, no: int = 1) -> Story:
        material = handling.add_material(
            self.fresh(), self.item(no), file_of(), title=title, at=moment(self.today), actor=self.desk
        )
        handling.recheck(
            self.fresh(),
            material,
            may_go_out=True,
            opinion="不涉密，可以提供",
            actor=self.county.actor(Duty.SECRECY),
            **self.day,
        )
        self.things["material"] = material
        return self

    def decided(self, outcome: str = "reply_granted", no: int = 1, **given: str) -> Story:
        deciding.decide(
            self.fresh(), self.item(no), outcome=outcome, given=given, at=moment(self.today), actor=self.desk
        )
        return self

    def submitted(self) -> Story:
        self.things["decision"] = deciding.submit(self.fresh(), actor=self.desk, **self.day)
        return self

    def signed(self) -> Story:
        """Every level agrees in turn."""
        duties = [Duty.OFFICE, Duty.LEGAL, Duty.SECRECY, Duty.LEADER]
        if self.fresh().matter.section_id:
            duties.insert(0, Duty.SECTION_HEAD)
        for duty in duties:
            deciding.sign(self.fresh(), opinion="同意", actor=self.county.actor(duty), **self.day)
        return self

    def sealed(self) -> Story:
        self.things["paper"] = sending.number(self.fresh(), actor=self.desk, **self.day)
        scan = file_of(b"%PDF-1.4 sealed", "scan.pdf")
        sending.seal(self.fresh(), scan=scan, actor=self.desk, **self.day)
        return self

    def sent(self, **more: Any) -> Story:
        how = {"tracking_no": "EM123456789CN", **more}
        self.things["delivery"] = sending.send(self.fresh(), sent_on=self.today, actor=self.desk, **how, **self.day)
        return self

    def answered(self) -> Story:
        """The whole way from the desk to the post office, granted."""
        return self.with_material().decided().submitted().signed().sealed().sent()

    def consulted(self, **more: Any) -> Story:
        self.things["consultation"], self.things["token"] = consulting.consult(
            self.fresh(),
            kind=more.pop("kind", consulting.ConsultationKind.THIRD_PARTY),
            name=more.pop("name", "清岚路桥养护有限公司"),
            excerpt=more.pop("excerpt", "养护合同中的报价明细"),
            sent_on=self.today,
            actor=self.desk,
            **more,
            **self.day,
        )
        return self


def prepare(county: County) -> None:
    """A sealing key, and where remedies of the bureau lie."""
    keys.ensure(at=moment(RECEIVED))
    setting.set_bodies(
        county.bureau,
        standing=Standing.DEPARTMENT,
        reconsideration="清岚县人民政府",
        court="清岚县人民法院",
        online="https://fuyi.example",
        actor=county.actor(Duty.OFFICE),
    )
    county.bureau.phone = "0990-1234567"
    county.bureau.save(update_fields=["phone"])


def registered(
    county: County,
    *,
    received: date = RECEIVED,
    wish: Wish = WISH,
    person: Applicant = PERSON,
    channel: Channel = Channel.IN_PERSON,
    events: dict[Event, date] | None = None,
) -> Story:
    """A request handed in at the counter of the bureau, prepared for everything that follows."""
    prepare(county)
    request, code = taking.register(
        county.bureau,
        person,
        wish,
        channel=channel,
        events=events if events is not None else {Event.SUBMITTED: received},
        evidence="申请人签名的申请表",
        on=received,
        at=moment(received),
        actor=county.actor(Duty.OFFICE),
    )
    return Story(county, request, received, code)


def days_after(day: date, days: int) -> date:
    return day + timedelta(days=days)
