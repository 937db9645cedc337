"""先审查、后公开: every way out asks for a clearance that fits the very text (S0-60, S4-56; 保密法实施条例第四十二条)
.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.documents.story import BODY, Story, column, draft
from tests.people.factory import TODAY, County
from zwgk.documents.actions import attaching, errata, publishing, releasing
from zwgk.documents.models import Draft, Release
from zwgk.files import body, store
from zwgk.files.models import Purpose
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions as door
from zwgk.publishing import clearing, queries
from zwgk.publishing.content import Content
from zwgk.publishing.imports import Importer
from zwgk.publishing.models import Clearance, Publication, Version
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import Classified, GateClosed, NotCleared, RuleViolation

pytestmark = pytest.mark.django_db

AT = timezone.make_aware(datetime(2026, 11, 20, 10, 0))  # noqa: DTZ001


def content(county: County, **change: object) -> Content:
    made = Content("关于供水的通告", body.sanitise("<p>自即日起恢复供水。</p>"), county.bureau.pk, column().pk)
    return replace(made, **change)  # type: ignore[arg-type]


def reviewed(made: Content) -> Clearance:
    return clearing.reviewed(
        made.digest,
        subject=made.title,
        basis="测试",
        approved_by="局长",
        approved_on=TODAY,
        organ_id=made.organ_id,
        matter_id=None,
        details={},
    )


def nothing_is_public() -> bool:
    return not Publication.objects.exists() and not Version.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"title": "关于停水的通告"}, id="标题改了"),
        pytest.param({"body_html": body.sanitise("<p>自即日起恢复供水！</p>")}, id="正文改了一个字"),
        pytest.param({"disclosure": "redacted"}, id="公开属性改了"),
    ],
)
def test_one_character_changed_after_review_no_longer_fits(county: County, change: dict[str, str]) -> None:
    clearance = reviewed(content(county))
    with pytest.raises(NotCleared):
        door.publish(content(county, **change), clearance=clearance, at=AT, actor=SYSTEM)
    assert nothing_is_public()


def test_a_revoked_clearance_lets_nothing_out(county: County) -> None:
    made = content(county)
    clearance = reviewed(made)
    door.revoke_clearance(clearance, reason="有新情况", at=AT, actor=SYSTEM)
    with pytest.raises(NotCleared):
        door.publish(made, clearance=clearance, at=AT, actor=SYSTEM)
    assert nothing_is_public()


def test_a_mark_of_secrecy_stops_even_what_was_cleared(county: County) -> None:
    made = content(county, body_html=body.sanitise("<p>机密★5年</p><p>内容。</p>"))
    with pytest.raises(Classified):
        door.publish(made, clearance=reviewed(made), at=AT, actor=SYSTEM)
    assert nothing_is_public()


def test_a_standing_clearance_never_lets_a_paper_out(county: County) -> None:
    standing = door.approve_standing(
        "guide", organ=None, basis="条例第十二条", on=TODAY, valid_to=TODAY.replace(year=2027), actor=SYSTEM
    )
    with pytest.raises(NotCleared):
        door.publish(content(county), clearance=standing, at=AT, actor=SYSTEM)
    assert nothing_is_public()


def test_who_does_not_hold_the_duty_publishes_nothing(county: County) -> None:
    made = content(county)
    with pytest.raises(RuleViolation):
        door.publish(made, clearance=reviewed(made), at=AT, actor=county.actor(Duty.DRAFTER))
    with pytest.raises(RuleViolation):
        door.publish(made, clearance=reviewed(made), at=AT, actor=county.actor(Duty.PUBLISHER, county.other))
    assert nothing_is_public()


def handed(county: County, **draft_head: object) -> Story:
    return draft(county, **draft_head).propose().signed().handed_over()


def spoil(story: Story) -> None:
    """Change the text behind the acts' back, as a fault or an attacker would."""
    Draft.objects.filter(document=story.document).update(body_html=body.sanitise(BODY + "<p>后加的一句。</p>"))


def test_publishing_now_refuses_a_text_changed_after_signing(county: County) -> None:
    story = handed(county)
    spoil(story)
    with pytest.raises(NotCleared, match="改动"):
        story.publish()
    assert nothing_is_public()
    assert story.stage == "to_publish"


def test_a_planned_release_of_a_changed_text_is_held_with_its_reason(county: County) -> None:
    story = handed(county)
    rows = publishing.schedule(
        [story.fresh()],
        release_at=story.now + timedelta(hours=1),
        now=story.now,
        actor=county.actor(Duty.PUBLISHER),
    )
    spoil(story)
    done = publishing.release_planned([r.pk for r in rows], now=story.now + timedelta(hours=2))
    assert done == []
    assert nothing_is_public()
    assert "改动" in Release.objects.get().held_because
    assert story.fresh().matter.waiting.filter(label__contains="定时公开未成").exists()


def test_of_documents_released_together_none_goes_out_if_one_may_not(county: County) -> None:
    first, second = handed(county, title="关于甲事项的通知"), handed(county, title="关于乙事项的通知")
    rows = publishing.schedule(
        [first.fresh(), second.fresh()],
        release_at=second.now + timedelta(hours=1),
        now=second.now,
        actor=county.actor(Duty.PUBLISHER),
    )
    spoil(second)
    assert publishing.release_planned([r.pk for r in rows], now=second.now + timedelta(hours=2)) == []
    assert nothing_is_public()
    assert first.stage == second.stage == "to_publish"


def test_of_documents_released_together_all_go_out_at_the_planned_minute(county: County) -> None:
    first, second = handed(county, title="关于甲事项的通知"), handed(county, title="关于乙事项的通知")
    planned = second.now + timedelta(hours=1)
    rows = publishing.schedule(
        [first.fresh(), second.fresh()], release_at=planned, now=second.now, actor=county.actor(Duty.PUBLISHER)
    )
    done = publishing.release_planned([r.pk for r in rows], now=planned + timedelta(minutes=1))
    assert [p.published_at for p in done] == [planned, planned]
    assert publishing.release_planned([r.pk for r in rows], now=planned + timedelta(minutes=2)) == []
    assert Publication.objects.count() == 2


def test_a_migrated_text_must_stand_on_the_approved_list(county: County) -> None:
    clearance = door.approve_migration("老网站", basis="迁移方案", approved_by="局长", on=TODAY, actor=SYSTEM)
    with pytest.raises(NotCleared, match="清单"):
        door.publish(content(county), clearance=clearance, at=AT, actor=SYSTEM)
    assert nothing_is_public()


def test_a_bulk_import_rejects_the_line_with_a_mark_of_secrecy_and_keeps_nothing_of_it(
    county: County, tmp_path: Path
) -> None:
    clearance = door.approve_migration("老网站", basis="迁移方案", approved_by="局长", on=TODAY, actor=SYSTEM)
    lines = [
        '{"key": "1", "title": "关于春耕的通知"}',
        '{"key": "2", "title": "关于某事的通知", "body_html": "<p>秘密★10年</p>"}',
    ]
    result = Importer(clearance, actor=SYSTEM, today=TODAY, folder=tmp_path).take(lines)
    assert (result.taken, len(result.rejects)) == (1, 1)
    assert result.rejects[0]["key"] == "2"
    assert list(Publication.objects.values_list("key", flat=True)) == ["1"]


def test_a_correction_needs_a_review_of_the_corrected_text(county: County) -> None:
    publication = draft(county).published()
    clearance = publication.current.clearance  # type: ignore[union-attr]
    changed = content(county)
    with pytest.raises(NotCleared):
        door.correct(publication, changed, clearance=clearance, change_note="改错", at=AT, actor=SYSTEM)
    assert publication.versions.count() == 1


def test_a_replaced_attachment_sends_the_document_back_through_review(county: County) -> None:
    story = draft(county)
    kept = store.keep("表一.txt", "空白表格".encode(), actor=SYSTEM, purpose=Purpose.ATTACHMENT)
    attachment = attaching.attach(story.fresh(), kept, title="表一", at=story.tick(), actor=county.actor(Duty.DRAFTER))
    story.propose().signed().handed_over()
    other = store.keep("表一.txt", "填好的表格".encode(), actor=SYSTEM, purpose=Purpose.ATTACHMENT)
    with pytest.raises(RuleViolation):  # not in a writing stage
        attaching.replace_attachment(attachment, other, at=story.tick(), actor=county.actor(Duty.DRAFTER))
    attachment.file = other
    attachment.save()
    with pytest.raises(NotCleared, match="改动"):
        story.publish()
    assert nothing_is_public()


def test_restoring_asks_whether_the_clearance_still_stands(county: County) -> None:
    story = draft(county)
    publication = story.published()
    publishing.withdraw(
        story.fresh(),
        notice="因内容有误撤回",
        reason="数字有误，局长批准",
        on=TODAY,
        at=story.tick(),
        actor=county.actor(Duty.PUBLISHER),
    )
    door.revoke_clearance(publication.current.clearance, reason="有误", at=story.tick(), actor=SYSTEM)  # type: ignore[union-attr]
    with pytest.raises(NotCleared):
        publishing.restore(story.fresh(), reason="已核实", at=story.tick(), actor=county.actor(Duty.PUBLISHER))
    assert queries.find(publication.pk) is None
    assert story.stage == "withdrawn"


def test_a_document_not_yet_signed_is_not_published(county: County) -> None:
    story = draft(county).propose().submit()
    story.sign(Level.SECTION)
    with pytest.raises(RuleViolation):
        story.publish()
    with pytest.raises(NotCleared):
        releasing.must_be_releasable(story.fresh())
    assert nothing_is_public()


def test_what_is_withheld_never_reaches_the_publishing_section(county: County) -> None:
    story = draft(county).propose(
        Disclosure.WITHHELD, ground_code="process_info", ground_reason="本件是磋商过程中的往来信函，事项尚未议定"
    )
    story.signed()
    from zwgk.documents.actions import handing

    handing.number(story.fresh(), on=TODAY, actor=county.actor(Duty.OFFICE))
    handing.seal(story.fresh(), copies=5, on=TODAY, at=story.tick(), actor=county.actor(Duty.OFFICE))
    assert story.stage == "not_published"
    with pytest.raises(RuleViolation):
        story.publish()
    with pytest.raises(NotCleared):
        releasing.must_be_releasable(story.fresh())


def test_an_erratum_needs_a_second_person_and_touches_no_figure(county: County) -> None:
    story = draft(county)
    publication = story.published()
    block = body.blocks(publication.current.body_html)[0]  # type: ignore[union-attr]
    with pytest.raises(RuleViolation, match="数字"):
        errata.propose(
            story.fresh(),
            body.blocks(publication.current.body_html)[2].id,  # type: ignore[union-attr]
            7,
            8,
            "九",
            reason="时间写错",
            at=story.tick(),
            actor=county.actor(Duty.PUBLISHER),
        )
    row = errata.propose(
        story.fresh(), block.id, 1, 3, "便利", reason="用词", at=story.tick(), actor=county.actor(Duty.PUBLISHER)
    )
    assert publication.versions.count() == 1
    errata.approve(row, at=story.tick(), actor=county.actor(Duty.OFFICE))
    publication.refresh_from_db()
    assert publication.current.no == 2  # type: ignore[union-attr]
    assert "便利" in publication.current.body_html  # type: ignore[union-attr]


def test_an_open_weighty_finding_stops_the_leader_and_the_release(county: County) -> None:
    story = draft(county, body=BODY + "<p>联系人：贺明远，手机13912340421。</p>").propose()
    story.check()
    story.submit()
    for level in (Level.SECTION, Level.OFFICE, Level.SECRECY):
        story.sign(level)
    with pytest.raises(GateClosed, match="须处理"):
        story.sign(Level.LEADER)
    assert story.stage == "leader"
