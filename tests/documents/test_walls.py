"""Sections of one organ (科室) keep their papers apart until these are signed and final (S4-55…S4-59, house §4.2)."""

from __future__ import annotations

import io

import pytest

from tests.documents.stands import written
from tests.documents.story import ANSWERS, BODY, MORNING, Story, column, draft
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.documents import queries, receiving
from zwgk.documents.actions import attaching, checking, drafting, handing, publishing, reworking, submitting
from zwgk.matters import actions as matters
from zwgk.matters import queries as inbox
from zwgk.people.actor import Actor
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import NotAllowed
from zwgk.rules.publication import LinkKind

pytestmark = pytest.mark.django_db

SECTIONS_OWN = (Duty.DRAFTER, Duty.SECTION_HEAD)
OF_THE_ORGAN = (Duty.OFFICE, Duty.LEGAL, Duty.SECRECY, Duty.DEPUTY, Duty.LEADER, Duty.PUBLISHER)
ONLOOKERS = (Duty.ARCHIVIST, Duty.DISPATCHER, Duty.OPINION_OFFICER)


def next_door(county: County, duty: Duty) -> Actor:
    """Somebody with the duty in another section of the same organ."""
    return county.actor(duty, county.legal)


def sees(story: Story, actor: Actor) -> bool:
    return queries.find(actor, story.document.matter.number) is not None


def not_published(county: County, disclosure: Disclosure) -> Story:
    story = draft(county, kind="request", title="关于增加经费的请示")
    story.propose(disclosure, ground_code="internal_affairs", ground_reason="只涉及本局内部事务安排").submit()
    for level in (Level.SECTION, Level.OFFICE, Level.SECRECY, Level.LEADER):
        story.sign(level)
    handing.number(story.fresh(), on=TODAY, actor=county.actor(Duty.OFFICE))
    handing.seal(story.fresh(), copies=1, on=TODAY, at=story.tick(), actor=county.actor(Duty.OFFICE))
    if disclosure is Disclosure.ON_REQUEST:
        handing.hand_over(story.fresh(), on=TODAY, at=story.tick(), actor=county.actor(Duty.DRAFTER))
    assert story.stage == "not_published"
    return story


def test_a_draft_is_there_for_its_section_and_for_duties_of_the_whole_organ(county: County) -> None:
    story = draft(county)
    for duty in (*SECTIONS_OWN, *OF_THE_ORGAN):
        assert sees(story, county.actor(duty)), duty
    assert sees(story, county.actor(Duty.DRAFTER, county.bureau)), "a post of the organ itself sits in every section"
    for duty in SECTIONS_OWN:
        assert not sees(story, next_door(county, duty)), duty
    for duty in ONLOOKERS:
        assert not sees(story, county.actor(duty, county.bureau)), duty


@pytest.mark.parametrize("duty", SECTIONS_OWN, ids=str)
def test_next_door_changes_nothing_in_it(county: County, duty: Duty) -> None:
    """Everything that the same duty may do in its own section."""
    stand = written(county)
    document, now, actor, things = stand.document, stand.story.now, next_door(county, duty), stand.things
    acts = [
        lambda: drafting.save(document, title="改", body_html=BODY, revision=1, at=now, actor=actor),
        lambda: drafting.keep_version(document, remark="", at=now, actor=actor),
        lambda: attaching.attach(document, things["file"], title="表", at=now, actor=actor),
        lambda: receiving.attach(document, "表.txt", io.BytesIO(b"x"), title="表", at=now, actor=actor),
        lambda: attaching.remove_attachment(things["attachment"], at=now, actor=actor),
        lambda: drafting.link(document, LinkKind.BASIS, text="办法", actor=actor),
        lambda: drafting.unlink(things["link"], actor=actor),
        lambda: drafting.set_joint_issuers(document, ["清岚县教育局"], actor=actor),
        lambda: drafting.drop(document, reason="不要了", on=TODAY, at=now, actor=actor),
        lambda: checking.check(document, today=TODAY, at=now, actor=actor),
        lambda: checking.mend(things["finding"], at=now, actor=actor),
        lambda: checking.keep_finding(things["finding"], reason="如此", at=now, actor=actor),
        lambda: submitting.propose(document, Disclosure.PUBLIC, actor=actor),
        lambda: submitting.precheck(document, answers=ANSWERS, result="", on=TODAY, at=now, actor=actor),
        lambda: submitting.submit(document, chain_code="four", on=TODAY, at=now, actor=actor),
        lambda: matters.pass_on(document.matter, to=county.post(duty, county.legal), reason="", at=now, actor=actor),
        lambda: matters.remark(document.matter, text="看看", at=now, actor=actor),
    ]
    with nothing_changes():
        for act in acts:
            with pytest.raises(NotAllowed):
                act()
        with pytest.raises(NotAllowed, match="由县商务局商务运行科承办"):
            acts[0]()


def test_next_door_signs_recalls_and_takes_back_nothing(county: County) -> None:
    story = draft(county).propose().submit()
    drafter, head = next_door(county, Duty.DRAFTER), next_door(county, Duty.SECTION_HEAD)
    with nothing_changes(), pytest.raises(NotAllowed):
        submitting.recall(story.fresh(), reason="", at=story.now, actor=drafter)
    story.sign(Level.SECTION).sign(Level.OFFICE).sign(Level.SECRECY).sign(Level.LEADER)
    story.handed_over()
    with nothing_changes(), pytest.raises(NotAllowed):
        reworking.take_back(story.fresh(), reason="改", on=TODAY, at=story.now, actor=head)


def test_nobody_opens_a_paper_in_the_name_of_another_section(county: County) -> None:
    drafter, place = next_door(county, Duty.DRAFTER), column()
    with nothing_changes(), pytest.raises(NotAllowed, match="不在这个科室"):
        drafting.create(
            "关于某事的通知",
            organ=county.bureau,
            kind="circular",
            on=TODAY,
            at=MORNING,
            actor=drafter,
            section=county.operations,
            column=place,
        )


def test_a_paper_given_to_somebody_next_door_is_his_to_write(county: County) -> None:
    story, colleague = draft(county), next_door(county, Duty.DRAFTER)
    matters.pass_on(
        story.document.matter,
        to=county.post(Duty.DRAFTER, county.legal),
        reason="本科室人手不足",
        at=story.tick(),
        actor=county.actor(Duty.SECTION_HEAD),
    )
    assert sees(story, colleague)
    assert [w.matter_id for w in inbox.inbox(colleague)] == [story.document.matter_id]
    submitting.propose(story.fresh(), Disclosure.PUBLIC, actor=colleague)
    assert story.fresh().disclosure == "public"


def test_a_section_that_signs_beside_sees_the_paper_and_another_does_not(county: County) -> None:
    story = draft(county).propose().precheck()
    submitting.submit(
        story.fresh(),
        chain_code="four",
        on=TODAY,
        at=story.tick(),
        actor=county.actor(Duty.DRAFTER),
        countersigners=[county.legal, county.other],
    )
    assert sees(story, next_door(county, Duty.SECTION_HEAD))
    assert not sees(story, county.actor(Duty.SECTION_HEAD, county.office))
    assert sees(story, county.actor(Duty.SECTION_HEAD, county.other))


@pytest.mark.parametrize(
    ("disclosure", "read"), [(Disclosure.ON_REQUEST, True), (Disclosure.WITHHELD, False)], ids=["依申请公开", "不公开"]
)
def test_what_is_final_is_read_next_door_unless_it_is_withheld(
    county: County, disclosure: Disclosure, read: bool
) -> None:
    story = not_published(county, disclosure)
    assert sees(story, next_door(county, Duty.DRAFTER)) is read
    assert sees(story, county.actor(Duty.DISPATCHER, county.bureau)) is read
    assert sees(story, county.actor(Duty.ARCHIVIST)), "who closes the file must see it"
    assert not sees(story, county.actor(Duty.DRAFTER, county.other))


def test_what_is_published_is_read_by_all_of_the_organ_until_it_is_under_correction(county: County) -> None:
    story = draft(county)
    story.published()
    assert sees(story, next_door(county, Duty.DRAFTER))
    publishing.amend(story.fresh(), reason="电话有误", on=TODAY, at=story.tick(), actor=county.actor(Duty.PUBLISHER))
    assert not sees(story, next_door(county, Duty.DRAFTER))


def test_the_files_of_a_paper_open_where_the_paper_opens(county: County) -> None:
    stand = written(county)
    receiving.attach(
        stand.document,
        "附表.txt",
        io.BytesIO(b"x"),
        title="附表",
        at=stand.story.tick(),
        actor=county.actor(Duty.DRAFTER),
    )
    file = stand.document.attachments.latest("pk").file
    assert queries.file_for(county.actor(Duty.SECTION_HEAD), file.pk) == file
    assert queries.file_for(next_door(county, Duty.SECTION_HEAD), file.pk) is None


def test_the_lists_and_their_numbers_stay_within_the_wall(county: County) -> None:
    draft(county)
    draft(county, title="关于配套事项的通知").propose().submit()
    assert queries.numbers_by_stage(county.actor(Duty.DRAFTER)) == {"drafting": 1, "section": 1}
    assert queries.numbers_by_stage(next_door(county, Duty.DRAFTER)) == {}
    assert not queries.listed(next_door(county, Duty.SECTION_HEAD), queries.Filter(), "")
