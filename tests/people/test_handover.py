"""工作交接: what is open is listed by every room, named, signed by all, handed in one act; nothing ends without it."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import docx
import pytest

from tests.documents.story import MORNING, Story, column, draft
from tests.people.factory import PASSWORD, TODAY, County
from tests.unchanged import nothing_changes
from zwgk.audit.models import Entry
from zwgk.crossings import handing_over as crossing
from zwgk.documents import queries as documents
from zwgk.documents.actions import drafting
from zwgk.matters import queries as matters
from zwgk.notices import queries as notices
from zwgk.people import actions, handing_over, handovers
from zwgk.people.actor import SYSTEM, Actor, actor_for, current_posts
from zwgk.people.models import Handover, Post, User
from zwgk.publishing.actions.filing import put_in_charge
from zwgk.publishing.models import ColumnCharge
from zwgk.rules.approval import Level
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed, Stale
from zwgk.rules.handing_over import HandoverCause, HandoverRole, HandoverStage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_offices_day(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.ENV.values, "TODAY", TODAY)


class Office:
    """A clerk with a paper and a column, a colleague who takes over, a head who supervises."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.story: Story = draft(county)
        self.giver: Post = county.post(Duty.DRAFTER)
        user = actions.add_user("lin", "林间月", PASSWORD, actor=SYSTEM, must_change=False)
        self.taker: Post = actions.appoint(user, county.operations, "科员", [Duty.DRAFTER], actor=SYSTEM)
        self.charge: ColumnCharge = put_in_charge(
            column(), county.bureau, section=county.operations, post=self.giver, actor=SYSTEM
        )
        for duty in (Duty.SECTION_HEAD, Duty.SECURITY_ADMIN, Duty.SYSTEM_ADMIN, Duty.OFFICE):
            county.post(duty)

    def by(self, post: Post) -> Actor:
        return actor_for(post, today=TODAY)

    @property
    def head(self) -> Actor:
        return self.county.actor(Duty.SECTION_HEAD)

    def begun(self) -> Handover:
        return actions.begin_handover(
            self.giver, cause=HandoverCause.MOVE, last_day=TODAY, at=MORNING, actor=self.by(self.giver)
        )

    def named(self) -> Handover:
        handover = self.begun()
        everything = handover.lines.values_list("pk", flat=True)
        actions.assign_lines(handover, everything, taker=self.taker, actor=self.by(self.giver))
        return handover

    def submitted(self) -> Handover:
        return crossing.submit(self.named(), text="资料在共享柜第三层", actor=self.by(self.giver))

    def sign(self, handover: Handover, role: HandoverRole, actor: Actor, word: str = "") -> Handover:
        return crossing.sign(handover, role=role, at=MORNING, actor=actor, word=word)

    def done(self) -> Handover:
        handover = self.submitted()
        self.sign(handover, HandoverRole.GIVER, self.by(self.giver))
        self.sign(handover, HandoverRole.TAKER, self.by(self.taker))
        return self.sign(handover, HandoverRole.SUPERVISOR, self.head)


@pytest.fixture
def office(county: County) -> Office:
    return Office(county)


def _open(post: Post) -> set[str]:
    return {kind.code for kind, _ in handing_over.open_at(post)}


def test_every_room_says_what_is_open_and_nobody_else_sees_the_list(office: Office) -> None:
    handover = office.begun()
    assert _open(office.giver) == {"documents.papers", "publishing.charges"}
    (paper,) = handover.lines.filter(kind="documents.papers")
    assert paper.title == f"{office.story.document.matter.number} {office.story.document.title}"
    assert paper.url == f"/documents/{office.story.document.matter.number}/"
    for who in (office.by(office.giver), office.head, office.county.actor(Duty.OFFICE)):
        assert handovers.find(who, handover.pk) is not None
    for duty, unit in ((Duty.SECTION_HEAD, office.county.legal), (Duty.LEADER, office.county.other)):
        assert handovers.find(office.county.actor(duty, unit), handover.pk) is None


def test_the_last_signature_hands_everything_and_the_successor_finds_it(office: Office) -> None:
    handover = office.submitted()
    assert "待监交签字" in notices.inbox(office.head)[0].text
    office.sign(handover, HandoverRole.GIVER, office.by(office.giver))
    office.sign(handover, HandoverRole.SUPERVISOR, office.head)
    assert handovers.missing_signatures(handover) == ["接收人（还差1人）"]
    assert office.story.fresh().matter.handler_id == office.giver.pk, "nothing moves before the last signature"
    office.sign(handover, HandoverRole.TAKER, office.by(office.taker))
    document = office.story.fresh()
    assert (document.matter.handler_id, document.drafter_id) == (office.taker.pk, office.taker.pk)
    assert matters.inbox(office.by(office.taker)).filter(matter=document.matter).exists()
    assert not matters.inbox(office.by(office.giver)).filter(post=office.giver).exists()
    office.charge.refresh_from_db()
    assert office.charge.post_id == office.taker.pk
    assert _open(office.giver) == set()
    assert set(handover.lines.values_list("outcome", flat=True)) == {"handed"}
    assert document.matter.remarks.get().text.startswith("工作交接：由")
    details = Entry.objects.filter(act="people.sign_handover").order_by("pk").last().details  # type: ignore[union-attr]
    assert details["papers"] == [document.matter_id]
    assert details["handed"] == 2
    assert "交接完成" in notices.inbox(office.by(office.taker))[0].text


def test_a_post_with_open_matters_does_not_end_and_an_account_is_not_closed(office: Office) -> None:
    security, system = office.county.actor(Duty.SECURITY_ADMIN), office.county.actor(Duty.SYSTEM_ADMIN)
    with nothing_changes(), pytest.raises(GateClosed, match="承办的公文1项、负责的栏目1项"):
        actions.leave_post(office.giver, on=TODAY, actor=security)
    with nothing_changes(), pytest.raises(GateClosed, match="还有没有交接的"):
        actions.set_active(office.giver.user, False, actor=system)
    office.done()
    actions.leave_post(office.giver, on=TODAY, actor=security)
    actions.set_active(office.giver.user, False, actor=system)


def test_an_account_in_danger_is_locked_at_once_with_a_reason(office: Office) -> None:
    actions.set_active(office.giver.user, False, urgent="账号被盗用", actor=office.county.actor(Duty.SYSTEM_ADMIN))
    assert not User.objects.get(pk=office.giver.user_id).is_active
    assert Entry.objects.filter(act="people.set_active").last().details == {"active": False, "urgent": True}  # type: ignore[union-attr]


def test_who_moved_loses_the_old_posts_sight_at_once(office: Office) -> None:
    office.done()
    own = office.by(office.giver)
    assert current_posts(office.giver.user_id, today=TODAY) == [office.giver], "still in office until he leaves"
    actions.leave_post(office.giver, on=TODAY, actor=office.county.actor(Duty.SECURITY_ADMIN))
    assert current_posts(office.giver.user_id, today=TODAY) == []
    assert not documents.visible_to(own).filter(pk=office.story.document.pk, drafter=office.giver).exists()


def test_a_last_day_to_come_is_still_worked(office: Office) -> None:
    office.done()
    later = TODAY + timedelta(days=3)
    actions.leave_post(office.giver, on=later, actor=office.county.actor(Duty.SECURITY_ADMIN))
    assert current_posts(office.giver.user_id, today=later) == [office.giver]
    assert current_posts(office.giver.user_id, today=later + timedelta(days=1)) == []


def test_what_arrives_after_the_list_stops_the_last_signature(office: Office) -> None:
    handover = office.submitted()
    office.sign(handover, HandoverRole.GIVER, office.by(office.giver))
    office.sign(handover, HandoverRole.TAKER, office.by(office.taker))
    drafting.create(
        "关于新来事项的通知",
        organ=office.county.bureau,
        kind="circular",
        section=office.county.operations,
        on=TODAY,
        at=MORNING,
        actor=office.by(office.giver),
    )
    with nothing_changes(), pytest.raises(Stale, match="1项新的事项"):
        office.sign(handover, HandoverRole.SUPERVISOR, office.head)
    with nothing_changes(), pytest.raises(BadInput, match="原因"):
        actions.reopen_handover(handover, reason=" ", actor=office.head)
    actions.reopen_handover(handover, reason="补新来的", actor=office.head)
    assert handover.signatures.count() == 0
    assert actions.list_handover_again(handover, actor=office.by(office.giver)) == 3
    assert handover.lines.filter(taker=None).count() == 1, "who was named stays named"


def test_what_is_settled_before_the_last_signature_is_marked_so(office: Office) -> None:
    handover = office.submitted()
    put_in_charge(office.charge.column, office.county.bureau, section=None, post=office.taker, actor=SYSTEM)
    office.sign(handover, HandoverRole.GIVER, office.by(office.giver))
    office.sign(handover, HandoverRole.TAKER, office.by(office.taker))
    office.sign(handover, HandoverRole.SUPERVISOR, office.head)
    assert dict(handover.lines.values_list("kind", "outcome")) == {
        "documents.papers": "handed",
        "publishing.charges": "settled",
    }


def test_a_duty_that_only_the_giver_has_is_taken_by_who_was_appointed_to_it(county: County) -> None:
    """What waits for 保密审查 would wait for nobody: the taker must have the duty by the last signature."""
    story = draft(county).propose().submit()
    story.sign(Level.SECTION)
    giver, taker, head = county.post(Duty.OFFICE), county.post(Duty.LEGAL), county.actor(Duty.LEADER)
    own = actor_for(giver, today=TODAY)
    handover = actions.begin_handover(giver, cause=HandoverCause.RETIRE, last_day=TODAY, at=MORNING, actor=own)
    (line,) = handover.lines.all()
    assert (line.kind, line.ref, line.state) == ("matters.duties", "office", "等办 1 件")
    actions.assign_lines(handover, [line.pk], taker=taker, actor=own)
    actions.submit_handover(handover, text="", actor=own)
    actions.sign_handover(handover, role=HandoverRole.GIVER, at=MORNING, actor=own)
    actions.sign_handover(handover, role=HandoverRole.SUPERVISOR, at=MORNING, actor=head)
    last = actor_for(taker, today=TODAY)
    with nothing_changes(), pytest.raises(GateClosed, match="还没有“办公室”职责"):
        actions.sign_handover(handover, role=HandoverRole.TAKER, at=MORNING, actor=last)
    actions.appoint(taker.user, county.office, "办公室主任", [Duty.OFFICE], actor=SYSTEM)
    actions.sign_handover(handover, role=HandoverRole.TAKER, at=MORNING, actor=last)
    actions.leave_post(giver, on=TODAY, actor=SYSTEM)


def test_where_the_giver_cannot_sign_one_signs_for_him_and_another_supervises(office: Office) -> None:
    handover = office.submitted()
    office.sign(handover, HandoverRole.TAKER, office.by(office.taker))
    with nothing_changes(), pytest.raises(BadInput, match="写明原因"):
        office.sign(handover, HandoverRole.GIVER, office.head)
    office.sign(handover, HandoverRole.GIVER, office.head, "本人已到新单位报到")
    with nothing_changes(), pytest.raises(Stale, match="不能既移交又监交"):
        office.sign(handover, HandoverRole.SUPERVISOR, office.head)
    office.sign(handover, HandoverRole.SUPERVISOR, office.county.actor(Duty.OFFICE))
    handover.refresh_from_db()
    assert handover.stage == HandoverStage.DONE


def test_every_act_is_refused_to_strangers_and_at_the_wrong_stage(office: Office) -> None:
    handover = office.named()
    stranger, own = office.county.actor(Duty.DRAFTER, office.county.legal), office.by(office.giver)
    lines = list(handover.lines.values_list("pk", flat=True))
    far = office.county.post(Duty.DRAFTER, office.county.other)
    giver = {"cause": HandoverCause.MOVE, "last_day": TODAY, "at": MORNING}
    listing: list[tuple[type[Exception], Any]] = [
        (NotAllowed, lambda: actions.begin_handover(office.taker, **giver, actor=stranger)),
        (Stale, lambda: actions.begin_handover(office.giver, **giver, actor=own)),
        (NotAllowed, lambda: actions.list_handover_again(handover, actor=stranger)),
        (NotAllowed, lambda: actions.assign_lines(handover, lines, taker=office.taker, actor=stranger)),
        (BadInput, lambda: actions.assign_lines(handover, lines, taker=far, actor=own)),
        (BadInput, lambda: actions.assign_lines(handover, lines, taker=office.giver, actor=own)),
        (BadInput, lambda: actions.assign_lines(handover, [], taker=office.taker, actor=own)),
        (BadInput, lambda: actions.submit_handover(handover, text="长" * 4001, actor=own)),
        (NotAllowed, lambda: actions.submit_handover(handover, text="", actor=stranger)),
        (Stale, lambda: office.sign(handover, HandoverRole.GIVER, own)),
        (NotAllowed, lambda: actions.drop_handover(handover, at=MORNING, actor=stranger)),
    ]
    for error, call in listing:
        with nothing_changes(), pytest.raises(error):
            call()
    handover.lines.update(taker=None)
    with nothing_changes(), pytest.raises(GateClosed, match="还有2项没有指定接收人"):
        actions.submit_handover(handover, text="", actor=own)
    actions.assign_lines(handover, lines, taker=office.taker, remark="慢慢来", actor=own)
    actions.submit_handover(handover, text="", actor=own)
    signing: list[tuple[type[Exception], Any]] = [
        (Stale, lambda: actions.assign_lines(handover, lines, taker=office.taker, actor=own)),
        (NotAllowed, lambda: office.sign(handover, HandoverRole.SUPERVISOR, own)),
        (NotAllowed, lambda: office.sign(handover, HandoverRole.TAKER, own)),
        (NotAllowed, lambda: office.sign(handover, HandoverRole.SUPERVISOR, stranger)),
        (NotAllowed, lambda: actions.reopen_handover(handover, reason="x", actor=stranger)),
    ]
    for error, call in signing:
        with nothing_changes(), pytest.raises(error):
            call()
    actions.drop_handover(handover, at=MORNING, actor=own)
    with nothing_changes(), pytest.raises(Stale):
        office.sign(handover, HandoverRole.GIVER, own)


def test_the_list_is_printed_with_who_signed(office: Office) -> None:
    handover = office.done()
    made = docx.Document(io.BytesIO(crossing.printed(handover, "docx")))
    words = "\n".join([p.text for p in made.paragraphs] + [c.text for row in made.tables[0].rows for c in row.cells])
    for said in ("工作交接清单", "资料在共享柜第三层", office.story.document.title, "已移交", "监交人：", "林间月"):
        assert said in words
    assert "年　　月　　日" not in words
