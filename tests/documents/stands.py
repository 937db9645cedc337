"""Documents at the stage where an act would be open, with what the act needs besides."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.documents.story import BODY, Story, draft
from tests.people.factory import TODAY, County
from zwgk.documents.actions import (
    attaching,
    checking,
    deferring,
    drafting,
    errata,
    handing,
    publishing,
    redacting,
    signing,
)
from zwgk.documents.models import AttachmentMark, Document, RedactedCopy
from zwgk.files import body, store
from zwgk.files.models import Purpose
from zwgk.people.actor import SYSTEM
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.disclosure_deferral import DeferralKind
from zwgk.rules.duties import Duty
from zwgk.rules.publication import LinkKind


@dataclass
class Stand:
    """A document at the stage where an act would be open, with what the act needs besides."""

    story: Story
    things: dict[str, Any] = field(default_factory=dict)

    @property
    def document(self) -> Document:
        return self.story.fresh()


def written(county: County) -> Stand:
    story = draft(county, body=BODY + "<p>各部门要各司其责。联系人手机13912340421。</p>")
    file = store.keep("表.txt", b"form", actor=SYSTEM, purpose=Purpose.ATTACHMENT)
    attachment = attaching.attach(story.fresh(), file, title="表", at=story.tick(), actor=county.actor(Duty.DRAFTER))
    link = drafting.link(story.fresh(), LinkKind.BASIS, text="某办法", actor=county.actor(Duty.DRAFTER))
    found = story.check()
    finding = next(f for f in found if f.suggestion == "各司其职")
    blocking = next(f for f in found if f.kind == "privacy")
    checking.keep_finding(blocking, reason="本人书面同意", at=story.tick(), actor=county.actor(Duty.DRAFTER))
    return Stand(story, {"file": file, "attachment": attachment, "link": link, "finding": finding, "asked": blocking})


def sent(county: County) -> Stand:
    story = draft(county).propose().submit()
    sheet = signing.print_sheet(story.fresh(), at=story.tick(), actor=county.actor(Duty.DRAFTER))
    scan = store.keep("签.png", b"\x89PNG scan", actor=SYSTEM, purpose=Purpose.SCAN)
    signing.attach_scan(sheet, file_id=scan.pk, at=story.tick(), actor=county.actor(Duty.DRAFTER))
    signature = signing.enter_paper(
        story.fresh(),
        sheet,
        signing.Verdict(Disclosure.PUBLIC),
        signer=county.post(Duty.SECTION_HEAD),
        signed_on=TODAY,
        today=TODAY,
        at=story.tick(),
        actor=county.actor(Duty.DRAFTER),
    )
    return Stand(story, {"sheet": sheet, "signature": signature})


def signed(county: County) -> Stand:
    return Stand(draft(county).propose().signed())


def numbered(county: County) -> Stand:
    stand = signed(county)
    stand.things["entry"] = handing.number(stand.document, on=TODAY, actor=county.actor(Duty.OFFICE))
    return stand


def sealed(county: County) -> Stand:
    stand = numbered(county)
    handing.seal(stand.document, copies=1, on=TODAY, at=stand.story.tick(), actor=county.actor(Duty.OFFICE))
    return stand


def handed(county: County) -> Stand:
    return Stand(draft(county).propose().signed().handed_over())


def planned(county: County) -> Stand:
    stand = handed(county)
    publishing.schedule(
        [stand.document],
        release_at=stand.story.now.replace(hour=20),
        now=stand.story.now,
        actor=county.actor(Duty.PUBLISHER),
    )
    return stand


def deferred(county: County) -> Stand:
    stand = handed(county)
    stand.things["deferral"] = deferring.defer(
        stand.document,
        DeferralKind.SPECIAL_CAUSE,
        cause="等待系统切换",
        ends_when="新系统上线",
        follow_up_on=date(2026, 11, 27),
        on=TODAY,
        at=stand.story.tick(),
        actor=county.actor(Duty.OFFICE),
    )
    return stand


def published(county: County) -> Stand:
    stand = handed(county)
    publication = stand.story.publish()
    block = body.blocks(publication.current.body_html)[0]  # type: ignore[union-attr]
    row = errata.propose(
        stand.document,
        block.id,
        1,
        3,
        "便利",
        reason="用词",
        at=stand.story.tick(),
        actor=county.actor(Duty.PUBLISHER),
    )
    stand.things |= {"block": block.id, "erratum": row}
    return stand


def taken_down(county: County) -> Stand:
    stand = published(county)
    publishing.take_down(stand.document, on=TODAY, at=stand.story.tick(), actor=county.actor(Duty.OFFICE))
    return stand


def marked(county: County) -> Stand:
    story = draft(county, body=BODY + "<p>受助人为贺明远。</p>")
    block = body.blocks(story.fresh().draft.body_html)[-1]
    story.propose(Disclosure.REDACTED, ground_reason="含受助人姓名，删去后可以公开")
    row = redacting.redact(
        story.fresh(),
        block.id,
        start=4,
        end=7,
        ground_code="third_party",
        reason="个人隐私",
        at=story.tick(),
        actor=county.actor(Duty.DRAFTER),
    )
    copy = RedactedCopy.objects.create(
        document=story.document, source_digest="a", removals_digest="b", digest="c", proof={}, made_at=story.now
    )
    file = store.keep("名单.png", b"\x89PNG list", actor=SYSTEM, purpose=Purpose.ATTACHMENT)
    attachment = attaching.attach(story.fresh(), file, title="名单", at=story.tick(), actor=county.actor(Duty.DRAFTER))
    mark = AttachmentMark.objects.create(
        attachment=attachment, page=1, right=500, bottom=500, ground_code="third_party", reason="照片", at=story.now
    )
    things = {"block": block.id, "redaction": row, "copy": copy, "attachment": attachment, "mark": mark}
    return Stand(story, things)
