"""Every act of a document is refused to who has not the duty, of this organ, and nothing changed (S1-01, S2-27)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.documents import refusals_books, test_cleaning, test_reevaluation
from tests.documents.stands import (
    Stand,
    deferred,
    handed,
    marked,
    numbered,
    planned,
    published,
    sealed,
    sent,
    signed,
    taken_down,
    written,
)
from tests.documents.story import ALL_TICKS, ANSWERS, BODY, SIGNER, column
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.audit.acts import ACTS
from zwgk.documents.actions import (
    attaching,
    batching,
    checking,
    copying,
    covering,
    deferring,
    drafting,
    errata,
    handing,
    kinds,
    publishing,
    redacting,
    reviewing,
    reworking,
    signing,
)
from zwgk.documents.actions import submitting as submit
from zwgk.documents.models import Deferral
from zwgk.documents.parts import Spot
from zwgk.people.actor import Actor
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.disclosure_deferral import DeferralKind
from zwgk.rules.duties import Duty
from zwgk.rules.errors import NotAllowed
from zwgk.rules.normative import Review, Told
from zwgk.rules.publication import LinkKind

pytestmark = pytest.mark.django_db


Act = Callable[[Stand, Actor], object]

#: act → where it would be open, how it is called, and a duty of the same organ that does not carry it
CASES: dict[str, tuple[Callable[[County], Stand], Act, Duty]] = {
    "documents.create": (
        written,
        lambda s, a: drafting.create(
            "又一件", organ=s.document.organ, kind="circular", on=TODAY, at=s.story.now, actor=a, column=column()
        ),
        Duty.ARCHIVIST,
    ),
    "documents.save": (
        written,
        lambda s, a: drafting.save(
            s.document, title="改", body_html=BODY, revision=s.document.draft.revision, at=s.story.now, actor=a
        ),
        Duty.SECRECY,
    ),
    "documents.keep_version": (
        written,
        lambda s, a: drafting.keep_version(s.document, remark="", at=s.story.now, actor=a),
        Duty.SECRECY,
    ),
    "documents.attach": (
        written,
        lambda s, a: attaching.attach(s.document, s.things["file"], title="表二", at=s.story.now, actor=a),
        Duty.SECRECY,
    ),
    "documents.replace_attachment": (
        written,
        lambda s, a: attaching.replace_attachment(s.things["attachment"], s.things["file"], at=s.story.now, actor=a),
        Duty.SECRECY,
    ),
    "documents.remove_attachment": (
        written,
        lambda s, a: attaching.remove_attachment(s.things["attachment"], at=s.story.now, actor=a),
        Duty.SECRECY,
    ),
    "documents.confirm_unread": (
        written,
        lambda s, a: attaching.confirm_unread(s.things["attachment"], at=s.story.now, actor=a),
        Duty.DRAFTER,
    ),
    "documents.link": (
        written,
        lambda s, a: drafting.link(s.document, LinkKind.BASIS, text="办法", actor=a),
        Duty.SECRECY,
    ),
    "documents.unlink": (written, lambda s, a: drafting.unlink(s.things["link"], actor=a), Duty.SECRECY),
    "documents.set_joint_issuers": (
        written,
        lambda s, a: drafting.set_joint_issuers(s.document, ["清岚县教育局"], actor=a),
        Duty.SECRECY,
    ),
    "documents.drop": (
        written,
        lambda s, a: drafting.drop(s.document, reason="不发了", on=TODAY, at=s.story.now, actor=a),
        Duty.SECRECY,
    ),
    "documents.check": (
        written,
        lambda s, a: checking.check(s.document, today=TODAY, at=s.story.now, actor=a),
        Duty.ARCHIVIST,
    ),
    "documents.mend": (
        written,
        lambda s, a: checking.mend(s.things["finding"], at=s.story.now, actor=a),
        Duty.SECRECY,
    ),
    "documents.keep_finding": (
        written,
        lambda s, a: checking.keep_finding(s.things["finding"], reason="如此", at=s.story.now, actor=a),
        Duty.ARCHIVIST,
    ),
    "documents.confirm_finding": (
        written,
        lambda s, a: checking.confirm_finding(s.things["asked"], at=s.story.now, actor=a),
        Duty.SECTION_HEAD,
    ),
    "documents.propose": (
        written,
        lambda s, a: submit.propose(s.document, Disclosure.PUBLIC, actor=a),
        Duty.SECRECY,
    ),
    "documents.review_policy": (
        written,
        lambda s, a: submit.review_policy(s.document, opinion="同意", at=s.story.now, actor=a),
        Duty.OFFICE,
    ),
    "documents.precheck": (
        written,
        lambda s, a: submit.precheck(s.document, answers=ANSWERS, result="", on=TODAY, at=s.story.now, actor=a),
        Duty.SECRECY,
    ),
    "documents.mark_many": (
        written,
        lambda s, a: batching.mark_many([s.document], Disclosure.PUBLIC, at=s.story.now, actor=a),
        Duty.SECRECY,
    ),
    "documents.publish_many": (
        handed,
        lambda s, a: batching.publish_many([s.document], at=s.story.now, actor=a),
        Duty.OFFICE,
    ),
    "documents.change_kind": (
        written,
        lambda s, a: kinds.change_kind(s.document, "opinion", on=TODAY, at=s.story.now, actor=a),
        Duty.SECRECY,
    ),
    "documents.record_review": (
        written,
        lambda s, a: reviewing.record(
            s.document, Review.LEGALITY, Told(opinion="合法", by="某某", on=TODAY), at=s.story.now, actor=a
        ),
        Duty.OFFICE,
    ),
    "documents.submit": (
        written,
        lambda s, a: submit.submit(s.document, chain_code="four", on=TODAY, at=s.story.now, actor=a),
        Duty.SECRECY,
    ),
    "documents.recall": (
        sent,
        lambda s, a: submit.recall(s.document, reason="再改改", at=s.story.now, actor=a),
        Duty.SECRECY,
    ),
    "documents.sign": (
        sent,
        lambda s, a: signing.sign(
            s.document, signing.Verdict(Disclosure.PUBLIC, ticks=ALL_TICKS), on=TODAY, at=s.story.now, actor=a
        ),
        Duty.OFFICE,
    ),
    "documents.return": (
        sent,
        lambda s, a: signing.return_(s.document, opinion="请改", on=TODAY, at=s.story.now, actor=a),
        Duty.DRAFTER,
    ),
    "documents.print_sheet": (
        sent,
        lambda s, a: signing.print_sheet(s.document, at=s.story.now, actor=a),
        Duty.ARCHIVIST,
    ),
    "documents.attach_scan": (
        sent,
        lambda s, a: signing.attach_scan(s.things["sheet"], file_id=1, at=s.story.now, actor=a),
        Duty.SECTION_HEAD,
    ),
    "documents.enter_paper": (
        sent,
        lambda s, a: signing.enter_paper(
            s.document,
            s.things["sheet"],
            signing.Verdict(Disclosure.PUBLIC),
            signer=s.story.county.post(Duty.SECTION_HEAD),
            signed_on=TODAY,
            today=TODAY,
            at=s.story.now,
            actor=a,
        ),
        Duty.SECRECY,
    ),
    "documents.confirm_paper": (
        sent,
        lambda s, a: signing.confirm_paper(s.things["signature"], at=s.story.now, actor=a),
        Duty.SECRECY,
    ),
    "documents.number": (signed, lambda s, a: handing.number(s.document, on=TODAY, actor=a), Duty.DRAFTER),
    "documents.void_number": (
        numbered,
        lambda s, a: handing.void_number(s.things["entry"], reason="错", on=TODAY, actor=a),
        Duty.DRAFTER,
    ),
    "documents.seal": (
        numbered,
        lambda s, a: handing.seal(s.document, copies=1, on=TODAY, at=s.story.now, actor=a),
        Duty.DRAFTER,
    ),
    "documents.hand_over": (
        sealed,
        lambda s, a: handing.hand_over(s.document, on=TODAY, at=s.story.now, actor=a),
        Duty.SECRECY,
    ),
    "documents.defer": (
        handed,
        lambda s, a: deferring.defer(
            s.document,
            DeferralKind.SPECIAL_CAUSE,
            cause="等待系统切换",
            ends_when="新系统上线",
            follow_up_on=date(2026, 11, 27),
            on=TODAY,
            at=s.story.now,
            actor=a,
        ),
        Duty.DRAFTER,
    ),
    "documents.end_deferral": (
        deferred,
        lambda s, a: deferring.end_deferral(
            Deferral.objects.get(), outcome="已上线", on=TODAY, at=s.story.now, actor=a
        ),
        Duty.DRAFTER,
    ),
    "documents.publish": (
        handed,
        lambda s, a: publishing.publish(s.document, at=s.story.now, actor=a),
        Duty.OFFICE,
    ),
    "documents.take_back": (
        handed,
        lambda s, a: reworking.take_back(s.document, reason="附件有误", on=TODAY, at=s.story.now, actor=a),
        Duty.DRAFTER,
    ),
    "documents.schedule": (
        handed,
        lambda s, a: publishing.schedule(
            [s.document], release_at=s.story.now.replace(hour=20), now=s.story.now, actor=a
        ),
        Duty.OFFICE,
    ),
    "documents.unschedule": (
        planned,
        lambda s, a: publishing.unschedule(s.document, reason="改期", at=s.story.now, actor=a),
        Duty.OFFICE,
    ),
    "documents.amend": (
        published,
        lambda s, a: publishing.amend(s.document, reason="有误", on=TODAY, at=s.story.now, actor=a),
        Duty.ARCHIVIST,
    ),
    "documents.propose_erratum": (
        published,
        lambda s, a: errata.propose(
            s.document, s.things["block"], 1, 3, "便利", reason="用词", at=s.story.now, actor=a
        ),
        Duty.ARCHIVIST,
    ),
    "documents.approve_erratum": (
        published,
        lambda s, a: errata.approve(s.things["erratum"], at=s.story.now, actor=a),
        Duty.DRAFTER,
    ),
    "documents.withdraw": (
        published,
        lambda s, a: publishing.withdraw(s.document, notice="撤", reason="错", on=TODAY, at=s.story.now, actor=a),
        Duty.OFFICE,
    ),
    "documents.take_down": (
        published,
        lambda s, a: publishing.take_down(s.document, on=TODAY, at=s.story.now, actor=a),
        Duty.DRAFTER,
    ),
    "documents.explain_take_down": (
        taken_down,
        lambda s, a: publishing.explain_take_down(s.document, reason="误发", at=s.story.now, actor=a),
        Duty.DRAFTER,
    ),
    "documents.restore": (
        taken_down,
        lambda s, a: publishing.restore(s.document, reason="已核", at=s.story.now, actor=a),
        Duty.OFFICE,
    ),
    "documents.archive": (
        published,
        lambda s, a: handing.archive(s.document, on=TODAY, at=s.story.now, actor=a),
        Duty.DRAFTER,
    ),
    "documents.redact": (
        marked,
        lambda s, a: redacting.redact(
            s.document, s.things["block"], ground_code="third_party", reason="个人隐私", at=s.story.now, actor=a
        ),
        Duty.ARCHIVIST,
    ),
    "documents.unredact": (marked, lambda s, a: redacting.unredact(s.things["redaction"], actor=a), Duty.ARCHIVIST),
    "documents.cover": (
        marked,
        lambda s, a: covering.cover(
            s.document,
            [Spot(block_id=s.things["block"])],
            ground_code="third_party",
            reason="个人隐私",
            at=s.story.now,
            actor=a,
        ),
        Duty.ARCHIVIST,
    ),
    "documents.uncover": (marked, lambda s, a: covering.uncover(s.things["mark"], actor=a), Duty.ARCHIVIST),
    "documents.order_reading": (
        marked,
        lambda s, a: covering.order_reading(s.things["attachment"], actor=a),
        Duty.ARCHIVIST,
    ),
    "documents.order_copy": (marked, lambda s, a: copying.order_copy(s.document, actor=a), Duty.ARCHIVIST),
    "documents.read_redacted": (
        marked,
        lambda s, a: redacting.read_redacted(s.things["copy"], at=s.story.now, actor=a),
        Duty.DRAFTER,
    ),
}

CASES.update(refusals_books.CASES)

#: done by the worker alone: nobody may call it in his own name
BY_THE_HOUSE = {"documents.release", "documents.settle_cleanup", "documents.file_some_withheld"}


def test_every_act_of_a_document_is_asked_here() -> None:
    elsewhere = test_cleaning.ASKED | test_reevaluation.ASKED
    assert {name for name in ACTS if name.startswith("documents.")} == set(CASES) | BY_THE_HOUSE | elsewhere


@pytest.mark.parametrize("name", sorted(CASES))
def test_who_has_not_the_duty_does_nothing(county: County, name: str) -> None:
    place, act, wrong = CASES[name]
    stand = place(county)
    without, elsewhere = county.actor(wrong), county.actor(Duty.PUBLISHER, county.other)
    with nothing_changes():
        with pytest.raises(NotAllowed):
            act(stand, without)
        with pytest.raises(NotAllowed):
            act(stand, elsewhere)


def test_the_levels_are_signed_by_those_whose_turn_it_is(county: County) -> None:
    stand = sent(county)
    others = {level: county.actor(SIGNER[level]) for level in (Level.OFFICE, Level.SECRECY, Level.LEADER)}
    for level in others:
        with nothing_changes(), pytest.raises(NotAllowed, match="商务运行科"):
            stand.story.sign(level)
